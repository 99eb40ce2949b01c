//! The GIL: one thread at a time, in turns, and the countdown comes out right all the same.

use crate::programmed;
use crate::support::StepClock;
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Activity, Mode};
use speedup_lab::run::Stopwatch;
use speedup_lab::trace::Recorder;
use speedup_lab::workload::Workload;
use speedup_lab::workloads::gil::{Gil, INFO, lock::Lock};
use speedup_lab::workloads::simple::{Program, Simple, Words};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn gil(size: u32, options: &[(&str, &str)]) -> Gil {
    Gil::new(&programmed(&INFO, size, options)).expect("good options")
}

#[test]
fn the_lock_lets_one_in_and_passes_on_to_whoever_waits() {
    const THREADS: usize = 4;
    const TURNS: usize = 500;
    let lock = Lock::default();
    let (inside, last) = (AtomicUsize::new(0), AtomicUsize::new(usize::MAX));
    thread::scope(|scope| {
        for me in 0..THREADS {
            let (lock, inside, last) = (&lock, &inside, &last);
            scope.spawn(move || {
                for _ in 0..TURNS {
                    let held = lock.hold();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two hold the lock");
                    last.store(me, Ordering::SeqCst);
                    assert_eq!(last.load(Ordering::SeqCst), me);
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(held);
                }
            });
        }
    });
    assert!(lock.switches() <= (THREADS * TURNS) as u64);
}

#[test]
fn who_gives_the_lock_up_does_not_have_it_back_before_another_had_it() {
    let lock = Lock::default();
    let mine = lock.hold();
    thread::scope(|scope| {
        let other = scope.spawn(|| drop(lock.hold()));
        while !mine.is_wanted() {
            thread::yield_now();
        }
        drop(mine);
        // The other has had it: it is counted as passed on, and the other ends.
        assert_eq!(lock.switches(), 1);
        other.join().unwrap();
    });
}

/// What the threads of a pool do beside each other, traced: the output, and (worker, start, end) of each turn.
fn turns(options: &[(&str, &str)], threads: usize) -> (Words, Vec<(u32, f64, f64)>) {
    let program = Program::new(gil(400, options));
    let clock = StepClock::new(1.0);
    let recorder = Recorder::new(Mode::Threads, threads);
    let watch = Stopwatch::traced(&clock, &recorder);
    let started = watch.started();
    let output = program.solve_shared(program.generate(), &Pool::new(threads), &watch);
    let (total, _) = watch.stop();
    assert_eq!(program.verify(&program.generate(), &output), Ok(()));
    let spans = recorder.spans(started, total, 1e-6);
    let solving = spans.iter().filter(|span| span.activity == Activity::Solve && span.worker > 0);
    (output, solving.map(|span| (span.worker, span.start, span.end)).collect())
}

#[test]
fn with_the_lock_no_two_threads_compute_at_once() {
    let (_, mut turns) = turns(&[("gil", "on"), ("interval", "1")], 4);
    turns.sort_by(|left, right| left.1.total_cmp(&right.1));
    // The clock moves at every look, so turns that overlapped would show.
    assert!(turns.windows(2).all(|pair| pair[0].2 <= pair[1].1), "{turns:?}");
    assert!(turns.len() >= 4);
}

#[test]
fn on_one_thread_the_tasks_wait_for_each_other_in_the_graph_too() {
    let graph = |options| {
        let program = Program::new(gil(40, options));
        let (clock, recorder) = (StepClock::new(1.0), Recorder::new(Mode::Threads, 1));
        let watch = Stopwatch::traced(&clock, &recorder);
        program.solve_shared(program.generate(), &Pool::new(1).cut_for(8), &watch);
        recorder.stages().iter().map(|stage| stage.tasks.len()).filter(|&tasks| tasks > 0).collect()
    };
    let solving = |stages: Vec<usize>| stages.into_iter().max();
    assert_eq!(solving(graph(&[("gil", "on")])), Some(1));
    assert_eq!(solving(graph(&[("gil", "off")])), Some(8));
}

#[test]
fn without_it_every_thread_has_one_turn() {
    assert_eq!(turns(&[("gil", "off")], 3).1.len(), 3);
}

#[test]
fn a_step_left_out_is_a_wrong_answer() {
    let gil = gil(10, &[]);
    let input = gil.generate();
    let [number, steps] = input.first();
    let short = gil.solve_alone(Words::new([number, steps - 1]));
    assert!(gil.verify(&input, &short).is_err());
    assert_eq!(gil.verify(&input, &gil.solve_alone(input.clone())), Ok(()));
}
