//! What [`super::bitboard`] looks up, computed by the compiler: 8 kB in all.

use super::cell_set::CellSet;
use super::grid::CELLS;

/// The first cell of each of a band's rows; times nine bits, those bits in every row.
pub const ROWS: u32 = 1 | 1 << 9 | 1 << 18;

/// Every cell.
pub const EVERYWHERE: CellSet = CellSet::new(0x7FF_FFFF, 0x7FF_FFFF, 0x7FF_FFFF);

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

/// For each set of a band's minirows (bit 3 × row + box), the cells of those that lie on some choice of three,
/// one in each row and in each box. 0: there is no such choice.
pub static MINIROWS: [u32; 512] = {
    let mut table = [0; 512];
    let mut set = 0;
    while set < 512 {
        let kept = on_permutations(set);
        let mut bit = 0;
        while bit < 9 {
            table[set] |= (0b111 * (kept >> bit & 1)) << (3 * bit);
            bit += 1;
        }
        set += 1;
    }
    table
};

/// For each set of a stack's columns (bit 3 × band + column), those that lie on some choice of three, one in each
/// band and in each column: bit 9 × band + column. 0: there is no such choice.
pub static COLUMNS: [u32; 512] = {
    let mut table = [0; 512];
    let mut set = 0;
    while set < 512 {
        let kept = on_permutations(set);
        table[set] = kept & 0o7 | (kept & 0o70) << 6 | (kept & 0o700) << 12;
        set += 1;
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

/// The union of the 3×3 permutation matrices within a 3×3 matrix.
const fn on_permutations(set: usize) -> u32 {
    const ALL: [u32; 6] = [0o124, 0o142, 0o214, 0o241, 0o412, 0o421];
    let mut union = 0;
    let mut n = 0;
    while n < ALL.len() {
        if ALL[n] & !(set as u32) == 0 {
            union |= ALL[n];
        }
        n += 1;
    }
    union
}
