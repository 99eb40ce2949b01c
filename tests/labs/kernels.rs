//! What actors of the other labs do, where that has to be so however they are scheduled.

use super::{now, play, set};
use speedup_lab::labs;
use std::sync::atomic::Ordering;
use std::time::Duration;

#[test]
fn locks_in_one_order_and_with_a_step_back_come_to_an_end() {
    for order in ["ordered", "back-off"] {
        let stage = set("deadlock", &[("order", order), ("rounds", "300"), ("delay", "0")], 2);
        assert_eq!(play(&*stage, 2).len(), 2);
        assert!((0..2).all(|actor| stage.board().count(actor).load(Ordering::Relaxed) == 300), "{order}");
    }
}

/// Stuck actors can't be ended on threads, so these two leak theirs: the process ends them.
fn stuck(order: &str, until: impl Fn(&labs::Board) -> bool) {
    let stage: &'static dyn labs::Stage =
        Box::leak(set("deadlock", &[("order", order), ("rounds", "1000000"), ("delay", "50")], 2));
    for actor in 0..2 {
        std::thread::spawn(move || stage.play(actor, now));
    }
    let start = now();
    while !until(stage.board()) {
        assert!(now() - start < 30_000.0, "{order}: not stuck");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn crossed_locks_end_with_each_worker_holding_what_the_other_wants() {
    // Worker 0 holds lock 0 and wants lock 1, worker 1 the other way round.
    let blocked = |board: &labs::Board| {
        [0, 1].map(|actor| board.detail(actor).load(Ordering::Relaxed)) == [1 | 2 << 8, 2 | 1 << 8]
    };
    stuck("crossed", |board| {
        let before = [0, 1].map(|actor| board.count(actor).load(Ordering::Relaxed));
        let was = blocked(board);
        std::thread::sleep(Duration::from_millis(20));
        was && blocked(board) && before == [0, 1].map(|actor| board.count(actor).load(Ordering::Relaxed))
    });
}

#[test]
fn the_polite_give_way_and_never_finish_a_round() {
    stuck("polite", |board| board.head(1).load(Ordering::Relaxed) >= 100);
}

#[test]
fn philosophers_eat_all_their_meals_in_every_solution_that_cannot_deadlock() {
    for (solution, actors) in [("ordered", 5), ("footman", 5), ("async", 1)] {
        let knobs = [
            ("solution", solution),
            ("philosophers", "5"),
            ("servings", "30"),
            ("think", "0"),
            ("eat", "20"),
            ("reach", "20"),
        ];
        let stage = set("philosophers", &knobs, actors);
        let results = play(&*stage, actors);
        assert!(results.iter().all(|took| took.len() == 1 && took[0] > 0.0));
        assert!((0..5).all(|seat| stage.board().count(seat).load(Ordering::Relaxed) == 30), "{solution}");
    }
}

#[test]
fn under_the_fair_policy_and_writer_priority_no_reader_overtakes_a_waiting_writer() {
    for policy in ["writers", "fair"] {
        let knobs = [("policy", policy), ("readers", "3"), ("hold", "50"), ("rest", "0"), ("time", "60")];
        let results = play(&*set("readers-writers", &knobs, 5), 5);
        for writer in &results[3..] {
            assert!(writer.len() >= 2, "{policy}: every writer gets in");
            assert!(writer.chunks(2).all(|entry| entry[1] == 0.0), "{policy}");
        }
    }
}

#[test]
fn no_reader_of_snapshots_or_behind_the_lock_sees_a_torn_network() {
    for network in ["lock", "rcu"] {
        let knobs =
            [("network", network), ("readers", "3"), ("pause", "0"), ("stations", "64"), ("time", "80")];
        let results = play(&*set("rcu", &knobs, 5), 5);
        assert!(results.iter().all(|told| told[0] > 0.0), "{network}: all get something done");
        assert!(results.iter().all(|told| told[1..2] == [0.0] && told[3] == -1.0), "{network}: {results:?}");
    }
}

/// What was told with this, as kind and token.
fn told(with: &str, capacity: &str, actors: usize) -> Vec<Vec<(u32, u32)>> {
    let knobs = [("with", with), ("producers", "2"), ("items", "40"), ("capacity", capacity), ("work", "20")];
    let results = play(&*set("coordination", &knobs, actors), actors);
    results.iter().map(|told| told.chunks(3).map(|one| (one[0] as u32, one[1] as u32)).collect()).collect()
}

#[test]
fn every_item_is_given_once_and_taken_once() {
    for (with, capacity) in [("queue", "1"), ("queue", "8"), ("condition", "1")] {
        let all = told(with, capacity, 5).concat();
        for kind in [0, 1] {
            let mut tokens: Vec<u32> = all.iter().filter(|one| one.0 == kind).map(|one| one.1).collect();
            tokens.sort_unstable();
            assert_eq!(tokens, (0..40).collect::<Vec<_>>(), "{with}, kind {kind}");
        }
    }
}

#[test]
fn a_semaphore_lets_no_more_in_than_it_has_permits() {
    assert!(told("semaphore", "2", 5).concat().iter().all(|&(_, inside)| (1..=2).contains(&inside)));
}

#[test]
fn what_is_thread_local_is_not_shared() {
    let all = told("thread-local", "1", 4);
    for own in &all {
        let counts: Vec<u32> = own.iter().filter(|one| one.0 == 0).map(|one| one.1).collect();
        assert_eq!(counts, (1..=40).collect::<Vec<_>>());
    }
    let shared = all.concat().iter().filter(|one| one.0 == 1).map(|one| one.1).max();
    assert_eq!(shared, Some(160));
}

#[test]
fn nobody_passes_a_barrier_before_all_have_come_nor_an_event_before_it_is_set() {
    for with in ["barrier", "event"] {
        let knobs = [("with", with), ("producers", "2"), ("items", "25"), ("capacity", "1"), ("work", "20")];
        let results = play(&*set("coordination", &knobs, 4), 4);
        let all = results.concat();
        for round in 1..=25 {
            let times = |kind: f64| {
                all.chunks(3).filter(move |one| one[..2] == [kind, f64::from(round)]).map(|one| one[2])
            };
            let last_come = times(0.0).fold(f64::MIN, f64::max);
            let first_passed = times(1.0).fold(f64::MAX, f64::min);
            assert!(last_come <= first_passed, "{with}, round {round}");
        }
    }
}

#[test]
fn a_flag_stops_workers_with_nothing_left_open() {
    let stage = set("stopping", &[("piece", "200")], 3);
    let results = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..3)
            .map(|actor| {
                scope.spawn({
                    let stage = &stage;
                    move || stage.play(actor, now)
                })
            })
            .collect();
        while (0..3).any(|actor| stage.board().count(actor).load(Ordering::Relaxed) < 3) {
            std::thread::yield_now();
        }
        stage.board().head(0).store(1, Ordering::Release);
        parts.into_iter().map(|part| part.join().expect("it ends well")).collect::<Vec<_>>()
    });
    assert!(results.iter().all(|told| told[0] == told[1] && told[0] >= 3.0), "{results:?}");
}
