//! Are the answers right?
//!
//! A solution is checked in full: it is a solved grid that keeps every clue. A claim that there is none is looked
//! into by solving again, by the bitboard, so that no mode can lose a puzzle unseen. That there are no more can't be
//! seen from the answer; a generated puzzle has one solution by construction, and the tests compare both solvers
//! with a naive one.

use super::bitboard;
use super::grid::{Grid, Solved};
use crate::workload::Mismatch;

/// What is known of the puzzles before they are solved.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The most solutions that an answer counts.
    pub limit: u32,
    /// Whether every puzzle has exactly one.
    pub unique: bool,
}

/// Compares answers with their puzzles.
///
/// # Errors
/// The first difference: which puzzle (from 1), which cell, what is wrong.
pub fn check(puzzles: &[Grid], answers: &[Solved], expected: Expected) -> Result<(), Mismatch> {
    if puzzles.len() != answers.len() {
        return Err(Mismatch(format!("{} puzzles have {} answers", puzzles.len(), answers.len())));
    }
    for (number, (puzzle, answer)) in (1..).zip(puzzles.iter().zip(answers)) {
        check_one(puzzle, answer, expected).map_err(|flaw| Mismatch(format!("puzzle {number}: {flaw}")))?;
    }
    Ok(())
}

fn check_one(puzzle: &Grid, answer: &Solved, expected: Expected) -> Result<(), String> {
    let solutions = answer.solutions();
    if solutions > expected.limit {
        return Err(format!("{solutions} solutions were counted, with a limit of {}", expected.limit));
    }
    if expected.unique && solutions != 1 {
        return Err(format!("{solutions} solutions were counted, and it was made to have one"));
    }
    let Some(solution) = answer.first() else {
        return match bitboard::solve(puzzle, 1).first() {
            Some(_) => Err("no solution was found, and there is one".into()),
            None => Ok(()),
        };
    };
    let cells = puzzle.cells().iter().zip(solution.cells());
    if let Some((cell, (clue, digit))) =
        (0..).zip(cells).find(|(_, (clue, digit))| **clue != 0 && clue != digit)
    {
        return Err(format!("{}: the clue {clue} became {digit}", place(cell)));
    }
    match solution.flaw() {
        Some((cell, flaw)) => Err(format!("{}: {flaw}", place(cell))),
        None => Ok(()),
    }
}

fn place(cell: usize) -> String {
    format!("row {}, column {}", cell / 9 + 1, cell % 9 + 1)
}
