//! The same trials, read in other ways: what counts as time, and what it is compared with.

use crate::assert_near;
use crate::trials::{cell, machine, phased, plan, solved, twice};
use speedup_lab::laws::amdahl;
use speedup_lab::plan::*;
use speedup_lab::report::report;

fn read(trials: &[Trial], baseline: Baseline, counting: Counting) -> Report {
    let reading = Reading { baseline, counting };
    let report = report(&plan(&[Mode::Threads]), machine(4), trials, None, Ended::Complete, reading);
    assert_eq!(report.reading, reading);
    report
}

/// Samples of which a tenth is spent on sending and a tenth on receiving. Start-up is 10 ms a worker, and 1 ms more in
/// the second realm.
fn moving(mode: Mode, workers: u32, time: f64) -> Vec<Trial> {
    twice(|realm| {
        phased(mode, workers, realm, &[time, time], |total| Phases {
            split: 0.1 * total,
            send: 0.1 * total,
            solve: 0.5 * total,
            receive: 0.1 * total,
            merge: 0.2 * total,
        })
    })
}

fn sweep() -> Vec<Trial> {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[90.0, 90.0]));
    for workers in [1, 2, 4] {
        trials.extend(moving(Mode::Threads, workers, 100.0 / amdahl(workers, 0.1)));
    }
    trials
}

#[test]
fn the_counting_says_what_is_time() {
    let at_two = |counting| {
        let report = read(&sweep(), Baseline::Serial, counting);
        let point = report.series[0].points[1].clone();
        (point.time.expect("timed").value, point.times, report.baseline.expect("it ran").value)
    };
    let run = 55.0;
    let (time, times, serial) = at_two(Counting::Run);
    assert_near(time, run, 1e-12);
    assert_eq!((times.len(), serial), (4, 90.0));
    let (time, times, serial) = at_two(Counting::Compute);
    assert_near(time, 0.8 * run, 1e-12);
    assert_near(times[3], 0.8 * run, 1e-12);
    assert_eq!(serial, 90.0);
    // Two workers took 20 ms to start in the first realm, and 21 in the second; the serial program 10 and 11.
    let (time, times, serial) = at_two(Counting::All);
    assert_near(time, run + 20.5, 1e-12);
    assert_near(times[0], run + 20.0, 1e-12);
    assert_near(times[3], run + 21.0, 1e-12);
    assert_near(serial, 100.5, 1e-12);
}

/// A law is fitted to the times as they count: starting workers takes longer the more there are.
#[test]
fn laws_are_those_of_the_reading() {
    let fraction = |counting| {
        let report = read(&sweep(), Baseline::Serial, counting);
        report.series[0].amdahl.clone().expect("three counts").serial_fraction.value
    };
    assert_near(fraction(Counting::Run), 0.1, 1e-9);
    assert_near(fraction(Counting::Compute), 0.1, 1e-9);
    assert!(fraction(Counting::All) > 0.2);
}

#[test]
fn a_line_may_be_its_own_baseline() {
    let (best, own) =
        (read(&sweep(), Baseline::Serial, Counting::Run), read(&sweep(), Baseline::One, Counting::Run));
    assert_eq!(own.baseline, best.baseline, "the serial program's time is told all the same");
    let [best, own] = [&best.series[0], &own.series[0]];
    assert_eq!(own.one, best.one);
    assert_near(own.one.expect("it ran").value, 100.0, 1e-12);
    assert_eq!(own.points[0].speedup, Some(Estimate { value: 1.0, low: 1.0, high: 1.0 }));
    for (workers, point) in [1, 2, 4].into_iter().zip(&own.points) {
        assert_near(point.speedup.expect("compared").value, amdahl(workers, 0.1), 1e-9);
        assert_near(point.dots[0], amdahl(workers, 0.1), 1e-9);
        match point.karp_flatt {
            Some(implied) => assert_near(implied.value, 0.1, 1e-9),
            None => assert_eq!(workers, 1),
        }
    }
    let (best, own) = (best.amdahl.as_ref().expect("a law"), own.amdahl.as_ref().expect("a law"));
    assert_near(best.one_worker_speedup, 0.9, 1e-9);
    assert_near(own.one_worker_speedup, 1.0, 1e-9);
    assert_near(own.limit.expect("a serial part").value, 10.0, 1e-9);
    assert_eq!(own.serial_fraction, best.serial_fraction, "what is compared with is not in the times");
}

