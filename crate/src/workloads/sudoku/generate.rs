//! Puzzles from a seed: one solution each, all different, graded, and made fast.
//!
//! Finding a puzzle costs hundreds of solutions, so only a few are found and the rest are their images: renaming
//! the digits, permuting the bands, the rows in a band, the stacks and the columns in a stack, and transposing
//! keep a puzzle's solutions (Russell and Jarvis, "Mathematics of Sudoku II", 2006, count 9! × 6^8 × 2 of these
//! symmetries), and with small changes its difficulty.
//!
//! | grade | its bases |
//! | --- | --- |
//! | easy | dug down to 36 clues; no guess is needed |
//! | medium | minimal (without any clue it is no longer unique), from the easier half of those dug |
//! | hard | minimal, from the hardest quarter of those dug |
//! | very hard | bred from the hardest: a few clues added, dug again, and kept if it is harder |
//!
//! | few clues | minimal, with fewer clues than any that is dug: two are exchanged for one, as often as that succeeds |
//!
//! Difficulty is the number of guesses of [`bitboard::plain_guesses`], on average over some images. How the fast solver
//! guesses is no judge: puzzles that are hard for it in particular are not those that are hard. A mixed batch has a
//! quarter of each grade but the last, in rising order.

use super::bitboard;
use super::grid::{CELLS, Grid};
use crate::random::Random;
use std::collections::HashSet;

/// How hard puzzles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difficulty {
    /// A quarter of each grade, from easy to very hard.
    Mixed,
    /// One grade, evenly hard from the first to the last.
    Only(Grade),
}

/// A grade of difficulty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// 36 clues, no guess.
    Easy,
    /// Minimal, mostly no guess.
    Medium,
    /// Minimal, a few guesses.
    Hard,
    /// Minimal, tens of guesses.
    VeryHard,
    /// Minimal, about 22 clues, mostly few guesses.
    FewClues,
}

/// The grades of a mixed batch, in rising order.
pub const GRADES: [Grade; 4] = [Grade::Easy, Grade::Medium, Grade::Hard, Grade::VeryHard];

/// Puzzles that every puzzle of a grade is an image of.
const BASES: usize = 12;
/// Minimal puzzles dug, of which the grades take theirs.
const DUG: usize = 72;
/// Clues of an easy puzzle.
const EASY_CLUES: usize = 36;
/// Images of a puzzle that are solved to rate it.
const RATED_IMAGES: usize = 6;
/// Attempts at breeding a harder puzzle.
const BREEDINGS: usize = 160;
/// Attempts at a puzzle with one clue less.
const EXCHANGES: usize = 500;
/// Clues added to a parent, before digging again.
const ADDED: usize = 3;

/// `size` different puzzles with one solution each: the same for the same arguments, always.
pub fn batch(seed: u32, size: usize, difficulty: Difficulty) -> Vec<Grid> {
    let mut random = Random::new(seed);
    let bases = Bases::dig(&mut random, difficulty);
    let mut seen = HashSet::with_capacity(size);
    let mut puzzles = Vec::with_capacity(size);
    while puzzles.len() < size {
        let base = bases.at(puzzles.len(), size);
        let puzzle = loop {
            let image = image(base, &mut random);
            if seen.insert(image) {
                break image;
            }
        };
        puzzles.push(puzzle);
    }
    puzzles
}

/// The bases, in rising order of difficulty.
struct Bases {
    rising: Vec<Grid>,
    difficulty: Difficulty,
}

impl Bases {
    fn dig(random: &mut Random, difficulty: Difficulty) -> Self {
        let wanted = match difficulty {
            Difficulty::Mixed => &GRADES[..],
            Difficulty::Only(grade) => &[grade],
        };
        let mut rising = Vec::with_capacity(wanted.len() * BASES);
        if wanted.contains(&Grade::Easy) {
            rising.extend((0..BASES).map(|_| easy(random)));
        }
        if wanted != [Grade::Easy] {
            let mut dug: Vec<Rated> = (0..DUG).map(|_| Rated::new(minimal(random), random)).collect();
            dug.sort_by_key(|rated| rated.guesses);
            for grade in wanted {
                match grade {
                    Grade::Easy => {}
                    Grade::Medium => rising.extend(grids(&dug[DUG / 2 - BASES..DUG / 2])),
                    Grade::Hard => rising.extend(grids(&dug[DUG - BASES - BASES / 2..DUG - BASES / 2])),
                    Grade::FewClues => rising.extend(fewest_clues(dug.clone(), random)),
                    Grade::VeryHard => rising.extend(grids(&breed(&dug[DUG - BASES..], random))),
                }
            }
        }
        Self { rising, difficulty }
    }

    /// The base of the `number`-th of `size` puzzles.
    fn at(&self, number: usize, size: usize) -> &Grid {
        let count = self.rising.len();
        &self.rising[match self.difficulty {
            Difficulty::Mixed => number * count / size,
            Difficulty::Only(_) => number % count,
        }]
    }
}

/// A puzzle and the guesses that some of its images take. The order of cells and digits decides which guess comes
/// first, so that one image may be lucky.
#[derive(Clone, Copy)]
struct Rated {
    puzzle: Grid,
    guesses: u32,
}

impl Rated {
    fn new(puzzle: Grid, random: &mut Random) -> Self {
        let guesses = (0..RATED_IMAGES).map(|_| bitboard::plain_guesses(&image(&puzzle, random))).sum();
        Self { puzzle, guesses }
    }
}

fn grids(rated: &[Rated]) -> impl Iterator<Item = Grid> {
    rated.iter().map(|rated| rated.puzzle)
}

