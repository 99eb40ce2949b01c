//! The building blocks of all primitives here. A model checker compiles them with its own in this place.

pub use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
pub use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
