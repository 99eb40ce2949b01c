//! What the explorer says.

use super::graph::{Failure, Fault};
use super::machine::{State, Status};
use super::program::{Instruction, Op, Program};
use crate::plan::{Explored, FaultKind, Switching};

/// Names, as people list them.
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn names(program: &Program, actors: &[usize]) -> String {
    list(&actors.iter().map(|actor| &*program.actors[*actor].name).collect::<Vec<_>>())
}

/// A failure's kind.
pub fn kind(fault: &Fault) -> FaultKind {
    match fault {
        Fault::Step(..) | Fault::Always(_) | Fault::Finally(_) => FaultKind::Assertion,
        Fault::Deadlock(_) => FaultKind::Deadlock,
        Fault::Endless(_) => FaultKind::Endless,
        Fault::Livelock(_) => FaultKind::Livelock,
        Fault::Starved(_) => FaultKind::Starvation,
    }
}

/// A failure, as a sentence.
pub fn of(program: &Program, fault: &Fault) -> String {
    let name = |actor: &usize| &program.actors[*actor].name;
    let claim = |claim: &usize| &program.claims[*claim];
    match fault {
        Fault::Step(actor, line) => {
            let unlock = |step: &&Instruction| step.line == *line && matches!(step.op, Op::Unlock(_));
            match program.actors[*actor].code.iter().find(unlock) {
                Some(_) => format!("{} unlocks a mutex that it has not locked (line {line}).", name(actor)),
                None => format!("The assertion of {} on line {line} fails.", name(actor)),
            }
        }
        Fault::Always(number) => {
            format!("Not always {} (line {}).", claim(number).text, claim(number).line)
        }
        Fault::Finally(number) => {
            format!("In the end it is not true that {} (line {}).", claim(number).text, claim(number).line)
        }
        Fault::Deadlock(actors) if actors.len() == 1 => {
            format!("Deadlock: {} waits, and nobody is left to end that.", names(program, actors))
        }
        Fault::Deadlock(actors) => {
            format!("Deadlock: {} wait, and none of them can go on.", names(program, actors))
        }
        Fault::Endless(actor) => format!(
            "{} runs on and on without giving control away: nobody else gets a turn any more.",
            name(actor)
        ),
        Fault::Livelock(actors) if actors.len() == 1 => {
            format!("Livelock: {} goes round for ever without progress.", names(program, actors))
        }
        Fault::Livelock(actors) => format!(
            "Livelock: {} go round for ever without progress, though each of them gets its turns.",
            names(program, actors)
        ),
        Fault::Starved(actor) => format!(
            "Starvation: {} may never make progress while the others do, though whoever can move gets turns.",
            name(actor)
        ),
    }
}

/// How a program ended; empty while an actor can move.
pub fn ended(program: &Program, state: &State) -> String {
    if program.ready(state).next().is_some() {
        return String::new();
    }
    if program.over(state) { "All actors have ended.".into() } else { "Nothing can move any more.".into() }
}

/// Where an actor stands.
pub fn standing(program: &Program, state: &State, actor: usize) -> String {
    match program.status(state, actor) {
        Status::Ready => "can move".into(),
        Status::Waiting(object) => format!("waits for {}", program.things[object].name),
        Status::NoTurn => {
            let running = program.running(state).map_or("another", |running| &program.actors[running].name);
            format!("has no turn while {running} runs")
        }
        Status::Done => "done".into(),
        Status::Failed => "failed".into(),
    }
}

