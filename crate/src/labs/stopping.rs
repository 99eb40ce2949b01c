//! Workers that open a resource, work, and close it; and two ways of stopping them.

use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "stopping",
    title: "Stopping a worker",
    kind: LabKind::Live,
    summary: "A worker can be asked to stop, by a flag that it looks at between two pieces of work; or it can be ended from outside, whatever it is doing just then.",
    notice: "Asked by a flag, every worker finishes its piece and closes what it has opened. Ended from outside, workers leave open what was open, and a lock that one of them held stays locked: who wants it afterwards waits for ever.",
    knobs: &[
        OptionInfo {
            name: "by",
            label: "Stopped by",
            help: "A flag in shared memory, or the browser.",
            default: "both",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "flag", label: "A flag that workers look at" },
                    Choice { value: "terminate", label: "Ending the workers" },
                    Choice { value: "both", label: "One after the other" },
                ],
            },
        },
        OptionInfo {
            name: "workers",
            label: "Workers",
            help: "How many open, work and close.",
            default: "4",
            takes: Takes::Whole { min: 1, max: 16, word: None },
        },
        OptionInfo {
            name: "after",
            label: "Stop after, milliseconds",
            help: "From the start.",
            default: "150",
            takes: Takes::Whole { min: 0, max: 10_000, word: None },
        },
        OptionInfo {
            name: "piece",
            label: "A piece, microseconds",
            help: "How long a resource is open.",
            default: "5000",
            takes: Takes::Whole { min: 100, max: 1_000_000, word: None },
        },
    ],
    systems: &[11],
};

/// The board's word that asks all to stop.
pub const STOP: usize = 0;
/// The board's word that says which actor holds the lock, from 1; 0 is nobody.
const HOLDER: usize = 1;

const STATES: &[&str] = &["starting", "waiting for the lock", "open, at work", "closed", "stopped"];

/// Workers with a resource each, and a lock that they share.
pub struct Stopping {
    board: Board,
    piece: u32,
    ledger: Mutex<u32>,
}

impl Stopping {
    /// The knob is `piece`.
    ///
    /// # Errors
    /// It won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        let piece = setting.whole("piece")?;
        Ok(Self { board: setting.board(512, STATES), piece, ledger: Mutex::new(0) })
    }
}

impl Stage for Stopping {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns how many resources it has opened and closed. On the board: closed ones are counted, and the detail says how many were
    /// opened.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let (mut opened, mut closed) = (0_u32, 0_u32);
        while self.board.head(STOP).load(Ordering::Acquire) == 0 {
            opened += 1;
            self.board.detail(actor).store(opened, Ordering::Relaxed);
            self.board.enter(actor, 2, now());
            pause(self.piece);
            // The last tenth of a piece is done with the lock, alone.
            self.board.enter(actor, 1, now());
            let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
            self.board.head(HOLDER).store(actor as u32 + 1, Ordering::Relaxed);
            pause(self.piece / 10);
            *ledger += 1;
            self.board.head(HOLDER).store(0, Ordering::Relaxed);
            drop(ledger);
            closed += 1;
            self.board.count(actor).store(closed, Ordering::Relaxed);
            self.board.enter(actor, 3, now());
        }
        self.board.enter(actor, 4, now());
        vec![f64::from(opened), f64::from(closed)]
    }
}
