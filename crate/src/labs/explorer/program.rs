//! A program as the scheduler runs it: names are resolved to slots of one memory, `repeat` is unrolled, and every
//! instruction is a step that nothing can interrupt.

use super::text::{self, ProgramProblem};
use crate::plan::Switching;

/// The most actors of a program: each has a letter in a schedule, and its own column on a phone.
pub const MOST_ACTORS: usize = 6;
/// The most steps of one actor's code, after unrolling.
pub const MOST_STEPS: usize = 400;
/// The most shared variables, mutexes, semaphores and channels together: each is a bit of a [`Footprint`].
pub const MOST_OBJECTS: usize = 48;

/// A place in the memory of a program: an index into [`State`](super::machine::State).
pub type Slot = usize;
/// Something that several actors can touch: a bit of a [`Footprint`].
pub type Object = usize;

/// A parsed program, for one rule of where control may switch.
#[derive(Clone, Debug)]
pub struct Program {
    /// Where control may switch from one actor to another.
    pub switching: Switching,
    /// What several actors can touch.
    pub things: Vec<Thing>,
    /// Who runs.
    pub actors: Vec<Actor>,
    /// What has to hold after every step, and at the end.
    pub claims: Vec<Claim>,
    /// The memory before the first step.
    pub initial: Vec<i32>,
    /// For each slot, what reading and what writing it touches.
    pub touch: Vec<Footprint>,
}

/// Something that several actors can touch. Its number among [`Program::things`] is its [`Object`].
#[derive(Clone, Debug)]
pub struct Thing {
    /// As the text calls it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its first slot: the variable's value, the mutex's owner (0 for none, else actor + 1), the semaphore's count, or
    /// how many messages lie in the channel, which follow, the oldest first.
    pub slot: Slot,
}

/// What a [`Thing`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A variable that every actor reads and writes.
    Shared,
    /// A lock with one owner.
    Mutex,
    /// A count that waits at zero.
    Semaphore,
    /// A queue that holds this many messages.
    Channel(usize),
}

/// An actor: a thread, a task or a process, as the mode says.
#[derive(Clone, Debug)]
pub struct Actor {
    /// As the text calls it.
    pub name: String,
    /// Its own variables.
    pub locals: Vec<(String, Slot)>,
    /// The slot of its position: an index into `code`, its length when done, `-1 - index` where it failed.
    pub position: Slot,
    /// Its steps.
    pub code: Vec<Instruction>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// What it does.
    pub op: Op,
    /// Its line in the text, from 1.
    pub line: usize,
    /// Whether `await` stands before it.
    pub awaits: bool,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Op {
    /// `x = expression`
    Set(Slot, Expression),
    /// `lock m`
    Lock(Object),
    /// `x = trylock m`: 1 where it got it, 0 where not.
    TryLock(Slot, Object),
    /// `unlock m`
    Unlock(Object),
    /// `wait s`
    Wait(Object),
    /// `signal s`
    Signal(Object),
    /// `send c expression`
    Send(Object, Expression),
    /// `x = receive c`
    Receive(Slot, Object),
    /// `if` and `while`: goes on, or elsewhere where the condition is 0.
    Branch(Expression, usize),
    /// `assert condition`
    Assert(Expression),
    /// `yield`, or `await` alone.
    Yield,
    /// `progress`
    Progress,
    /// `do something`: a step that touches nothing.
    Do,
    /// Goes elsewhere. No step: it is taken together with the step before.
    Jump(usize),
}

/// What has to hold.
#[derive(Clone, Debug)]
pub struct Claim {
    /// After every step, or only at the end.
    pub always: bool,
    /// The condition.
    pub condition: Expression,
    /// Its line in the text, from 1.
    pub line: usize,
    /// The condition as it stands there.
    pub text: String,
}

/// A value computed from memory. True is 1, and everything but 0 is true; numbers wrap at 32 bits.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A number.
    Number(i32),
    /// What is in a slot.
    Slot(Slot),
    /// `not`
    Not(Box<Expression>),
    /// Two values.
    Two(Operator, Box<[Expression; 2]>),
}

