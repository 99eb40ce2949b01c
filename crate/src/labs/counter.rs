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
    /// How far what it says is below the truth just now.
    fn error(&self) -> u32 {
        0
    }
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

/// A count that its own worker writes, on a cache line of its own: neighbours would slow each other down.
#[repr(align(64))]
#[derive(Default)]
struct Share(AtomicU32);

/// Each worker counts on its own, and moves what it has counted to the common count when that reaches the threshold.
///
/// What is read is the common count alone: quick, and too low by at most the threshold for each worker. After
/// Boyd-Wickizer and others, "An analysis of Linux scalability to many cores" (OSDI 2010), section 4.3, who call it
/// sloppy; Arpaci-Dusseau and Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, chapter 29, approximate.
pub struct Approximate {
    common: Mutex<u32>,
    shares: Box<[Share]>,
    threshold: u32,
}

impl Approximate {
    /// A counter for so many workers; the threshold is at least 1.
    pub fn new(workers: usize, threshold: u32) -> Self {
        let shares = (0..workers).map(|_| Share::default()).collect();
        Self { common: Mutex::new(0), shares, threshold }
    }
}

impl Counter for Approximate {
    fn add(&self, worker: usize) {
        let share = &self.shares[worker].0;
        let counted = share.load(Ordering::Relaxed) + 1;
        if counted < self.threshold {
            share.store(counted, Ordering::Relaxed);
            return;
        }
        let mut common = self.common.lock().unwrap_or_else(PoisonError::into_inner);
        *common += counted;
        share.store(0, Ordering::Relaxed);
    }
    fn value(&self) -> u32 {
        *self.common.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn reset(&self) {
        *self.common.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        for share in &self.shares {
            share.0.store(0, Ordering::Relaxed);
        }
    }
    fn error(&self) -> u32 {
        // Nobody moves a share meanwhile, so none is counted twice.
        let _common = self.common.lock().unwrap_or_else(PoisonError::into_inner);
        self.shares.iter().map(|share| share.0.load(Ordering::Relaxed)).sum()
    }
}
