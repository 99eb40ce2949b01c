//! A lock that is kept until somebody else wants it, and then passed on for certain.
//!
//! As Python does it since 3.2 (Antoine Pitrou's GIL; `Python/ceval_gil.c` describes it): whoever wants the lock says
//! so; whoever holds it looks now and then, and if it is wanted gives it up and waits until another has it. Without that
//! last wait the one who gave it up would be the first to take it again, as it is awake. Python's waiting thread lets a
//! switch interval pass before it says that it wants the lock; here the holder takes so many steps between two looks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};

/// The lock.
#[derive(Debug, Default)]
pub struct Lock {
    state: Mutex<State>,
    /// Somebody may take it.
    freed: Condvar,
    /// Somebody has taken it.
    taken: Condvar,
    /// How many wait for it: what its holder looks at. Nothing else hangs on this number, so it needs no order.
    wanted: AtomicUsize,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    /// How often it was taken.
    takes: u64,
    /// How often it was given up to somebody who waited.
    switches: u64,
}

/// The lock, held. Letting go of it passes it on to somebody who waits.
#[derive(Debug)]
pub struct Held<'l>(&'l Lock);

impl Lock {
    /// Takes it, after whoever holds it.
    pub fn hold(&self) -> Held<'_> {
        let mut state = self.state();
        if state.held {
            self.wanted.fetch_add(1, Ordering::Relaxed);
            state = self.freed.wait_while(state, |state| state.held).expect("no holder panics");
            self.wanted.fetch_sub(1, Ordering::Relaxed);
        }
        state.held = true;
        state.takes += 1;
        drop(state);
        self.taken.notify_all();
        Held(self)
    }

    /// How often it has passed from one to another.
    pub fn switches(&self) -> u64 {
        self.state().switches
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }
}

impl Held<'_> {
    /// Whether somebody waits for it.
    pub fn is_wanted(&self) -> bool {
        self.0.wanted.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let Self(lock) = self;
        let mut state = lock.state();
        state.held = false;
        // Who waits has said so with the state locked, and takes the lock with the state locked: nobody is missed.
        if lock.wanted.load(Ordering::Relaxed) == 0 {
            return;
        }
        state.switches += 1;
        let takes = state.takes;
        lock.freed.notify_one();
        let taken = lock.taken.wait_while(state, |state| state.takes == takes);
        drop(taken.expect("no holder panics"));
    }
}
