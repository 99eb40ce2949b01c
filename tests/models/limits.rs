//! Every limit has a sentence of its own, and each is claimed only from what shows it.

use crate::trials::plan;
use speedup_lab::plan::*;
use speedup_lab::report::verdict::{Facts, verdict};
use std::collections::BTreeSet;

const HINTS: &[Hint] = &[
    Hint {
        activity: Activity::Merge,
        modes: &[Mode::Threads],
        option: "merge",
        value: "parallel",
        advice: "Try the parallel merge.",
    },
    Hint {
        activity: Activity::Solve,
        modes: &[Mode::Threads, Mode::Processes],
        option: "schedule",
        value: "dynamic",
        advice: "Try the dynamic schedule.",
    },
];

fn around(value: f64) -> Estimate {
    Estimate { value, low: 0.99 * value, high: 1.01 * value }
}

/// A point of threads that took this long, beside a serial program that takes 100 ms.
fn point(workers: u32, phases: Phases) -> Point {
    let time = phases.split + phases.send + phases.solve + phases.receive + phases.merge;
    Point {
        workers,
        oversubscribed: false,
        time: Some(around(time)),
        speedup: Some(around(100.0 / time)),
        efficiency: None,
        karp_flatt: None,
        times: vec![time; 6],
        dots: vec![],
        start_up: None,
        phases: Some(phases),
        lost: None,
        scaled: None,
        failures: vec![],
    }
}

fn solving(workers: u32, time: f64) -> Point {
    point(workers, Phases { solve: time, ..Phases::default() })
}

/// A point with a traced run: 100 worker-milliseconds, of which this many were lost.
fn traced(workers: u32, time: f64, lost: LostTime) -> Point {
    let lost = LostTime { available: 100.0, ..lost };
    Point { lost: Some(lost), ..solving(workers, time) }
}

fn ceiling(kind: CeilingKind, at_four: f64) -> Ceiling {
    let points = [(1, 1.0), (2, at_four.min(2.0)), (4, at_four)];
    let points = points.map(|(workers, value)| CeilingPoint { workers, speedup: around(value) });
    Ceiling { kind, mode: Mode::Threads, points: points.to_vec() }
}

fn ceilings(compute: f64, memory: f64) -> Vec<Ceiling> {
    vec![ceiling(CeilingKind::Compute, compute), ceiling(CeilingKind::Memory, memory)]
}

/// A fit of these parts, milliseconds, that is off by this share.
fn amdahl(serial: f64, parallel: f64, residual: f64) -> Amdahl {
    let one = serial + parallel;
    Amdahl {
        serial_fraction: around(serial / one),
        one_worker_time: one,
        one_worker_speedup: 100.0 / one,
        limit: (serial > 0.0).then(|| around(100.0 / serial)),
        residual,
        residuals: vec![],
        curve: vec![],
    }
}

/// What a case is made of, beside its points.
#[derive(Clone, Default)]
struct Case {
    points: Vec<Point>,
    ceilings: Vec<Ceiling>,
    amdahl: Option<Amdahl>,
    usl: Option<Usl>,
    knee: Option<u32>,
    withheld: bool,
    reading: Reading,
    options: Vec<(&'static str, &'static str)>,
}

impl Case {
    fn verdict(&self) -> String {
        let mut plan = plan(&[Mode::Threads]);
        plan.options = self.options.iter().map(|&(name, value)| (name.into(), value.into())).collect();
        verdict(&Facts {
            ceilings: &self.ceilings,
            amdahl: self.amdahl.as_ref(),
            usl: self.usl.as_ref(),
            knee: self.knee,
            withheld: self.withheld,
            reading: self.reading,
            baseline: Some(100.0),
            baseline_samples: 6,
            hints: HINTS,
            ..Facts::new(&plan, Mode::Threads, None, &self.points)
        })
    }

    #[track_caller]
    fn assert_ends(&self, end: &str) {
        let sentence = self.verdict();
        assert!(sentence.ends_with(end), "{sentence}");
    }
}

