//! The fast solver: one bit for each digit in each cell, whole units decided by table look-up.
//!
//! ```text
//! a digit's candidates: three bands of 27 bits        one band: three rows, three boxes
//!
//!   band 0   r0 r1 r2  ┐                               bit  0  1  2 │ 3  4  5 │ 6  7  8
//!   band 1   r3 r4 r5  ├ in two machine words                 9 10 11 │12 13 14 │15 16 17
//!   band 2   r6 r7 r8  ┘                                   18 19 20 │21 22 23 │24 25 26
//! ```
//!
//! Three bits of a row inside a box are a minirow. A digit takes exactly one minirow in each row and in each
//! box of a band, so the minirows it takes form a permutation of three: of the 512 sets of minirows, a table
//! knows the union of the permutations that fit. One look-up so finds the row's and the box's hidden singles,
//! locked candidates of both kinds, and contradictions. Turned by a quarter (bands for rows, columns for
//! boxes) the same holds for each stack, and gives the columns. Naked singles come from bit-sliced counters over
//! the nine digits, all 81 cells at once. What is left is search: suppose a digit in a cell with two candidates
//! (or the fewest), on a copy of the board; then rule it out and go on.
//!
//! Sources of the ideas: bitboards of bands with table look-ups of minirows, from the solvers that members of the
//! New Sudoku Players' Forum published (zhouyundong, JasonLion, champagne: JCZSolve); a digit's minirows in a band
//! as one of six permutations, T. Dillon, "tdoku" (2019); counting in bit slices is Harley and Seal's carry-save
//! adder (Warren, "Hacker's Delight", section 5-1).

use super::cell_set::CellSet;
use super::grid::{CELLS, Grid, Solved};
use super::tables::{BIT, COLUMNS, EVERYWHERE, MINIROWS, PLACED};

/// Solves by propagation and search, and counts solutions up to `limit`.
pub fn solve(puzzle: &Grid, limit: u32) -> Solved {
    search(puzzle, limit).0
}

/// [`solve`], and how many guesses it took: a measure of how hard the puzzle is for this solver.
pub fn search(puzzle: &Grid, limit: u32) -> (Solved, u32) {
    let mut search = Search { limit, solutions: 0, guesses: 0, first: None };
    if limit > 0 {
        search.explore(&mut Board::new(puzzle));
    }
    (Solved::new(search.first, search.solutions), search.guesses)
}

struct Search {
    limit: u32,
    solutions: u32,
    guesses: u32,
    first: Option<Grid>,
}

impl Search {
    /// Counts the board's solutions. Each level of recursion fills a cell, so there are at most 81 levels.
    fn explore(&mut self, board: &mut Board) {
        while let Some(counts) = board.propagate() {
            let Some((cell, digit)) = board.choose(&counts) else {
                self.solutions += 1;
                self.first.get_or_insert_with(|| board.grid());
                return;
            };
            self.guesses += 1;
            let mut supposed = *board;
            supposed.place(digit, cell);
            self.explore(&mut supposed);
            if self.solutions == self.limit {
                return;
            }
            board.rule_out(digit, cell);
        }
    }
}

/// What may still stand where.
#[derive(Clone, Copy)]
struct Board {
    /// For each digit, the cells that may hold it.
    candidates: [CellSet; 9],
    /// Cells whose digit has not been taken from the other digits' candidates yet.
    unsolved: CellSet,
    /// Digits, a bit each, whose candidates have changed since they were last settled.
    stale: u16,
}

/// How many candidates each cell has, as sets of cells.
struct Counts {
    two_or_more: CellSet,
    three_or_more: CellSet,
}

impl Board {
    fn new(puzzle: &Grid) -> Self {
        let mut candidates = [EVERYWHERE; 9];
        let mut clues = [CellSet::NONE; 9];
        let mut filled = CellSet::NONE;
        for (cell, &digit) in puzzle.cells().iter().enumerate() {
            if digit != 0 {
                let digit = usize::from(digit - 1);
                candidates[digit] &= PLACED[cell];
                clues[digit] |= BIT[cell];
                filled |= BIT[cell];
            }
        }
        for (candidates, clues) in candidates.iter_mut().zip(clues) {
            *candidates &= !filled | clues;
        }
        Self { candidates, unsolved: EVERYWHERE & !filled, stale: 0x1FF }
    }

    /// Draws every conclusion that closing units and naked singles give. None: there is no solution.
    #[inline]
    fn propagate(&mut self) -> Option<Counts> {
        loop {
            while self.stale != 0 {
                let digit = self.stale.trailing_zeros() as usize;
                self.stale &= self.stale - 1;
                self.settle(digit)?;
            }
            let mut one_or_more = CellSet::NONE;
            let mut two_or_more = CellSet::NONE;
            let mut three_or_more = CellSet::NONE;
            for candidates in self.candidates {
                three_or_more |= two_or_more & candidates;
                two_or_more |= one_or_more & candidates;
                one_or_more |= candidates;
            }
            if one_or_more != EVERYWHERE {
                return None;
            }
            let naked = self.unsolved & !two_or_more;
            if naked.is_empty() {
                return Some(Counts { two_or_more, three_or_more });
            }
            self.place_all(naked);
        }
    }

