//! Workers add to one counter, again and again: unsynchronised, behind a lock, or atomically.

use super::counter::{Atomic, Counter, Locked, Unsynchronised};
use super::gate::Gate;
use super::{Board, Setting, Stage};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::sync::atomic::Ordering;

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "race",
    title: "Race on a counter",
    kind: LabKind::Live,
    summary: "Several workers add to one counter at once. Adding is reading, adding one and writing: without a lock, what another worker writes in between is lost.",
    notice: "Run it unsynchronised a few times: the result is another each time, and never too high. Then with a lock or an atomic addition: it is right every time, and you see what that costs. One worker alone loses nothing.",
    knobs: &[
        OptionInfo {
            name: "counter",
            label: "Counter",
            help: "How a worker adds one.",
            default: "unsynchronised",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "unsynchronised", label: "Unsynchronised: read, add, write" },
                    Choice { value: "mutex", label: "Behind a lock" },
                    Choice { value: "atomic", label: "One atomic step" },
                    Choice { value: "all", label: "All three, side by side" },
                ],
            },
        },
        OptionInfo {
            name: "workers",
            label: "Workers",
            help: "How many add at the same time.",
            default: "2",
            takes: Takes::Whole { min: 1, max: 16, word: None },
        },
        OptionInfo {
            name: "increments",
            label: "Increments",
            help: "How often each worker adds one, in every run.",
            default: "1000000",
            takes: Takes::Whole { min: 1, max: 10_000_000, word: None },
        },
        OptionInfo {
            name: "runs",
            label: "Runs",
            help: "How often all of it is done; each run gives one final value.",
            default: "30",
            takes: Takes::Whole { min: 1, max: 1000, word: None },
        },
    ],
    systems: &[4],
};

/// One batch of runs of one counter.
pub struct Race {
    board: Board,
    counter: Box<dyn Counter>,
    increments: u32,
    runs: u32,
    gate: Gate,
}

/// Makes a counter.
type Make = fn() -> Box<dyn Counter>;

const COUNTERS: [(&str, Make); 3] = [
    ("unsynchronised", || Box::new(Unsynchronised::default())),
    ("mutex", || Box::new(Locked::default())),
    ("atomic", || Box::new(Atomic::default())),
];

impl Race {
    /// The knobs are `counter`, `increments` and `runs`.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        Ok(Self {
            board: setting.board(0, &["racing"]),
            counter: setting.one_of("counter", &COUNTERS)?(),
            increments: setting.whole("increments")?,
            runs: setting.whole("runs")?,
            gate: Gate::new(setting.actors),
        })
    }
}

impl Stage for Race {
    fn board(&self) -> &Board {
        &self.board
    }

    /// The first actor returns for each run the final value and the milliseconds it took; the others return nothing.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let mut results = Vec::new();
        for run in 1..=self.runs {
            self.gate.begin();
            let start = now();
            for _ in 0..self.increments {
                self.counter.add(actor);
            }
            self.gate.end();
            if actor == 0 {
                results.extend([f64::from(self.counter.value()), now() - start]);
                self.counter.reset();
                self.board.head(0).store(run, Ordering::Relaxed);
            }
        }
        results
    }
}
