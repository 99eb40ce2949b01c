//! The same programs as `npm run bench`, without a browser: `cargo bench --package peers --features native`.
//!
//! Beside the browser's own table it tells what wasm costs. Inputs are copied and outputs checked outside the timed part.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use peers::case::Case;
use std::time::{Duration, Instant};

/// Threads of the pool, as in the browser's table.
const WORKERS: usize = 2;
/// The most copies of an input at once.
const MOST: u64 = 16;

/// A permalink's input, and everybody who is to run on it; `work` is its elements or puzzles.
fn compare(criterion: &mut Criterion, title: &str, link: &str, work: u64, programs: &[&str]) {
    let mut case = Case::new(link, WORKERS, None).expect("the link is one of ours");
    let mut group = criterion.benchmark_group(title);
    group.throughput(Throughput::Elements(work)).sample_size(15);
    for &program in programs {
        group.bench_function(BenchmarkId::from_parameter(program), |bencher| {
            bencher.iter_custom(|runs| timed(&mut case, program, runs));
        });
    }
    group.finish();
}

/// The time of this many runs.
fn timed(case: &mut Case, program: &str, runs: u64) -> Duration {
    let mut time = Duration::ZERO;
    let mut left = runs;
    while left > 0 {
        let some = left.min(MOST) as usize;
        case.prepare(program, some).expect("this build has the program");
        let start = Instant::now();
        case.run();
        time += start.elapsed();
        assert_eq!(case.check(), Ok(some), "{program}");
        left -= some as u64;
    }
    time
}

fn sorts(criterion: &mut Criterion) {
    let programs = [
        "serial",
        "std-unstable",
        "std-stable",
        "rdst",
        "threads",
        "rayon-unstable",
        "rayon-stable",
        "rdst-threads",
    ];
    for number in ["uint32", "float64"] {
        let link = format!("workload=mergesort&size=1000000&type={number}");
        compare(criterion, &format!("{number} random 1e6"), &link, 1_000_000, &programs);
    }
}

fn solvers(criterion: &mut Criterion) {
    let programs = ["serial", "crate-sudoku", "threads", "crate-sudoku-threads"];
    for (grade, size) in [("easy", 2000), ("hard", 1000), ("very-hard", 200)] {
        let link = format!("workload=sudoku&size={size}&difficulty={grade}&schedule=steal");
        compare(criterion, &format!("sudoku {grade}"), &link, size, &programs);
    }
}

criterion_group!(native, sorts, solvers);
criterion_main!(native);
