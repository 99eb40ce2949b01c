//! A 9×9 grid, and what a solver says about it.

use bytemuck::{Pod, Zeroable};
use std::fmt;

/// Cells of a grid.
pub const CELLS: usize = 81;

/// A puzzle or a solution: nine rows of nine cells, 0 for a blank.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct Grid(pub [[u8; 9]; 9]);

impl Grid {
    /// No clue at all.
    pub const BLANK: Self = Self([[0; 9]; 9]);

    /// The cells in reading order, each 0 to 9.
    pub fn cells(&self) -> &[u8; CELLS] {
        self.0.as_flattened().try_into().expect("nine rows of nine are 81")
    }

    /// The cells in reading order.
    pub fn cells_mut(&mut self) -> &mut [u8; CELLS] {
        self.0.as_flattened_mut().try_into().expect("nine rows of nine are 81")
    }

    /// How many cells are filled.
    pub fn clues(&self) -> usize {
        self.cells().iter().filter(|&&digit| digit != 0).count()
    }

    /// The first reason why this is not a solved grid: a cell, and what is wrong with it. None if it is solved.
    pub fn flaw(&self) -> Option<(usize, &'static str)> {
        let mut rows = [0u16; 9];
        let mut columns = [0u16; 9];
        let mut boxes = [0u16; 9];
        for (cell, &digit) in self.cells().iter().enumerate() {
            if !(1..=9).contains(&digit) {
                return Some((cell, "it holds no digit"));
            }
            let (row, column) = (cell / 9, cell % 9);
            let bit = 1 << digit;
            let units = [
                (&mut rows[row], "its digit stands in the row twice"),
                (&mut columns[column], "its digit stands in the column twice"),
                (&mut boxes[row / 3 * 3 + column / 3], "its digit stands in the box twice"),
            ];
            for (seen, twice) in units {
                if *seen & bit != 0 {
                    return Some((cell, twice));
                }
                *seen |= bit;
            }
        }
        None
    }
}

/// 81 characters, `.` for a blank.
impl fmt::Display for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String =
            self.cells().iter().map(|&digit| [b'.', b'0' + digit][usize::from(digit != 0)] as char).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a solver found: 85 bytes that travel as they are.
#[derive(Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Solved {
    grid: Grid,
    // Bytes, not a u32: a padding-free layout is what lets a slice of these be sent without a copy.
    solutions: [u8; 4],
}

impl Solved {
    /// `first` is the first solution found; without one, the count is 0.
    pub fn new(first: Option<Grid>, solutions: u32) -> Self {
        debug_assert_eq!(first.is_some(), solutions > 0);
        Self { grid: first.unwrap_or(Grid::BLANK), solutions: solutions.to_ne_bytes() }
    }

    /// Solutions counted, up to the limit that the solver was given.
    pub fn solutions(&self) -> u32 {
        u32::from_ne_bytes(self.solutions)
    }

    /// The first solution found, if there is one.
    pub fn first(&self) -> Option<&Grid> {
        (self.solutions() > 0).then_some(&self.grid)
    }
}

impl fmt::Debug for Solved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.solutions(), self.grid)
    }
}
