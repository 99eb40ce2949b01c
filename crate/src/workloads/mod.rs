//! The programs. Each module in the catalogue has `INFO` (its entry) and `open` (its configuration from a plan).

pub mod ceilings;
pub mod communication;
pub mod gil;
pub mod iteration;
pub mod lcg;
pub mod pictures;
pub mod pools;
pub mod primes;
pub mod simple;
pub mod sorting;
pub mod sudoku;
pub mod synthetic;