fn at_memory() -> Case {
    Case {
        points: vec![solving(1, 100.0), solving(4, 55.0)],
        ceilings: ceilings(3.8, 1.8),
        amdahl: Some(amdahl(40.0, 60.0, 0.0)),
        ..Case::default()
    }
}

#[test]
fn memory_is_named_at_its_ceiling() {
    assert_eq!(
        at_memory().verdict(),
        "With 4 workers this ran 1.8 times as fast as the best serial program; that is as much as the machine's \
         memory ceiling (1.8 with 4 workers), so memory may be what limits it."
    );
    let slowed = LostTime { useful: 45.0, extra: 55.0, ..LostTime::default() };
    let same = Case { points: vec![traced(1, 100.0, useful()), traced(4, 55.0, slowed)], ..at_memory() };
    assert_eq!(same.verdict(), at_memory().verdict(), "the same steps took longer, and only beside others");
}

#[test]
fn memory_is_not_named_where_something_else_explains_the_loss() {
    let law = "Amdahl's law with 40 % serial work puts the limit at 2.5, from two worker counts, which any law of two \
               numbers fits";
    let low = Case { ceilings: ceilings(1.9, 1.8), knee: Some(4), ..at_memory() };
    assert!(!low.verdict().contains("memory"), "computing gives no more either: {}", low.verdict());
    Case { ceilings: ceilings(3.8, 2.5), ..at_memory() }.assert_ends(&format!("; {law}."));
    Case { ceilings: vec![], ..at_memory() }.assert_ends(&format!("; {law}."));
    let merging = point(4, Phases { solve: 25.0, merge: 30.0, ..Phases::default() });
    let merging = Case { points: vec![solving(1, 100.0), merging], ..at_memory() };
    merging.assert_ends(&format!("; {law}; merging the parts is 55 % of the time."));
    let uneven =
        traced(4, 55.0, LostTime { useful: 45.0, imbalance: 40.0, idle: 15.0, ..LostTime::default() });
    Case { points: vec![solving(1, 100.0), uneven], ..at_memory() }.assert_ends(
        "; in the traced run workers waited 40 % of their time for the one with the largest job. Try the dynamic \
         schedule.",
    );
}

/// A traced run without a loss.
fn useful() -> LostTime {
    LostTime { useful: 100.0, ..LostTime::default() }
}

/// That a speedup is as high as the memory ceiling may be chance.
#[test]
fn waiting_and_extra_work_go_before_memory() {
    let idle = LostTime { useful: 45.0, idle: 40.0, extra: 15.0, ..LostTime::default() };
    Case { points: vec![traced(1, 100.0, useful()), traced(4, 55.0, idle)], ..at_memory() }.assert_ends(
        "; in the traced run workers waited 40 % of their time for a core, a lock, or something on its way.",
    );
    let extra = LostTime { useful: 45.0, extra: 55.0, ..LostTime::default() };
    let computing =
        "; in the traced run 55 % of the workers' time was computing beyond what the serial program does.";
    let costly = LostTime { useful: 60.0, extra: 40.0, ..LostTime::default() };
    Case { points: vec![traced(1, 105.0, costly), traced(4, 55.0, extra)], ..at_memory() }
        .assert_ends(computing);
    Case { points: vec![solving(1, 100.0), traced(4, 55.0, extra)], ..at_memory() }.assert_ends(computing);
}

fn at_machine() -> Case {
    Case {
        points: vec![solving(1, 100.0), solving(2, 50.0), solving(4, 48.0)],
        ceilings: ceilings(2.1, 2.0),
        amdahl: Some(amdahl(20.0, 80.0, 0.0)),
        ..Case::default()
    }
}

#[test]
fn the_machine_is_named_at_its_compute_ceiling() {
    at_machine().assert_ends("; the machine gives no more: its compute ceiling at 4 workers is 2.1.");
    let near = Case { ceilings: ceilings(3.9, 3.0), ..at_machine() };
    assert!(!near.verdict().contains("the machine gives"), "{}", near.verdict());
}

fn oversubscribed() -> Case {
    Case {
        points: vec![solving(4, 50.0), solving(8, 49.9)],
        withheld: true,
        knee: Some(2),
        ..Case::default()
    }
}

