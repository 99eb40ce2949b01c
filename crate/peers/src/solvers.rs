//! Sudoku solvers of others.

#[cfg(feature = "pool")]
use crate::case::pool;
use crate::runs::{Prepared, Runs};
#[cfg(feature = "pool")]
use rayon::prelude::*;
use speedup_lab::workload::Wire;
use speedup_lab::workloads::sudoku::grid::{Grid, Solved};
use sudoku::Sudoku;

/// As many solutions as show whether the first is the only one. Our workload's default, too.
const LIMIT: usize = 2;

/// Gets the solver of this name ready; none where there is none, or this build can't run it.
///
/// `workers` is the size of the pool.
pub fn prepare(solver: &str, input: &[u8], runs: usize, workers: usize) -> Option<Box<dyn Runs>> {
    let puzzles = Vec::<Grid>::from_message(&input.to_vec()).ok()?;
    // It starts from its own form of a puzzle, as ours does from ours.
    let puzzles: Result<Vec<Sudoku>, _> =
        puzzles.iter().map(|grid| Sudoku::from_bytes(*grid.cells())).collect();
    let puzzles = puzzles.ok()?;
    match solver {
        "crate-sudoku" => Some(Box::new(Prepared::new(puzzles, runs, |puzzles: Vec<Sudoku>| {
            puzzles.into_iter().map(solve).collect::<Vec<Solved>>()
        }))),
        #[cfg(feature = "pool")]
        "crate-sudoku-threads" => {
            let pool = pool(workers);
            Some(Box::new(Prepared::new(puzzles, runs, move |puzzles: Vec<Sudoku>| {
                pool.run(|| puzzles.into_par_iter().map(solve).collect::<Vec<Solved>>())
            })))
        }
        _ => {
            let _ = workers;
            None
        }
    }
}

fn solve(puzzle: Sudoku) -> Solved {
    let solutions = puzzle.solutions_up_to(LIMIT);
    let first = solutions.first().map(|solution| {
        let mut grid = Grid::BLANK;
        *grid.cells_mut() = solution.to_bytes();
        grid
    });
    Solved::new(first, solutions.len() as u32)
}
