//! The visitor's own puzzles, as text.
//!
//! Two forms, told apart by the first line that counts:
//! - **a puzzle a line**: 81, 256 or 625 cells in reading order. What follows them after white space or one of
//!   `, ; : #` (a rating, a name, a solution) is left out.
//! - **one grid**: as many rows as a row has cells, 9, 16 or 25, with or without spaces and `|` between them, and rules
//!   such as `------+-------+------` or `===` around them.
//!
//! A cell is a digit, 1 to 9 and then A to G in a 16×16 grid, A to P in a 25×25 one, or blank: `.`, `0`, `*`, `_`, `-`,
//! `?`, `x` or `X`. Empty lines and lines that start with `#` are skipped; Windows line ends and a byte order mark are
//! fine. Two equal clues in a unit are well formed: such a puzzle has no solution, and the solver says so.

use super::grid::Grid;
use super::puzzle::{Puzzle, SIDES};
use crate::plan::Problem;

/// The most puzzles that one text may hold.
pub const MOST_PUZZLES: usize = 100_000;
/// Characters of a bad line that a message repeats.
const SHOWN: usize = 82;

/// Reads 9×9 puzzles.
///
/// # Errors
/// As [`grids`]; a larger grid, too.
pub fn puzzles(text: &str) -> Result<Vec<Grid>, Problem> {
    let nine = |puzzle: Puzzle| {
        let takes = "9×9 puzzles; larger grids are for “Sudoku: prove one grid” or “Sudoku: count solutions”";
        puzzle.nine().ok_or_else(|| Problem::new("input", start_of(&puzzle.to_string()), takes))
    };
    grids(text)?.into_iter().map(nine).collect()
}

/// Reads puzzles of any side.
///
/// # Errors
/// The first line that won't do, its number (from 1), and why. Nothing after it is read.
pub fn grids(text: &str) -> Result<Vec<Puzzle>, Problem> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !is_skipped(line));
    // Rules can't be told from rows of dashes before the side is known: the first line that has other cells tells it.
    let telling = lines.clone().map(|(_, line)| line).find(|line| !is_rule(line, 0));
    match (lines.clone().next(), telling.and_then(side_of_row)) {
        (None, _) => {
            let takes = "a puzzle, 81, 256 or 625 cells in a line or 9, 16 or 25 lines, and there is none";
            Err(problem(1, "", takes))
        }
        (_, Some(side)) => grid(lines, side).map(|grid| vec![grid]),
        // Nothing but rules: rows of a grid, if they have nine dashes.
        (Some((_, line)), None)
            if telling.is_none() && !SIDES.map(|side| side * side).contains(&line.len()) =>
        {
            grid(lines, 9).map(|grid| vec![grid])
        }
        _ => one_a_line(lines),
    }
}

fn one_a_line<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Result<Vec<Puzzle>, Problem> {
    let mut puzzles = Vec::new();
    for (number, line) in lines {
        if puzzles.len() == MOST_PUZZLES {
            let takes = format!("at most {MOST_PUZZLES} puzzles, and here is one more");
            return Err(problem(number, line, &takes));
        }
        puzzles.push(puzzle(line).map_err(|takes| problem(number, line, &takes))?);
    }
    Ok(puzzles)
}

/// One puzzle from the start of a line, or what the line should have been.
fn puzzle(line: &str) -> Result<Puzzle, String> {
    let most = SIDES[2] * SIDES[2];
    let length = line.chars().take_while(|&character| !is_separator(character)).take(most).count();
    let side = side_for(length);
    let mut cells = Vec::with_capacity(side * side);
    for (place, character) in (1..).zip(line.chars()) {
        if is_separator(character) {
            break;
        }
        let Some(digit) = cell(character, side) else {
            return Err(format!("{}, and character {place} is “{character}”", takes(side)));
        };
        if cells.len() == side * side {
            return Err(format!("{} cells, and there are more", side * side));
        }
        cells.push(digit);
    }
    let found = cells.len();
    Puzzle::new(cells).ok_or_else(|| format!("{} cells, and there are {found}", side * side))
}