#[test]
fn workers_past_the_knee_wait_for_each_others_cores() {
    oversubscribed().assert_ends(
        "; the workers wait for each other's cores, as this machine's compute ceiling rises no further than to 2 \
         workers.",
    );
}

fn with_loss(lost: LostTime) -> Case {
    let points = vec![solving(1, 100.0), solving(2, 52.0), traced(4, 28.0, lost)];
    Case { points, amdahl: Some(amdahl(4.0, 96.0, 0.0)), ..Case::default() }
}

fn uneven() -> Case {
    with_loss(LostTime { useful: 70.0, imbalance: 20.0, serial: 10.0, ..LostTime::default() })
}

#[test]
fn the_largest_loss_is_named_with_what_to_try() {
    uneven().assert_ends(
        "; in the traced run workers waited 20 % of their time for the one with the largest job. Try the dynamic \
         schedule.",
    );
    let tried = Case { options: vec![("schedule", "dynamic")], ..uneven() };
    tried.assert_ends("for the one with the largest job.");
    with_loss(LostTime { useful: 70.0, copying: 20.0, serial: 10.0, ..LostTime::default() })
        .assert_ends("; in the traced run workers waited 20 % of their time for data to be copied.");
    with_loss(LostTime { useful: 70.0, idle: 30.0, ..LostTime::default() }).assert_ends(
        "; in the traced run workers waited 30 % of their time for a core, a lock, or something on its way.",
    );
    with_loss(LostTime { useful: 70.0, extra: 30.0, ..LostTime::default() }).assert_ends(
        "; in the traced run 30 % of the workers' time was computing beyond what the serial program does.",
    );
}

fn serial() -> Case {
    with_loss(LostTime { useful: 70.0, imbalance: 10.0, serial: 20.0, ..LostTime::default() })
}

#[test]
fn serial_waiting_goes_with_the_law() {
    let law = "Amdahl's law with 4 % serial work puts the limit at 25";
    let tried = |value| Case { options: vec![("merge", value)], ..serial() };
    let waiting = "in the traced run workers waited 20 % of their time while one merged the parts";
    tried("fold").assert_ends(&format!("; {law}; {waiting}. Try the parallel merge."));
    tried("parallel").assert_ends(&format!("; {law}; {waiting}."));
    serial().assert_ends(&format!("; {law}; {waiting}."));
    Case { amdahl: None, points: serial().points[2..].to_vec(), ..serial() }
        .assert_ends(&format!("; {waiting}."));
}

#[test]
fn a_small_or_unexplained_loss_is_not_named() {
    let law = "; Amdahl's law with 4 % serial work puts the limit at 25.";
    with_loss(LostTime { useful: 91.0, imbalance: 9.0, ..LostTime::default() }).assert_ends(law);
    with_loss(LostTime { useful: 40.0, imbalance: 20.0, unexplained: 40.0, ..LostTime::default() })
        .assert_ends(law);
}

fn growing_merge() -> Case {
    let merging = |workers, solve, merge| point(workers, Phases { solve, merge, ..Phases::default() });
    Case {
        points: vec![merging(1, 100.0, 0.1), merging(2, 50.0, 0.6), merging(4, 25.0, 2.0)],
        amdahl: Some(amdahl(0.0, 100.0, 0.08)),
        options: vec![("merge", "fold")],
        ..Case::default()
    }
}

#[test]
fn a_part_that_grows_is_named_where_amdahl_does_not_fit() {
    assert_eq!(
        growing_merge().verdict(),
        "With 4 workers this ran 3.7 times as fast as the best serial program; Amdahl's law does not fit (it is off \
         by 8 %): merging the parts grows with the workers, from 0.100 ms to 2.00 ms. Try the parallel merge."
    );
    let usl = |peak: f64, high: f64| Usl {
        contention: around(0.01),
        coherency: around(0.02),
        one_worker_time: 100.0,
        one_worker_speedup: 1.0,
        peak: Some(Estimate { value: peak, low: peak, high }),
        residual: 0.0,
        residuals: vec![],
        curve: vec![],
    };
    Case { usl: Some(usl(7.04, 7.5)), ..growing_merge() }.assert_ends(
        "from 0.100 ms to 2.00 ms; the universal scalability law expects no gain past about 7 workers, which is \
         beyond what was measured. Try the parallel merge.",
    );
    let vague = Case { usl: Some(usl(7.04, 75.0)), ..growing_merge() };
    assert!(!vague.verdict().contains("universal"), "{}", vague.verdict());
}

