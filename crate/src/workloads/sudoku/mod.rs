//! Sudoku: a batch of puzzles, each independent of the others, and very unlike in cost.
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`grid`] | a grid of 81 cells, and what a solver says about it |
//! | [`bitboard`] | the fast solver (its sets of cells in `cell_set`, on `lanes`; its tables in `tables`) |
//! | [`norvig`] | the teaching solver |
//! | [`generate`] | seeded puzzles, graded |
//! | [`parse`] | the visitor's own puzzles, of any side |
//! | [`puzzle`] | a grid of any side |
//! | [`search`] | one search split over workers: grids of any side proven, counted, made minimal |
//! | [`batch`] | puzzles in memory and in messages; schedules |
//! | [`check`] | whether answers are right |
//! | [`info`] | the catalogue's entry |

pub mod batch;
pub mod bitboard;
mod cell_set;
pub mod check;
pub mod generate;
pub mod grid;
pub mod info;
mod lanes;

pub mod norvig;
pub mod parse;
pub mod puzzle;
pub mod search;
mod tables;

#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{Answer, Plan, Problem, SudokuAnswer};
use crate::run::{Phase, Stopwatch};
use crate::workload::{Mismatch, Opened, Visitor, Workload, chosen};
use batch::{Puzzles, Schedule};
use check::Expected;
use generate::{Difficulty, Grade};
use grid::{Grid, Solved};
pub use info::INFO;

/// Which program solves a puzzle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// [`bitboard`].
    Bitboard,
    /// [`norvig`].
    Norvig,
}

impl Algorithm {
    /// Solves a puzzle, and counts its solutions up to `limit`.
    pub fn solve(self, puzzle: &Grid, limit: u32) -> Solved {
        match self {
            Self::Bitboard => bitboard::solve(puzzle, limit),
            Self::Norvig => norvig::solve(puzzle, limit),
        }
    }
}

/// Where the puzzles come from.
#[derive(Clone, Debug)]
enum Source {
    Seed { seed: u32, size: usize, difficulty: Difficulty },
    Visitor(Puzzles),
}

impl Source {
    fn new(plan: &Plan) -> Result<Self, Problem> {
        let difficulty = chosen(plan, &INFO, "difficulty", |value| match value {
            "mixed" => Some(Difficulty::Mixed),
            "easy" => Some(Difficulty::Only(Grade::Easy)),
            "medium" => Some(Difficulty::Only(Grade::Medium)),
            "hard" => Some(Difficulty::Only(Grade::Hard)),
            "very-hard" => Some(Difficulty::Only(Grade::VeryHard)),
            "few-clues" => Some(Difficulty::Only(Grade::FewClues)),
            _ => None,
        })?;
        Ok(match &plan.input {
            Some(text) => Self::Visitor(Puzzles::new(parse::puzzles(text)?)),
            None => Self::Seed { seed: plan.seed, size: plan.size as usize, difficulty },
        })
    }
}

/// The workload, as a plan configures it.
#[derive(Clone, Debug)]
pub struct Sudoku {
    algorithm: Algorithm,
    schedule: Schedule,
    limit: u32,
    source: Source,
}

/// Configures it from a plan.
///
/// # Errors
/// An option or a line of the input that won't do.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Sudoku::new(plan)?))
}

fn limit(plan: &Plan) -> Result<u32, Problem> {
    chosen(plan, &INFO, "limit", |value| {
        value.parse().ok().filter(|limit| (1..=info::MOST_SOLUTIONS).contains(limit))
    })
}

impl Sudoku {
    /// Configures it from a plan. With input, the plan's size, seed and difficulty are not used.
    ///
    /// # Errors
    /// An option or a line of the input that won't do.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        Ok(Self {
            algorithm: chosen(plan, &INFO, "algorithm", |value| match value {
                "bitboard" => Some(Algorithm::Bitboard),
                "norvig" => Some(Algorithm::Norvig),
                _ => None,
            })?,
            schedule: chosen(plan, &INFO, "schedule", Schedule::named)?,
            limit: limit(plan)?,
            source: Source::new(plan)?,
        })
    }

    fn solve_one(&self, puzzle: &Grid) -> Solved {
        self.algorithm.solve(puzzle, self.limit)
    }

    fn solve_all(&self, puzzles: &[Grid]) -> Vec<Solved> {
        puzzles.iter().map(|puzzle| self.solve_one(puzzle)).collect()
    }
}

impl Workload for Sudoku {
    type Input = Puzzles;
    type Job = Puzzles;
    type Part = Vec<Solved>;
    type Output = Vec<Solved>;

