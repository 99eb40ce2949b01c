//! The teaching solver: P. Norvig, "Solving Every Sudoku Puzzle" (2006), <https://norvig.com/sudoku.html>.
//!
//! Two rules, applied as far as they reach, and a search:
//! 1. a cell with one candidate left takes it from its 20 peers;
//! 2. a unit with one place left for a digit puts it there;
//! 3. if neither goes further, try each candidate of a cell that has the fewest.
//!
//! The names are those of the essay. Here the search goes on to count solutions, up to a limit.

use super::grid::{CELLS, Grid, Solved};

/// Solves by constraint propagation and search, and counts solutions up to `limit`.
pub fn solve(puzzle: &Grid, limit: u32) -> Solved {
    let mut found = Found { limit, solutions: 0, first: None };
    if limit > 0
        && let Some(values) = Values::parse(puzzle)
    {
        search(values, &mut found);
    }
    Solved::new(found.first, found.solutions)
}

struct Found {
    limit: u32,
    solutions: u32,
    first: Option<Grid>,
}

/// Each cell's candidates: bit `d` for digit `d + 1`.
#[derive(Clone)]
struct Values([u16; CELLS]);

/// A cell or a digit has no place left.
struct Contradiction;

impl Values {
    /// Every clue assigned; None if that is a contradiction.
    fn parse(puzzle: &Grid) -> Option<Self> {
        let mut values = Self([0x1FF; CELLS]);
        for (cell, &digit) in puzzle.cells().iter().enumerate() {
            if digit != 0 {
                values.assign(cell, 1 << (digit - 1)).ok()?;
            }
        }
        Some(values)
    }

    /// Puts a digit in a cell, by eliminating every other.
    fn assign(&mut self, cell: usize, digit: u16) -> Result<(), Contradiction> {
        if self.0[cell] & digit == 0 {
            return Err(Contradiction);
        }
        each(self.0[cell] & !digit).try_for_each(|other| self.eliminate(cell, other))
    }

    /// Takes a digit from a cell, and follows what that implies. Each call that goes on removes one of 729
    /// candidates, so the recursion ends.
    fn eliminate(&mut self, cell: usize, digit: u16) -> Result<(), Contradiction> {
        if self.0[cell] & digit == 0 {
            return Ok(());
        }
        self.0[cell] &= !digit;
        let left = self.0[cell];
        match left.count_ones() {
            0 => return Err(Contradiction),
            1 => PEERS[cell].iter().try_for_each(|&peer| self.eliminate(peer.into(), left))?,
            _ => {}
        }
        for unit in UNITS_OF[cell] {
            let mut places = UNITS[unit].iter().map(|&place| usize::from(place));
            let mut places = places.by_ref().filter(|&place| self.0[place] & digit != 0);
            match (places.next(), places.next()) {
                (None, _) => return Err(Contradiction),
                (Some(only), None) => self.assign(only, digit)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Counts solutions, depth first. Each level decides a cell, so there are at most 81 levels.
fn search(values: Values, found: &mut Found) {
    let open = (0..CELLS).filter(|&cell| values.0[cell].count_ones() > 1);
    let Some(cell) = open.min_by_key(|&cell| values.0[cell].count_ones()) else {
        found.solutions += 1;
        found.first.get_or_insert_with(|| grid(&values));
        return;
    };
    for digit in each(values.0[cell]) {
        let mut copy = values.clone();
        if copy.assign(cell, digit).is_ok() {
            search(copy, found);
        }
        if found.solutions == found.limit {
            return;
        }
    }
}

fn grid(values: &Values) -> Grid {
    let mut grid = Grid::BLANK;
    for (cell, candidates) in grid.cells_mut().iter_mut().zip(values.0) {
        *cell = candidates.trailing_zeros() as u8 + 1;
    }
    grid
}

/// The bits of a set, one by one.
fn each(mut set: u16) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let lowest = set & set.wrapping_neg();
        set &= !lowest;
        (lowest != 0).then_some(lowest)
    })
}

/// Rows 0 to 8, columns 9 to 17, boxes 18 to 26: the cells of each.
static UNITS: [[u8; 9]; 27] = {
    let mut units = [[0; 9]; 27];
    let mut n = 0;
    while n < CELLS {
        let (unit, place) = (n / 9, n % 9);
        units[unit][place] = n as u8;
        units[9 + unit][place] = (9 * place + unit) as u8;
        units[18 + unit][place] = (27 * (unit / 3) + 3 * (unit % 3) + 9 * (place / 3) + place % 3) as u8;
        n += 1;
    }
    units
};

/// The three units of each cell.
static UNITS_OF: [[usize; 3]; CELLS] = {
    let mut table = [[0; 3]; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        let (row, column) = (cell / 9, cell % 9);
        table[cell] = [row, 9 + column, 18 + row / 3 * 3 + column / 3];
        cell += 1;
    }
    table
};

/// The 20 other cells of each cell's units.
static PEERS: [[u8; 20]; CELLS] = {
    let mut table = [[0; 20]; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        let mut found = 0;
        let mut other = 0;
        while other < CELLS {
            let same_row = cell / 9 == other / 9;
            let same_column = cell % 9 == other % 9;
            let same_box = cell / 27 == other / 27 && cell % 9 / 3 == other % 9 / 3;
            if cell != other && (same_row || same_column || same_box) {
                table[cell][found] = other as u8;
                found += 1;
            }
            other += 1;
        }
        cell += 1;
    }
    table
};
