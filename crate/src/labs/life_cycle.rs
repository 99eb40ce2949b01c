//! From spawn to join, for workers that share a memory and for workers with one of their own.

use super::{Board, Setting, Stage, pause};
use crate::plan::{LabInfo, LabKind, OptionInfo, Problem, Takes};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "life-cycle",
    title: "The life of a worker",
    kind: LabKind::Live,
    summary: "Spawned, ready, running, joined, ended: what becomes of a worker, and what its start costs. Threads share one memory; processes get a memory and an instance of the program each.",
    notice: "Starting takes much longer than the short work that follows: that is why pools exist. See how the start-up grows with the number of workers, which load one beside another on the same cores. A process costs what a thread does, and a memory of its own.",
    knobs: &[
        OptionInfo {
            name: "workers",
            label: "Workers",
            help: "Of each kind, started at once.",
            default: "4",
            takes: Takes::Whole { min: 1, max: 16, word: None },
        },
        OptionInfo {
            name: "work",
            label: "Work, microseconds",
            help: "What each does once it runs.",
            default: "5000",
            takes: Takes::Whole { min: 0, max: 1_000_000, word: None },
        },
        OptionInfo {
            name: "runs",
            label: "Runs",
            help: "How often all of it is done.",
            default: "5",
            takes: Takes::Whole { min: 1, max: 50, word: None },
        },
    ],
    systems: &[13],
};

/// Workers that do a little, once.
pub struct LifeCycle {
    board: Board,
    work: u32,
}

impl LifeCycle {
    /// The knob is `work`.
    ///
    /// # Errors
    /// It won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        Ok(Self { board: setting.board(8, &["ready", "running", "done"]), work: setting.whole("work")? })
    }
}

impl Stage for LifeCycle {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns when running began and when it was over, milliseconds on the actors' axis.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let start = now();
        self.board.enter(actor, 1, start);
        pause(self.work);
        let end = now();
        self.board.enter(actor, 2, end);
        vec![start, end]
    }
}