/// Without a point at one worker there is nothing to compare a line with, and its times stay.
#[test]
fn a_line_without_one_worker_has_no_speedup_over_itself() {
    let trials: Vec<Trial> =
        sweep().into_iter().filter(|it| it.cell.mode == Mode::Serial || it.cell.workers > 1).collect();
    let series = &read(&trials, Baseline::One, Counting::Run).series[0];
    assert_eq!((series.one, series.amdahl.as_ref()), (None, None));
    for point in &series.points {
        assert!(point.time.is_some() && point.speedup.is_none() && point.karp_flatt.is_none());
    }
    assert!(series.verdict.contains("no speedup is known"), "{}", series.verdict);
    let series = &read(&trials, Baseline::Serial, Counting::Run).series[0];
    assert!(series.amdahl.is_some() && series.points[0].speedup.is_some());
}

/// Every curve goes from one worker to the most of the plan, through every measured count.
#[test]
fn a_curve_goes_through_every_measured_count() {
    let series = &read(&sweep(), Baseline::Serial, Counting::Run).series[0];
    let law = series.amdahl.as_ref().expect("three counts");
    let at: Vec<f64> = law.curve.iter().map(|point| point.workers).collect();
    assert!(at.is_sorted_by(|left, right| left < right) && (38..=45).contains(&at.len()), "{at:?}");
    assert_eq!((at[0], at[at.len() - 1]), (1.0, 4.0));
    for workers in [1, 2, 4] {
        let point = law.curve.iter().find(|it| it.workers == f64::from(workers)).expect("it was measured");
        assert_near(point.value, 0.9 * amdahl(workers, 0.1), 1e-9);
        assert!(point.low <= point.value && point.value <= point.high);
    }
    assert_eq!(series.usl, None, "three counts are too few");
}

fn with_role(role: Role, mode: Mode, workers: u32, time: f64) -> Vec<Trial> {
    let trial = |realm| {
        let trial = solved(mode, workers, realm, &[time, time]);
        Trial { cell: Cell { role, ..cell(mode, workers, realm) }, ..trial }
    };
    twice(trial)
}

/// Sizes that grow with the workers: a law of 0.2, at nine tenths of the serial program's speed.
#[test]
fn scaled_speedups_are_against_the_serial_program_of_the_same_size() {
    let mut trials = sweep();
    for workers in [1, 2, 4] {
        let size = f64::from(workers);
        let speedup = 0.9 * (size + (1.0 - size) * 0.2);
        trials.extend(with_role(Role::Scaled, Mode::Serial, workers, 90.0 * size));
        trials.extend(with_role(Role::Scaled, Mode::Threads, workers, 90.0 * size / speedup));
    }
    for baseline in [Baseline::Serial, Baseline::One] {
        let series = &read(&trials, baseline, Counting::Run).series[0];
        let four = series.points[2].scaled.as_ref().expect("measured");
        assert_near(four.serial_time.value, 360.0, 1e-9);
        assert_near(four.speedup.value, 0.9 * 3.4, 1e-9);
        assert_eq!(four.dots.len(), 4);
        assert_near(four.dots[0], 0.9 * 3.4, 1e-9);
        let law = series.gustafson.as_ref().expect("three counts");
        assert_near(law.serial_fraction.value, 0.2, 1e-9);
        assert_near(law.one_worker_speedup, 0.9, 1e-9);
        assert_near(series.points[2].time.expect("timed").value, 32.5, 1e-9);
    }
    let without_serial: Vec<Trial> = trials
        .iter()
        .filter(|it| it.cell.role == Role::Work || it.cell.mode == Mode::Threads || it.cell.workers == 4)
        .cloned()
        .collect();
    let series = &read(&without_serial, Baseline::Serial, Counting::Run).series[0];
    assert!(series.points[2].scaled.is_some() && series.points[1].scaled.is_none());
    assert_eq!(series.gustafson, None, "one count tells no law");
    assert_eq!(read(&sweep(), Baseline::Serial, Counting::Run).series[0].points[2].scaled, None);
}

/// What older editions saved has neither roles nor disturbances nor traces.
#[test]
fn trials_of_an_older_edition_give_the_same_report() {
    let trials = sweep();
    let mut json = serde_json::to_value(&trials).expect("trials are JSON");
    for trial in json.as_array_mut().expect("a list") {
        let role = trial["cell"].as_object_mut().and_then(|cell| cell.remove("role"));
        assert_eq!(role, Some("work".into()));
        let outcome = trial["outcome"].as_object().expect("an object");
        assert!(!outcome.contains_key("invalidated") && !outcome.contains_key("trace"));
    }
    let old: Vec<Trial> = serde_json::from_value(json).expect("an older edition's trials");
    let [old, new] = [&old, &trials].map(|trials| read(trials, Baseline::Serial, Counting::Run));
    assert_eq!(old, new);
    assert_eq!((&old.ceilings[..], old.knee, &old.invalidated[..]), (&[][..], None, &[][..]));
}
