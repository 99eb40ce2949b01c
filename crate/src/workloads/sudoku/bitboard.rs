//! The fast solver: one bit for each digit in each cell, whole units decided by table look-up.
//!
//! ```text
//! a digit's candidates: three bands of 27 bits        one band: three rows, three boxes
//!
//!   band 0   r0 r1 r2  ┐                               bit  0  1  2 │ 3  4  5 │ 6  7  8
//!   band 1   r3 r4 r5  ├ in a lane each                       9 10 11 │12 13 14 │15 16 17
//!   band 2   r6 r7 r8  ┘                                   18 19 20 │21 22 23 │24 25 26
//! ```
//!
//! Three bits of a row inside a box are a minirow. A digit takes exactly one minirow in each row and in each
//! box of a band, so the minirows it takes form a permutation of three: what lies on none goes. That one step finds
//! the row's and the box's hidden singles, locked candidates of both kinds, and contradictions. Turned by a quarter
//! (minicolumns in a stack) the same gives the columns. Naked singles come from bit-sliced counters over the nine
//! digits, all 81 cells at once. What is left is search: suppose a digit in a cell with two candidates (or the fewest), on a copy of
//! the board; then the other one.
//!
//! Sources of the ideas: bitboards of bands and minirows, from the solvers that members of the New Sudoku Players'
//! Forum published (zhouyundong, JasonLion, champagne: JCZSolve); a digit's minirows in a band as one of six
//! permutations, and three digits to a minirow, T. Dillon, "tdoku" (2019); counting in bit slices is Harley and
//! Seal's carry-save adder (Warren, "Hacker's Delight", section 5-1); choosing by what a choice leads to, weighing
//! what it decides more than what it narrows, from look-ahead solvers of satisfiability (Heule and van Maaren,
//! "Handbook of Satisfiability", 2009, chapter 5).

use super::cell_set::{CellSet, Patterns};
use super::grid::{CELLS, Grid, Solved};
use super::search::tree::{self, Step};
use super::tables::{BIT, PEERS, PLACED};

/// Solves by propagation and search, and counts solutions up to `limit`.
pub fn solve(puzzle: &Grid, limit: u32) -> Solved {
    search(puzzle, limit).0
}

/// [`solve`], and how many guesses it took: a measure of how hard the puzzle is for this solver.
pub fn search(puzzle: &Grid, limit: u32) -> (Solved, u32) {
    let mut search = Search { limit, looked_at: LOOKED_AT, solutions: 0, guesses: 0, first: None };
    if limit > 0 {
        search.explore(&mut Board::of(puzzle));
    }
    (Solved::new(search.first, search.solutions), search.guesses)
}

/// How many guesses a puzzle takes whoever guesses at the first cell with the fewest candidates: a measure of how hard
/// it is that does not depend on how cleverly this solver guesses.
pub fn plain_guesses(puzzle: &Grid) -> u32 {
    let mut search = Search { limit: 2, looked_at: 1, solutions: 0, guesses: 0, first: None };
    search.explore(&mut Board::of(puzzle));
    search.guesses
}

struct Search {
    limit: u32,
    /// Cells with two candidates that are compared before one is chosen.
    looked_at: usize,
    solutions: u32,
    guesses: u32,
    first: Option<Grid>,
}

impl Search {
    /// Counts the board's solutions. Each level of recursion fills a cell, so there are at most 81 levels.
    fn explore(&mut self, board: &mut Board) {
        while let Some(counts) = board.propagate() {
            let Some(Choice { cell, digit, other }) = board.choose(&counts, self.looked_at) else {
                self.solutions += 1;
                self.first.get_or_insert_with(|| board.grid());
                return;
            };
            self.guesses += 1;
            let mut supposed = *board;
            supposed.suppose(cell, digit, other);
            self.explore(&mut supposed);
            if self.solutions == self.limit {
                return;
            }
            board.refute(cell, digit, other);
        }
    }
}

/// The same, for few guesses.
const LOOKED_AT: usize = 9;

/// What to suppose: a digit in a cell.
struct Choice {
    cell: usize,
    digit: usize,
    /// The cell's only other candidate, if it has two.
    other: Option<usize>,
}