/// What came of a step.
pub fn step(program: &Program, before: &State, after: &State, actor: usize) -> String {
    let Some(Instruction { op, .. }) = program.next(before, actor) else { return String::new() };
    let name = |slot: usize| {
        let local =
            program.actors[actor].locals.iter().find(|(_, place)| *place == slot).map(|(name, _)| &**name);
        let thing = || program.things.iter().find(|thing| thing.slot == slot).map(|thing| &*thing.name);
        local.or_else(thing).unwrap_or("?")
    };
    let thing = |object: usize| &*program.things[object].name;
    let count = |object: usize| after[program.things[object].slot];
    let stays = before[program.actors[actor].position] == after[program.actors[actor].position];
    let failed = program.failed_at(after, actor).is_some();
    match op {
        Op::Lock(_) | Op::Wait(_) | Op::Send(..) | Op::Receive(..) if stays => {
            "has to wait, without await: it keeps the only thread".into()
        }
        Op::Set(slot, _) => format!("{} is {}", name(*slot), after[*slot]),
        Op::Lock(mutex) => format!("has {}", thing(*mutex)),
        Op::TryLock(slot, mutex) => match after[*slot] {
            0 => format!("{} is 0: {} is taken", name(*slot), thing(*mutex)),
            _ => format!("{} is 1: has {}", name(*slot), thing(*mutex)),
        },
        Op::Unlock(mutex) if failed => format!("fails: it has not locked {}", thing(*mutex)),
        Op::Unlock(mutex) => format!("{} is free", thing(*mutex)),
        Op::Wait(semaphore) | Op::Signal(semaphore) => {
            format!("{} is {}", thing(*semaphore), count(*semaphore))
        }
        Op::Send(channel, _) => format!("{} in {}", messages(count(*channel)), thing(*channel)),
        Op::Receive(slot, channel) => {
            format!(
                "{} is {}, {} left in {}",
                name(*slot),
                after[*slot],
                messages(count(*channel)),
                thing(*channel)
            )
        }
        Op::Branch(condition, _) => (if condition.value(before) == 0 { "no" } else { "yes" }).into(),
        Op::Assert(_) => (if failed { "fails" } else { "holds" }).into(),
        Op::Yield => "gives control away".into(),
        Op::Progress => "makes progress".into(),
        Op::Do | Op::Jump(_) => String::new(),
    }
}

fn messages(count: i32) -> String {
    if count == 1 { "1 message".into() } else { format!("{count} messages") }
}

/// What all schedules do, in a sentence or two.
pub fn verdict(program: &Program, explored: &Explored, failures: &[Failure]) -> String {
    let first = failures.first().map(|failure| of(program, &failure.fault)).unwrap_or_default();
    if !explored.complete {
        let so_far =
            format!("Stopped after {} states: there are more.", grouped(&explored.states.to_string()));
        return match failures {
            [] => format!("{so_far} None of those visited fails, which says nothing about the rest."),
            _ => format!("{so_far} It can fail: {first}"),
        };
    }
    let switch = match program.switching {
        Switching::Threads | Switching::Processes => "control may switch before any step",
        Switching::Async => "control switches at await and yield only",
        Switching::Greenlets => "control switches at yield, and where a greenlet has to wait",
    };
    let Some(total) = explored.schedules.as_deref() else {
        let states = grouped(&explored.states.to_string());
        return match failures {
            [] => format!(
                "Schedules can go round for ever, through {states} states in all, and nothing fails in any."
            ),
            _ => format!(
                "Schedules can go round for ever, through {states} states in all. It can fail: {first}"
            ),
        };
    };
    let schedules = if total == "1" { "schedule" } else { "schedules" };
    let grouped_total = grouped(total);
    match (explored.failing.as_deref(), failures) {
        (_, []) if total == "1" => format!("There is only one schedule, and it does not fail: {switch}."),
        (_, []) => format!("None of the {grouped_total} schedules fails: {switch}."),
        (Some(failing), _) if failing == total && failing != super::TOO_MANY => {
            format!("Every schedule fails ({grouped_total} {schedules}): {first}")
        }
        (Some(failing), _) => {
            let fail = if failing == "1" { "fails" } else { "fail" };
            format!("{} of {grouped_total} schedules {fail}. The shortest way: {first}", grouped(failing))
        }
        (None, _) => format!("It can fail: {first}"),
    }
}

/// Digits in groups of three.
fn grouped(digits: &str) -> String {
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return digits.into();
    }
    let first = digits.len() % 3;
    let groups =
        digits.as_bytes()[first..].chunks(3).map(|group| std::str::from_utf8(group).unwrap_or_default());
    let head = (first > 0).then_some(&digits[..first]);
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}
