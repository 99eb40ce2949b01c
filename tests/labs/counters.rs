//! The race on a counter.

use super::{play, set};

fn race(counter: &str, actors: usize) -> Vec<Vec<f64>> {
    let knobs = [("counter", counter), ("increments", "5000"), ("runs", "20")];
    play(&*set("race", &knobs, actors))
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
