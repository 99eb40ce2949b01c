//! A countdown beside a lock that only one thread at a time can hold: Python's global interpreter lock, rebuilt.
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`lock`] | the lock, and how it is asked for and given up |

pub mod lock;

use super::lcg::{Lcg, State};
use super::simple::{Program, Simple, Words, even, whole};
use crate::plan::{
    Activity, Answer, Cause, Choice, Hint, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::random::Random;
use crate::run::Stopwatch;
use crate::workload::{Mismatch, Opened, Visitor, chosen};
use lock::Lock;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "gil",
    title: "Countdown with a GIL",
    summary: "Counts down, as the texts on Python’s threads do. With the global interpreter lock on, a thread must hold \
              the one lock to compute, and passes it on when another has waited for a switch interval. Processes have a \
              lock each.",
    unit: "thousand steps",
    size: SizeInfo {
        min: 1,
        max: 2_000_000,
        default: 20_000,
        presets: &[1000, 5000, 20_000, 100_000, 500_000],
    },
    options: &[LOCK, INTERVAL],
    input: None,
    waits: false,
    systems: &[16],
    hints: &[Hint {
        activity: Activity::Solve,
        modes: &[Mode::Threads],
        option: "gil",
        value: "off",
        advice: "Switch the lock off, or compare processes: each of them has a lock of its own.",
    }],
    causes: &[Cause {
        modes: &[Mode::Threads],
        option: Some(("gil", "on")),
        gains: false,
        clause: "whoever computes holds the lock, so the threads take turns, and passing it on costs time besides",
    }],
};

const LOCK: OptionInfo = OptionInfo {
    name: "gil",
    label: "Global interpreter lock",
    help: "On: one lock on the shared memory, which a thread holds while it computes. Off: threads as they are in other \
           languages, and in Python from 3.13 on, if it is built so.",
    default: "on",
    takes: Takes::Choice {
        choices: &[Choice { value: "on", label: "GIL on" }, Choice { value: "off", label: "GIL off" }],
    },
};

const INTERVAL: OptionInfo = OptionInfo {
    name: "interval",
    label: "Switch interval",
    help: "Thousand steps after which whoever holds the lock looks whether another waits for it, and then passes it on. \
           A thousand steps are some 2 µs; Python looks every 5 ms.",
    default: "1000",
    takes: Takes::Whole { min: 1, max: 1_000_000, word: None },
};

/// The program, configured.
#[derive(Debug)]
pub struct Gil {
    rule: Lcg,
    start: State,
    steps: u64,
    /// Steps between two looks at the lock; none without a lock.
    interval: Option<u64>,
    lock: Lock,
}

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Gil::new(plan)?)))
}

impl Gil {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let locked = chosen(plan, &INFO, "gil", |value| match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        })?;
        let interval = whole(plan, &INFO, &INTERVAL)?.expect("it takes no word");
        Ok(Self {
            rule: Lcg::new(),
            start: State { number: Random::new(plan.seed).bits(), sum: 0 },
            steps: 1000 * u64::from(plan.size),
            interval: locked.then_some(1000 * interval),
            lock: Lock::default(),
        })
    }

    /// How often the lock has passed from one thread to another.
    pub fn switches(&self) -> u64 {
        self.lock.switches()
    }

    /// Takes a job's steps in turns, each as long as the lock is kept. `turn` does one.
    fn in_turns(&self, job: &Words, turn: impl Fn(&mut dyn FnMut())) -> Words {
        let [number, mut left] = job.first();
        let mut state = State { number, sum: 0 };
        let interval = self.interval.unwrap_or(u64::MAX);
        while left > 0 {
            let held = self.interval.map(|_| self.lock.hold());
            turn(&mut || {
                loop {
                    let steps = left.min(interval);
                    state = self.rule.walk(state, steps);
                    left -= steps;
                    if left == 0 || held.as_ref().is_some_and(|held| held.is_wanted()) {
                        break;
                    }
                }
            });
        }
        Words::new([state.number, state.sum])
    }
}

impl Simple for Gil {
    fn generate(&self) -> Words {
        Words::new([self.start.number, self.steps])
    }

    /// As many steps for each. Where each begins is found by jumping, in a microsecond or two.
    fn split(&self, input: Words, workers: usize) -> Vec<Words> {
        let [number, steps] = input.first();
        let from = State { number, sum: 0 };
        let job = |range: std::ops::Range<u64>| {
            Words::new([self.rule.jump(from, range.start).number, range.end - range.start])
        };
        even(steps, workers.max(1) as u64).map(job).collect()
    }

    /// In a memory of its own, where nobody else asks for the lock.
    fn solve(&self, job: Words) -> Words {
        self.in_turns(&job, |turn| turn())
    }

    fn solve_beside(&self, job: Words, watch: &Stopwatch<'_>) -> Words {
        self.in_turns(&job, |turn| {
            // No thread is there whose waiting would show that these tasks exclude each other.
            if self.interval.is_some() && alone() {
                watch.stage();
            }
            watch.task(turn);
        })
    }

    /// Without a lock: one thread needs none.
    fn solve_alone(&self, input: Words) -> Words {
        let [number, steps] = input.first();
        let end = self.rule.walk(State { number, sum: 0 }, steps);
        Words::new([end.number, end.sum])
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        let parts = parts.iter().map(Words::first::<2>);
        Words::new(parts.fold([0, 0], |all, part| [part[0], all[1].wrapping_add(part[1])]))
    }

    /// Jumps there.
    fn verify(&self, _input: &Words, output: &Words) -> Result<(), Mismatch> {
        let [number, sum] = output.first();
        let (found, right) = (State { number, sum }, self.rule.jump(self.start, self.steps));
        if found == right {
            return Ok(());
        }
        Err(Mismatch(format!("after {} steps: {found:?}, where jumping leads to {right:?}", self.steps)))
    }

    fn answer(&self, output: &Words) -> Answer {
        let [number, _] = output.first();
        let lock = match (self.interval, self.switches()) {
            (None, _) => "No lock was in the way.".to_owned(),
            (Some(_), 0) => "Nobody else asked for the lock.".to_owned(),
            (Some(_), times) => {
                format!("In all runs of one realm the lock passed from one thread to another {times} times.")
            }
        };
        Answer::Words {
            words: format!("After {} steps the number is {number:016x} (in base 16). {lock}", self.steps),
        }
    }
}

/// Whether the caller's pool has no other thread.
fn alone() -> bool {
    #[cfg(feature = "pool")]
    return rayon::current_num_threads() == 1;
    #[cfg(not(feature = "pool"))]
    return true;
}
