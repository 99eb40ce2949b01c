//! A program at one moment, for people: who stands where, what is in memory, who waits for whom.

use super::graph::Fault;
use super::machine::{State, Status};
use super::program::{Kind, Object, Op, Program};
use super::words;
use super::{program::Instruction, schedule};
use crate::plan::{ActorScene, ChannelScene, Moment, MutexScene, Named, Standing, StepTaken, Wait};

/// What to show of a state.
pub fn moment(program: &Program, state: &State) -> Moment {
    let of = |wanted: Kind| {
        program
            .things
            .iter()
            .filter(move |thing| thing.kind == wanted)
            .map(|thing| Named { name: thing.name.clone(), value: state[thing.slot] })
    };
    let things = program.things.iter();
    let channels = things.filter_map(|thing| match thing.kind {
        Kind::Channel(holds) => Some(ChannelScene {
            name: thing.name.clone(),
            holds,
            messages: state[thing.slot + 1..][..state[thing.slot] as usize].to_vec(),
        }),
        _ => None,
    });
    let owner = |value: i32| usize::try_from(value - 1).ok();
    Moment {
        actors: (0..program.actors.len()).map(|actor| actor_scene(program, state, actor)).collect(),
        shared: of(Kind::Shared).collect(),
        mutexes: of(Kind::Mutex).map(|it| MutexScene { name: it.name, owner: owner(it.value) }).collect(),
        semaphores: of(Kind::Semaphore).collect(),
        channels: channels.collect(),
        waits: waits(program, state),
        running: program.running(state),
        faults: faults(program, state).iter().map(|fault| words::of(program, fault)).collect(),
        ended: words::ended(program, state),
    }
}

/// All that has failed in a state, as far as the state tells.
fn faults(program: &Program, state: &State) -> Vec<Fault> {
    let actors = 0..program.actors.len();
    let steps =
        actors.clone().filter_map(|actor| Some(Fault::Step(actor, program.failed_at(state, actor)?.line)));
    let broken = (0..program.claims.len()).filter(|claim| state[Program::BROKEN] >> claim & 1 == 1);
    let mut faults: Vec<Fault> = steps.chain(broken.map(Fault::Always)).collect();
    if program.over(state) {
        let claims = program.claims.iter().enumerate();
        let unmet = claims.filter(|(_, claim)| !claim.always && claim.condition.value(state) == 0);
        faults.extend(unmet.map(|(claim, _)| Fault::Finally(claim)));
    } else if program.ready(state).next().is_none() {
        let left = |actor: &usize| !matches!(program.status(state, *actor), Status::Done | Status::Failed);
        faults.push(Fault::Deadlock(actors.filter(left).collect()));
    }
    faults
}

fn actor_scene(program: &Program, state: &State, actor: usize) -> ActorScene {
    let it = &program.actors[actor];
    let standing = match program.status(state, actor) {
        Status::Ready => Standing::Ready,
        Status::Waiting(_) => Standing::Waiting,
        Status::NoTurn => Standing::NoTurn,
        Status::Done => Standing::Done,
        Status::Failed => Standing::Failed,
    };
    let next = program.next(state, actor).or_else(|| program.failed_at(state, actor));
    ActorScene {
        name: it.name.clone(),
        letter: schedule::letter(actor),
        standing,
        words: words::standing(program, state, actor),
        line: next.map(|next| next.line),
        locals: it
            .locals
            .iter()
            .map(|(name, slot)| Named { name: name.clone(), value: state[*slot] })
            .collect(),
    }
}

/// The wait-for graph. An actor is hopeless where all who could help are: the greatest such set.
pub fn waits(program: &Program, state: &State) -> Vec<Wait> {
    let mut waits: Vec<Wait> = (0..program.actors.len())
        .filter_map(|actor| {
            let (thing, helpers) = match program.status(state, actor) {
                Status::Waiting(object) => {
                    (program.things[object].name.clone(), helpers(program, state, actor, object))
                }
                Status::NoTurn => {
                    let running = program.running(state)?;
                    matches!(program.status(state, running), Status::Waiting(_)).then_some(())?;
                    ("the thread".into(), vec![running])
                }
                _ => return None,
            };
            Some(Wait { actor, thing, helpers, hopeless: true })
        })
        .collect();
    loop {
        let hopeless = |actor: &usize| waits.iter().any(|wait| wait.actor == *actor && wait.hopeless);
        let saved = waits.iter().position(|wait| wait.hopeless && !wait.helpers.iter().all(hopeless));
        match saved {
            Some(index) => waits[index].hopeless = false,
            None => return waits,
        }
    }
}

/// Who could end the wait for a thing: a lock's owner, or whoever can still signal, send or receive.
fn helpers(program: &Program, state: &State, waiting: usize, object: Object) -> Vec<usize> {
    let thing = &program.things[object];
    let unended = |actor: &usize| program.next(state, *actor).is_some();
    if thing.kind == Kind::Mutex {
        return usize::try_from(state[thing.slot] - 1).ok().filter(unended).into_iter().collect();
    }
    let full = matches!(program.next(state, waiting), Some(Instruction { op: Op::Send(..), .. }));
    let helps = |op: &Op| match op {
        Op::Signal(semaphore) => *semaphore == object,
        Op::Send(channel, _) => *channel == object && !full,
        Op::Receive(_, channel) => *channel == object && full,
        _ => false,
    };
    (0..program.actors.len())
        .filter(unended)
        .filter(|actor| *actor != waiting && ahead(program, state, *actor).any(|step| helps(&step.op)))
        .collect()
}

/// The steps that an actor may still take.
fn ahead<'p>(program: &'p Program, state: &State, actor: usize) -> impl Iterator<Item = &'p Instruction> {
    let it = &program.actors[actor];
    let from = usize::try_from(state[it.position]).unwrap_or(it.code.len());
    // A jump back from ahead leads to where it points.
    let mut begin = from;
    loop {
        let back = it.code[begin.min(it.code.len())..].iter().filter_map(|step| match step.op {
            Op::Jump(target) => Some(target),
            _ => None,
        });
        match back.min().filter(|target| *target < begin) {
            Some(target) => begin = target,
            None => return it.code[begin.min(it.code.len())..].iter(),
        }
    }
}

/// Takes a step that can be taken, and says what came of it.
pub fn take(program: &Program, state: &mut State, actor: usize) -> StepTaken {
    let before = state.clone();
    let line = program.next(state, actor).map_or(0, |next| next.line);
    program.step(state, actor);
    StepTaken {
        actor,
        line,
        words: words::step(program, &before, state, actor),
        switches: program.running(state).is_none(),
        failed: !faults(program, state).iter().all(|fault| faults(program, &before).contains(fault)),
    }
}