/// Whatever else is said of a line, a curve that does not describe it is never left to look as if it did.
#[test]
fn a_law_that_does_not_fit_is_said_with_every_reason() {
    let off = "; Amdahl's law does not fit (it is off by 8 %)";
    let law = Some(amdahl(20.0, 80.0, 0.08));
    let case = Case { amdahl: law.clone(), ..at_memory() };
    case.assert_ends(&format!("so memory may be what limits it{off}."));
    let machine = Case { amdahl: law.clone(), ..at_machine() };
    machine.assert_ends(&format!("its compute ceiling at 4 workers is 2.1{off}."));
    let slower = point(4, Phases { solve: 40.0, merge: 30.0, ..Phases::default() });
    let slower = Case {
        points: vec![solving(1, 100.0), solving(2, 50.0), slower],
        amdahl: law.clone(),
        options: vec![("merge", "fold")],
        ..Case::default()
    };
    slower.assert_ends(&format!(
        "as merging the parts grew from 0 ms to 30.0 ms{off}. Try the parallel merge."
    ));
    assert_eq!(growing_merge().verdict().matches("Amdahl").count(), 1, "once");
    let mut few = case;
    few.points[0].times.truncate(2);
    assert!(!few.verdict().contains("Amdahl"), "too few samples to reject anything by: {}", few.verdict());
}

fn rising() -> Case {
    // Two phases share what was lost, so neither explains it.
    let thirds = |workers, solve, each, fraction: f64| Point {
        karp_flatt: (workers > 1).then(|| around(fraction)),
        ..point(workers, Phases { split: each, solve, merge: each, ..Phases::default() })
    };
    Case {
        points: vec![thirds(1, 100.0, 0.0, 0.0), thirds(2, 51.0, 1.0, 0.06), thirds(4, 30.0, 4.0, 0.17)],
        amdahl: Some(amdahl(0.0, 100.0, 0.1)),
        ..Case::default()
    }
}

#[test]
fn a_rising_fraction_is_overhead_where_no_phase_explains_it() {
    rising().assert_ends(
        "; Amdahl's law does not fit (it is off by 10 %): the serial fraction that its speedups imply (Karp and Flatt) \
         rises from 6 % with 2 workers to 17 % with 4 workers, so overhead grows with the workers.",
    );
}

#[test]
fn what_is_compared_with_is_named() {
    let one = Reading { baseline: Baseline::One, ..Reading::default() };
    let case = Case { reading: one, ..uneven() };
    assert!(
        case.verdict()
            .starts_with("With 4 workers this ran 3.6 times as fast as the same program with one worker; "),
        "{}",
        case.verdict()
    );
    let alone = |workers: &[u32]| {
        let plan = Plan { workers: workers.to_vec(), ..plan(&[Mode::Threads]) };
        let points = [solving(4, 28.0)];
        verdict(&Facts { reading: one, ..Facts::new(&plan, Mode::Threads, None, &points) })
    };
    assert_eq!(
        alone(&[1, 4]),
        "There is no time with one worker to compare with yet, so no speedup is known."
    );
    assert_eq!(alone(&[4]), "There is no time with one worker to compare with: add 1 to the worker counts.");
}

#[test]
fn two_limits_are_two_sentences() {
    let cases = [at_memory(), at_machine(), oversubscribed(), uneven(), serial(), growing_merge(), rising()];
    let reasons: BTreeSet<String> = cases
        .iter()
        .map(|case| case.verdict().split_once("; ").expect("a result and a reason").1.to_owned())
        .collect();
    assert_eq!(reasons.len(), cases.len(), "{reasons:#?}");
}
