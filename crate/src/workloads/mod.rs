//! The programs. Each module in the catalogue has `INFO` (its entry) and `open` (its configuration from a plan).

pub mod ceilings;
pub mod lcg;
pub mod sorting;
pub mod sudoku;
pub mod synthetic;