/// A solved grid: three boxes on the diagonal, which don't see each other, at random; the rest follows.
fn full(random: &mut Random) -> Grid {
    let mut grid = Grid::BLANK;
    for start in [0, 3, 6] {
        let mut digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        random.shuffle(&mut digits);
        for (place, digit) in digits.into_iter().enumerate() {
            grid.0[start + place / 3][start + place % 3] = digit;
        }
    }
    *bitboard::solve(&grid, 1).first().expect("a diagonal of boxes can be completed")
}

/// A minimal puzzle.
pub fn minimal(random: &mut Random) -> Grid {
    dig(full(random), 0, shuffled(random))
}

fn easy(random: &mut Random) -> Grid {
    loop {
        let rated = Rated::new(dig(full(random), EASY_CLUES, shuffled(random)), random);
        if rated.guesses == 0 {
            return rated.puzzle;
        }
    }
}

/// Every cell, in random order.
fn shuffled(random: &mut Random) -> [usize; CELLS] {
    let mut order = std::array::from_fn(|cell| cell);
    random.shuffle(&mut order);
    order
}

/// Takes clues away, in this order, while the solution stays the only one and more than `keep` are left.
fn dig(mut grid: Grid, keep: usize, order: [usize; CELLS]) -> Grid {
    let mut clues = grid.clues();
    for cell in order {
        if clues <= keep {
            break;
        }
        let clue = std::mem::take(&mut grid.cells_mut()[cell]);
        if clue == 0 {
            continue;
        }
        if bitboard::solve(&grid, 2).solutions() == 1 {
            clues -= 1;
        } else {
            grid.cells_mut()[cell] = clue;
        }
    }
    grid
}

/// Breeds harder puzzles: a child takes the place of the easiest, if it is harder and not there yet.
fn breed(parents: &[Rated], random: &mut Random) -> Vec<Rated> {
    let mut herd = parents.to_vec();
    for _ in 0..BREEDINGS {
        let parent = herd[random.below(herd.len())].puzzle;
        // What was added goes last, or digging would mostly find the parent again.
        let mut order = shuffled(random);
        order.sort_by_key(|&cell| parent.cells()[cell] == 0);
        let child = Rated::new(dig(with_more(parent, random), 0, order), random);
        let easiest = (0..herd.len()).min_by_key(|&n| herd[n].guesses).expect("a herd is not empty");
        if child.guesses > herd[easiest].guesses && herd.iter().all(|rated| rated.puzzle != child.puzzle) {
            herd[easiest] = child;
        }
    }
    herd.sort_by_key(|rated| rated.guesses);
    herd
}

/// Puzzles with few clues, from those that have the fewest.
fn fewest_clues(mut dug: Vec<Rated>, random: &mut Random) -> Vec<Grid> {
    dug.sort_by_key(|rated| rated.puzzle.clues());
    let mut puzzles: Vec<Grid> = grids(&dug[..BASES]).collect();
    for puzzle in &mut puzzles {
        let solved = bitboard::solve(puzzle, 1);
        let solution = *solved.first().expect("a puzzle that was dug has its solution");
        for _ in 0..EXCHANGES {
            let fewer = exchanged(*puzzle, &solution, random);
            if bitboard::solve(&fewer, 2).solutions() == 1 {
                *puzzle = dig(fewer, 0, shuffled(random));
            }
        }
    }
    puzzles
}

/// Without two of its clues, and with another cell of its solution.
fn exchanged(mut puzzle: Grid, solution: &Grid, random: &mut Random) -> Grid {
    let cells = shuffled(random);
    let (clues, blanks): (Vec<usize>, Vec<usize>) =
        cells.into_iter().partition(|&cell| puzzle.cells()[cell] != 0);
    clues[..2].iter().for_each(|&cell| puzzle.cells_mut()[cell] = 0);
    puzzle.cells_mut()[blanks[0]] = solution.cells()[blanks[0]];
    puzzle
}

/// The puzzle with a few more cells of its solution.
fn with_more(mut puzzle: Grid, random: &mut Random) -> Grid {
    let solved = bitboard::solve(&puzzle, 1);
    let solution = solved.first().expect("a puzzle that was dug has its solution");
    for _ in 0..ADDED {
        let blanks: Vec<usize> = (0..CELLS).filter(|&cell| puzzle.cells()[cell] == 0).collect();
        let cell = blanks[random.below(blanks.len())];
        puzzle.cells_mut()[cell] = solution.cells()[cell];
    }
    puzzle
}

/// The puzzle under a random symmetry.
fn image(puzzle: &Grid, random: &mut Random) -> Grid {
    let mut names = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    random.shuffle(&mut names[1..]);
    let rows = lines(random);
    let columns = lines(random);
    let transposed = random.below(2) == 1;
    let mut image = Grid::BLANK;
    for (row, &from_row) in rows.iter().enumerate() {
        for (column, &from_column) in columns.iter().enumerate() {
            let (r, c) = if transposed { (from_column, from_row) } else { (from_row, from_column) };
            image.0[row][column] = names[usize::from(puzzle.0[r][c])];
        }
    }
    image
}

/// Nine rows (or columns), the threes permuted, and each within its three.
fn lines(random: &mut Random) -> [usize; 9] {
    let mut threes = [0, 3, 6];
    random.shuffle(&mut threes);
    let mut lines = [0; 9];
    for (chunk, three) in lines.chunks_exact_mut(3).zip(threes) {
        chunk.copy_from_slice(&[three, three + 1, three + 2]);
        random.shuffle(chunk);
    }
    lines
}
