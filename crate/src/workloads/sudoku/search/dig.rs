//! Grids for searches, from a seed; and minimal puzzles, which are a search themselves.
//!
//! A clue is not needed if nothing else can stand in its cell: one search for a contradiction. While many clues are
//! left that is trivial, so the first of them go together: the longest run that leaves one solution is found by halving.

use super::tree::{Found, OnBoard, estimate, search};
use super::{Board, Puzzle};
use crate::random::Random;
use crate::workloads::sudoku::generate;

/// A side of the grids that are to be proven.
pub const PROVEN: usize = 25;
/// A side of the puzzles that are made minimal.
pub const MINIMAL: usize = 16;

/// Forks after which a run of clues counts as too long to go together.
const TOGETHER: u64 = 50;
/// Grids that are dug for one whose proof is long enough.
const ATTEMPTS: usize = 8;
/// Clues that are compared before one is taken, for a number of solutions.
const COMPARED: usize = 6;
/// Descents for each estimate.
const DESCENTS: u32 = 300;

/// A solved grid: a cyclic pattern, its digits renamed, its bands, rows, stacks and columns permuted.
pub fn full(side: usize, random: &mut Random) -> Vec<u8> {
    let mut names: Vec<u8> = (1..=side as u8).collect();
    random.shuffle(&mut names);
    let box_side = side.isqrt();
    let [rows, columns] = [(); 2].map(|()| lines(box_side, random));
    let digit =
        |row: usize, column: usize| names[(row % box_side * box_side + row / box_side + column) % side];
    rows.iter().flat_map(|&row| columns.iter().map(move |&column| digit(row, column))).collect()
}

/// The lines of a grid, the bands permuted, and each line within its band.
fn lines(box_side: usize, random: &mut Random) -> Vec<usize> {
    let mut bands: Vec<usize> = (0..box_side).collect();
    random.shuffle(&mut bands);
    let within = |band: usize| {
        let mut lines: Vec<usize> = (0..box_side).map(|line| band * box_side + line).collect();
        random.shuffle(&mut lines);
        lines
    };
    bands.into_iter().flat_map(within).collect()
}

/// A grid of which clues are taken.
struct Digging {
    solution: Vec<u8>,
    /// Words as boards take them.
    candidates: Vec<u32>,
    all: u32,
    nodes: u64,
}

impl Digging {
    fn new(solution: Vec<u8>, candidates: Vec<u32>) -> Self {
        let all = (1 << solution.len().isqrt()) - 1;
        Self { solution, candidates, all, nodes: 0 }
    }

    /// Takes these clues, as many from the front as leave one solution without much of a search; gives the others.
    fn take_together<'o>(&mut self, order: &'o [usize]) -> &'o [usize] {
        let (mut fits, mut too_many) = (0, order.len() + 1);
        while too_many - fits > 1 {
            let middle = usize::midpoint(fits, too_many);
            let mut fewer = self.candidates.clone();
            order[..middle].iter().for_each(|&cell| fewer[cell] = self.all);
            match search(&fewer, 2, TOGETHER) {
                Some(Found { solutions: 1, .. }) => fits = middle,
                _ => too_many = middle,
            }
        }
        order[..fits].iter().for_each(|&cell| self.candidates[cell] = self.all);
        &order[fits..]
    }

    /// Takes a clue if it is not needed. None: that took too many forks.
    fn take(&mut self, cell: usize, nodes: u64) -> Option<bool> {
        let clue = self.lift(cell);
        let other = search(&self.candidates, 1, nodes);
        self.nodes += other.as_ref().map_or(0, |found| found.nodes);
        let needed = other.as_ref().is_none_or(|found| found.solutions > 0);
        self.settle(cell, clue, needed);
        other.map(|_| !needed)
    }

    /// Leaves a cell every digit but its clue, and gives that.
    fn lift(&mut self, cell: usize) -> u32 {
        let clue = self.candidates[cell];
        self.candidates[cell] = self.all & !clue;
        clue
    }

    /// Puts a clue back, or leaves its cell blank.
    fn settle(&mut self, cell: usize, clue: u32, needed: bool) {
        self.candidates[cell] = if needed { clue } else { self.all };
    }

    fn puzzle(&self) -> Vec<u8> {
        let cells = self.solution.iter().zip(&self.candidates);
        cells.map(|(&digit, &word)| if word == self.all { 0 } else { digit }).collect()
    }
}

fn shuffled(cells: usize, random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cells).collect();
    random.shuffle(&mut order);
    order
}

fn read(cells: Vec<u8>) -> Puzzle {
    Puzzle::new(cells).expect("what was dug is a grid")
}

/// A 25×25 puzzle with one solution, the proof of which takes at least this many forks, and mostly not twice as many.
pub fn unique(seed: u32, wanted: u64) -> Puzzle {
    let mut random = Random::new(seed);
    let dug: Vec<(u64, Puzzle)> = (0..ATTEMPTS)
        .scan(false, |enough, _| {
            let dug = (!*enough).then(|| hard(wanted, &mut random))?;
            *enough = dug.0 >= wanted;
            Some(dug)
        })
        .collect();
    dug.into_iter().max_by_key(|(nodes, _)| *nodes).expect("there is an attempt").1
}

