//! Programs that come with the explorer. Each is a text file beside this one.

use crate::plan::{Choice, Switching};

/// How many times each greenlet adds.
const GREENLET_ROUNDS: u32 = 6;
/// How far apart yields may be: divisors of [`GREENLET_ROUNDS`].
pub const EVERY: [u32; 4] = [1, 2, 3, 6];

/// A program.
struct Program {
    id: &'static str,
    title: &'static str,
    mode: Switching,
    text: &'static str,
}

macro_rules! program {
    ($id:literal, $mode:ident, $title:literal) => {
        Program { id: $id, title: $title, mode: Switching::$mode, text: include_str!(concat!($id, ".txt")) }
    };
}

const PROGRAMS: [Program; 21] = [
    program!("lost-update", Threads, "Lost update"),
    program!("lost-update-lock", Threads, "Lost update, with a lock"),
    program!("lost-update-atomic", Threads, "Lost update, with an atomic"),
    program!("check-then-act", Threads, "Check, then act"),
    program!("check-then-act-lock", Threads, "Check and act under a lock"),
    program!("deadlock", Threads, "Deadlock"),
    program!("ordered-locks", Threads, "Locks in order"),
    program!("livelock", Threads, "Livelock"),
    program!("philosophers", Threads, "Dining philosophers, naive"),
    program!("philosophers-ordered", Threads, "Dining philosophers, forks in order"),
    program!("philosophers-footman", Threads, "Dining philosophers, with a footman"),
    program!("readers-first", Threads, "Readers and writers, readers first"),
    program!("writers-first", Threads, "Readers and writers, writers first"),
    program!("readers-writers-fair", Threads, "Readers and writers, fair"),
    program!("one-slot", Threads, "Producer and consumer"),
    program!("async-await", Async, "Async: await in the middle"),
    program!("async-no-await", Async, "Async: no await in the middle"),
    program!("async-blocking", Async, "Async: a lock without await"),
    program!("async-spin", Async, "Async: waiting without await"),
    program!("messages", Processes, "Processes and messages"),
    program!("greenlets", Greenlets, "Greenlets"),
];

/// What there is, in the order to offer it.
pub const CHOICES: [Choice; PROGRAMS.len()] = {
    let mut choices = [Choice { value: "", label: "" }; PROGRAMS.len()];
    let mut index = 0;
    while index < PROGRAMS.len() {
        choices[index] = Choice { value: PROGRAMS[index].id, label: PROGRAMS[index].title };
        index += 1;
    }
    choices
};

/// The text of a program, and where control may switch. `every` says how far apart greenlets yield.
pub fn text(id: &str, every: u32) -> Option<(String, Switching)> {
    let program = PROGRAMS.iter().find(|program| program.id == id)?;
    let every = if EVERY.contains(&every) { every } else { EVERY[0] };
    let text = program.text.replace("ROUNDS", &(GREENLET_ROUNDS / every).to_string());
    Some((text.replace("EVERY", &every.to_string()), program.mode))
}
