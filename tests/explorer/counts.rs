//! How many schedules there are, known beforehand.

use super::naive::walk;
use super::{MODES, explore, explorer};
use proptest::prelude::*;
use speedup_lab::labs::explorer::counts::Counts;
use speedup_lab::plan::Switching;

/// `n` over `k`.
fn choose(n: u32, k: u32) -> u128 {
    (0..u128::from(k)).fold(1, |product, at| product * (u128::from(n) - at) / (at + 1))
}

/// Actors with this many steps that touch nothing.
fn independent(steps: &[usize]) -> String {
    let actor = |(index, steps): (usize, &usize)| format!("actor A{index}\n{}", "do work\n".repeat(*steps));
    steps.iter().enumerate().map(actor).collect()
}

fn counts(text: &str, mode: Switching) -> Counts {
    explore(text, mode).counts().expect("it ends")
}

#[test]
fn two_actors_of_n_and_m_independent_steps_have_n_plus_m_over_n_schedules_and_one_trace() {
    for (n, m) in [(1, 1), (2, 3), (5, 5), (10, 4), (12, 12)] {
        let found = counts(&independent(&[n, m]), Switching::Threads);
        assert_eq!(found.schedules, Some(choose((n + m) as u32, n as u32)), "{n} and {m}");
        assert_eq!(found.traces, Some(1));
        assert_eq!((found.failing, found.failing_traces), (Some(0), Some(0)));
    }
}

#[test]
fn three_actors_have_a_multinomial_of_them() {
    // 9! / (2! 3! 4!)
    assert_eq!(counts(&independent(&[2, 3, 4]), Switching::Threads).schedules, Some(1_260));
}

#[test]
fn where_control_switches_at_await_only_turns_count_and_not_steps() {
    // Two turns each, whatever is in them: 4 over 2.
    let text = "actor A, B\n  do one\n  do two\n  await\n  do three\n";
    assert_eq!(counts(text, Switching::Async).schedules, Some(6));
    assert_eq!(counts(text, Switching::Greenlets).schedules, Some(6));
    assert_eq!(counts(text, Switching::Threads).schedules, Some(choose(8, 4)));
    assert_eq!(counts("actor A, B, C\n  do one\n  do two\n", Switching::Async).schedules, Some(6));
}

#[test]
fn more_schedules_than_can_be_walked_are_counted_all_the_same() {
    let found = counts(&independent(&[60, 60]), Switching::Threads);
    assert_eq!(found.schedules, Some(choose(120, 60)));
    assert!(choose(120, 60) > 10u128.pow(34));
    assert_eq!(found.traces, Some(1));
}

#[test]
fn a_count_beyond_all_numbers_is_said_to_be() {
    let explored = explore(&independent(&[44, 44, 44]), Switching::Threads).explored();
    assert_eq!(explored.schedules.as_deref(), Some("more than 10^38"));
    assert_eq!(explored.traces.as_deref(), Some("1"));
}

#[test]
fn a_bound_that_was_hit_is_said() {
    let explorer = explorer(&independent(&[40, 40, 40]), Switching::Threads);
    let mut exploration = explorer.explore(500);
    while !exploration.advance(64) {}
    let explored = exploration.explored();
    assert!(!explored.complete);
    assert!(explored.states <= 500);
    assert_eq!(explored.schedules, None);
    assert!(explored.words.starts_with("Stopped after "), "{}", explored.words);
}

/// Statements of generated programs, by number: variables, locks, semaphores and channels, so that actors wait, fail and
/// deadlock.
fn statement(kind: u8) -> &'static str {
    [
        "x = s",
        "s = x + 1",
        "atomic t = t + me",
        "lock m",
        "unlock m",
        "wait q",
        "signal q",
        "send c x",
        "x = receive c",
        "assert x < 2",
        "await lock m",
        "await",
        "if t == 1\n  s = me\n  end",
        "x = trylock m",
        "y = t",
        "do work",
    ][kind as usize]
}

fn program(bodies: &[Vec<u8>], always: bool, processes: bool) -> String {
    let mut text = String::from(if processes { "" } else { "shared s, t\n" });
    text += "mutex m\nsemaphore q = 1\nchannel c holds 1\n";
    if !processes {
        text += if always { "always s + t < 4\n" } else { "finally s == 2\n" };
    }
    for (index, body) in bodies.iter().enumerate() {
        text += &format!("actor A{index}\n  x = 0\n");
        let kinds = body.iter().filter(|kind| !processes || !matches!(**kind, 0..=2 | 12 | 14));
        kinds.for_each(|kind| text += &format!("  {}\n", statement(*kind)));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The counts come from sums over states; the oracle walks every schedule and tells traces apart by normal form.
    #[test]
    fn counts_are_those_of_every_schedule_walked_one_by_one(
        bodies in prop::collection::vec(prop::collection::vec(0..16u8, 0..5), 1..4),
        always in any::<bool>(),
    ) {
        for mode in MODES {
            let text = program(&bodies, always, mode == Switching::Processes);
            let explorer = explorer(&text, mode);
            let Some(walked) = walk(explorer.program(), 20_000) else { continue };
            let exploration = explore(&text, mode);
            let found = exploration.counts().expect("no loops");
            prop_assert_eq!(found.schedules, Some(walked.schedules), "{:?}\n{}", mode, text);
            prop_assert_eq!(found.failing, Some(walked.failing), "{:?}\n{}", mode, text);
            prop_assert_eq!(found.traces, Some(walked.traces.len() as u128), "{:?}\n{}", mode, text);
            prop_assert_eq!(
                found.failing_traces, Some(walked.failing_traces.len() as u128), "{:?}\n{}", mode, text
            );
            // A failing schedule is found wherever there is one, and only there.
            prop_assert_eq!(exploration.failures().is_empty(), walked.failing == 0, "{:?}\n{}", mode, text);
        }
    }

    /// Every failure comes with a schedule that plays, and that fails in the same words.
    #[test]
    fn every_failure_has_a_schedule_that_replays(
        bodies in prop::collection::vec(prop::collection::vec(0..16u8, 0..5), 1..4),
        always in any::<bool>(),
    ) {
        for mode in MODES {
            let text = program(&bodies, always, mode == Switching::Processes);
            let explorer = explorer(&text, mode);
            for failing in explore(&text, mode).explored().failures {
                let played = explorer.play(&failing.schedule);
                prop_assert_eq!(&played.problem, &None, "{}\n{}", failing.schedule, text);
                prop_assert_eq!(&played.schedule, &failing.schedule);
                let steps: Vec<usize> = played.steps.iter().map(|step| step.actor).collect();
                let moment = explorer.moment(&steps);
                prop_assert!(moment.faults.contains(&failing.words), "{:?} in {:?}\n{}", failing, moment.faults, text);
                    // In its last turn, which is its last step where control may switch anywhere.
                let last = if matches!(mode, Switching::Threads | Switching::Processes) { 1 } else { usize::MAX };
                let mut steps = played.steps.iter().rev().take(last);
                prop_assert!(played.steps.is_empty() || steps.any(|step| step.failed), "{:?}\n{}", failing, text);
            }
        }
    }
}
