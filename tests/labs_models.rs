//! The labs' primitives under a model checker, loom: every interleaving and every outcome that the memory model allows,
//! for a few workers that do a little. The sources are the ones that run; only their building blocks are loom's.

#[path = "../crate/src/labs/counter.rs"]
#[allow(dead_code, reason = "nobody here starts again from 0")]
mod counter;
#[path = "../crate/src/labs/queue.rs"]
mod queue;
#[path = "../crate/src/labs/rw_lock.rs"]
mod rw_lock;
#[path = "../crate/src/labs/semaphore.rs"]
mod semaphore;
#[path = "../crate/src/labs/snapshots.rs"]
mod snapshots;

/// Loom's in place of the standard library's.
mod sync {
    pub use loom::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
    pub use loom::sync::{Condvar, Mutex, MutexGuard};
    pub use std::sync::PoisonError;
}

use counter::{Approximate, Atomic, Counter, Locked, Unsynchronised};
use loom::sync::Arc;
use loom::thread;
use rw_lock::{Policy, RwLock};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use sync::Ordering;

/// Two workers that add twice each; what the counter says then.
fn twice_two<C: Counter + 'static>(make: fn() -> C, seen: impl Fn(&C) + Sync + Send + 'static) {
    loom::model(move || {
        let counter = Arc::new(make());
        let adding = |worker| {
            let counter = counter.clone();
            thread::spawn(move || (0..2).for_each(|_| counter.add(worker)))
        };
        let workers = [adding(0), adding(1)];
        for worker in workers {
            worker.join().unwrap();
        }
        seen(&counter);
    });
}

#[test]
fn locked_and_atomic_counters_lose_nothing() {
    twice_two(Locked::default, |counter| assert_eq!(counter.value(), 4));
    twice_two(Atomic::default, |counter| assert_eq!(counter.value(), 4));
}

#[test]
fn an_unsynchronised_counter_can_end_at_anything_from_two_to_four() {
    static SEEN: [AtomicBool; 5] = [const { AtomicBool::new(false) }; 5];
    twice_two(Unsynchronised::default, |counter| SEEN[counter.value() as usize].store(true, Relaxed));
    assert_eq!(SEEN.each_ref().map(|seen| seen.load(Relaxed)), [false, false, true, true, true]);
}

#[test]
fn what_an_approximate_counter_lacks_is_in_the_shares() {
    twice_two(|| Approximate::new(2, 2), |counter| assert_eq!((counter.value(), counter.error()), (4, 0)));
    twice_two(|| Approximate::new(2, 3), |counter| assert_eq!((counter.value(), counter.error()), (0, 4)));
}

#[test]
fn an_approximate_counter_is_never_too_high_nor_too_low_by_more_than_its_bound() {
    loom::model(|| {
        let counter = Arc::new(Approximate::new(1, 2));
        let adding = {
            let counter = counter.clone();
            thread::spawn(move || (0..3).for_each(|_| counter.add(0)))
        };
        let (before, error) = (counter.value(), counter.error());
        assert!(before <= 2 && error <= 2);
        adding.join().unwrap();
        assert_eq!(counter.value() + counter.error(), 3);
    });
}

#[test]
fn a_semaphore_lets_no_more_in_than_it_has_permits_and_all_get_in() {
    loom::model(|| {
        let semaphore = Arc::new(semaphore::Semaphore::new(1));
        let inside = Arc::new(sync::AtomicU32::new(0));
        let entering = || {
            let (semaphore, inside) = (semaphore.clone(), inside.clone());
            thread::spawn(move || {
                let _permit = semaphore.acquire();
                assert_eq!(inside.fetch_add(1, Ordering::Relaxed), 0);
                inside.fetch_sub(1, Ordering::Relaxed);
            })
        };
        for worker in [entering(), entering()] {
            worker.join().unwrap();
        }
    });
}

#[test]
fn a_queue_hands_every_item_on_once_and_in_order() {
    loom::model(|| {
        let queue = Arc::new(queue::Queue::new(1));
        let putting = {
            let queue = queue.clone();
            thread::spawn(move || (1..=2).for_each(|item| assert_eq!(queue.put(item), 1)))
        };
        assert_eq!([queue.take(), queue.take()], [1, 2]);
        putting.join().unwrap();
    });
}

#[test]
fn a_writer_is_alone_and_nobody_is_left_waiting_under_every_policy() {
    for policy in [Policy::Readers, Policy::Writers, Policy::Fair] {
        loom::model(move || {
            let lock = Arc::new(RwLock::new(policy));
            // Two words that a writer makes equal again before it leaves.
            let words = Arc::new([sync::AtomicU32::new(0), sync::AtomicU32::new(0)]);
            let writing = {
                let (lock, words) = (lock.clone(), words.clone());
                thread::spawn(move || {
                    let writing = lock.write();
                    words.iter().for_each(|word| word.store(1, Ordering::Relaxed));
                    if policy == Policy::Fair {
                        assert_eq!(writing.overtaken, 0);
                    }
                })
            };
            {
                let _reading = lock.read();
                let [one, other] = [0, 1].map(|word| words[word].load(Ordering::Relaxed));
                assert_eq!(one, other);
            }
            writing.join().unwrap();
        });
    }
}

#[test]
fn a_reader_of_snapshots_never_sees_half_an_update() {
    loom::model(|| {
        let snapshots = Arc::new(snapshots::Snapshots::new(1, &[0, 0]));
        let writing = {
            let snapshots = snapshots.clone();
            thread::spawn(move || {
                for round in 1..=2 {
                    snapshots
                        .update(|words| words.iter().for_each(|word| word.store(round, Ordering::Relaxed)));
                }
            })
        };
        let look = || {
            snapshots.read(0, |words| {
                let [one, other] = [0, 1].map(|word| words[word].load(Ordering::Relaxed));
                assert_eq!(one, other, "torn");
                one
            })
        };
        let seen = look();
        writing.join().unwrap();
        assert!(seen <= 2);
        assert_eq!(look(), 2);
    });
}
