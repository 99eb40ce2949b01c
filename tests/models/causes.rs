//! What a verdict may claim: a cause that explains the loss, and nothing from too little.

use crate::trials::{complete, machine, phased, plan, solved, twice};
use speedup_lab::plan::*;
use speedup_lab::report::report;

fn serial() -> Vec<Trial> {
    twice(|realm| solved(Mode::Serial, 1, realm, &[99.0, 100.0, 101.0]))
}

/// The verdict on threads, with these serial trials.
fn verdict(serial: Vec<Trial>, trials: Vec<Trial>) -> String {
    complete(&plan(&[Mode::Threads]), &[serial, trials].concat()).series[0].verdict.clone()
}

/// Points that took these times to solve and to merge.
fn merging(points: &[(u32, f64, f64)]) -> Vec<Trial> {
    let point = |&(workers, solve, merge): &(u32, f64, f64)| {
        let phases = Phases { solve, merge, ..Phases::default() };
        twice(|realm| phased(Mode::Threads, workers, realm, &[solve + merge; 2], |_| phases))
    };
    points.iter().flat_map(point).collect()
}

/// Points that took these times, the same in every sample.
fn line(points: &[(u32, f64)]) -> Vec<Trial> {
    merging(&points.iter().map(|&(workers, time)| (workers, time, 0.0)).collect::<Vec<_>>())
}

#[track_caller]
fn assert_ends(sentence: &str, end: &str) {
    assert!(sentence.ends_with(end), "{sentence}");
}

#[test]
fn more_workers_may_be_slower() {
    assert_eq!(
        verdict(serial(), merging(&[(1, 90.0, 10.0), (2, 40.0, 20.0), (4, 35.0, 40.0)])),
        "With 4 workers this ran 1.3 times as fast as the best serial program; that is slower than with 2 workers, \
         as merging the parts grew from 20.0 ms to 40.0 ms; Amdahl's law does not fit (it is off by 16 %)."
    );
}

/// Merging grew, by more than 2 % of the time, and solving by eight times that.
#[test]
fn a_phase_is_named_only_where_it_explains_half_of_the_loss() {
    assert_ends(
        &verdict(serial(), merging(&[(1, 10.0, 0.0), (2, 14.0, 0.5)])),
        "; that is slower than with 1 worker, as the parallel part itself grew from 10.0 ms to 14.0 ms: uneven \
         jobs, memory or busy cores hold it back; Amdahl's law does not fit (it is off by 18 %).",
    );
    let thirds = |workers: u32, third: f64| {
        let phases = Phases { split: third, solve: 20.0 + third, merge: third, ..Phases::default() };
        let total = 20.0 + 3.0 * third;
        twice(|realm| phased(Mode::Threads, workers, realm, &[total; 2], |_| phases))
    };
    assert_ends(
        &verdict(serial(), [thirds(1, 10.0), thirds(2, 15.0)].concat()),
        "; that is slower than with 1 worker, and no one phase explains it; Amdahl's law does not fit (it is off by 13 %).",
    );
}

#[test]
fn a_law_that_does_not_fit_says_so() {
    assert_eq!(
        verdict(serial(), line(&[(1, 100.0), (2, 95.0), (4, 30.0)])),
        "With 4 workers this ran 3.3 times as fast as the best serial program; Amdahl's law does not fit (it is off \
         by 23 %): only the parallel part changes; uneven jobs, memory or busy cores hold it back."
    );
}

/// 1, 2 and 4 workers, of which 4 take as long as 2: the law expects less of them.
#[test]
fn what_makes_a_law_miss_must_explain_half_of_the_miss() {
    assert_ends(
        &verdict(serial(), merging(&[(1, 100.0, 0.0), (2, 40.0, 0.0), (4, 25.0, 15.0)])),
        ": merging the parts grows with the workers, from 0 ms to 15.0 ms.",
    );
    assert_ends(
        &verdict(serial(), merging(&[(1, 100.0, 0.0), (2, 40.0, 0.0), (4, 38.5, 1.5)])),
        "(Karp and Flatt) rises from below 0 % with 2 workers to 20 % with 4 workers, so overhead grows with the \
         workers.",
    );
}

#[test]
fn a_sample_or_two_tell_nothing() {
    let one = |mode, workers, time| vec![solved(mode, workers, 0, &[time])];
    assert_eq!(
        verdict(one(Mode::Serial, 1, 100.0), line(&[(1, 100.0), (2, 50.0)])),
        "There are too few samples of the best serial program to tell yet."
    );
    assert_eq!(
        verdict(serial(), [line(&[(1, 100.0)]), one(Mode::Threads, 2, 50.0)].concat()),
        "There are too few samples with 2 workers to tell yet."
    );
    // Neither a law, nor an overhead, nor a loss rests on a single sample.
    for (first, last) in [(100.0, 50.0), (150.0, 90.0), (30.0, 60.0)] {
        assert_ends(
            &verdict(serial(), [one(Mode::Threads, 1, first), line(&[(2, last)])].concat()),
            "; there are too few samples with 1 worker to tell why yet.",
        );
    }
    let three = vec![solved(Mode::Threads, 2, 0, &[50.0; 3])];
    assert!(verdict(serial(), three).starts_with("With 2 workers this ran 2 times"), "three are enough");
    let baseline = complete(&plan(&[Mode::Serial]), &one(Mode::Serial, 1, 100.0));
    assert_eq!(
        baseline.series[0].verdict,
        "There are too few samples of the best serial program to tell yet."
    );
}

#[test]
fn a_wide_limit_is_given_by_its_lower_end() {
    let point = |workers: u32, times: [f64; 3]| {
        [0, 1].map(|realm| solved(Mode::Threads, workers, realm, &times)).to_vec()
    };
    let trials = [point(1, [100.0; 3]), point(2, [51.0, 52.0, 53.0]), point(4, [25.0, 28.0, 31.0])].concat();
    let all = [serial(), trials].concat();
    let series = &complete(&plan(&[Mode::Threads]), &all).series[0];
    let limit = series.amdahl.as_ref().and_then(|law| law.limit).expect("a serial part");
    assert!(limit.high > 2.0 * limit.low, "{limit:?}");
    assert_ends(&series.verdict, &format!("serial work puts a limit somewhere above {:.0}.", limit.low));
}

#[test]
fn two_counts_prove_no_law() {
    assert_ends(
        &verdict(serial(), line(&[(1, 100.0), (2, 60.0)])),
        "; Amdahl's law with 20 % serial work puts the limit at 5, from two worker counts, which any law of two \
         numbers fits.",
    );
    assert_ends(
        &verdict(serial(), line(&[(1, 100.0), (2, 49.0)])),
        "; no serial part shows, from two worker counts, which any law of two numbers fits.",
    );
}

#[test]
fn a_law_is_not_fitted_to_workers_without_a_core() {
    let all = [serial(), line(&[(4, 30.0), (8, 30.0)])].concat();
    let series =
        &report(&plan(&[Mode::Threads]), machine(2), &all, None, Ended::Complete, Reading::default()).series
            [0];
    assert_eq!(series.amdahl, None);
    assert_eq!(
        series.verdict,
        "With 8 workers this ran 3.3 times as fast as the best serial program; no law is fitted, as that needs two \
         worker counts with a core for every worker."
    );
}
