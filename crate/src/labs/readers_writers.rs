//! Readers and writers of one thing, under three rules of who goes first.

use super::gate::Gate;
use super::rw_lock::{Policy, RwLock};
use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::sync::atomic::Ordering;

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "readers-writers",
    title: "Readers and writers",
    kind: LabKind::Live,
    summary: "Readers may be inside together, a writer only alone. Who goes first where both wait? Each rule is right, and not each is fair.",
    notice: "Under reader priority, look at how many readers overtake a waiting writer: with enough readers one is always inside, and the writer starves. Writer priority turns that round. In the order of arrival nobody is overtaken, and readers wait a little longer.",
    knobs: &[
        OptionInfo {
            name: "policy",
            label: "Who goes first",
            help: "The lock’s rule.",
            default: "all",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "readers", label: "Readers" },
                    Choice { value: "writers", label: "Writers" },
                    Choice { value: "fair", label: "Whoever came first" },
                    Choice { value: "all", label: "All three, side by side" },
                ],
            },
        },
        OptionInfo {
            name: "readers",
            label: "Readers",
            help: "Workers that read, again and again.",
            default: "4",
            takes: Takes::Whole { min: 1, max: 12, word: None },
        },
        OptionInfo {
            name: "writers",
            label: "Writers",
            help: "Workers that write, again and again.",
            default: "1",
            takes: Takes::Whole { min: 1, max: 6, word: None },
        },
        OptionInfo {
            name: "hold",
            label: "Inside, microseconds",
            help: "How long reading or writing takes.",
            default: "1000",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "rest",
            label: "Outside, microseconds",
            help: "How long each pauses before it comes again.",
            default: "0",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "time",
            label: "Time, milliseconds",
            help: "How long each rule is watched.",
            default: "500",
            takes: Takes::Whole { min: 50, max: 10_000, word: None },
        },
    ],
    systems: &[9],
};

const POLICIES: [(&str, Policy); 3] =
    [("readers", Policy::Readers), ("writers", Policy::Writers), ("fair", Policy::Fair)];

const STATES: &[&str] = &["outside", "waiting", "inside", "done"];

/// Readers, which come first, and writers.
pub struct ReadersWriters {
    board: Board,
    lock: RwLock,
    readers: usize,
    hold: u32,
    rest: u32,
    time: f64,
    gate: Gate,
}

impl ReadersWriters {
    /// The knobs are `policy`, `readers`, `hold`, `rest` and `time`; all actors after the readers are writers.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        Ok(Self {
            board: setting.board(256, STATES),
            lock: RwLock::new(setting.one_of("policy", &POLICIES)?),
            readers: setting.whole("readers")? as usize,
            hold: setting.whole("hold")?,
            rest: setting.whole("rest")?,
            time: f64::from(setting.whole("time")?),
            gate: Gate::new(setting.actors),
        })
    }
}

impl Stage for ReadersWriters {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns two numbers for each time that the actor was inside: how long it waited for that, milliseconds, and how many
    /// readers overtook it, where it is a writer.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        self.gate.begin();
        let start = now();
        let mut results = Vec::new();
        while now() - start < self.time {
            self.board.enter(actor, 1, now());
            let came = now();
            let inside = || {
                self.board.enter(actor, 2, now());
                let waited = now() - came;
                pause(self.hold);
                waited
            };
            if actor < self.readers {
                let _reading = self.lock.read();
                results.extend([inside(), 0.0]);
            } else {
                let writing = self.lock.write();
                results.extend([inside(), f64::from(writing.overtaken)]);
            }
            self.board.enter(actor, 0, now());
            self.board.count(actor).fetch_add(1, Ordering::Relaxed);
            pause(self.rest);
        }
        self.board.enter(actor, 3, now());
        results
    }
}
