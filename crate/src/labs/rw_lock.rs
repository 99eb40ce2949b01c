//! A readers-writers lock with a choice of who goes first (Courtois, Heymans and Parnas, "Concurrent control with
//! 'readers' and 'writers'", CACM 14(10), 1971, problems 1 and 2; the fair one is first come, first served).

use super::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Who goes first where readers and writers wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// A reader enters whenever no writer is inside.
    Readers,
    /// A reader enters when no writer is inside and none waits.
    Writers,
    /// In the order in which they came; readers side by side.
    Fair,
}

#[derive(Default)]
struct State {
    readers: u32,
    writing: bool,
    /// The number of the next to come.
    next: u32,
    /// Those who wait: their numbers, in order.
    readers_waiting: Vec<u32>,
    writers_waiting: Vec<Waiting>,
}

struct Waiting {
    number: u32,
    /// How many readers came later and have entered since.
    overtaken: u32,
}

/// The lock.
pub struct RwLock {
    policy: Policy,
    state: Mutex<State>,
    changed: Condvar,
}

/// A reader inside.
pub struct Reading<'a>(&'a RwLock);

/// A writer inside.
pub struct Writing<'a> {
    lock: &'a RwLock,
    /// How many readers came later than this writer and entered earlier.
    pub overtaken: u32,
}

impl RwLock {
    /// A lock that nobody has.
    pub fn new(policy: Policy) -> Self {
        Self { policy, state: Mutex::new(State::default()), changed: Condvar::new() }
    }

    /// Enters as a reader, beside others.
    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state();
        let number = state.come();
        state.readers_waiting.push(number);
        while !state.admits_reader(self.policy, number) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.readers_waiting.retain(|&other| other != number);
        state.readers += 1;
        for writer in &mut state.writers_waiting {
            writer.overtaken += u32::from(writer.number < number);
        }
        // Another reader may be next.
        self.changed.notify_all();
        Reading(self)
    }

    /// Enters as a writer, alone.
    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state();
        let number = state.come();
        state.writers_waiting.push(Waiting { number, overtaken: 0 });
        while !state.admits_writer(self.policy, number) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let place = state.writers_waiting.iter().position(|writer| writer.number == number);
        let Waiting { overtaken, .. } = state.writers_waiting.remove(place.expect("it waits"));
        state.writing = true;
        Writing { lock: self, overtaken }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn come(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// The first writer that waits, if there is one.
    fn first_writer(&self) -> Option<u32> {
        self.writers_waiting.first().map(|writer| writer.number)
    }

    fn admits_reader(&self, policy: Policy, number: u32) -> bool {
        !self.writing
            && match policy {
                Policy::Readers => true,
                Policy::Writers => self.writers_waiting.is_empty(),
                Policy::Fair => self.first_writer().is_none_or(|writer| number < writer),
            }
    }

    fn admits_writer(&self, policy: Policy, number: u32) -> bool {
        let free = !self.writing && self.readers == 0 && self.first_writer() == Some(number);
        free && match policy {
            Policy::Readers => self.readers_waiting.is_empty(),
            Policy::Writers => true,
            Policy::Fair => self.readers_waiting.first().is_none_or(|&reader| number < reader),
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.state().readers -= 1;
        self.0.changed.notify_all();
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.lock.state().writing = false;
        self.lock.changed.notify_all();
    }
}
