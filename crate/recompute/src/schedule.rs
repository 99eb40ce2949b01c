//! "Work, span and the simulation" of the document: the numbers that need no other.

use crate::compare::{Expected, exactly, fields, list, maybe, number};
use crate::input::Stage;

/// Worker counts that are simulated: 1, and every power of two and three times a power of two from 2 to 1024.
fn counts() -> Vec<u32> {
    (1..=1024)
        .filter(|&p: &u32| p < 3 || p.is_power_of_two() || p.is_multiple_of(3) && (p / 3).is_power_of_two())
        .collect()
}

/// What the stages alone tell, and the speedups over a baseline; none where they took no time.
pub fn numbers(stages: &[Stage], baseline: Option<f64>) -> Option<Vec<(&'static str, Expected)>> {
    let (work, span) = (work(stages), span(stages));
    if !(work.is_finite() && span > 0.0) {
        return None;
    }
    let simulated = |p: u32| {
        let time = time(stages, p as usize);
        let speedup = baseline.map(|baseline| baseline / time).filter(|speedup| speedup.is_finite());
        fields([("workers", exactly(p)), ("time", number(time)), ("speedup", maybe(speedup))])
    };
    Some(vec![
        ("tasks", exactly(stages.iter().map(|stage| stage.tasks.len()).sum::<usize>())),
        ("work", number(work)),
        ("span", number(span)),
        ("parallelism", number(work / span)),
        ("simulated", list(counts(), simulated)),
    ])
}

/// A task with its messages.
#[derive(Clone, Copy)]
struct Task {
    send: f64,
    time: f64,
    receive: f64,
}

fn tasks(stage: &Stage) -> Vec<Task> {
    let at = |times: &[f64], index: usize| times.get(index).copied().unwrap_or(0.0).max(0.0);
    (0..stage.tasks.len())
        .map(|n| Task { send: at(&stage.send, n), time: at(&stage.tasks, n), receive: at(&stage.receive, n) })
        .collect()
}

fn work(stages: &[Stage]) -> f64 {
    stages.iter().flat_map(tasks).map(|task| task.send + task.time + task.receive).sum()
}

fn span(stages: &[Stage]) -> f64 {
    let of = |stage: &Stage| {
        let tasks = tasks(stage);
        let messages: f64 = tasks.iter().map(|task| task.send + task.receive).sum();
        tasks.iter().map(|task| task.send + task.time + task.receive).fold(messages, f64::max)
    };
    stages.iter().map(of).sum()
}

/// The greedy schedule's time on p workers and a caller.
pub fn time(stages: &[Stage], p: usize) -> f64 {
    stages.iter().map(|stage| play(&tasks(stage), p)).sum()
}

/// One stage. Replies that wait for the caller, or are still to come, are kept as (when, which task).
fn play(tasks: &[Task], p: usize) -> f64 {
    let mut now = 0.0;
    let mut replies: Vec<(f64, usize)> = Vec::new();
    let mut list = tasks.iter().enumerate();
    for (number, task) in list.by_ref().take(p) {
        now += task.send;
        replies.push((now + task.time, number));
    }
    loop {
        let earliest = |&left: &usize, &right: &usize| {
            replies[left].partial_cmp(&replies[right]).expect("times are numbers")
        };
        let Some(first) = (0..replies.len()).min_by(earliest) else { return now };
        let (came, number) = replies.swap_remove(first);
        now = now.max(came) + tasks[number].receive;
        if let Some((number, task)) = list.next() {
            now += task.send;
            replies.push((now + task.time, number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(tasks: &[f64], send: &[f64], receive: &[f64]) -> Stage {
        Stage { tasks: tasks.to_vec(), send: send.to_vec(), receive: receive.to_vec() }
    }

    #[test]
    fn twenty_counts() {
        assert_eq!(counts()[..9], [1, 2, 3, 4, 6, 8, 12, 16, 24]);
        assert_eq!((counts().len(), counts().last()), (20, Some(&1024)));
    }

    /// Two workers, three tasks of 4; a send takes 1 and a reply 1. Sent at 1 and 2; replies at 5 and 6. The first is read
    /// until 6 and the third task sent until 7, done at 11; the second is read until 8; the third from 11 to 12.
    #[test]
    fn the_caller_does_one_thing_at_a_time() {
        let stages = [stage(&[4.0; 3], &[1.0; 3], &[1.0; 3])];
        assert_eq!((time(&stages, 2), work(&stages), span(&stages)), (12.0, 18.0, 6.0));
        assert_eq!(time(&[stage(&[2.0, 2.0, 3.0], &[], &[])], 2), 5.0);
    }
}
