//! Counters: the race, and the one that is approximately right.

use super::{play, set};

fn race(counter: &str, actors: usize) -> Vec<Vec<f64>> {
    let knobs = [("counter", counter), ("increments", "5000"), ("runs", "20")];
    play(&*set("race", &knobs, actors), actors)
}

#[test]
fn a_lock_and_an_atomic_step_lose_nothing_with_any_number_of_workers() {
    for counter in ["mutex", "atomic"] {
        for actors in 1..=4 {
            let [first, others @ ..] = &race(counter, actors)[..] else { panic!("at least one actor") };
            assert!(others.iter().all(Vec::is_empty));
            let (runs, []) = first.as_chunks::<2>() else { panic!("pairs") };
            assert_eq!(runs.len(), 20);
            assert!(
                runs.iter().all(|[value, _]| *value == 5000.0 * actors as f64),
                "{counter}, {actors}: {runs:?}"
            );
        }
    }
}

#[test]
fn unsynchronised_workers_never_count_too_much_and_one_alone_counts_right() {
    let values = |actors| race("unsynchronised", actors)[0].chunks(2).map(|run| run[0]).collect::<Vec<_>>();
    assert_eq!(values(1), [5000.0; 20]);
    assert!(values(4).iter().all(|value| (2.0..=20_000.0).contains(value)));
}

#[test]
fn an_approximate_counter_is_too_low_by_no_more_than_the_threshold_for_each_worker() {
    for threshold in [1_u32, 7, 1000] {
        for actors in 1..=4 {
            let text = threshold.to_string();
            let knobs =
                [("kind", "approximate"), ("increments", "5003"), ("threshold", &text), ("runs", "10")];
            let results = play(&*set("counter", &knobs, actors), actors);
            let (runs, []) = results[0].as_chunks::<3>() else { panic!("threes") };
            assert_eq!(runs.len(), 10);
            let bound = f64::from(threshold) * actors as f64;
            assert!(
                runs.iter().all(|[_, worst, last]| worst <= &bound && last <= worst),
                "{threshold}: {runs:?}"
            );
            // What is left at the end is what no worker has moved yet.
            let left = f64::from(5003 % threshold) * actors as f64;
            assert!(runs.iter().all(|[_, _, last]| *last == left), "{threshold}: {runs:?}");
        }
    }
}

#[test]
fn a_locked_counter_is_never_off() {
    let knobs = [("kind", "locked"), ("increments", "5000"), ("threshold", "64"), ("runs", "5")];
    let results = play(&*set("counter", &knobs, 3), 3);
    assert!(results[0].chunks(3).all(|run| run[1..] == [0.0, 0.0]));
}