/// What may still stand where.
#[derive(Clone, Copy)]
pub struct Board {
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
    fn of(puzzle: &Grid) -> Self {
        let mut candidates = [CellSet::ALL; 9];
        let mut clues = [CellSet::NONE; 9];
        let mut filled = CellSet::NONE;
        // Which cells hold clues nobody can foresee, the processor neither: no branch depends on it.
        let mut given = [0u8; CELLS];
        let mut count = 0;
        for (cell, &digit) in (0..).zip(puzzle.cells()) {
            given[count] = cell;
            count += usize::from(digit != 0);
        }
        for &cell in &given[..count] {
            let cell = usize::from(cell);
            let digit = usize::from(puzzle.cells()[cell] - 1);
            candidates[digit] &= PLACED[cell];
            clues[digit] |= BIT[cell];
            filled |= BIT[cell];
        }
        for (candidates, clues) in candidates.iter_mut().zip(clues) {
            *candidates = candidates.without(filled) | *candidates & clues;
        }
        Self { candidates, unsolved: CellSet::ALL.without(filled), stale: 0x1FF }
    }

    /// Draws every conclusion that closing units and naked singles give. None: there is no solution.
    #[inline]
    fn propagate(&mut self) -> Option<Counts> {
        let patterns = Patterns::get();
        loop {
            while self.stale != 0 {
                self.settle(patterns)?;
            }
            let mut one_or_more = CellSet::NONE;
            let mut two_or_more = CellSet::NONE;
            let mut three_or_more = CellSet::NONE;
            for candidates in self.candidates {
                three_or_more |= two_or_more & candidates;
                two_or_more |= one_or_more & candidates;
                one_or_more |= candidates;
            }
            if one_or_more.differs(CellSet::ALL) {
                return None;
            }
            let naked = self.unsolved.without(two_or_more);
            if naked.is_empty() {
                return Some(Counts { two_or_more, three_or_more });
            }
            self.place_all(naked);
        }
    }

    /// Closes the units of every stale digit once, and takes the cells they fill from the other digits. One pass after
    /// the other over several digits keeps the processor busier than one digit to its end. None: a unit has no
    /// place for a digit, or a cell has two digits.
    #[inline]
    fn settle(&mut self, patterns: &Patterns) -> Option<()> {
        let mut filled = CellSet::NONE;
        let mut twice = CellSet::NONE;
        let mut own = [CellSet::NONE; 9];
        let mut dead = false;
        let mut left = self.stale;
        let mut stale = 0;
        while left != 0 {
            let digit = left.trailing_zeros() as usize;
            left &= left - 1;
            let candidates = self.candidates[digit];
            let across = candidates.on_full_minirows(patterns);
            let closed = across.on_full_minicolumns(patterns);
            dead |= closed.is_empty();
            let single = closed.single_in_row(patterns) & self.unsolved;
            twice |= filled & single;
            filled |= single;
            // The minirows are closed already, unless the minicolumns have taken something since.
            stale |= u16::from(closed.differs(across)) << digit;
            self.candidates[digit] = closed;
            own[digit] = single;
        }
        if dead || !twice.is_empty() {
            return None;
        }
        if !filled.is_empty() {
            self.unsolved = self.unsolved.without(filled);
            for (digit, (candidates, own)) in self.candidates.iter_mut().zip(own).enumerate() {
                let rest = candidates.without(filled) | own;
                stale |= u16::from(rest.differs(*candidates)) << digit;
                *candidates = rest;
            }
        }
        self.stale = stale;
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
        self.candidates[digit] = self.candidates[digit].without(BIT[cell]);
        self.stale |= 1 << digit;
    }

    /// Supposes a digit in a cell. With it goes the cell's only other candidate, if there is one.
    #[inline]
    fn suppose(&mut self, cell: usize, digit: usize, other: Option<usize>) {
        self.place(digit, cell);
        if let Some(other) = other {
            self.rule_out(other, cell);
            self.unsolved = self.unsolved.without(BIT[cell]);
        }
    }

    /// Rules a digit out of a cell that had been supposed: its only other candidate, if there is one, stands there.
    #[inline]
    fn refute(&mut self, cell: usize, digit: usize, other: Option<usize>) {
        match other {
            Some(other) => self.suppose(cell, other, Some(digit)),
            None => self.rule_out(digit, cell),
        }
    }