/// What is done with two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its name")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl Expression {
    /// Its value in this memory.
    pub fn value(&self, memory: &[i32]) -> i32 {
        match self {
            Self::Number(number) => *number,
            Self::Slot(slot) => memory[*slot],
            Self::Not(inner) => i32::from(inner.value(memory) == 0),
            Self::Two(operator, sides) => {
                let [left, right] = [sides[0].value(memory), sides[1].value(memory)];
                operator.value(left, right)
            }
        }
    }

    /// Calls `see` for every slot that it reads, as often as it does.
    pub fn slots(&self, see: &mut impl FnMut(Slot)) {
        match self {
            Self::Number(_) => {}
            Self::Slot(slot) => see(*slot),
            Self::Not(inner) => inner.slots(see),
            Self::Two(_, sides) => sides.iter().for_each(|side| side.slots(see)),
        }
    }
}

impl Operator {
    fn value(self, left: i32, right: i32) -> i32 {
        match self {
            Self::Add => left.wrapping_add(right),
            Self::Subtract => left.wrapping_sub(right),
            Self::Multiply => left.wrapping_mul(right),
            Self::Equal => i32::from(left == right),
            Self::Different => i32::from(left != right),
            Self::Less => i32::from(left < right),
            Self::LessOrEqual => i32::from(left <= right),
            Self::Greater => i32::from(left > right),
            Self::GreaterOrEqual => i32::from(left >= right),
            Self::And => i32::from(left != 0 && right != 0),
            Self::Or => i32::from(left != 0 || right != 0),
        }
    }
}

/// What steps touch: bits of objects read, and of objects written. Steps of two actors whose footprints don't meet
/// come out the same in either order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Footprint {
    /// Read.
    pub reads: u64,
    /// Written, or both.
    pub writes: u64,
}

/// The bit of all that `always` claims look at: steps that change it are seen by the claim, so their order matters.
pub const CLAIMED: Object = MOST_OBJECTS;
/// The bit of the only thread of cooperative modes: each turn reads it; one that never gives it back writes it.
pub const THREAD: Object = MOST_OBJECTS + 1;

impl Footprint {
    /// Adds an object that is read.
    pub fn read(&mut self, object: Object) {
        self.reads |= 1 << object;
    }

    /// Adds an object that is written.
    pub fn write(&mut self, object: Object) {
        self.writes |= 1 << object;
    }

    /// What either touches.
    pub fn and(self, other: Self) -> Self {
        Self { reads: self.reads | other.reads, writes: self.writes | other.writes }
    }

    /// Whether the order of the two can matter: one writes what the other touches.
    pub fn meets(self, other: Self) -> bool {
        self.writes & (other.reads | other.writes) != 0 || other.writes & self.reads != 0
    }
}

impl Program {
    /// Parses a program.
    ///
    /// # Errors
    /// Everything that won't do, line by line.
    pub fn parse(text: &str, switching: Switching) -> Result<Self, Vec<ProgramProblem>> {
        text::parse(text, switching)
    }

    /// Puts a program together.
    pub fn new(
        switching: Switching,
        things: Vec<Thing>,
        actors: Vec<Actor>,
        claims: Vec<Claim>,
        initial: Vec<i32>,
    ) -> Self {
        let mut touch = vec![Footprint::default(); initial.len()];
        for (object, thing) in things.iter().enumerate().filter(|(_, thing)| thing.kind == Kind::Shared) {
            touch[thing.slot].read(object);
            touch[thing.slot].write(object);
        }
        for claim in claims.iter().filter(|claim| claim.always) {
            claim.condition.slots(&mut |slot| touch[slot].write(CLAIMED));
        }
        Self { switching, things, actors, claims, initial, touch }
    }

    /// The slot in which the actor whose turn it is stands in cooperative modes: 0 for none, else actor + 1.
    pub const TURN: Slot = 0;
    /// The slot of `always` claims that were broken, a bit each.
    pub const BROKEN: Slot = 1;

    /// Whether one thread runs all actors, and changes between them only at some points.
    pub fn cooperative(&self) -> bool {
        matches!(self.switching, Switching::Async | Switching::Greenlets)
    }
}
