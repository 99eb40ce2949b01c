//! Labs that are no workloads: the catalogue, what real workers run on real shared memory, and the [`explorer`] of
//! schedules.
//!
//! A live lab is a [`Stage`] on which workers act at once, each on its own worker: they share the stage's memory and
//! block each other for real. The page watches them by reading the [`Board`], which lies in the same memory, since a
//! worker that is blocked sends no message. Whatever an actor does, the page can end it: it starts every worker itself.
//!
//! The primitives ([`counter`], [`queue`], [`rw_lock`], [`semaphore`], [`snapshots`]) use [`sync`] only, so that a model
//! checker can put its own types in its place.

pub mod board;
pub mod coordination;
pub mod counter;
pub mod deadlock;
pub mod explorer;
pub mod gate;
pub mod life_cycle;
pub mod peers;
pub mod philosophers;
pub mod queue;
pub mod race;
pub mod rcu;
pub mod readers_writers;
pub mod rw_lock;
pub mod scaling;
pub mod semaphore;
pub mod snapshots;
pub mod stopping;
pub mod sync;

use crate::plan::{LabInfo, Problem};
pub use board::Board;
use std::collections::BTreeMap;
use std::time::Duration;

/// Every lab that is no workload, in the order in which the page lists them.
pub const CATALOGUE: &[&LabInfo] = &[
    &race::INFO,
    &scaling::INFO,
    &rcu::INFO,
    &deadlock::INFO,
    &philosophers::INFO,
    &readers_writers::INFO,
    &coordination::INFO,
    &stopping::INFO,
    &life_cycle::INFO,
    &explorer::info::EXPLORER,
    &explorer::info::GREENLETS,
    &peers::INFO,
];

/// A lab's knobs, by name, and what else the page has to say about an act.
pub type Knobs = BTreeMap<String, String>;

/// What actors share, and what each of them does.
pub trait Stage: Send + Sync {
    /// What the page watches.
    fn board(&self) -> &Board;
    /// The whole part of one actor, from 0. `now` is the actor's clock in milliseconds, on an axis that all share.
    /// What it returns is told to the page when it is over.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64>;
}

/// What a stage is made from.
pub struct Setting<'a> {
    /// The knobs.
    pub knobs: &'a Knobs,
    /// How many actors will play.
    pub actors: usize,
    /// When it is made, on the actors' axis, milliseconds.
    pub origin: f64,
}

/// Sets a lab's stage.
///
/// # Errors
/// There is no such lab, or a knob's value won't do.
pub fn stage(lab: &str, setting: &Setting<'_>) -> Result<Box<dyn Stage>, Problem> {
    match lab {
        "race" => Ok(Box::new(race::Race::new(setting)?)),
        "counter" => Ok(Box::new(scaling::Scaling::new(setting)?)),
        "rcu" => Ok(Box::new(rcu::Rcu::new(setting)?)),
        "deadlock" => Ok(Box::new(deadlock::Deadlock::new(setting)?)),
        "philosophers" => Ok(Box::new(philosophers::Table::new(setting)?)),
        "readers-writers" => Ok(Box::new(readers_writers::ReadersWriters::new(setting)?)),
        "coordination" => Ok(Box::new(coordination::Coordination::new(setting)?)),
        "stopping" => Ok(Box::new(stopping::Stopping::new(setting)?)),
        "life-cycle" => Ok(Box::new(life_cycle::LifeCycle::new(setting)?)),
        _ => Err(Problem::new("lab", lab, "a live lab")),
    }
}

/// Sleeps for so many microseconds; for 0 goes on at once.
fn pause(microseconds: u32) {
    if microseconds > 0 {
        std::thread::sleep(Duration::from_micros(microseconds.into()));
    }
}

impl Setting<'_> {
    /// A board for these actors.
    fn board(&self, log: usize, states: &'static [&'static str]) -> Board {
        Board::new(self.actors, log, states, self.origin)
    }

    /// A knob that is a whole number.
    fn whole(&self, name: &str) -> Result<u32, Problem> {
        let text = self.text(name);
        text.parse().map_err(|_| Problem::new(name, text, "a whole number"))
    }

    /// A knob that is one of a list.
    fn one_of<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<T, Problem> {
        let text = self.text(name);
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        found.ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            Problem::new(name, text, format!("one of {}", words.join(", ")))
        })
    }

    fn text(&self, name: &str) -> &str {
        self.knobs.get(name).map_or("", String::as_str)
    }
}
