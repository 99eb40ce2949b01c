//! The explorer of schedules: its text form, its counts against a naive enumerator and against sums by hand, and the
//! verdict of every program that comes with it.

#[path = "explorer/counts.rs"]
mod counts;
#[path = "explorer/naive.rs"]
mod naive;
#[path = "explorer/programs.rs"]
mod programs;
#[path = "explorer/schedules.rs"]
mod schedules;
#[path = "explorer/text.rs"]
mod text;

use speedup_lab::labs::explorer::{Exploration, Explorer, MOST_STATES};
use speedup_lab::plan::Switching;

/// Every mode.
const MODES: [Switching; 4] =
    [Switching::Threads, Switching::Async, Switching::Greenlets, Switching::Processes];

fn explorer(text: &str, mode: Switching) -> Explorer {
    Explorer::new(text, mode).unwrap_or_else(|problems| panic!("{problems:?} in\n{text}"))
}

/// All schedules, explored to the end.
fn explore(text: &str, mode: Switching) -> Exploration {
    let mut exploration = explorer(text, mode).explore(MOST_STATES);
    while !exploration.advance(1_000) {}
    exploration
}
