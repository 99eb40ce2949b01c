//! What the explorer of schedules shows: small programs, where their actors stand, and what all their schedules do.

use super::crossing;
use serde::{Deserialize, Serialize};

crossing! {
    /// Where control may switch from one actor to another.
    #[derive(Copy, Eq, Hash)]
    pub enum Switching {
        /// Before any step, as the scheduler likes.
        Threads,
        /// Where an actor says `await` or `yield`. What has to wait without `await` keeps the only thread.
        Async,
        /// Where an actor says `yield`, and where it has to wait.
        Greenlets,
        /// Before any step; nothing is shared but channels and locks.
        Processes,
    }
}

crossing! {
    /// A place of a program's text that won't do.
    #[derive(Eq)]
    pub struct ProgramProblem {
        /// From 1.
        pub line: usize,
        /// From 1, in characters.
        pub column: usize,
        /// What stands there.
        pub found: String,
        /// What may stand there.
        pub takes: String,
    }
}

crossing! {
    /// A name and its value.
    #[derive(Eq)]
    pub struct Named {
        /// The name.
        pub name: String,
        /// The value.
        pub value: i32,
    }
}

crossing! {
    /// Where an actor is.
    #[derive(Copy, Eq)]
    pub enum Standing {
        /// It can take its next step.
        Ready,
        /// It waits for something.
        Waiting,
        /// Another has the only thread.
        NoTurn,
        /// It has done all its steps.
        Done,
        /// A step of it failed.
        Failed,
    }
}

crossing! {
    /// An actor at one moment.
    #[derive(Eq)]
    pub struct ActorScene {
        /// As the text calls it.
        pub name: String,
        /// Its letter in a schedule.
        pub letter: char,
        /// Where it is.
        pub standing: Standing,
        /// Where it is, in words.
        pub words: String,
        /// The line of its next step, or of the one that failed; absent where it is done.
        pub line: Option<usize>,
        /// Its own variables.
        pub locals: Vec<Named>,
    }
}

crossing! {
    /// A lock at one moment.
    #[derive(Eq)]
    pub struct MutexScene {
        /// As the text calls it.
        pub name: String,
        /// The actor that has it, by its number; absent where it is free.
        pub owner: Option<usize>,
    }
}

crossing! {
    /// A channel at one moment.
    #[derive(Eq)]
    pub struct ChannelScene {
        /// As the text calls it.
        pub name: String,
        /// How many messages it holds at most.
        pub holds: usize,
        /// Those in it, the oldest first.
        pub messages: Vec<i32>,
    }
}

crossing! {
    /// Who waits for what, and for whom.
    #[derive(Eq)]
    pub struct Wait {
        /// The actor that waits, by its number.
        pub actor: usize,
        /// What it waits for.
        pub thing: String,
        /// The actors that could end that, by their numbers.
        pub helpers: Vec<usize>,
        /// Whether it waits for ever: all who could help wait for ever themselves.
        pub hopeless: bool,
    }
}

crossing! {
    /// A program at one moment.
    pub struct Moment {
        /// The actors.
        pub actors: Vec<ActorScene>,
        /// Shared variables.
        pub shared: Vec<Named>,
        /// Locks.
        pub mutexes: Vec<MutexScene>,
        /// Semaphores and their counts.
        pub semaphores: Vec<Named>,
        /// Channels.
        pub channels: Vec<ChannelScene>,
        /// The wait-for graph.
        pub waits: Vec<Wait>,
        /// The actor that has the only thread, by its number.
        pub running: Option<usize>,
        /// What has failed so far, a sentence each.
        pub faults: Vec<String>,
        /// How it ended; empty while an actor can move.
        pub ended: String,
    }
}

crossing! {
    /// A step that was taken.
    #[derive(Eq)]
    pub struct StepTaken {
        /// Whose, by its number.
        pub actor: usize,
        /// Its line.
        pub line: usize,
        /// What came of it.
        pub words: String,
        /// Whether control may switch after it.
        pub switches: bool,
        /// Whether something failed by it.
        pub failed: bool,
    }
}

crossing! {
    /// A schedule, played.
    pub struct Played {
        /// As a link writes it.
        pub schedule: String,
        /// Whose step each was, by the actors' numbers.
        pub steps: Vec<StepTaken>,
        /// What won't do about the schedule that was asked for: it was played up to there.
        pub problem: Option<String>,
    }
}

crossing! {
    /// A kind of failure.
    #[derive(Copy, Eq)]
    pub enum FaultKind {
        /// An `assert` or a claim did not hold, or an `unlock` was not by the owner.
        Assertion,
        /// Actors wait, and none that could help is left.
        Deadlock,
        /// All go round without progress.
        Livelock,
        /// One never makes progress while others do.
        Starvation,
        /// One never gives the only thread back.
        Endless,
    }
}

crossing! {
    /// A way to fail.
    #[derive(Eq)]
    pub struct Failing {
        /// The kind.
        pub kind: FaultKind,
        /// What happens, as a sentence.
        pub words: String,
        /// The shortest schedule that does it.
        pub schedule: String,
        /// The last so many steps of the schedule go on for ever; absent where it ends.
        pub round: Option<usize>,
    }
}

crossing! {
    /// What all schedules of a program do. Counts are decimal numbers in text: they may have forty digits.
    pub struct Explored {
        /// States that were visited.
        pub states: usize,
        /// Whether that is all of them.
        pub complete: bool,
        /// Schedules; absent where there is no end of them, or not all states were visited.
        pub schedules: Option<String>,
        /// Schedules that fail.
        pub failing: Option<String>,
        /// Schedules that partial-order reduction leaves: one for each order of steps that meet.
        pub traces: Option<String>,
        /// Those of them that fail.
        pub failing_traces: Option<String>,
        /// Whether a schedule can go round for ever.
        pub rounds: bool,
        /// Ways to fail, each kind and place once.
        pub failures: Vec<Failing>,
        /// What was found, in a sentence or two.
        pub words: String,
    }
}
