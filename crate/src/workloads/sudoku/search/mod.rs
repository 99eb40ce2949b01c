//! One search split over workers: three programs whose work is a tree that nobody knows beforehand.
//!
//! | program | the search |
//! | --- | --- |
//! | [`unique`] | proves that a hard 25×25 grid has one solution |
//! | [`count`] | counts all solutions of a 9×9 grid with few clues |
//! | [`minimal`] | takes clues from 16×16 grids until each that is left is needed |
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`tree`] | the search tree: explored, cut into subtrees, estimated |
//! | [`masks`] | the solver for large grids; 9×9 has [`super::bitboard`] |
//! | [`sharing`] | one tree on many threads, by work stealing |
//! | [`dig`] | grids from a seed, and minimal puzzles |
//! | [`digs`] | minimal puzzles on many threads |
//! | [`wire`] | parts and results in memory and in messages |
//! | [`programs`] | the catalogue's entries |
//!
//! In jobs (isolated workers, and threads whose schedule is not stealing) a tree is cut before the start, level by level,
//! into many more subtrees than workers. Some are a thousand times larger than others, which no one can see from above.

pub mod dig;
#[cfg(feature = "pool")]
mod digs;
pub mod masks;
pub mod programs;
#[cfg(feature = "pool")]
pub mod sharing;
pub mod tree;
pub mod wire;

use super::batch::Schedule;
use super::puzzle::Puzzle;
#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{Answer, SudokuAnswer};
use crate::random::Random;
use crate::run::{Phase, Stopwatch};
use crate::workload::{Mismatch, Workload};
pub use programs::{count, minimal, unique};
use std::sync::OnceLock;
use tree::{Board, Found, OnBoard, branches, estimate, on_board};
use wire::{Find, Finds, Item, Items};

/// Subtrees to cut a tree into, for each worker, and at most.
const BRANCHES: usize = 64;
const MOST_BRANCHES: usize = 2048;
/// A tree with more than this many times the limit of solutions, by an estimate, is not cut: each part would count up
/// to the limit.
const FAR_ABOVE: f64 = 4.0;
/// Descents for that estimate.
const DESCENTS: u32 = 1000;
/// Bytes that one instance needs at most, about: subtrees in memory and in messages, and the stacks that explore them.
const MEMORY: u64 = 24 << 20;

/// What a search is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Solutions, counted up to this many.
    Solutions(u64),
    /// A minimal puzzle of each grid.
    Minimal,
}

/// Where the grids come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A seed, and how much is wanted.
    Seed(u32, u32, fn(u32, u32) -> Vec<Puzzle>),
    /// The visitor.
    Visitor(Vec<Puzzle>),
}

/// The workload, as a plan configures it.
#[derive(Clone, Debug)]
pub struct Search {
    goal: Goal,
    schedule: Schedule,
    source: Source,
    seed: u32,
    /// An output that has been checked in full: others are compared with it.
    checked: OnceLock<Finds>,
}

impl Search {
    /// A search of these grids. The seed decides the order in which clues are taken.
    pub fn new(goal: Goal, schedule: Schedule, source: Source, seed: u32) -> Self {
        Self { goal, schedule, source, seed, checked: OnceLock::new() }
    }

    /// Does one part.
    fn find(&self, item: &Item) -> Find {
        let mut found = match self.goal {
            Goal::Minimal => dig::minimal(&item.candidates, self.order(item.number)),
            Goal::Solutions(limit) => tree::search(&item.candidates, limit, u64::MAX)
                .expect("a search without an end to its forks ends"),
        };
        found.nodes += item.nodes;
        Find { number: item.number, found: self.settled(found) }
    }

    fn order(&self, number: u32) -> u32 {
        self.seed.wrapping_add(number)
    }

    fn settled(&self, found: Found) -> Found {
        match self.goal {
            Goal::Solutions(limit) => found.up_to(limit),
            Goal::Minimal => found,
        }
    }

