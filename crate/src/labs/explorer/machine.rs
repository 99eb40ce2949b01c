//! The memory of a running program, and what a step does to it. Deterministic: who moves is all there is to choose.

use super::program::{Actor, Footprint, Instruction, Kind, Object, Op, Program, Slot, THREAD};
use crate::plan::Switching;

/// Everything there is about a program at one moment: a slot each, as [`Program`] says.
pub type State = Vec<i32>;

/// Statements after which a turn that has not ended never will, for all we can tell.
pub const LONGEST_TURN: u32 = 2_000;

/// Where an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can take its next step.
    Ready,
    /// Its next step has to wait for this.
    Waiting(Object),
    /// It can't go on for now: another has the only thread.
    NoTurn,
    /// It has done all its steps.
    Done,
    /// It ended at a step that failed: an assertion, or an unlock of what it had not locked.
    Failed,
}

/// What came of a turn: some steps of one actor, between points at which control may switch.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The memory after it.
    pub state: State,
    /// What it touched.
    pub footprint: Footprint,
    /// How many steps it took.
    pub steps: u32,
    /// Whether a `progress` was among them, or it ended the actor.
    pub progress: bool,
    /// Whether it never gives the only thread back.
    pub endless: bool,
}

impl Program {
    /// The memory before the first step.
    pub fn start(&self) -> State {
        let mut state = self.initial.clone();
        self.check(&mut state);
        state
    }

    /// The step that an actor takes next; none where it has ended.
    pub fn next(&self, state: &[i32], actor: usize) -> Option<&Instruction> {
        let Actor { position, code, .. } = &self.actors[actor];
        usize::try_from(state[*position]).ok().and_then(|at| code.get(at))
    }

    /// The step at which an actor failed.
    pub fn failed_at(&self, state: &[i32], actor: usize) -> Option<&Instruction> {
        let Actor { position, code, .. } = &self.actors[actor];
        usize::try_from(-1 - i64::from(state[*position])).ok().and_then(|at| code.get(at))
    }

    /// What an actor's next step has to wait for.
    pub fn obstacle(&self, state: &[i32], actor: usize) -> Option<Object> {
        let value = |object: Object| state[self.things[object].slot];
        match self.next(state, actor)?.op {
            Op::Lock(mutex) => (value(mutex) != 0).then_some(mutex),
            Op::Wait(semaphore) => (value(semaphore) == 0).then_some(semaphore),
            Op::Receive(_, channel) => (value(channel) == 0).then_some(channel),
            Op::Send(channel, _) => match self.things[channel].kind {
                Kind::Channel(holds) => (value(channel) as usize >= holds).then_some(channel),
                _ => None,
            },
            _ => None,
        }
    }

    /// The actor that has the only thread, between two points at which it may lose it.
    pub fn running(&self, state: &[i32]) -> Option<usize> {
        usize::try_from(state[Self::TURN] - 1).ok()
    }

    /// Whether a task that has to wait here keeps the only thread, and everyone else waits with it.
    fn keeps_thread(&self, state: &[i32], actor: usize) -> bool {
        self.switching == Switching::Async && self.next(state, actor).is_some_and(|next| !next.awaits)
    }

    /// Where an actor is.
    pub fn status(&self, state: &[i32], actor: usize) -> Status {
        let position = state[self.actors[actor].position];
        if position < 0 {
            return Status::Failed;
        }
        if position as usize == self.actors[actor].code.len() {
            return Status::Done;
        }
        let running = self.running(state);
        if running.is_some_and(|running| running != actor) {
            return Status::NoTurn;
        }
        match self.obstacle(state, actor) {
            // It may begin a turn, and finds out too late.
            Some(_) if running.is_none() && self.keeps_thread(state, actor) => Status::Ready,
            Some(object) => Status::Waiting(object),
            None => Status::Ready,
        }
    }

    /// Who can take a step, in the order of the text.
    pub fn ready(&self, state: &[i32]) -> impl Iterator<Item = usize> {
        (0..self.actors.len()).filter(|actor| self.status(state, *actor) == Status::Ready)
    }

    /// Whether every actor has ended.
    pub fn over(&self, state: &[i32]) -> bool {
        (0..self.actors.len()).all(|actor| matches!(self.status(state, actor), Status::Done | Status::Failed))
    }

    /// Takes the next step of an actor that is ready, and says what it touched.
    pub fn step(&self, state: &mut State, actor: usize) -> Footprint {
        let mut touched = Footprint::default();
        if self.cooperative() {
            touched.read(THREAD);
            if self.obstacle(state, actor).is_some() {
                state[Self::TURN] = actor as i32 + 1;
                touched.write(THREAD);
                return touched.and(self.waited_for(state, actor));
            }
        }
        let Some(Instruction { op, .. }) = self.next(state, actor) else { return touched };
        let position = self.actors[actor].position;
        let at = state[position];
        state[position] = match self.effect(state, actor, op, &mut touched) {
            Next::On => self.settle(actor, at as usize + 1),
            Next::To(target) => self.settle(actor, target),
            Next::Failed => -1 - at,
        };
        self.check(state);
        if self.cooperative() {
            let awaits = self.next(state, actor).is_none_or(|next| next.awaits) || matches!(op, Op::Yield);
            let waits = !awaits && self.obstacle(state, actor).is_some();
            // What a greenlet waits for gives control away by itself.
            let switches = awaits || (waits && self.switching == Switching::Greenlets);
            state[Self::TURN] = if switches { 0 } else { actor as i32 + 1 };
            if waits {
                touched = touched.and(self.waited_for(state, actor));
                if !switches {
                    touched.write(THREAD);
                }
            }
        }
        touched
    }

