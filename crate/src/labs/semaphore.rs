//! A semaphore (Dijkstra, EWD 35, 1962): so many may pass, the next one waits.

use super::sync::{Condvar, Mutex, PoisonError};

/// Permits, of which each passer takes one and gives it back.
pub struct Semaphore {
    free: Mutex<u32>,
    freed: Condvar,
}

/// Gives its permit back when it is dropped.
pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    /// With so many permits.
    pub fn new(permits: u32) -> Self {
        Self { free: Mutex::new(permits), freed: Condvar::new() }
    }

    /// Takes a permit; waits until there is one.
    pub fn acquire(&self) -> Permit<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Permit(self)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}
