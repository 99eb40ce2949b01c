//! What a program's own nature says of a line is said where the line is so, and nowhere else.

use crate::trials::{complete, plan, solved, twice};
use speedup_lab::plan::*;

/// The verdict on this mode's line of this program, which takes 100 ms serially and this long with 2 workers.
fn verdict(workload: &str, options: &[(&str, &str)], mode: Mode, time: f64) -> String {
    let at = |mode, workers, time: f64| {
        twice(|realm| solved(mode, workers, realm, &[time * 0.999, time, time * 1.001]))
    };
    let options = options.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    let plan = Plan { workload: workload.into(), options, workers: vec![1, 2], ..plan(&[mode]) };
    let trials = [at(Mode::Serial, 1, 100.0), at(mode, 1, 100.0), at(mode, 2, time)].concat();
    complete(&plan, &trials).series[0].verdict.clone()
}

#[test]
fn an_iteration_is_flat_because_each_step_needs_the_one_before() {
    for mode in [Mode::Threads, Mode::Processes, Mode::Async] {
        let words = verdict("iteration", &[], mode, 100.5);
        assert!(words.ends_with("; each step needs the result of the one before, so there is one job, and every other worker waits."), "{words}");
    }
}

#[test]
fn with_the_lock_on_threads_take_turns_and_processes_do_not() {
    let on = [("gil", "on")];
    let words = verdict("gil", &on, Mode::Threads, 103.0);
    assert!(words.contains("whoever computes holds the lock, so the threads take turns"), "{words}");
    assert!(
        words.ends_with("Switch the lock off, or compare processes: each of them has a lock of its own."),
        "{words}"
    );
    // A plan that leaves the option out has its default.
    assert_eq!(verdict("gil", &[], Mode::Threads, 103.0), words);
    for other in [
        verdict("gil", &on, Mode::Threads, 52.0),
        verdict("gil", &on, Mode::Processes, 103.0),
        verdict("gil", &[("gil", "off")], Mode::Threads, 103.0),
    ] {
        assert!(!other.contains("lock, so"), "{other}");
    }
}
