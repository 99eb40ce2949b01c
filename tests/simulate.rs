//! The simulation: what must hold of every schedule, and small ones against every schedule there is.

use proptest::prelude::*;
use speedup_lab::plan::*;
use speedup_lab::simulate::*;

fn stage(tasks: &[f64]) -> Stage {
    Stage { activity: Activity::Solve, tasks: tasks.to_vec(), send: vec![], receive: vec![] }
}

fn with_messages(tasks: &[f64], send: &[f64], receive: &[f64]) -> Stage {
    Stage { send: send.to_vec(), receive: receive.to_vec(), ..stage(tasks) }
}

fn facts<'f>(stages: &'f [Stage], measured: &'f [(u32, Estimate)]) -> Facts<'f> {
    Facts { stages, cut: 64, overhead: 0.02, baseline: Some(12.0), measured }
}

#[test]
fn the_counts_go_up_to_a_thousand() {
    let all: Vec<u32> = counts().collect();
    assert_eq!(all[..9], [1, 2, 3, 4, 6, 8, 12, 16, 24]);
    assert_eq!(all.last(), Some(&1024));
    assert_eq!(all.len(), 20);
}

#[test]
fn a_serial_stage_and_four_even_tasks() {
    let stages = [
        Stage { activity: Activity::Split, ..stage(&[1.0]) },
        stage(&[2.0, 2.0, 2.0, 2.0]),
        Stage { activity: Activity::Merge, ..stage(&[3.0]) },
    ];
    let measured = [(2, Estimate { value: 8.5, low: 8.0, high: 9.0 })];
    let told = work_span(&facts(&stages, &measured)).expect("there are tasks");
    assert_eq!((told.cut, told.tasks, told.work, told.span, told.parallelism), (64, 6, 12.0, 6.0, 2.0));
    let at = |workers| told.simulated.iter().find(|it| it.workers == workers).expect("simulated");
    let expected = [(1, 12.0), (2, 8.0), (3, 8.0), (4, 6.0), (1024, 6.0)];
    for (workers, time) in expected {
        assert_eq!((at(workers).time, at(workers).speedup), (time, Some(12.0 / time)), "{workers} workers");
    }
    assert_eq!(told.checks, [Check { workers: 2, simulated: 8.0, measured: measured[0].1 }]);
}

/// Graham's example of a list in a bad order: the long task comes last.
#[test]
fn the_order_of_the_list_matters() {
    assert_eq!(makespan(&[stage(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0])], 3), 5.0);
    assert_eq!(makespan(&[stage(&[3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])], 3), 3.0);
}

/// Two workers: sent at 1 and 2, the first answers at 5 and the second at 6; each reply takes 0.5, and the third task
/// is sent from 5.5 to 6.5, answered at 10.5.
#[test]
fn the_caller_writes_and_reads_one_message_at_a_time() {
    let three = with_messages(&[4.0; 3], &[1.0; 3], &[0.5; 3]);
    assert_eq!(makespan(std::slice::from_ref(&three), 2), 11.0);
    assert_eq!(makespan(std::slice::from_ref(&three), 1), 16.5, "one worker: nothing overlaps");
    // Many short tasks: however many workers there are, the caller's messages take 10.
    let short = with_messages(&[0.1; 10], &[0.5; 10], &[0.5; 10]);
    let told = work_span(&facts(std::slice::from_ref(&short), &[])).expect("there are tasks");
    assert_eq!((told.span, told.simulated[19].time), (10.0, 10.0));
}

#[test]
fn no_tasks_have_no_work() {
    assert_eq!(work_span(&facts(&[], &[])), None);
    assert_eq!(work_span(&facts(&[stage(&[])], &[])), None);
    assert_eq!(work_span(&facts(&[stage(&[0.0])], &[])), None, "too short for the clock");
    assert_eq!(work_span(&facts(&[stage(&[f64::INFINITY])], &[])), None);
    let untimed = Facts { baseline: None, ..facts(&[], &[]) };
    let told = work_span(&Facts { stages: &[stage(&[1.0])], ..untimed }).expect("a task");
    assert!(told.simulated.iter().all(|it| it.speedup.is_none()));
}

