//! The programs. Each module has `INFO` (its catalogue entry) and `open` (its configuration from a plan).

pub mod sorting;
pub mod sudoku;