    /// Closes a digit's units until nothing changes, and takes the cells it fills from the other digits.
    #[inline]
    fn settle(&mut self, digit: usize) -> Option<()> {
        let closed = close(self.candidates[digit])?;
        self.candidates[digit] = closed;
        let filled = closed.single_in_row() & self.unsolved;
        if filled.is_empty() {
            return Some(());
        }
        self.unsolved &= !filled;
        let mut stale = 0;
        for (other, candidates) in self.candidates.iter_mut().enumerate() {
            stale |= u16::from(!(*candidates & filled).is_empty()) << other;
            *candidates &= !filled;
        }
        self.candidates[digit] = closed;
        self.stale |= stale & !(1 << digit);
        Some(())
    }

    /// Places the only candidate of each of these cells.
    fn place_all(&mut self, naked: CellSet) {
        for digit in 0..9 {
            // Read before the first is placed: of two that exclude each other both are, and the digit has no
            // place left.
            (self.candidates[digit] & naked).for_each(|cell| self.place(digit, cell));
        }
    }

    fn place(&mut self, digit: usize, cell: usize) {
        self.candidates[digit] &= PLACED[cell];
        self.stale |= 1 << digit;
    }

    fn rule_out(&mut self, digit: usize, cell: usize) {
        self.candidates[digit] &= !BIT[cell];
        self.stale |= 1 << digit;
    }

    /// A cell with the fewest candidates and the first of them; none if every cell is filled.
    #[inline]
    fn choose(&self, counts: &Counts) -> Option<(usize, usize)> {
        let pairs = counts.two_or_more & !counts.three_or_more;
        let cell = self.most_entangled(pairs).or_else(|| self.fewest())?;
        let digit = self.candidates.iter().position(|&candidates| !(candidates & BIT[cell]).is_empty());
        digit.map(|digit| (cell, digit))
    }

    /// Of these cells with two candidates, the one that has the most unsolved peers, those with two candidates
    /// counted three times: there either choice has the most consequences.
    #[inline]
    fn most_entangled(&self, pairs: CellSet) -> Option<usize> {
        let mut best = None;
        let mut most = 0;
        pairs.for_each(|cell| {
            let peers = !PLACED[cell];
            let weight = 1 + 2 * (pairs & peers).count() + (self.unsolved & peers).count();
            if weight > most {
                most = weight;
                best = Some(cell);
            }
        });
        best
    }

    /// The unsolved cell with the fewest candidates.
    fn fewest(&self) -> Option<usize> {
        let mut left = [CellSet::NONE; 9];
        for candidates in self.candidates {
            for count in (1..9).rev() {
                left[count] |= left[count - 1] & candidates;
            }
            left[0] |= candidates;
        }
        (1..9).find_map(|count| (self.unsolved & !left[count]).first()).or_else(|| self.unsolved.first())
    }

    /// The solution, once every cell is filled.
    fn grid(&self) -> Grid {
        let mut grid = Grid::BLANK;
        let cells: &mut [u8; CELLS] = grid.cells_mut();
        for (digit, candidates) in (1..).zip(self.candidates) {
            candidates.for_each(|cell| cells[cell] = digit);
        }
        grid
    }
}

/// Keeps a digit's candidates that lie on some full set of minirows in their band, and on some full set of
/// columns in their stack. None: a unit has no place for the digit.
#[inline]
fn close(mut candidates: CellSet) -> Option<CellSet> {
    loop {
        let by_bands = close_bands(candidates);
        if by_bands.any_band_empty() {
            return None;
        }
        candidates = by_bands & open_columns(by_bands);
        if candidates == by_bands {
            return Some(candidates);
        }
    }
}

#[inline]
fn close_bands(candidates: CellSet) -> CellSet {
    let [a, b, c] = candidates.minirows();
    candidates & CellSet::new(MINIROWS[a], MINIROWS[b], MINIROWS[c])
}

/// The columns that the three bands may use: in each stack, those on some assignment of one column to a band.
#[inline]
fn open_columns(candidates: CellSet) -> CellSet {
    let used = candidates.columns();
    let stack = |n: u32| {
        let used = used >> (3 * n);
        COLUMNS[(used & 0o7 | used >> 6 & 0o70 | used >> 12 & 0o700) as usize] << (3 * n)
    };
    CellSet::of_columns(stack(0) | stack(1) | stack(2))
}