/// The side of the grid that so many cells were meant to be.
fn side_for(cells: usize) -> usize {
    match cells {
        0..=168 => 9,
        169..=440 => 16,
        _ => 25,
    }
}

/// What a cell takes.
fn takes(side: usize) -> String {
    let letters =
        if side == 9 { String::new() } else { format!(", A to {}", (b'A' + side as u8 - 10) as char) };
    format!("digits{letters} and blanks (. 0 * _ - ? x)")
}

/// The rows of a single grid.
fn grid<'t>(lines: impl Iterator<Item = (usize, &'t str)>, side: usize) -> Result<Puzzle, Problem> {
    let mut cells = Vec::with_capacity(side * side);
    let mut last = (1, "");
    let many = if side == 9 { "nine".to_owned() } else { side.to_string() };
    for (number, line) in lines.filter(|(_, line)| !is_rule(line, side)) {
        if cells.len() == side * side {
            let takes = format!("nothing more: a grid has {many} rows, and they are complete");
            return Err(problem(number, line, &takes));
        }
        let Some(row) = row(line, side) else {
            return Err(problem(number, line, &row_flaw(line, side)));
        };
        cells.extend(row);
        last = (number, line);
    }
    let rows = cells.len() / side;
    Puzzle::new(cells)
        .ok_or_else(|| problem(last.0, last.1, &format!("{many} rows, and this is the last of {rows}")))
}

/// How many cells this row has, if it is one.
fn side_of_row(line: &str) -> Option<usize> {
    SIDES.into_iter().find(|&side| row(line, side).is_some())
}

/// A row of a grid: its cells, whatever stands between them.
fn row(line: &str, side: usize) -> Option<Vec<u8>> {
    let cells = line.chars().filter(|&character| !is_between(character)).take(side + 1);
    let row: Option<Vec<u8>> = cells.map(|character| cell(character, side)).collect();
    row.filter(|row| row.len() == side)
}

/// Why a line is no row.
fn row_flaw(line: &str, side: usize) -> String {
    let mut cells = 0;
    for (place, character) in (1..).zip(line.chars()).filter(|&(_, character)| !is_between(character)) {
        if cell(character, side).is_none() {
            return format!("a row of {}, and character {place} is “{character}”", takes(side));
        }
        cells += 1;
        if cells > side {
            return format!("a row of {side} cells, and there are more");
        }
    }
    format!("a row of {side} cells, and there are {cells}")
}

fn is_skipped(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

/// Whether a line only parts the rows of a grid of this side. As many dashes as a row has cells, and nothing else, are a
/// row of blanks; without a side (0), nine dashes are.
fn is_rule(line: &str, side: usize) -> bool {
    let mut dashes = 0;
    let mut other = false;
    for character in line.chars().filter(|&character| !is_between(character)) {
        match character {
            '-' => dashes += 1,
            '+' | '=' => other = true,
            _ => return false,
        }
    }
    let row = if side == 0 { 9 } else { side };
    (other || dashes != row) && !SIDES.map(|side| side * side).contains(&dashes)
}

fn is_between(character: char) -> bool {
    character == '|' || character.is_whitespace()
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '#') || character.is_whitespace()
}

/// A cell's digit, 0 for a blank.
fn cell(character: char, side: usize) -> Option<u8> {
    let digit = match character {
        '1'..='9' => character as u8 - b'0',
        '.' | '0' | '*' | '_' | '-' | '?' | 'x' | 'X' => 0,
        'A'..='P' => character as u8 - b'A' + 10,
        'a'..='p' => character as u8 - b'a' + 10,
        _ => return None,
    };
    (usize::from(digit) <= side).then_some(digit)
}

fn problem(number: usize, line: &str, takes: &str) -> Problem {
    Problem::new("input", start_of(line), format!("on line {number} {takes}"))
}

/// Only the line's beginning: a line may be megabytes long.
fn start_of(line: &str) -> &str {
    line.char_indices().nth(SHOWN).map_or(line, |(end, _)| &line[..end])
}