    /// A cell with the fewest candidates; none if every cell is filled.
    #[inline]
    fn choose(&self, counts: &Counts, looked_at: usize) -> Option<Choice> {
        let pairs = counts.two_or_more.without(counts.three_or_more);
        if !pairs.is_empty() {
            return self.most_entangled(pairs, looked_at);
        }
        let cell = self.fewest()?;
        let digit = self.candidates.iter().position(|&candidates| !(candidates & BIT[cell]).is_empty())?;
        Some(Choice { cell, digit, other: None })
    }

    /// Of these cells with two candidates, the one that has the most candidates of the same digits in its units,
    /// those in cells with two candidates counted four times: there either choice has the most consequences. Only
    /// two finalists are weighed so.
    #[inline]
    fn most_entangled(&self, pairs: CellSet, looked_at: usize) -> Option<Choice> {
        let mut best = None;
        let mut most = 0;
        for cell in self.most_crowded(pairs, looked_at).into_iter().flatten() {
            let (digit, other) = self.pair(cell);
            let peers = PEERS[cell];
            let forced = pairs & peers;
            let weight = |digit: usize| {
                let candidates = self.candidates[digit % 9];
                (candidates & peers).count() + 3 * (candidates & forced).count()
            };
            let weight = 1 + weight(digit) + weight(other);
            if weight > most {
                most = weight;
                best = Some(Choice { cell, digit, other: Some(other) });
            }
        }
        best
    }

    /// Of the first few of these cells, the two with the most unsolved cells in their units, those with two
    /// candidates counted three times. To look at more would cost more than their better guesses save.
    #[inline]
    fn most_crowded(&self, pairs: CellSet, looked_at: usize) -> [Option<usize>; 2] {
        let mut left = looked_at;
        let mut most = [0; 2];
        let mut best = [None; 2];
        for (band, mut cells) in pairs.bands().into_iter().enumerate() {
            while cells != 0 && left > 0 {
                left -= 1;
                let cell = 27 * band + cells.trailing_zeros() as usize;
                cells &= cells - 1;
                let peers = PEERS[cell];
                let crowd = 1 + (self.unsolved & peers).count() + 2 * (pairs & peers).count();
                if crowd > most[0] {
                    (most, best) = ([crowd, most[0]], [Some(cell), best[0]]);
                } else if crowd > most[1] {
                    (most[1], best[1]) = (crowd, Some(cell));
                }
            }
        }
        best
    }

    /// The two candidates of a cell that has two.
    #[inline]
    fn pair(&self, cell: usize) -> (usize, usize) {
        let (band, place) = (cell / 27, cell % 27);
        let mut both = 0;
        for (digit, candidates) in self.candidates.into_iter().enumerate() {
            both |= (candidates.bands()[band] >> place & 1) << digit;
        }
        (both.trailing_zeros() as usize, (both & (both - 1)).trailing_zeros() as usize)
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
        (1..9).find_map(|count| self.unsolved.without(left[count]).first()).or_else(|| self.unsolved.first())
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

impl tree::Board for Board {
    fn new(candidates: &[u32]) -> Self {
        let mut board = Self { candidates: [CellSet::NONE; 9], unsolved: CellSet::ALL, stale: 0x1FF };
        for (cell, &word) in candidates.iter().enumerate() {
            for (digit, set) in board.candidates.iter_mut().enumerate() {
                if word >> digit & 1 != 0 {
                    *set |= BIT[cell];
                }
            }
        }
        board
    }

    fn candidates(&self) -> Vec<u32> {
        let mut words = vec![0; CELLS];
        for (digit, set) in self.candidates.into_iter().enumerate() {
            set.for_each(|cell| words[cell] |= 1 << digit);
        }
        words
    }

    #[inline]
    fn step(stack: &mut Vec<Self>) -> Step {
        let Some(board) = stack.last_mut() else { return Step::Dead };
        let Some(counts) = board.propagate() else {
            stack.pop();
            return Step::Dead;
        };
        let Some(Choice { cell, digit, other }) = board.choose(&counts, LOOKED_AT) else {
            return Step::Solved;
        };
        let mut supposed = *board;
        supposed.suppose(cell, digit, other);
        board.refute(cell, digit, other);
        stack.push(supposed);
        Step::Forked
    }

    fn solution(&self) -> Vec<u8> {
        self.grid().cells().to_vec()
    }
}
