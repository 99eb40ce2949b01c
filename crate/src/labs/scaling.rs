//! Workers add to a counter behind one lock, or to one that is only approximately right.

use super::counter::{Approximate, Counter, Locked};
use super::gate::Gate;
use super::{Board, Setting, Stage};
use crate::plan::{LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::sync::atomic::Ordering;

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "counter",
    title: "A counter that scales",
    kind: LabKind::Live,
    summary: "Every worker does the same amount of counting, so with perfect scaling the time stays level as workers are added. Behind one lock it grows; a counter that is only approximately right stays level.",
    notice: "Compare the two lines: each worker’s work is the same, so what grows is waiting for the lock. Then turn the threshold: at 1 the approximate counter takes the lock as often as the other; at 1024 hardly ever, and what it says is too low by up to 1024 for each worker. Accuracy is the price.",
    knobs: &[
        OptionInfo {
            name: "workers",
            label: "Most workers",
            help: "Measured with 1, 2 and so on up to this many.",
            default: "4",
            takes: Takes::Whole { min: 1, max: 16, word: None },
        },
        OptionInfo {
            name: "increments",
            label: "Increments",
            help: "How often each worker adds one, in every run.",
            default: "200000",
            takes: Takes::Whole { min: 1, max: 10_000_000, word: None },
        },
        OptionInfo {
            name: "threshold",
            label: "Threshold",
            help: "How much a worker counts on its own before it adds that to the common count.",
            default: "1024",
            takes: Takes::Whole { min: 1, max: 1_000_000, word: None },
        },
        OptionInfo {
            name: "runs",
            label: "Runs",
            help: "How often each point is measured.",
            default: "9",
            takes: Takes::Whole { min: 1, max: 100, word: None },
        },
    ],
    systems: &[5],
};

/// How often in a run the first worker looks how far off the counter is.
const LOOKS: u32 = 8;

/// A batch of runs of one counter with so many workers.
pub struct Scaling {
    board: Board,
    counter: Box<dyn Counter>,
    increments: u32,
    runs: u32,
    gate: Gate,
}

impl Scaling {
    /// The knobs are `kind` (`locked` or `approximate`), `increments`, `threshold` and `runs`.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        let approximate = setting.one_of("kind", &[("locked", false), ("approximate", true)])?;
        let threshold = setting.whole("threshold")?;
        Ok(Self {
            board: setting.board(0, &["counting"]),
            counter: if approximate {
                Box::new(Approximate::new(setting.actors, threshold))
            } else {
                Box::new(Locked::default())
            },
            increments: setting.whole("increments")?,
            runs: setting.whole("runs")?,
            gate: Gate::new(setting.actors),
        })
    }
}

impl Stage for Scaling {
    fn board(&self) -> &Board {
        &self.board
    }

    /// The first actor returns for each run the milliseconds it took, the largest error seen in it, and the error at
    /// its end; the others return nothing.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let mut results = Vec::new();
        let stretch = self.increments.div_ceil(LOOKS);
        for run in 1..=self.runs {
            self.gate.begin();
            let start = now();
            let (mut left, mut worst) = (self.increments, 0);
            while left > 0 {
                let some = left.min(stretch);
                for _ in 0..some {
                    self.counter.add(actor);
                }
                left -= some;
                if actor == 0 {
                    worst = worst.max(self.counter.error());
                }
            }
            self.gate.end();
            if actor == 0 {
                let took = now() - start;
                let true_count = self.increments * self.board.actors() as u32;
                let last = true_count - self.counter.value();
                results.extend([took, f64::from(worst.max(last)), f64::from(last)]);
                self.counter.reset();
                self.board.head(0).store(run, Ordering::Relaxed);
            }
        }
        results
    }
}