    fn generate(&self) -> Puzzles {
        match &self.source {
            Source::Seed { seed, size, difficulty } => {
                Puzzles::new(generate::batch(*seed, *size, *difficulty))
            }
            Source::Visitor(puzzles) => puzzles.clone(),
        }
    }

    fn split(&self, input: Puzzles, workers: usize) -> Vec<Puzzles> {
        let ranges = self.schedule.ranges(input.as_slice().len(), workers);
        ranges.into_iter().map(|range| input.slice(range)).collect()
    }

    fn solve(&self, job: Puzzles) -> Vec<Solved> {
        self.solve_all(job.as_slice())
    }

    fn merge(&self, parts: Vec<Vec<Solved>>) -> Vec<Solved> {
        parts.concat()
    }

    fn verify(&self, input: &Puzzles, output: &Vec<Solved>) -> Result<(), Mismatch> {
        let unique = matches!(self.source, Source::Seed { .. });
        check::check(input.as_slice(), output, Expected { limit: self.limit, unique })
    }

    fn answer(&self, input: &Puzzles, output: &Vec<Solved>, most: usize) -> Answer {
        let count =
            |of: fn(u32) -> bool| output.iter().filter(|solved| of(solved.solutions())).count() as u32;
        let answers = input.as_slice().iter().zip(output).take(most);
        Answer::Sudoku {
            total: output.len() as u32,
            unsolvable: count(|solutions| solutions == 0),
            ambiguous: count(|solutions| solutions > 1),
            answers: answers
                .map(|(puzzle, solved)| SudokuAnswer {
                    puzzle: puzzle.to_string(),
                    solution: solved.first().map(Grid::to_string),
                    solutions: solved.solutions(),
                })
                .collect(),
            note: None,
        }
    }

    /// Input, parts and output, and for each job, of which there is one a puzzle at most, its handle, its
    /// part's, and a message both ways.
    fn memory(&self) -> u64 {
        let puzzles = match &self.source {
            Source::Seed { size, .. } => *size,
            Source::Visitor(puzzles) => puzzles.as_slice().len(),
        };
        let jobs = match self.schedule {
            Schedule::Task => puzzles,
            Schedule::Chunk | Schedule::Steal => 0,
        };
        let data = puzzles * (size_of::<Grid>() + 2 * size_of::<Solved>());
        let messages = puzzles * (size_of::<Grid>() + size_of::<Solved>());
        let handles = jobs * (size_of::<Puzzles>() + 2 * size_of::<Vec<Solved>>() + ALLOCATION);
        (data + messages + handles) as u64
    }

    fn solve_serial(&self, input: Puzzles, watch: &Stopwatch<'_>) -> Vec<Solved> {
        watch.enter(Phase::Solve);
        self.solve_all(input.as_slice())
    }

    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Puzzles, pool: &Pool, watch: &Stopwatch<'_>) -> Vec<Solved> {
        use rayon::prelude::*;
        let puzzles = input.as_slice();
        match self.schedule {
            Schedule::Chunk => {
                watch.enter(Phase::Split);
                let mut output: Vec<Solved> = vec![bytemuck::Zeroable::zeroed(); puzzles.len()];
                let chunks = cut(puzzles, &mut output, self.schedule, pool.workers());
                watch.enter(Phase::Solve);
                pool.run(|| {
                    chunks.into_par_iter().with_max_len(1).for_each(|(puzzles, answers)| {
                        watch.task(|| {
                            for (puzzle, answer) in puzzles.iter().zip(answers) {
                                *answer = self.solve_one(puzzle);
                            }
                        });
                    });
                });
                output
            }
            Schedule::Task => {
                watch.enter(Phase::Solve);
                let each = puzzles.par_iter().with_max_len(1);
                pool.run(|| each.map(|puzzle| watch.task(|| self.solve_one(puzzle))).collect())
            }
            Schedule::Steal => {
                watch.enter(Phase::Solve);
                let each = puzzles.par_iter();
                pool.run(|| each.map(|puzzle| watch.task(|| self.solve_one(puzzle))).collect())
            }
        }
    }
}

/// What an allocator adds to each allocation, bytes, about.
const ALLOCATION: usize = 16;

/// Puzzles and the places of their answers, cut alike.
#[cfg(feature = "pool")]
fn cut<'a>(
    puzzles: &'a [Grid],
    mut answers: &'a mut [Solved],
    schedule: Schedule,
    workers: usize,
) -> Vec<(&'a [Grid], &'a mut [Solved])> {
    let ranges = schedule.ranges(puzzles.len(), workers);
    let cut = ranges.into_iter().map(|range| {
        let places = answers.split_off_mut(..range.len()).expect("there is an answer for every puzzle");
        (&puzzles[range], places)
    });
    cut.collect()
}