    /// The parts of a grid's tree, for this many workers.
    fn cut(&self, item: Item, workers: usize) -> Vec<Item> {
        let Goal::Solutions(limit) = self.goal else { return vec![item] };
        let wanted = (BRANCHES * workers).min(MOST_BRANCHES);
        on_board(&item.candidates, Cut { number: item.number, limit, wanted })
    }

    /// The first solution of what was counted, or the puzzle that was made, and its solution.
    fn told(&self, of: &Puzzle, found: &Found) -> SudokuAnswer {
        let first = found.first.clone().and_then(Puzzle::new);
        let (puzzle, solution) = match self.goal {
            Goal::Solutions(_) => (of.clone(), first),
            Goal::Minimal => {
                let puzzle = first.unwrap_or_else(|| of.clone());
                let solved = tree::search(&puzzle.candidates(), 1, u64::MAX);
                (puzzle, solved.and_then(|found| Puzzle::new(found.first?)))
            }
        };
        SudokuAnswer {
            puzzle: puzzle.to_string(),
            solution: solution.map(|solution| solution.to_string()),
            solutions: u32::try_from(found.solutions).unwrap_or(u32::MAX),
        }
    }

    /// What is worth knowing of the search beside its answers.
    fn note(&self, input: &Items, output: &Finds) -> Option<String> {
        let nodes: u64 = output.0.iter().map(|find| find.found.nodes).sum();
        let (Goal::Solutions(limit), [item], [find]) = (self.goal, &input.0[..], &output.0[..]) else {
            return (nodes > 0).then(|| format!("The searches had {nodes} forks in all."));
        };
        if limit > 2 && find.found.solutions == limit {
            let about = on_board(&item.candidates, Estimate { descents: 10 * DESCENTS });
            return Some(format!(
                "Counted up to {limit}. By an estimate from random descents it has about {about:.1e} solutions."
            ));
        }
        (nodes > 0).then(|| format!("The search tree has {nodes} forks."))
    }
}

struct Cut {
    number: u32,
    limit: u64,
    wanted: usize,
}

impl OnBoard for Cut {
    type Out = Vec<Item>;
    fn on<B: Board>(self, board: B) -> Vec<Item> {
        let Self { number, limit, wanted } = self;
        let many =
            limit > 2 && (Estimate { descents: DESCENTS }).on(board.clone()) > FAR_ABOVE * limit as f64;
        let whole = board.candidates();
        let (parts, nodes) = if many { (vec![board], 0) } else { branches(board, wanted) };
        let mut items: Vec<Item> =
            parts.iter().map(|part| Item { number, nodes: 0, candidates: part.candidates() }).collect();
        match items.first_mut() {
            Some(first) => first.nodes = nodes,
            // A part to say so: there is no solution.
            None => items.push(Item { number, nodes: 0, candidates: whole }),
        }
        items
    }
}

struct Estimate {
    descents: u32,
}

impl OnBoard for Estimate {
    type Out = f64;
    fn on<B: Board>(self, board: B) -> f64 {
        estimate(&board, self.descents, &mut Random::new(0))
    }
}

impl Workload for Search {
    type Input = Items;
    type Job = Items;
    type Part = Finds;
    type Output = Finds;

    fn generate(&self) -> Items {
        let puzzles = match &self.source {
            Source::Seed(seed, size, make) => &make(*seed, *size),
            Source::Visitor(puzzles) => puzzles,
        };
        let items = (0..).zip(puzzles);
        Items(
            items
                .map(|(number, puzzle)| Item { number, nodes: 0, candidates: puzzle.candidates() })
                .collect(),
        )
    }

    fn split(&self, input: Items, workers: usize) -> Vec<Items> {
        let parts: Vec<Item> = input.0.into_iter().flat_map(|item| self.cut(item, workers)).collect();
        // In jobs, whoever is idle is sent the next subtree: pieces of many could hide a large one.
        let schedule = if self.schedule == Schedule::Steal { Schedule::Task } else { self.schedule };
        let ranges = schedule.ranges(parts.len(), workers);
        let mut parts = parts.into_iter();
        ranges.into_iter().map(|range| Items(parts.by_ref().take(range.len()).collect())).collect()
    }

