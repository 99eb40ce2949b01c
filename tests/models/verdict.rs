//! Every situation has a sentence of its own.

use crate::trials::{complete, failed, phased, plan, solved, twice};
use speedup_lab::laws::amdahl;
use speedup_lab::plan::*;

/// The verdict on the first line, with a serial time of 100 ms.
fn verdict(mode: Mode, trials: Vec<Trial>) -> String {
    let serial = twice(|realm| solved(Mode::Serial, 1, realm, &[99.0, 100.0, 101.0]));
    complete(&plan(&[mode]), &[serial, trials].concat()).series[0].verdict.clone()
}

/// Points that took these times, with hardly any noise.
fn line(mode: Mode, times: &[(u32, f64)]) -> Vec<Trial> {
    let point = |&(workers, time): &(u32, f64)| {
        twice(|realm| solved(mode, workers, realm, &[time * 0.998, time, time * 1.002]))
    };
    times.iter().flat_map(point).collect()
}

fn law(mode: Mode, one: f64, fraction: f64) -> Vec<Trial> {
    line(mode, &[1, 2, 4].map(|workers| (workers, one / amdahl(workers, fraction))))
}

#[test]
fn a_small_serial_part_puts_the_limit_far_away() {
    assert_eq!(
        verdict(Mode::Threads, law(Mode::Threads, 100.0, 0.04)),
        "With 4 workers this ran 3.6 times as fast as the best serial program; Amdahl's law with 4 % serial work \
         puts the limit at 25."
    );
    assert_eq!(
        verdict(Mode::Threads, line(Mode::Threads, &[(1, 100.0), (2, 49.0), (4, 24.0)])),
        "With 4 workers this ran 4.2 times as fast as the best serial program; no serial part shows at these \
         worker counts."
    );
}

#[test]
fn a_serial_program_gains_little() {
    assert_eq!(
        verdict(Mode::Threads, law(Mode::Threads, 100.0, 1.0)),
        "With 4 workers this ran about as fast as the best serial program; more workers change little, as if 100 % \
         of the work were serial."
    );
    let merging = |workers| {
        twice(move |realm| {
            phased(Mode::Threads, workers, realm, &[98.0, 98.0], |total| Phases {
                merge: 0.9 * total,
                solve: 0.1 * total,
                ..Phases::default()
            })
        })
    };
    assert_eq!(
        verdict(Mode::Threads, [merging(1), merging(2)].concat()),
        "With 2 workers this ran about as fast as the best serial program; more workers change little, as if 100 % \
         of the work were serial, from two worker counts, which any law of two numbers fits; merging the parts alone \
         is 90 % of the time."
    );
}

#[test]
fn overhead_at_one_worker_is_named_with_its_place() {
    assert_eq!(
        verdict(Mode::Threads, law(Mode::Threads, 185.0, 0.0)),
        "With 4 workers this ran 2.2 times as fast as the best serial program; at one worker the parallel program \
         is already 85 % slower than the serial one, in the parallel part."
    );
    assert_eq!(
        verdict(Mode::Processes, law(Mode::Processes, 185.0, 0.0)),
        "With 4 workers this ran 2.2 times as fast as the best serial program; at one worker the parallel program \
         is already 85 % slower than the serial one, in the parallel part, messages under way included."
    );
    let point = |workers: u32, time: f64| {
        twice(move |realm| {
            phased(Mode::Threads, workers, realm, &[time, time], |total| Phases {
                split: 0.05 * total,
                merge: 0.3 * total,
                solve: 0.65 * total,
                ..Phases::default()
            })
        })
    };
    assert_eq!(
        verdict(Mode::Threads, [point(1, 150.0), point(2, 120.0)].concat()),
        "With 2 workers this took 1.2 times as long as the best serial program; at one worker the parallel program \
         is already 50 % slower than the serial one, and merging the parts is 30 % of its time."
    );
}

/// Processes that spend 40 % of the time on messages, by this transport, in a plan with these transports.
fn messages(transport: Transport, transports: &[Transport]) -> String {
    let mut trials = twice(|realm| solved(Mode::Serial, 1, realm, &[100.0, 100.0]));
    for (workers, time) in [(1, 110.0), (2, 77.0)] {
        trials.extend(twice(|realm| {
            let mut trial = phased(Mode::Processes, workers, realm, &[time, time], |total| Phases {
                send: 0.25 * total,
                receive: 0.15 * total,
                solve: 0.6 * total,
                ..Phases::default()
            });
            trial.cell.transport = Some(transport);
            trial
        }));
    }
    let plan = Plan { transports: transports.to_vec(), ..plan(&[Mode::Processes]) };
    let report = complete(&plan, &trials);
    let line = report.series.iter().find(|it| it.transport == Some(transport));
    line.expect("it is in the plan").verdict.clone()
}

