//! Many small tasks for a pool: how they are handed out, and in which order their results come back.

use super::lcg::{Lcg, State};
use super::simple::{Program, Simple, Words, whole};
use crate::plan::{
    Activity, Answer, Choice, Hint, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::random::Random;
use crate::workload::{Mismatch, Opened, Visitor, chosen};
use std::fmt::Write;
use std::sync::Mutex;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "pools",
    title: "A pool of workers",
    summary: "Many small tasks, handed to a pool in chunks. The pool is reused from run to run; let starting the workers \
              count, too, and each run pays for a fresh one. The timeline shows who did which, the result in which order \
              they were done.",
    unit: "tasks",
    size: SizeInfo { min: 1, max: 100_000, default: 400, presets: &[20, 100, 400, 2000, 10_000] },
    options: &[LENGTH, LENGTHS, CHUNK],
    input: None,
    waits: false,
    systems: &[14],
    hints: &[
        Hint {
            activity: Activity::Send,
            modes: &[Mode::Processes],
            option: "chunk",
            value: "25",
            advice: "Try chunks of 25 tasks: fewer messages carry them.",
        },
        Hint {
            activity: Activity::Solve,
            modes: &[Mode::Threads, Mode::Processes],
            option: "chunk",
            value: "5",
            advice: "Try chunks of 5 tasks.",
        },
    ],
    causes: &[],
};

const LENGTH: OptionInfo = OptionInfo {
    name: "length",
    label: "Task length",
    help: "Thousand steps of computing in a task, on average; a thousand are some 2 µs.",
    default: "50",
    takes: Takes::Whole { min: 1, max: 100_000, word: None },
};

const LENGTHS: OptionInfo = OptionInfo {
    name: "tasks",
    label: "Tasks are",
    help: "Uneven ones are mostly short, and a few are several times as long as the average (exponentially distributed).",
    default: "uneven",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "uneven", label: "Uneven tasks" },
            Choice { value: "equal", label: "Equal tasks" },
        ],
    },
};

const CHUNK: OptionInfo = OptionInfo {
    name: "chunk",
    label: "Chunk size",
    help: "Tasks that are handed out at once, as chunksize in Python’s Pool.map. Small chunks balance the load, large ones \
           need fewer messages.",
    default: "1",
    takes: Takes::Whole { min: 1, max: 100_000, word: None },
};

/// How many tasks of an order are written out.
const SHOWN: usize = 40;

/// The program, configured.
#[derive(Debug)]
pub struct Pools {
    rule: Lcg,
    seed: u32,
    tasks: u64,
    /// Steps in a task, on average.
    length: u64,
    uneven: bool,
    chunk: u64,
    /// Chunks of the run under way, or of the last, in the order in which their results came in.
    order: Mutex<Vec<usize>>,
}

/// A task: where it begins, and its steps.
struct Task {
    from: State,
    steps: u64,
}

/// Configures it from a plan.
///
/// # Errors
/// An option's value that the catalogue does not list.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Pools::new(plan)?)))
}

impl Pools {
    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option's value that the catalogue does not list.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let uneven = chosen(plan, &INFO, "tasks", |value| match value {
            "uneven" => Some(true),
            "equal" => Some(false),
            _ => None,
        })?;
        let number = |option| whole(plan, &INFO, option).map(|value| value.expect("it takes no word"));
        Ok(Self {
            rule: Lcg::new(),
            seed: plan.seed,
            tasks: plan.size.into(),
            length: 1000 * number(&LENGTH)?,
            uneven,
            chunk: number(&CHUNK)?,
            order: Mutex::default(),
        })
    }

    /// A task by its number, from 0.
    fn task(&self, number: u64) -> Task {
        let mut random = Random::new(self.seed);
        random.skip(2 * number);
        let from = State { number: random.bits(), sum: 0 };
        // Exponential by inversion, cut where one task in a hundred million ends up.
        let times = if self.uneven { -(1.0 - random.unit()).ln().max(-18.0) } else { 1.0 };
        Task { from, steps: (self.length as f64 * times) as u64 }
    }

    /// The order in which results came in, task by task.
    fn done(&self) -> Vec<u64> {
        let order = self.order.lock().expect("nobody panics while holding it");
        let tasks = |&chunk: &usize| {
            let first = chunk as u64 * self.chunk;
            first..(first + self.chunk).min(self.tasks)
        };
        order.iter().flat_map(tasks).collect()
    }
}

impl Simple for Pools {
    fn generate(&self) -> Words {
        Words::new([0, self.tasks])
    }

    fn split(&self, input: Words, _workers: usize) -> Vec<Words> {
        self.order.lock().expect("nobody panics while holding it").clear();
        let [from, until] = input.first();
        let starts = (from..until).step_by(self.chunk as usize);
        starts.map(|start| Words::new([start, (start + self.chunk).min(until)])).collect()
    }

    fn solve(&self, job: Words) -> Words {
        let [from, until] = job.first();
        let end = |number| {
            let Task { from, steps } = self.task(number);
            self.rule.walk(from, steps).number
        };
        Words::new((from..until).map(end).collect::<Vec<u64>>())
    }

    fn arrived(&self, job: usize) {
        self.order.lock().expect("nobody panics while holding it").push(job);
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        Words::new(parts.iter().flat_map(|part| part.as_slice().iter().copied()).collect::<Vec<u64>>())
    }

    /// A plain loop: nothing is handed out.
    fn solve_alone(&self, input: Words) -> Words {
        self.order.lock().expect("nobody panics while holding it").clear();
        self.solve(input)
    }

    /// Jumps to the end of every task.
    fn verify(&self, _input: &Words, output: &Words) -> Result<(), Mismatch> {
        if output.as_slice().len() as u64 != self.tasks {
            return Err(Mismatch(format!("{} results for {} tasks", output.as_slice().len(), self.tasks)));
        }
        for (number, &found) in (0..).zip(output.as_slice()) {
            let Task { from, steps } = self.task(number);
            let right = self.rule.jump(from, steps).number;
            if found != right {
                return Err(Mismatch(format!(
                    "task {number} gives {found:016x}, and must give {right:016x}"
                )));
            }
        }
        Ok(())
    }

    fn answer(&self, _output: &Words) -> Answer {
        let done = self.done();
        if done.is_empty() {
            return Answer::Words { words: format!("{} tasks, done one after the other.", self.tasks) };
        }
        let mut words =
            format!("{} tasks. In the last run their results came in in this order: ", self.tasks);
        for (place, task) in done.iter().take(SHOWN).enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let _ = write!(words, "{comma}{task}");
        }
        let waited = held_back(&done);
        let _ = write!(
            words,
            "{}. So does “as completed” hand them on, each at once. “imap” hands them on in the order of the tasks: {} \
             had to wait for one before. “map” hands all on together, when the last is done.",
            if done.len() > SHOWN { " and so on" } else { "" },
            match waited {
                0 => "none".to_owned(),
                1 => "1 result".to_owned(),
                many => format!("{many} results"),
            }
        );
        Answer::Words { words }
    }

    fn memory(&self) -> u64 {
        // Numbers, handles of chunks and parts, and messages.
        self.tasks * 256 + 64 * 1024
    }
}

/// How many results are there before one that is to come first, if they are handed on in the order of the tasks.
pub fn held_back(done: &[u64]) -> usize {
    let mut there = vec![false; done.len()];
    let mut next = 0;
    let mut waited = 0;
    for &task in done {
        there[task as usize] = true;
        waited += usize::from(task != next);
        while there.get(next as usize) == Some(&true) {
            next += 1;
        }
    }
    waited
}