    fn solve(&self, job: Items) -> Finds {
        Finds(job.0.iter().map(|item| self.find(item)).collect())
    }

    fn merge(&self, parts: Vec<Finds>) -> Finds {
        let mut merged: Vec<Find> = Vec::new();
        for find in parts.into_iter().flat_map(|part| part.0) {
            match merged.last_mut() {
                Some(last) if last.number == find.number => {
                    last.found.solutions += find.found.solutions;
                    last.found.nodes += find.found.nodes;
                    last.found.first = last.found.first.take().or(find.found.first);
                }
                _ => merged.push(find),
            }
        }
        for find in &mut merged {
            find.found = self.settled(std::mem::take(&mut find.found));
        }
        Finds(merged)
    }

    fn verify(&self, input: &Items, output: &Finds) -> Result<(), Mismatch> {
        if let Some(checked) = self.checked.get() {
            let same = checked == output;
            return same.then_some(()).ok_or_else(|| Mismatch("a run found what another had not".into()));
        }
        self.check(input, output).map_err(Mismatch)?;
        self.checked.get_or_init(|| output.clone());
        Ok(())
    }

    fn answer(&self, input: &Items, output: &Finds, most: usize) -> Answer {
        let count = |of: fn(u64) -> bool| output.0.iter().filter(|find| of(find.found.solutions)).count();
        let answers = input.0.iter().zip(&output.0).take(most);
        Answer::Sudoku {
            total: output.0.len() as u32,
            unsolvable: count(|solutions| solutions == 0) as u32,
            ambiguous: count(|solutions| solutions > 1) as u32,
            answers: answers.map(|(item, find)| self.told(&puzzle_of(item), &find.found)).collect(),
            note: self.note(input, output),
        }
    }

    fn memory(&self) -> u64 {
        let cells = match (&self.source, self.goal) {
            (Source::Visitor(puzzles), _) => puzzles.iter().map(|puzzle| puzzle.cells().len()).sum(),
            (Source::Seed(_, size, _), Goal::Minimal) => *size as usize * dig::MINIMAL * dig::MINIMAL,
            (Source::Seed(..), Goal::Solutions(_)) => 0,
        };
        // The input, its copy, and jobs or messages: a word each.
        MEMORY + 4 * size_of::<u32>() as u64 * cells as u64
    }

    fn solve_serial(&self, input: Items, watch: &Stopwatch<'_>) -> Finds {
        watch.enter(Phase::Solve);
        self.solve(input)
    }

    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Items, pool: &Pool, watch: &Stopwatch<'_>) -> Finds {
        if self.schedule == Schedule::Steal {
            watch.enter(Phase::Solve);
            return match self.goal {
                Goal::Solutions(limit) => shared(&input, limit, pool, watch),
                Goal::Minimal => self.shared_digs(&input, pool, watch),
            };
        }
        use rayon::prelude::*;
        watch.enter(Phase::Split);
        let jobs = self.split(input, pool.workers());
        watch.enter(Phase::Solve);
        let each = jobs.into_par_iter().with_max_len(1);
        let parts = pool.run(|| each.map(|job| watch.task(|| self.solve(job))).collect());
        watch.enter(Phase::Merge);
        self.merge(parts)
    }
}

