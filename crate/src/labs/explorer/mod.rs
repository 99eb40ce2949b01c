//! Every schedule of a small program: stepped through, chosen by a seed, or explored to the last.
//!
//! ```text
//! text -> Program -> turns, one actor at a time -> a schedule, played          (schedule, scene)
//!                                              -> every state, nearest first   (graph)
//!                                                 -> how many schedules        (counts)
//!                                                 -> rounds without progress   (fair)
//! ```
//!
//! | module | what is in it |
//! | --- | --- |
//! | [`text`] | the text form, with errors that name the place |
//! | [`program`] | what it becomes |
//! | [`machine`] | the memory, and what a step does to it |
//! | [`schedule`] | who moves, as a short string; by a seed |
//! | [`graph`], [`counts`], [`fair`] | all schedules |
//! | [`scene`], [`words`] | what people see and read |
//! | [`programs`], [`info`] | programs that come with it, and its knobs |

pub mod counts;
pub mod fair;
pub mod graph;
pub mod info;
pub mod machine;
pub mod program;
pub mod programs;
pub mod scene;
pub mod schedule;
pub mod text;
pub mod words;

use crate::plan::{Explored, Failing, Moment, Played, ProgramProblem, Switching};
use counts::{Count, Counting, Counts};
use graph::{Failure, Graph, Taken};
use program::Program;

/// The most states that are visited where nothing else is said.
pub const MOST_STATES: usize = 100_000;

/// A program that schedules are played on.
pub struct Explorer {
    program: Program,
}

impl Explorer {
    /// Reads a program.
    ///
    /// # Errors
    /// Everything that won't do, line by line.
    pub fn new(text: &str, switching: Switching) -> Result<Self, Vec<ProgramProblem>> {
        Ok(Self { program: Program::parse(text, switching)? })
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Plays a schedule as far as it goes.
    pub fn play(&self, text: &str) -> Played {
        let (steps, mut problem) = match schedule::read(text, self.program.actors.len()) {
            Ok(steps) => (steps, None),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        let mut playable = steps.len();
        if let Err((at, why)) = schedule::check(&self.program, &steps) {
            (playable, problem) = (at, Some(why));
        }
        let mut state = self.program.start();
        let steps = &steps[..playable];
        Played {
            schedule: schedule::write(steps),
            steps: steps.iter().map(|actor| scene::take(&self.program, &mut state, *actor)).collect(),
            problem,
        }
    }

    /// The moment after these steps, by their actors. Steps that can't be taken are passed over.
    pub fn moment(&self, steps: &[usize]) -> Moment {
        let mut state = self.program.start();
        for actor in steps {
            if self.program.ready(&state).any(|ready| ready == *actor) {
                self.program.step(&mut state, *actor);
            }
        }
        scene::moment(&self.program, &state)
    }

    /// A schedule that a seed chooses.
    pub fn random(&self, seed: u32) -> String {
        schedule::write(&schedule::random(&self.program, seed, 300))
    }

    /// Begins to explore all schedules; `most` states are visited at most.
    pub fn explore(&self, most: usize) -> Exploration {
        Exploration { graph: Graph::new(self.program.clone(), most), counting: None, done: false }
    }
}

/// All schedules of a program, explored a piece at a time, so that a page need not wait for the whole.
pub struct Exploration {
    graph: Graph,
    counting: Option<Counting>,
    done: bool,
}

impl Exploration {
    /// Goes on, through this many states; says whether that was all.
    pub fn advance(&mut self, states: usize) -> bool {
        if self.done {
            return true;
        }
        let Some(counting) = &mut self.counting else {
            if self.graph.advance(states) {
                match self.graph.full() {
                    true => self.stop(),
                    false => self.counting = Some(Counting::new(&self.graph)),
                }
            }
            return self.done;
        };
        self.done = counting.advance(&self.graph, states);
        if self.done && counting.counts().is_none() {
            fair::look(&mut self.graph);
        }
        self.done
    }

    /// Ends it with what it has: what was not visited is not known.
    pub fn stop(&mut self) {
        if !self.done {
            self.counting = None;
            self.done = true;
            fair::look(&mut self.graph);
        }
    }

    /// States visited so far.
    pub fn visited(&self) -> usize {
        self.graph.visited()
    }

    /// What was found, in full.
    pub fn failures(&self) -> &[Failure] {
        &self.graph.failures
    }

    /// How many schedules there are; none before the end, or where there is no end of them.
    pub fn counts(&self) -> Option<Counts> {
        self.counting.as_ref().and_then(Counting::counts)
    }

    /// What was found, for people.
    pub fn explored(&self) -> Explored {
        let counts = self.counts();
        let text = |of: fn(&Counts) -> Count| counts.as_ref().map(|counts| decimal(of(counts)));
        let complete = self.done && self.counting.is_some();
        let mut explored = Explored {
            states: self.visited(),
            complete,
            schedules: text(|counts| counts.schedules),
            failing: text(|counts| counts.failing),
            traces: text(|counts| counts.traces),
            failing_traces: text(|counts| counts.failing_traces),
            rounds: complete && counts.is_none(),
            failures: self.failures().iter().map(|failure| self.failing(failure)).collect(),
            words: String::new(),
        };
        explored.words = words::verdict(&self.graph.program, &explored, self.failures());
        explored
    }

    fn failing(&self, failure: &Failure) -> Failing {
        let steps = |taken: &[Taken]| -> Vec<usize> {
            let each = |taken: &Taken| std::iter::repeat_n(taken.actor as usize, taken.steps as usize);
            taken.iter().flat_map(each).collect()
        };
        let mut schedule = steps(&failure.way);
        let round = steps(&failure.round);
        schedule.extend(&round);
        schedule.truncate(schedule::MOST);
        Failing {
            kind: words::kind(&failure.fault),
            words: words::of(&self.graph.program, &failure.fault),
            schedule: schedule::write(&schedule),
            round: (!round.is_empty()).then_some(round.len()),
        }
    }
}

/// Said of a count of over 2^128.
const TOO_MANY: &str = "more than 10^38";

/// A count in decimal digits, or that it is too large to count.
fn decimal(count: Count) -> String {
    count.map_or_else(|| TOO_MANY.into(), |count| count.to_string())
}
