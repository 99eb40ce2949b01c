//! What [`super::bitboard`] looks up, computed by the compiler: 2.6 kB in all.

use super::cell_set::CellSet;
use super::grid::CELLS;

/// The first cell of each of a band's rows; times nine bits, those bits in every row.
const ROWS: u32 = 1 | 1 << 9 | 1 << 18;

/// Each cell alone.
pub static BIT: [CellSet; CELLS] = {
    let mut table = [CellSet::NONE; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        table[cell] = in_band(cell / 27, 1 << (cell % 27), 0);
        cell += 1;
    }
    table
};

/// For each cell, what a digit that stands there leaves to itself: the cell, and every cell outside its row,
/// column and box.
pub static PLACED: [CellSet; CELLS] = {
    let mut table = [CellSet::NONE; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        let (place, row, column) = (cell % 27, cell % 27 / 9, cell % 9);
        let peers = 0x1FF << (9 * row) | (0b111 * ROWS) << (column / 3 * 3) | ROWS << column;
        let here = EVERY_CELL & !peers | 1 << place;
        table[cell] = in_band(cell / 27, here, EVERY_CELL & !(ROWS << column));
        cell += 1;
    }
    table
};

/// For each cell, the 20 others of its row, column and box.
pub static PEERS: [CellSet; CELLS] = {
    let mut table = [CellSet::NONE; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        let (place, row, column) = (cell % 27, cell % 27 / 9, cell % 9);
        let here = 0x1FF << (9 * row) | (0b111 * ROWS) << (column / 3 * 3) | ROWS << column;
        table[cell] = in_band(cell / 27, here & !(1 << place), ROWS << column);
        cell += 1;
    }
    table
};

const EVERY_CELL: u32 = 0x7FF_FFFF;

const fn in_band(band: usize, here: u32, elsewhere: u32) -> CellSet {
    match band {
        0 => CellSet::new(here, elsewhere, elsewhere),
        1 => CellSet::new(elsewhere, here, elsewhere),
        _ => CellSet::new(elsewhere, elsewhere, here),
    }
}
