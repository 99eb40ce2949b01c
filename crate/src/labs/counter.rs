//! Counters that many workers add to.

use super::sync::{AtomicU32, Mutex, Ordering, PoisonError};

/// A counter for many workers.
pub trait Counter: Send + Sync {
    /// Adds one.
    fn add(&self, worker: usize);
    /// What it says. While others add, that is a value of some moment.
    fn value(&self) -> u32;
    /// Starts again from 0. Nobody may add meanwhile.
    fn reset(&self);
}

/// Reads, adds, writes: three steps, and between them another worker's. What it writes in the meantime is lost.
///
/// Both accesses are relaxed atomics. As plain memory accesses the race would be undefined behaviour; so it is only wrong.
#[derive(Default)]
pub struct Unsynchronised(AtomicU32);

impl Counter for Unsynchronised {
    fn add(&self, _worker: usize) {
        let seen = self.0.load(Ordering::Relaxed);
        self.0.store(seen + 1, Ordering::Relaxed);
    }
    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
    fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// The same three steps behind a lock: one worker at a time.
#[derive(Default)]
pub struct Locked(Mutex<u32>);

impl Counter for Locked {
    fn add(&self, _worker: usize) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
    fn value(&self) -> u32 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn reset(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = 0;
    }
}

/// One indivisible step of the processor.
#[derive(Default)]
pub struct Atomic(AtomicU32);

impl Counter for Atomic {
    fn add(&self, _worker: usize) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
    fn value(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
    fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}
