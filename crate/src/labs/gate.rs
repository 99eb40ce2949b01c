//! A gate that actors pass together, run after run.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};

/// How often an actor looks whether all others run, too, before it begins: a worker that slept wakes up late. There
/// may be more workers than cores, so it does not look for ever.
const LOOKS: u32 = 200_000;

/// A barrier whose actors are awake when they pass it.
pub struct Gate {
    barrier: Barrier,
    actors: u32,
    running: AtomicU32,
}

impl Gate {
    /// A gate for so many actors.
    pub fn new(actors: usize) -> Self {
        Self { barrier: Barrier::new(actors), actors: actors as u32, running: AtomicU32::new(0) }
    }

    /// Waits for all actors, asleep first and then awake.
    pub fn begin(&self) {
        self.barrier.wait();
        let before = self.running.fetch_add(1, Ordering::Relaxed);
        let all = (before / self.actors + 1) * self.actors;
        for _ in 0..LOOKS {
            if self.running.load(Ordering::Relaxed) >= all {
                break;
            }
            std::hint::spin_loop();
        }
    }

    /// Waits for all actors.
    pub fn end(&self) {
        self.barrier.wait();
    }
}