#[test]
fn messages_take_their_share_of_the_time() {
    let result = "With 2 workers this ran 1.3 times as fast as the best serial program";
    assert_eq!(
        messages(Transport::Copy, &[Transport::Copy]),
        format!(
            "{result}; copying data between the workers takes 40 % of the time; try transfer, which copies less."
        )
    );
    assert_eq!(
        messages(Transport::Copy, &[Transport::Copy, Transport::Transfer]),
        format!(
            "{result}; copying data between the workers takes 40 % of the time; compare the transfer line."
        )
    );
    assert_eq!(
        messages(Transport::Transfer, &[Transport::Transfer]),
        format!("{result}; moving data between the workers takes 40 % of the time, even by transfer.")
    );
    assert_eq!(
        messages(Transport::Shared, &[Transport::Transfer, Transport::Shared]),
        format!(
            "{result}; moving data between the workers takes 40 % of the time, even through a shared buffer."
        )
    );
}

/// The measured result comes first, and turns are the reason only where nothing was gained.
#[test]
fn tasks_that_take_turns_gain_nothing() {
    let turns = "one thread takes turns, so computing gains nothing: async helps when tasks wait, not when they compute.";
    assert_eq!(
        verdict(Mode::Async, law(Mode::Async, 100.0, 1.0)),
        format!("With 4 tasks this ran about as fast as the best serial program; {turns}")
    );
    assert_eq!(
        verdict(Mode::Async, line(Mode::Async, &[(1, 150.0)])),
        format!("With 1 task this took 1.5 times as long as the best serial program; {turns}")
    );
    assert_eq!(
        verdict(Mode::Async, law(Mode::Async, 50.0, 1.0)),
        "With 4 tasks this ran 2 times as fast as the best serial program; all of it ran on one thread, so more \
         cores are not the reason."
    );
}

#[test]
fn a_wide_interval_is_not_called_a_result() {
    let noisy = |workers, times: [f64; 3]| twice(move |realm| solved(Mode::Threads, workers, realm, &times));
    let sentence =
        verdict(Mode::Threads, [noisy(1, [95.0, 100.0, 150.0]), noisy(2, [50.0, 70.0, 130.0])].concat());
    assert_eq!(
        sentence,
        "With 2 workers this was neither clearly faster nor clearly slower than the best serial program; how much \
         of it is serial can't be told yet (between 0 % and 100 %): more realms would show."
    );
}

#[test]
fn one_count_asks_for_a_second() {
    assert_eq!(
        verdict(Mode::Threads, line(Mode::Threads, &[(2, 52.0)])),
        "With 2 workers this ran 1.9 times as fast as the best serial program; a second worker count would show \
         what limits it."
    );
}

/// Four cores: the sentence is about four workers, not about eight.
#[test]
fn the_sentence_is_about_workers_that_have_a_core() {
    let times = [1, 2, 4, 8].map(|workers: u32| (workers, 100.0 / f64::from(workers.min(4))));
    assert!(
        verdict(Mode::Threads, line(Mode::Threads, &times)).starts_with("With 4 workers this ran 4 times")
    );
}

#[test]
fn the_serial_line_gives_its_time() {
    assert_eq!(
        verdict(Mode::Serial, vec![]),
        "The best serial program takes 100 ms; every speedup is measured against it."
    );
}

#[test]
fn nothing_to_say_yet() {
    assert_eq!(verdict(Mode::Threads, vec![]), "Nothing has been measured here yet.");
    assert_eq!(
        verdict(Mode::Threads, vec![failed(Mode::Threads, 2, 0, FailureKind::Crashed, "it panicked.")]),
        "No run succeeded, so there is nothing to chart: it panicked."
    );
    assert_eq!(
        verdict(Mode::Threads, twice(|realm| solved(Mode::Threads, 2, realm, &[0.0, 0.0]))),
        "The time is too short for this clock to tell a speedup; choose a larger size."
    );
    let orphan = complete(&plan(&[Mode::Threads]), &line(Mode::Threads, &[(1, 10.0), (2, 5.0)]));
    assert_eq!(
        orphan.series[0].verdict,
        "There is no serial time to compare with yet, so no speedup is known."
    );
}