impl Search {
    /// Every grid's minimal puzzle, by whoever is idle.
    #[cfg(feature = "pool")]
    fn shared_digs(&self, input: &Items, pool: &Pool, watch: &Stopwatch<'_>) -> Finds {
        use digs::Digs;
        struct Offer<'r, 's, 'a> {
            digs: &'a Digs<'s>,
            scope: &'r rayon::Scope<'a>,
            candidates: &'a [u32],
            seed: u32,
            result: &'a OnceLock<Found>,
        }
        impl OnBoard for Offer<'_, '_, '_> {
            type Out = ();
            fn on<B: Board>(self, _: B) {
                self.digs.offer::<B>(self.scope, self.candidates, self.seed, self.result);
            }
        }
        // One thread has nobody to share with; its tasks are whole puzzles.
        let offers = |threads| sharing::Offers::new(if threads > 1 { pool.workers() } else { 0 });
        let results: Vec<OnceLock<Found>> = input.0.iter().map(|_| OnceLock::new()).collect();
        pool.run(|| {
            let offers = offers(rayon::current_num_threads());
            let digs = Digs::new(&offers, watch);
            rayon::scope(|scope| {
                for (item, result) in input.0.iter().zip(&results) {
                    let (candidates, seed) = (&item.candidates[..], self.order(item.number));
                    on_board(candidates, Offer { digs: &digs, scope, candidates, seed, result });
                }
            });
        });
        let found = results.into_iter().map(|result| result.into_inner().expect("every puzzle was made"));
        finds(input, found)
    }

    /// Every output against its grid, and against a search by one worker.
    fn check(&self, input: &Items, output: &Finds) -> Result<(), String> {
        if input.0.len() != output.0.len() {
            return Err(format!("{} grids have {} answers", input.0.len(), output.0.len()));
        }
        for (item, find) in input.0.iter().zip(&output.0) {
            self.check_one(item, find).map_err(|flaw| format!("grid {}: {flaw}", item.number + 1))?;
        }
        Ok(())
    }

    fn check_one(&self, item: &Item, find: &Find) -> Result<(), String> {
        let of = puzzle_of(item);
        let Find { number, found } = find;
        if *number != item.number {
            return Err(format!("the answer is that of grid {}", number + 1));
        }
        let first = found.first.clone().and_then(Puzzle::new);
        if let Some(flaw) = first.as_ref().and_then(|first| match self.goal {
            Goal::Solutions(_) => first.flaw(&of),
            Goal::Minimal => dig::flaw(first, &of).map(str::to_owned),
        }) {
            return Err(flaw);
        }
        if self.goal == Goal::Minimal && first.is_some() {
            return Ok(());
        }
        let Find { found: alone, .. } = self.find(item);
        if *found != alone {
            return Err(format!(
                "{} solutions and {} forks were counted, and one worker counts {} and {}",
                found.solutions, found.nodes, alone.solutions, alone.nodes
            ));
        }
        Ok(())
    }
}

/// Every grid's tree, by whoever is idle.
#[cfg(feature = "pool")]
fn shared(input: &Items, limit: u64, pool: &Pool, watch: &Stopwatch<'_>) -> Finds {
    use sharing::{Offers, Sharing};
    struct Offer<'r, 's, 'a> {
        sharing: &'a Sharing<'s>,
        scope: &'r rayon::Scope<'a>,
    }
    impl OnBoard for Offer<'_, '_, '_> {
        type Out = ();
        fn on<B: Board>(self, board: B) {
            self.sharing.offer(self.scope, vec![board], Vec::new());
        }
    }
    let offers = Offers::new(pool.workers());
    let each: Vec<Sharing<'_>> = input.0.iter().map(|_| Sharing::new(limit, &offers, watch)).collect();
    pool.run(|| {
        rayon::scope(|scope| {
            for (item, sharing) in input.0.iter().zip(&each) {
                on_board(&item.candidates, Offer { sharing, scope });
            }
        });
    });
    finds(input, each.into_iter().map(|sharing| sharing.found()))
}

/// What was found, grid by grid.
#[cfg(feature = "pool")]
fn finds(input: &Items, found: impl Iterator<Item = Found>) -> Finds {
    Finds(input.0.iter().zip(found).map(|(item, found)| Find { number: item.number, found }).collect())
}

/// The puzzle that an input is: a cell with one candidate is a clue.
fn puzzle_of(item: &Item) -> Puzzle {
    let digit = |word: u32| if word.count_ones() == 1 { word.trailing_zeros() as u8 + 1 } else { 0 };
    Puzzle::new(item.candidates.iter().map(|&word| digit(word)).collect()).expect("a grid has a grid's cells")
}
