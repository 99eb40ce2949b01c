//! A grid of any side whose boxes are square: 9×9, 16×16 or 25×25.

use super::grid::Grid;
use std::fmt;

/// The sides there are.
pub const SIDES: [usize; 3] = [9, 16, 25];

/// A puzzle or a solution: its cells in reading order, 0 for a blank.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Puzzle {
    side: usize,
    cells: Vec<u8>,
}

impl Puzzle {
    /// The grid of these cells. None: there are not as many as a grid has, or one is above the side.
    pub fn new(cells: Vec<u8>) -> Option<Self> {
        let side = SIDES.into_iter().find(|side| side * side == cells.len())?;
        cells.iter().all(|&digit| usize::from(digit) <= side).then_some(Self { side, cells })
    }

    /// Cells of a row.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The cells in reading order, each from 0 to the side.
    pub fn cells(&self) -> &[u8] {
        &self.cells
    }

    /// The same as a 9×9 grid, if it is one.
    pub fn nine(&self) -> Option<Grid> {
        let mut grid = Grid::BLANK;
        *grid.cells_mut() = self.cells.as_slice().try_into().ok()?;
        Some(grid)
    }

    /// What may stand in each cell: a bit for each digit, all of them in a blank.
    pub fn candidates(&self) -> Vec<u32> {
        let all = (1 << self.side) - 1;
        self.cells.iter().map(|&digit| if digit == 0 { all } else { 1 << (digit - 1) }).collect()
    }

    /// The first reason why this is not a solved grid that keeps every clue of a puzzle. None if it is.
    pub fn flaw(&self, puzzle: &Self) -> Option<String> {
        let place = |cell: usize| format!("row {}, column {}", cell / self.side + 1, cell % self.side + 1);
        if puzzle.side != self.side {
            return Some(format!("a grid of side {} became one of side {}", puzzle.side, self.side));
        }
        let box_side = self.side.isqrt();
        let mut seen = vec![[0u32; 3]; self.side];
        for (cell, (&clue, &digit)) in puzzle.cells.iter().zip(&self.cells).enumerate() {
            if clue != 0 && clue != digit {
                return Some(format!("{}: the clue {} became {}", place(cell), sign(clue), sign(digit)));
            }
            if digit == 0 {
                return Some(format!("{}: it holds no digit", place(cell)));
            }
            let (row, column) = (cell / self.side, cell % self.side);
            let units =
                [("row", row), ("column", column), ("box", row / box_side * box_side + column / box_side)];
            for (kind, (name, unit)) in units.into_iter().enumerate() {
                if seen[unit][kind] & 1 << digit != 0 {
                    return Some(format!("{}: its digit stands in the {name} twice", place(cell)));
                }
                seen[unit][kind] |= 1 << digit;
            }
        }
        None
    }
}

impl From<Grid> for Puzzle {
    fn from(grid: Grid) -> Self {
        Self { side: 9, cells: grid.cells().to_vec() }
    }
}

/// A cell's digit as it is written: 1 to 9, then A to P; `.` for a blank.
fn sign(digit: u8) -> char {
    match digit {
        0 => '.',
        1..=9 => (b'0' + digit) as char,
        _ => (b'A' + digit - 10) as char,
    }
}

/// 81, 256 or 625 characters.
impl fmt::Display for Puzzle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cells.iter().map(|&digit| sign(digit)).collect::<String>())
    }
}

impl fmt::Debug for Puzzle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
