//! A queue of limited length: who puts waits while it is full, who takes waits while it is empty.

use super::sync::{Condvar, Mutex, PoisonError};
use std::collections::VecDeque;

/// Items in order, at most `capacity` of them.
pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    put: Condvar,
    taken: Condvar,
}

impl<T> Queue<T> {
    /// An empty queue. A capacity of 0 counts as 1.
    pub fn new(capacity: usize) -> Self {
        Self {
            items: Mutex::default(),
            capacity: capacity.max(1),
            put: Condvar::new(),
            taken: Condvar::new(),
        }
    }

    /// Puts an item at the end. Gives the length then.
    pub fn put(&self, item: T) -> usize {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        while items.len() == self.capacity {
            items = self.taken.wait(items).unwrap_or_else(PoisonError::into_inner);
        }
        items.push_back(item);
        self.put.notify_one();
        items.len()
    }

    /// Takes the item at the front.
    pub fn take(&self) -> T {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(item) = items.pop_front() {
                self.taken.notify_one();
                return item;
            }
            items = self.put.wait(items).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