/// Digs until the proof takes that many forks; says how many it takes.
fn hard(wanted: u64, random: &mut Random) -> (u64, Puzzle) {
    let solution = read(full(PROVEN, random));
    let order = shuffled(PROVEN * PROVEN, random);
    let mut digging = Digging::new(solution.cells().to_vec(), solution.candidates());
    let mut nodes = 0;
    for &cell in digging.take_together(&order) {
        let (before, clue) = (digging.nodes, digging.candidates[cell]);
        if digging.take(cell, 2 * wanted) != Some(true) || 8 * (digging.nodes - before) < wanted {
            continue;
        }
        match search(&digging.candidates, 2, 4 * wanted) {
            Some(proof) => nodes = proof.nodes,
            None => digging.candidates[cell] = clue,
        }
        if nodes >= wanted {
            break;
        }
    }
    (nodes, read(digging.puzzle()))
}

/// A 9×9 grid with about this many solutions.
pub fn ambiguous(seed: u32, wanted: f64) -> Puzzle {
    struct Estimate<'r>(&'r mut Random);
    impl OnBoard for Estimate<'_> {
        type Out = f64;
        fn on<B: Board>(self, board: B) -> f64 {
            estimate(&board, DESCENTS, self.0)
        }
    }
    let mut random = Random::new(seed);
    let mut cells = generate::minimal(&mut random).cells().to_vec();
    loop {
        let mut clues: Vec<usize> = (0..cells.len()).filter(|&cell| cells[cell] != 0).collect();
        random.shuffle(&mut clues);
        let fewer = clues.iter().take(COMPARED).map(|&cell| {
            let mut fewer = cells.clone();
            fewer[cell] = 0;
            let candidates = read(fewer.clone()).candidates();
            (super::tree::on_board(&candidates, Estimate(&mut random)), fewer)
        });
        let best = fewer.filter(|(count, _)| *count <= 1.5 * wanted).max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((count, fewer)) = best else { return read(cells) };
        cells = fewer;
        if count >= wanted / 1.5 {
            return read(cells);
        }
    }
}

/// Solved 16×16 grids.
pub fn solved(seed: u32, count: usize) -> Vec<Puzzle> {
    let mut random = Random::new(seed);
    (0..count).map(|_| read(full(MINIMAL, &mut random))).collect()
}

/// Takes clues away, in an order that the seed decides, until each that is left is needed: a minimal puzzle, in place
/// of the first solution. A grid that has not one solution stays as it is, and there is none.
pub fn minimal(candidates: &[u32], seed: u32) -> Found {
    let mut dig = match Dig::new(candidates, seed) {
        Ok(dig) => dig,
        Err(found) => return found,
    };
    while let Some(without) = dig.next_without() {
        let other = search(without, 1, u64::MAX).is_none_or(|found| found.solutions > 0);
        dig.conclude(other);
    }
    dig.found()
}

/// A minimal puzzle in the making: clue after clue, a search for each.
pub struct Dig {
    digging: Digging,
    /// Clues that have not been looked at, the next one last.
    order: Vec<usize>,
    /// The one that is looked at.
    clue: Option<(usize, u32)>,
}

impl Dig {
    /// The beginning.
    ///
    /// # Errors
    /// The grid has not one solution; this is what was found.
    pub fn new(candidates: &[u32], seed: u32) -> Result<Self, Found> {
        let solution = match search(candidates, 2, u64::MAX) {
            Some(Found { solutions: 1, first: Some(first), .. }) => first,
            other => return Err(Found { first: None, nodes: 0, ..other.unwrap_or_default() }),
        };
        let mut order = shuffled(solution.len(), &mut Random::new(seed));
        order.retain(|&cell| candidates[cell].count_ones() == 1);
        let mut digging = Digging::new(solution, candidates.to_vec());
        let mut order = digging.take_together(&order).to_vec();
        order.reverse();
        Ok(Self { digging, order, clue: None })
    }

    /// The candidates without the next clue, and without its digit: the clue is needed if that has a solution. None:
    /// every clue has been looked at.
    pub fn next_without(&mut self) -> Option<&[u32]> {
        let cell = self.order.pop()?;
        self.clue = Some((cell, self.digging.lift(cell)));
        Some(&self.digging.candidates)
    }

    /// Puts the clue back if it is needed.
    pub fn conclude(&mut self, needed: bool) {
        if let Some((cell, clue)) = self.clue.take() {
            self.digging.settle(cell, clue, needed);
        }
    }

    /// The puzzle. How many forks it took depends on who found what first, and is not told.
    pub fn found(self) -> Found {
        Found { solutions: 1, nodes: 0, first: Some(self.digging.puzzle()) }
    }
}

/// Why this is no minimal puzzle of that grid. None if it is.
pub fn flaw(puzzle: &Puzzle, of: &Puzzle) -> Option<&'static str> {
    if puzzle.cells().iter().zip(of.cells()).any(|(&clue, &digit)| clue != 0 && clue != digit) {
        return Some("it has a clue that was not given");
    }
    let candidates = puzzle.candidates();
    if search(&candidates, 2, u64::MAX).is_none_or(|found| found.solutions != 1) {
        return Some("it has not one solution");
    }
    let all = (1 << puzzle.side()) - 1;
    let needed = |(cell, &word): (usize, &u32)| {
        let mut without = candidates.clone();
        without[cell] = all & !word;
        word == all || search(&without, 1, u64::MAX).is_some_and(|found| found.solutions == 1)
    };
    (!candidates.iter().enumerate().all(needed)).then_some("a clue of it is not needed")
}
