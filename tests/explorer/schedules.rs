//! Schedules as strings: written, read, replayed, refused.

use super::{MODES, explorer};
use proptest::prelude::*;
use speedup_lab::labs::explorer::{programs, schedule};
use speedup_lab::plan::{Standing, Switching};

const LOST: &str = "shared n\nfinally n == 2\nactor A, B\n  x = n\n  n = x + 1\n";

proptest! {
    #[test]
    fn what_is_written_is_read_again(steps in prop::collection::vec(0..6usize, 0..300)) {
        prop_assert_eq!(schedule::read(&schedule::write(&steps), 6), Ok(steps));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,40}") {
        let _ = schedule::read(&text, 3);
        let _ = explorer(LOST, Switching::Threads).play(&text);
    }

    #[test]
    fn a_seed_gives_the_same_schedule_again_and_it_plays(seed in any::<u32>(), at in 0..21usize) {
        let (text, mode) = programs::text(programs::CHOICES[at].value, 1).expect("listed");
        let explorer = explorer(&text, mode);
        let schedule = explorer.random(seed);
        prop_assert_eq!(&schedule, &explorer.random(seed));
        let played = explorer.play(&schedule);
        prop_assert_eq!(played.problem, None);
        prop_assert_eq!(played.schedule, schedule);
    }
}

#[test]
fn seeds_differ() {
    let explorer = explorer(LOST, Switching::Threads);
    let all: std::collections::BTreeSet<String> = (0..200).map(|seed| explorer.random(seed)).collect();
    assert_eq!(all.len(), 6, "{all:?}");
}

#[test]
fn a_lost_update_step_by_step() {
    let explorer = explorer(LOST, Switching::Threads);
    let played = explorer.play("abab");
    let words: Vec<&str> = played.steps.iter().map(|step| &*step.words).collect();
    assert_eq!(words, ["x is 0", "x is 0", "n is 1", "n is 1"]);
    assert_eq!(played.steps.iter().map(|step| step.line).collect::<Vec<_>>(), [4, 4, 5, 5]);
    assert_eq!(played.steps.iter().map(|step| step.failed).collect::<Vec<_>>(), [false, false, false, true]);
    let half = explorer.moment(&[0, 1, 0]);
    assert_eq!(half.shared[0].value, 1);
    assert_eq!(
        half.actors.iter().map(|actor| actor.standing).collect::<Vec<_>>(),
        [Standing::Done, Standing::Ready]
    );
    assert_eq!((half.actors[1].line, half.actors[1].locals[0].value), (Some(5), 0));
    let end = explorer.moment(&[0, 1, 0, 1]);
    assert_eq!(end.faults, ["In the end it is not true that n == 2 (line 2)."]);
    assert_eq!(end.ended, "All actors have ended.");
}

#[test]
fn a_schedule_that_will_not_do_is_played_as_far_as_it_goes_and_told_why() {
    let two_locks = "mutex m\nactor A, B\n  lock m\n  unlock m\n";
    for (text, mode, asked, played, why) in [
        (
            LOST,
            Switching::Threads,
            "a2x",
            "",
            "“x” at place 3 is no actor; it takes letters from a to b, and numbers of steps",
        ),
        (
            LOST,
            Switching::Threads,
            "a0",
            "",
            "the number after place 1 is 0; all steps together may be 1 to 2000",
        ),
        (LOST, Switching::Threads, "a3", "a2", "step 3 is a, and A is done; it takes b"),
        (LOST, Switching::Async, "ab", "a", "step 2 is b, and control can’t switch to B here; it takes a"),
        (two_locks, Switching::Threads, "ab", "a", "step 2 is b, and B waits for m; it takes a"),
        (LOST, Switching::Threads, "a2b2a", "a2b2", "step 5 is a, and A is done; it takes no step more"),
    ] {
        let found = explorer(text, mode).play(asked);
        assert_eq!((&*found.schedule, found.problem.as_deref()), (played, Some(why)), "{asked}");
    }
}

#[test]
fn the_wait_for_graph_knows_who_waits_for_whom_and_who_for_ever() {
    let (text, mode) = programs::text("deadlock", 1).expect("listed");
    let explorer = explorer(&text, mode);
    let waits = |steps: &[usize]| -> Vec<(usize, String, Vec<usize>, bool)> {
        let all = explorer.moment(steps).waits;
        all.into_iter().map(|wait| (wait.actor, wait.thing, wait.helpers, wait.hopeless)).collect()
    };
    assert_eq!(waits(&[0]), []);
    assert_eq!(waits(&[0, 0]), [(1, "right".into(), vec![0], false)]);
    assert_eq!(waits(&[0, 1]), [(0, "right".into(), vec![1], true), (1, "left".into(), vec![0], true)]);
}

#[test]
fn an_unknown_mode_of_a_program_changes_where_control_may_switch() {
    // The same text, four rules: more or fewer points at which someone else may come between.
    let text = "actor A, B\n  do one\n  yield\n  do two\n";
    let mut turns = Vec::new();
    for mode in MODES {
        let explorer = explorer(text, mode);
        turns.push(explorer.play("ab").steps.len());
    }
    assert_eq!(turns, [2, 1, 1, 2]);
}
