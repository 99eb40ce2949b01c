//! Every program that comes with the explorer: its schedules by hand, and its verdict.

use super::{explore, explorer};
use speedup_lab::labs::explorer::programs::{CHOICES, EVERY, text};
use speedup_lab::labs::explorer::{Exploration, graph::Fault};
use speedup_lab::plan::{Explored, FaultKind, Switching};

fn exploration(id: &str) -> Exploration {
    let (text, mode) = text(id, 1).expect("listed");
    explore(&text, mode)
}

fn explored(id: &str) -> Explored {
    exploration(id).explored()
}

/// Schedules, failing ones, and what partial-order reduction leaves of both.
#[track_caller]
fn check(id: &str, expected: [&str; 4]) {
    let found = explored(id);
    let counts = [&found.schedules, &found.failing, &found.traces, &found.failing_traces];
    assert_eq!(counts.map(|count| count.as_deref().unwrap_or("none")), expected, "{id}: {}", found.words);
}

#[test]
fn counts_by_hand() {
    // Two loads and two stores: 4 over 2 orders, of which only the two that keep an actor together add up. The two loads
    // commute, so abab is baab, and abba is baba.
    check("lost-update", ["6", "4", "4", "2"]);
    // Who comes second waits from its first step on.
    check("lost-update-lock", ["2", "0", "2", "0"]);
    check("lost-update-atomic", ["2", "0", "2", "0"]);
    // After A’s first step: B’s first, and the deadlock; or A’s second, and B may begin before A’s last step or after it.
    // The same with B first. Their first steps commute, and so do A’s last and B’s first.
    check("deadlock", ["6", "2", "3", "1"]);
    check("ordered-locks", ["2", "0", "2", "0"]);
    // Two turns each, at an await in the middle.
    check("async-await", ["6", "4", "4", "2"]);
    // One turn each: behind its last await a task is over.
    check("async-no-await", ["2", "0", "2", "0"]);
    // A A B, B A A, and A B, where B keeps the thread.
    check("async-blocking", ["3", "1", "3", "1"]);
    // Sends and receives take turns, whatever the schedule. Free are the first sum before or after the first send, and each
    // of two additions before or after the send that follows its receive: 2 · 2 · 2.
    check("one-slot", ["8", "0", "1", "0"]);
}

#[test]
fn greenlets_have_as_many_schedules_as_orders_of_their_turns() {
    // 2k over k, for k turns each.
    for (every, schedules) in EVERY.into_iter().zip(["924", "20", "6", "2"]) {
        let (text, mode) = text("greenlets", every).expect("listed");
        let found = explore(&text, mode).explored();
        assert_eq!(
            (found.schedules.as_deref(), found.failing.as_deref()),
            (Some(schedules), Some("0")),
            "{every}"
        );
        let anywhere = explore(&text, Switching::Threads).explored();
        assert_ne!(anywhere.failing.as_deref(), Some("0"), "threads have no such protection");
    }
}

#[test]
fn every_program_has_its_verdict() {
    let verdicts: Vec<(&str, Vec<FaultKind>)> = CHOICES
        .iter()
        .map(|choice| {
            let found = explored(choice.value);
            assert!(found.complete, "{}", choice.value);
            (choice.value, found.failures.iter().map(|failure| failure.kind).collect())
        })
        .collect();
    use FaultKind::*;
    let expected = [
        ("lost-update", vec![Assertion]),
        ("lost-update-lock", vec![]),
        ("lost-update-atomic", vec![]),
        ("check-then-act", vec![Assertion]),
        ("check-then-act-lock", vec![]),
        ("deadlock", vec![Deadlock]),
        ("ordered-locks", vec![]),
        ("livelock", vec![Livelock]),
        ("philosophers", vec![Deadlock]),
        ("philosophers-ordered", vec![]),
        ("philosophers-footman", vec![]),
        ("readers-first", vec![Starvation]),
        ("writers-first", vec![Starvation]),
        ("readers-writers-fair", vec![]),
        ("one-slot", vec![]),
        ("async-await", vec![Assertion]),
        ("async-no-await", vec![]),
        ("async-blocking", vec![Deadlock]),
        ("async-spin", vec![Endless]),
        ("messages", vec![]),
        ("greenlets", vec![]),
    ];
    assert_eq!(verdicts, expected);
}

#[test]
fn who_starves_is_named() {
    for (id, actor) in [("readers-first", 2), ("writers-first", 2)] {
        let exploration = exploration(id);
        let failure = &exploration.failures()[0];
        assert_eq!(failure.fault, Fault::Starved(actor), "{id}");
        assert!(
            failure.round.iter().all(|taken| usize::from(taken.actor) != actor),
            "it has no turn in the round"
        );
    }
}

#[test]
fn a_round_that_is_told_of_comes_back_to_where_it_began() {
    for id in ["livelock", "readers-first", "writers-first"] {
        let (text, mode) = text(id, 1).expect("listed");
        let explorer = explorer(&text, mode);
        let failing = explore(&text, mode).explored().failures.remove(0);
        let steps: Vec<usize> =
            explorer.play(&failing.schedule).steps.iter().map(|step| step.actor).collect();
        let round = failing.round.expect("it goes round");
        assert_eq!(explorer.moment(&steps[..steps.len() - round]), explorer.moment(&steps), "{id}");
    }
}

#[test]
fn the_naive_philosophers_all_hold_one_fork() {
    let exploration = exploration("philosophers");
    assert_eq!(exploration.failures()[0].fault, Fault::Deadlock(vec![0, 1, 2]));
    assert_eq!(exploration.failures()[0].way.len(), 3);
}

#[test]
fn texts_say_of_themselves_what_they_do() {
    for id in CHOICES.map(|choice| choice.value) {
        let (text, _) = text(id, 1).expect("listed");
        assert!(text.starts_with("# "), "{id}");
        assert!(text.lines().all(|line| line.chars().count() <= 125), "{id}");
    }
    assert_eq!(text("no-such-program", 1), None);
}