    /// What an actor that waits has looked at, to find that it has to.
    fn waited_for(&self, state: &[i32], actor: usize) -> Footprint {
        let mut looked = Footprint::default();
        self.obstacle(state, actor).into_iter().for_each(|object| looked.read(object));
        looked
    }

    /// Follows jumps, which are no steps of their own.
    fn settle(&self, actor: usize, mut at: usize) -> i32 {
        while let Some(Instruction { op: Op::Jump(target), .. }) = self.actors[actor].code.get(at) {
            at = *target;
        }
        at as i32
    }

    fn effect(&self, state: &mut State, actor: usize, op: &Op, touched: &mut Footprint) -> Next {
        let read = |touched: &mut Footprint, slot: Slot| touched.reads |= self.touch[slot].reads;
        let place = |object: Object| self.things[object].slot;
        match op {
            Op::Set(slot, expression) => {
                expression.slots(&mut |slot| read(touched, slot));
                let value = expression.value(state);
                self.write(state, *slot, value, touched);
            }
            Op::Lock(mutex) => {
                touched.write(*mutex);
                state[place(*mutex)] = actor as i32 + 1;
            }
            Op::TryLock(slot, mutex) => {
                touched.write(*mutex);
                let free = state[place(*mutex)] == 0;
                if free {
                    state[place(*mutex)] = actor as i32 + 1;
                }
                self.write(state, *slot, i32::from(free), touched);
            }
            Op::Unlock(mutex) => {
                touched.write(*mutex);
                if state[place(*mutex)] != actor as i32 + 1 {
                    return Next::Failed;
                }
                state[place(*mutex)] = 0;
            }
            Op::Wait(semaphore) => {
                touched.write(*semaphore);
                state[place(*semaphore)] -= 1;
            }
            Op::Signal(semaphore) => {
                touched.write(*semaphore);
                state[place(*semaphore)] = state[place(*semaphore)].saturating_add(1);
            }
            Op::Send(channel, message) => {
                touched.write(*channel);
                let (length, value) = (place(*channel), message.value(state));
                let end = length + 1 + state[length] as usize;
                state[end] = value;
                state[length] += 1;
            }
            Op::Receive(slot, channel) => {
                touched.write(*channel);
                let length = place(*channel);
                let messages = &mut state[length..=length + self.holds(*channel)];
                let value = messages[1];
                messages[0] -= 1;
                messages[1..].rotate_left(1);
                if let Some(last) = messages.last_mut() {
                    *last = 0;
                }
                self.write(state, *slot, value, touched);
            }
            Op::Branch(condition, otherwise) => {
                condition.slots(&mut |slot| read(touched, slot));
                if condition.value(state) == 0 {
                    return Next::To(*otherwise);
                }
            }
            Op::Assert(condition) => {
                condition.slots(&mut |slot| read(touched, slot));
                if condition.value(state) == 0 {
                    return Next::Failed;
                }
            }
            Op::Yield | Op::Progress | Op::Do | Op::Jump(_) => {}
        }
        Next::On
    }

    fn holds(&self, channel: Object) -> usize {
        match self.things[channel].kind {
            Kind::Channel(holds) => holds,
            _ => 0,
        }
    }

    fn write(&self, state: &mut State, slot: Slot, value: i32, touched: &mut Footprint) {
        touched.writes |= self.touch[slot].writes;
        state[slot] = value;
    }

    /// Notes which `always` claims do not hold now.
    fn check(&self, state: &mut State) {
        for (index, claim) in self.claims.iter().enumerate() {
            if claim.always && claim.condition.value(state) == 0 {
                state[Self::BROKEN] |= 1 << index;
            }
        }
    }

    /// Takes steps of a ready actor up to the next point at which control may switch: one step, where it may anywhere.
    pub fn turn(&self, state: &[i32], actor: usize) -> Turn {
        let mut turn = Turn {
            state: state.to_vec(),
            footprint: Footprint::default(),
            steps: 0,
            progress: false,
            endless: false,
        };
        loop {
            turn.progress |=
                matches!(self.next(&turn.state, actor), Some(Instruction { op: Op::Progress, .. }));
            let touched = self.step(&mut turn.state, actor);
            turn.footprint = turn.footprint.and(touched);
            turn.steps += 1;
            let going_on =
                self.running(&turn.state) == Some(actor) && self.status(&turn.state, actor) == Status::Ready;
            if !going_on {
                break;
            }
            if turn.steps == LONGEST_TURN {
                turn.endless = true;
                turn.footprint.write(THREAD);
                break;
            }
        }
        turn.progress |= self.next(&turn.state, actor).is_none();
        turn
    }
}

/// Where an actor goes from a step.
enum Next {
    On,
    To(usize),
    Failed,
}
