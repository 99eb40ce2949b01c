//! Every warning: when it comes, when it doesn't, and what it says.

use crate::trials::{complete, failed, machine, plan, solved, twice};
use speedup_lab::plan::*;
use speedup_lab::report::report;
use speedup_lab::report::warnings::all;

fn serial(realm: u32, totals: &[f64]) -> Trial {
    solved(Mode::Serial, 1, realm, totals)
}

/// The warnings of these trials, by kind.
fn warnings(trials: &[Trial]) -> Vec<(WarningKind, String)> {
    told(complete(&plan(&[Mode::Threads]), trials)).into_iter().map(|it| (it.kind, it.message)).collect()
}

/// The warnings of a report but for that on too few realms, which nearly every report here has.
fn told(report: Report) -> Vec<Warning> {
    report.warnings.into_iter().filter(|it| !it.message.contains("one realm or two")).collect()
}

#[test]
fn a_quiet_sweep_has_none() {
    assert_eq!(warnings(&twice(|realm| serial(realm, &[10.0, 10.1, 10.2]))), []);
}

#[test]
fn drift_is_between_the_first_serial_realm_and_the_last() {
    let trials = [
        serial(3, &[12.0, 12.1, 12.2]),
        serial(0, &[10.0, 10.1, 10.2]),
        serial(1, &[11.0, 11.0]),
        serial(2, &[11.2, 11.2]),
    ];
    let [(WarningKind::Drift, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "The machine changed while it was measured: the best serial program took 10.1 ms at first and 12.1 ms at \
         last, 20 % slower. Close what else is running, let the machine settle, and run again."
    );
    let quicker = [10.0, 9.0, 9.0, 8.0];
    let quicker: Vec<Trial> = (0..).zip(quicker).map(|(realm, time)| serial(realm, &[time; 2])).collect();
    assert!(warnings(&quicker)[0].1.contains("20 % quicker"));
}

/// Other cells' serial runs are no baseline: of another size, or recorded.
#[test]
fn only_the_plans_own_program_drifts() {
    let mut larger = serial(9, &[80.0, 80.0]);
    larger.cell.role = Role::Scaled;
    let all = [twice(|realm| serial(realm, &[10.0, 10.1, 10.2])), vec![larger.clone()]].concat();
    assert_eq!(warnings(&all), []);
    assert_eq!(warnings(&[larger])[0].0, WarningKind::NoBaseline);
}

/// The warning of serial realms with these medians.
fn drift(medians: &[f64]) -> String {
    let trials: Vec<Trial> = (0..).zip(medians).map(|(realm, &time)| serial(realm, &[time; 2])).collect();
    let [(WarningKind::Drift, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    message.clone()
}

/// What a steady change or a step leaves over of the realms' medians shows how far luck alone reaches.
#[test]
fn a_change_is_told_from_the_luck_that_realms_have() {
    let changed =
        "The machine changed while it was measured: the best serial program took 10.0 ms at first and ";
    for medians in [
        [10.0, 9.98, 13.05, 13.0],
        [13.0, 13.05, 9.98, 10.0].map(|time| 10.0 / 13.0 * time),
        [10.0, 10.3, 10.7, 11.0],
        [10.0, 9.8, 11.2, 11.0],
    ] {
        assert!(drift(&medians).starts_with(changed), "{medians:?}");
    }
    assert!(drift(&[10.0, 10.1, 9.9, 12.0, 12.1, 11.9]).starts_with(changed), "a step, with a little luck");
    assert_eq!(
        drift(&[10.0, 11.2, 9.8, 11.0]),
        "The first and the last baseline differ by 10 %, which may be the machine or the realm: the best serial \
         program took 10.0 ms at first and 11.0 ms at last. Run again with more realms to tell."
    );
    // One realm that is off may be so by its own luck.
    for medians in [[10.0, 10.0, 10.0, 13.0], [13.0, 10.0, 10.0, 10.0]] {
        assert!(drift(&medians).ends_with("Run again with more realms to tell."), "{medians:?}");
    }
}

/// A line or a step through so few leaves too little over to know luck by.
#[test]
fn two_or_three_realms_do_not_tell_the_machine_from_luck() {
    let unsure = "The first and the last baseline differ by 20 %, which may be the machine or the realm: the best \
                  serial program took 10.0 ms at first and 8.00 ms at last. Run again with four realms or more to tell.";
    for medians in [&[10.0, 8.0][..], &[10.0, 9.0, 8.0], &[10.0, 50.0, 8.0]] {
        assert_eq!(drift(medians), unsure);
    }
}

#[test]
fn a_small_unsure_or_unjudged_difference_is_no_drift() {
    assert_eq!(warnings(&[serial(0, &[10.0, 10.0]), serial(1, &[10.4, 10.4])]), [], "4 %");
    assert_eq!(warnings(&[serial(0, &[8.0, 10.0, 14.0]), serial(1, &[9.0, 12.0, 13.0])]), [], "it overlaps");
    assert_eq!(warnings(&[serial(0, &[10.0]), serial(1, &[20.0])]), [], "no spread to judge by");
    assert_eq!(warnings(&[serial(0, &[10.0, 20.0])]), [], "one realm");
}

#[test]
fn workers_beyond_the_cores_are_named() {
    let mut trials = twice(|realm| serial(realm, &[10.0, 10.0]));
    trials.push(solved(Mode::Async, 16, 0, &[10.0]));
    assert_eq!(warnings(&trials), [], "tasks on one thread need no cores");
    trials.push(solved(Mode::Threads, 8, 0, &[10.0]));
    let [(WarningKind::Oversubscribed, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "This browser claims 4 cores, and 8 workers take turns on them: no more speedup is expected there. Laws \
         are fitted only to counts up to 4, where there are two of these."
    );
    let mut ceiling = solved(Mode::Threads, 64, 0, &[10.0]);
    ceiling.cell.role = Role::Compute;
    trials.push(ceiling);
    trials.push(solved(Mode::Processes, 6, 0, &[10.0]));
    assert!(warnings(&trials)[0].1.contains("6 to 8 workers take turns"));
    let single =
        report(&plan(&[Mode::Threads]), machine(1), &trials, None, Ended::Complete, Reading::default());
    assert_eq!(
        single.warnings[0].message,
        "This browser claims 1 core, and 6 to 8 workers take turns on it: no more speedup is expected there. No law \
         is fitted to such counts."
    );
    let silent =
        report(&plan(&[Mode::Threads]), machine(0), &trials, None, Ended::Complete, Reading::default());
    assert_eq!(told(silent), [], "the browser doesn't say how many cores it has");
}

#[test]
fn samples_must_be_a_thousand_steps_of_the_clock() {
    let with = |totals: &[f64], batch: u32| {
        let mut trials = twice(|realm| serial(realm, totals));
        for trial in &mut trials {
            let Outcome::Done { samples, .. } = &mut trial.outcome else { unreachable!() };
            samples.iter_mut().for_each(|sample| sample.batch = batch);
        }
        let slow = Environment { timer_resolution_ms: 0.1, ..machine(4) };
        told(report(&plan(&[Mode::Threads]), slow, &trials, None, Ended::Complete, Reading::default()))
    };
    assert_eq!(with(&[100.0; 3], 1), []);
    assert_eq!(with(&[0.1; 3], 1000), [], "a batch makes up for a short sample");
    assert_eq!(with(&[95.0; 3], 1), [], "a batch may come out a little shorter than planned");
    assert_eq!(with(&[20.0, 100.0, 100.0], 1), [], "the median rests on the others");
    let [Warning { kind: WarningKind::CoarseClock, message }] = &with(&[20.0; 3], 2)[..] else {
        panic!("one warning")
    };
    assert_eq!(
        message,
        "Samples are short for this clock, which steps by 0.100 ms: with the serial program, 40.0 ms at a time were \
         timed. Differences of less than 1 % mean nothing there; choose a larger size, or open the page with \
         cross-origin isolation, where clocks are finer."
    );
    assert_eq!(with(&[0.0; 3], 1)[0].kind, WarningKind::CoarseClock);
}

#[test]
fn a_missing_baseline_is_a_warning_once_it_is_missing() {
    let threads = [solved(Mode::Threads, 1, 0, &[10.0])];
    let at = |trials: &[Trial], ended| {
        let report = report(&plan(&[Mode::Threads]), machine(4), trials, None, ended, Reading::default());
        told(report).into_iter().map(|it| it.kind).collect::<Vec<_>>()
    };
    assert_eq!(at(&threads, Ended::Running), []);
    assert_eq!(at(&threads, Ended::Cancelled), [WarningKind::NoBaseline]);
    let mut trials = vec![failed(Mode::Serial, 1, 0, FailureKind::OutOfMemory, "no more memory")];
    assert_eq!(at(&trials, Ended::Running), [WarningKind::NoBaseline, WarningKind::Failures]);
    trials.push(serial(1, &[10.0]));
    assert_eq!(at(&trials, Ended::Complete), [WarningKind::Failures], "one realm is enough");
}

#[test]
fn failures_are_counted_and_the_first_is_told() {
    let trials = [
        serial(0, &[10.0]),
        failed(Mode::Threads, 2, 0, FailureKind::OutOfMemory, "this needs 800 MB"),
        failed(Mode::Threads, 4, 0, FailureKind::Crashed, "it panicked"),
    ];
    let [(WarningKind::Failures, message)] = &warnings(&trials)[..] else { panic!("one warning") };
    assert_eq!(
        message,
        "2 cells of 3 failed and count for nothing. The first, threads, 2 workers: this needs 800 MB. Try a smaller \
         size or fewer workers."
    );
    assert!(warnings(&trials[..2])[0].1.starts_with("1 cell of 2 failed and counts for nothing."));
}

/// A report of a quiet sweep of threads, to be changed where a warning looks.
fn quiet() -> Report {
    let points = [(Mode::Serial, 1), (Mode::Threads, 1), (Mode::Threads, 2), (Mode::Threads, 4)];
    let point = |(mode, workers): (Mode, u32)| {
        (0..3).map(move |realm| solved(mode, workers, realm, &[10.0 / f64::from(workers); 2]))
    };
    let plan = Plan { realms: 3, ..plan(&[Mode::Threads]) };
    complete(&plan, &points.into_iter().flat_map(point).collect::<Vec<_>>())
}

/// The one warning of this report.
#[track_caller]
fn only(report: &Report) -> (WarningKind, String) {
    let mut warnings = all(report);
    let warning = warnings.pop().expect("a warning");
    assert_eq!(warnings, []);
    (warning.kind, warning.message)
}

#[test]
fn the_knee_says_how_many_workers_there_is_room_for() {
    let mut report = quiet();
    assert_eq!(all(&report), []);
    report.knee = Some(2);
    assert_eq!(
        only(&report),
        (
            WarningKind::Oversubscribed,
            "This machine computes no faster with more than 2 workers, as its compute ceiling shows, and 4 workers \
             take turns on its cores: no more speedup is expected there. Laws are fitted only to counts up to 2, \
             where there are two of these."
                .to_owned()
        )
    );
    report.environment.hardware_concurrency = 2;
    report.knee = Some(4);
    assert_eq!(all(&report), [], "what was measured counts, not what is claimed");
}

#[test]
fn retaken_samples_are_counted_by_reason() {
    let mut report = quiet();
    let of = |reason, samples| Invalidated { reason, samples };
    report.invalidated = vec![of(Disturbance::Hidden, 0)];
    assert_eq!(all(&report), []);
    report.invalidated = vec![of(Disturbance::Hidden, 2), of(Disturbance::Pressure, 1)];
    let (kind, message) = only(&report);
    assert_eq!(kind, WarningKind::Invalidated);
    assert_eq!(
        message,
        "3 samples were thrown away and taken again, because the tab was hidden (2), the machine was busy with \
         something else (1). Nothing of that is in the numbers; keep the tab in front and close what else is running, \
         and the run is over sooner."
    );
    report.invalidated = vec![of(Disturbance::Suspended, 1)];
    let one = "1 sample was thrown away and taken again, because the page was suspended (1).";
    assert!(only(&report).1.starts_with(one));
    keep(&mut report.trials[0], 1);
    assert_eq!(
        only(&report).1,
        format!(
            "{one} 1 sample was kept although the machine was busy with something else, and is in the numbers. Close \
             what else is running, and run again."
        )
    );
    keep(&mut report.trials[1], 2);
    report.invalidated = vec![];
    let (kind, message) = only(&report);
    assert_eq!(kind, WarningKind::Invalidated);
    assert!(message.starts_with("3 samples were kept although the machine was busy"), "{message}");
    assert!(message.contains("and are in the numbers"), "{message}");
}

/// So many samples of this trial were kept under pressure.
fn keep(trial: &mut Trial, samples: u32) {
    let Outcome::Done { disturbed, .. } = &mut trial.outcome else { unreachable!("it is done") };
    *disturbed = samples;
}

#[test]
fn intervals_wider_than_the_plan_wants_are_named() {
    let mut report = quiet();
    report.series[0].points[1].time = Some(Estimate { value: 5.0, low: 4.8, high: 5.4 });
    assert_eq!(all(&report), [], "the plan wants nothing");
    report.plan.precision = Some(15);
    assert_eq!(all(&report), [], "12 % is narrow enough");
    report.plan.precision = Some(5);
    report.ended = Ended::Budget;
    assert_eq!(
        only(&report).1,
        "The plan's own cells already took longer than the budget of 60 s, so no realms were added until every \
         interval was as narrow as 5 % of its time: that of threads, 2 workers is 12 % wide. Give it a longer budget, \
         close what else is running, or choose a larger size."
    );
    // The third realm was one that the plan didn't have.
    report.plan.realms = 2;
    assert_eq!(
        only(&report),
        (
            WarningKind::Imprecise,
            "The time was up after 60 s, before every interval was as narrow as 5 % of its time: that of threads, 2 \
             workers is 12 % wide. Give it a longer budget, close what else is running, or choose a larger size."
                .to_owned()
        )
    );
    report.reading.counting = Counting::All;
    assert!(only(&report).1.starts_with("The time was up"));
    report.ended = Ended::Precise;
    assert_eq!(all(&report), [], "what the plan wants narrow is the run, not the run with its start-up");
    report.reading.counting = Counting::Run;
    assert!(only(&report).1.starts_with("The most realms were run, and still not every interval"));
    report.ended = Ended::Running;
    assert_eq!(all(&report), []);
}

/// Whether a fresh start changes the time, one or two can't tell.
#[test]
fn points_of_one_or_two_realms_are_counted() {
    let mut report = quiet();
    let at = |report: &Report, workers, realm| {
        let is = |it: &Trial| {
            it.cell.mode == Mode::Threads && (it.cell.workers, it.cell.realm) == (workers, realm)
        };
        report.trials.iter().position(is).expect("it is there")
    };
    let place = at(&report, 2, 1);
    report.trials[place] = failed(Mode::Threads, 2, 1, FailureKind::Crashed, "it panicked");
    let of_realms = |report: &Report| {
        let all = all(report).into_iter().filter(|it| it.kind == WarningKind::Imprecise);
        all.map(|it| it.message).collect::<Vec<_>>()
    };
    let end = "an interval from so few can't show how much a fresh start changes, and is too narrow. Run again with \
               three realms or more.";
    assert_eq!(
        of_realms(&report),
        [format!("1 point of 4 rests on one realm or two (threads, 2 workers): {end}")]
    );
    report.trials.remove(at(&report, 4, 2));
    assert_eq!(
        of_realms(&report),
        [format!("2 points of 4 rest on one realm or two (the first: threads, 2 workers): {end}")]
    );
    report.trials.retain(|it| it.cell.realm == 0);
    assert_eq!(of_realms(&report), [format!("Every point rests on one realm or two: {end}")]);
    report.ended = Ended::Running;
    assert_eq!(of_realms(&report), [] as [String; 0], "more may come");
}

#[test]
fn traced_runs_that_take_longer_are_named() {
    let mut report = quiet();
    report.series[0].trace_overhead = Some(0.1);
    assert_eq!(all(&report), []);
    report.series[0].trace_overhead = Some(0.25);
    assert_eq!(
        only(&report),
        (
            WarningKind::TraceOverhead,
            "Looking takes time: traced runs of threads took 25 % longer than its samples. Read its timeline and lost \
             time as shares, not as times, or choose a larger size."
                .to_owned()
        )
    );
}

#[test]
fn a_simulation_that_is_off_is_named() {
    let mut report = quiet();
    let check = |workers, simulated| Check {
        workers,
        simulated,
        measured: Estimate { value: 10.0, low: 9.9, high: 10.1 },
    };
    let work_span = |checks: &[Check]| {
        Some(WorkSpan {
            cut: 64,
            tasks: 64,
            work: 10.0,
            span: 1.0,
            parallelism: 10.0,
            overhead: 0.0,
            simulated: vec![],
            checks: checks.to_vec(),
        })
    };
    report.series[0].work_span = work_span(&[check(1, 10.5), check(2, 11.4)]);
    assert_eq!(all(&report), []);
    report.series[0].work_span = work_span(&[check(1, 11.6), check(2, 7.0)]);
    assert_eq!(
        only(&report),
        (
            WarningKind::Simulation,
            "The simulation of threads differs from what was measured: with 2 workers it takes 7.00 ms, and the real \
             run took 10.0 ms, so the simulation is 30 % too quick. It schedules the recorded tasks and knows nothing \
             of memory or busy cores; don't trust its curve further out."
                .to_owned()
        )
    );
    let wide = Check { measured: Estimate { value: 10.0, low: 6.9, high: 14.0 }, ..check(2, 7.0) };
    report.series[0].work_span = work_span(&[wide]);
    assert_eq!(all(&report), [], "what was measured is not known that well");
}