/// A machine of so many workers, step by step: who is idle takes the next task. Slow, and plainly right.
fn by_steps(tasks: &[u32], workers: usize) -> u32 {
    let (mut left, mut queue, mut steps) = (vec![0; workers], tasks.iter(), 0);
    loop {
        for worker in &mut left {
            while *worker == 0 {
                let Some(&task) = queue.next() else { break };
                *worker = task;
            }
        }
        if left.iter().all(|&worker| worker == 0) {
            return steps;
        }
        left.iter_mut().for_each(|worker| *worker -= 1.min(*worker));
        steps += 1;
    }
}

/// The shortest of all schedules: every assignment of tasks to workers.
fn shortest(tasks: &[u32], loads: &mut [u32]) -> u32 {
    let Some((&task, rest)) = tasks.split_first() else { return loads.iter().copied().max().unwrap_or(0) };
    (0..loads.len())
        .map(|worker| {
            loads[worker] += task;
            let length = shortest(rest, loads);
            loads[worker] -= task;
            length
        })
        .min()
        .unwrap_or(0)
}

fn any_stage() -> impl Strategy<Value = Stage> {
    let time = prop_oneof![Just(0.0), 0.0..10.0f64];
    let one = (time.clone(), 0.0..2.0f64, 0.0..2.0f64);
    (prop::collection::vec(one, 0..40), any::<bool>()).prop_map(|(tasks, messages)| {
        let of = |part: fn(&(f64, f64, f64)) -> f64| tasks.iter().map(part).collect::<Vec<_>>();
        if messages {
            with_messages(&of(|it| it.0), &of(|it| it.1), &of(|it| it.2))
        } else {
            stage(&of(|it| it.0))
        }
    })
}

proptest! {
    #[test]
    fn small_schedules_are_those_of_a_machine_of_steps(
        tasks in prop::collection::vec(0..6u32, 0..8),
        workers in 1..5usize,
    ) {
        let times: Vec<f64> = tasks.iter().map(|&task| f64::from(task)).collect();
        let ours = makespan(&[stage(&times)], workers as u32);
        prop_assert_eq!(ours, f64::from(by_steps(&tasks, workers)));
        // Graham 1969: at most 2 - 1/p times the best of all schedules, and never shorter.
        let best = f64::from(shortest(&tasks, &mut vec![0; workers]));
        prop_assert!(best <= ours && ours <= best * (2.0 - 1.0 / workers as f64) + 1e-9);
    }

    #[test]
    fn every_schedule_keeps_the_laws(stages in prop::collection::vec(any_stage(), 1..5)) {
        let Some(told) = work_span(&facts(&stages, &[])) else { return Ok(()) };
        let sum = |of: &dyn Fn(&Stage) -> f64| stages.iter().map(of).sum::<f64>();
        let messages = sum(&|it| it.send.iter().chain(&it.receive).sum());
        let longest = sum(&|it| it.tasks.iter().copied().fold(0.0, f64::max));
        let near = 1e-9 * (1.0 + told.work);
        for at in &told.simulated {
            let workers = f64::from(at.workers);
            prop_assert!(at.time >= told.work / workers - near, "work law");
            prop_assert!(at.time >= told.span - near, "span law");
            let graham = (told.work - messages - longest) / workers + longest + messages;
            prop_assert!(at.time <= graham + near, "Graham's bound: {} of {}", at.time, graham);
            prop_assert!(messages > 0.0 || at.time <= told.work / workers + told.span + near, "Brent");
        }
        prop_assert!((told.simulated[0].time - told.work).abs() <= near, "one worker does all the work");
    }

    /// Graham's anomalies need tasks that wait for each other: among independent ones, in the same order, another
    /// worker never makes a schedule longer.
    #[test]
    fn more_workers_never_take_longer_without_messages(
        tasks in prop::collection::vec(0.0..10.0f64, 0..60),
        workers in 1..40u32,
    ) {
        let stages = [stage(&tasks)];
        prop_assert!(makespan(&stages, workers + 1) <= makespan(&stages, workers) + 1e-9);
    }
}
