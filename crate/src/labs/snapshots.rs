//! Read, copy, update (McKenney and Slingwine, "Read-Copy Update: using execution history to solve concurrency
//! problems", PDCS 1998): readers never wait, and see one state of the whole, whatever writers do.
//!
//! ```text
//!   current ----> [ buffer 2 ]      reader 0 has pinned 2
//!                 [ buffer 0 ]      reader 1 has pinned 0, an older state: it stays as it is until the reader has done
//!                 [ buffer 1 ]      pinned by nobody: the next update is written here
//! ```
//!
//! Which buffers may be written again is told by hazard pointers (Michael, "Hazard pointers: safe memory reclamation for
//! lock-free objects", IEEE TPDS 15(6), 2004). With a buffer for each reader and two more there is always one, so nothing
//! is allocated, and nothing has to be freed; words are atomics, so nothing here is `unsafe`.

use super::sync::{AtomicU32, AtomicUsize, Mutex, Ordering, PoisonError, fence};

/// A pin on no buffer.
const NONE: usize = usize::MAX;

/// Words that are read as a whole while they are replaced as a whole.
pub struct Snapshots {
    current: AtomicUsize,
    pins: Box<[AtomicUsize]>,
    buffers: Box<[Box<[AtomicU32]>]>,
    writer: Mutex<()>,
}

impl Snapshots {
    /// For so many readers, with these words at first.
    pub fn new(readers: usize, words: &[u32]) -> Self {
        let buffer = || words.iter().map(|&word| AtomicU32::new(word)).collect();
        Self {
            current: AtomicUsize::new(0),
            pins: (0..readers).map(|_| AtomicUsize::new(NONE)).collect(),
            buffers: (0..readers + 2).map(|_| buffer()).collect(),
            writer: Mutex::new(()),
        }
    }

    /// Reads a state that no update touches meanwhile. A reader reads one at a time.
    pub fn read<R>(&self, reader: usize, look: impl FnOnce(&[AtomicU32]) -> R) -> R {
        let pin = &self.pins[reader];
        let mut seen = self.current.load(Ordering::Acquire);
        loop {
            pin.store(seen, Ordering::Relaxed);
            // Either the writer sees the pin, or we see that it has gone on.
            fence(Ordering::SeqCst);
            let now = self.current.load(Ordering::Acquire);
            if now == seen {
                break;
            }
            seen = now;
        }
        let result = look(&self.buffers[seen]);
        pin.store(NONE, Ordering::Release);
        result
    }

    /// Changes a copy of the current state, and puts it in its place. One writer at a time.
    pub fn update(&self, change: impl FnOnce(&[AtomicU32])) {
        let _alone = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.current.load(Ordering::Relaxed);
        fence(Ordering::SeqCst);
        let pinned = |buffer: usize| self.pins.iter().any(|pin| pin.load(Ordering::Acquire) == buffer);
        let free = (0..self.buffers.len()).find(|&buffer| buffer != current && !pinned(buffer));
        let free = free.expect("there are two more buffers than readers");
        for (to, from) in self.buffers[free].iter().zip(&self.buffers[current]) {
            to.store(from.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        change(&self.buffers[free]);
        self.current.store(free, Ordering::Release);
    }
}
