//! The visitor's own puzzles, as text.
//!
//! Two forms, told apart by the first line that counts:
//! - **a puzzle a line**: 81 cells in reading order. What follows them after white space or one of `, ; : #` (a
//!   rating, a name, a solution) is left out.
//! - **one grid**: nine rows of nine cells, with or without spaces and `|` between them, and rules such as
//!   `------+-------+------` or `===` around them.
//!
//! A cell is a digit 1 to 9, or blank: `.`, `0`, `*`, `_`, `-`, `?`, `x` or `X`. Empty lines and lines that start
//! with `#` are skipped; Windows line ends and a byte order mark are fine. Two equal clues in a unit are well
//! formed: such a puzzle has no solution, and the solver says so.

use super::grid::{CELLS, Grid};
use crate::plan::Problem;

/// The most puzzles that one text may hold.
pub const MOST_PUZZLES: usize = 100_000;

/// Reads puzzles.
///
/// # Errors
/// The first line that won't do, its number (from 1), and why. Nothing after it is read.
pub fn puzzles(text: &str) -> Result<Vec<Grid>, Problem> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !is_skipped(line)).peekable();
    match lines.peek() {
        None => Err(problem(1, "", "a puzzle, 81 cells in a line or nine lines of 9, and there is none")),
        Some((_, line)) if is_rule(line) || row(line).is_some() => grid(lines).map(|grid| vec![grid]),
        Some(_) => one_a_line(lines),
    }
}

fn one_a_line<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Result<Vec<Grid>, Problem> {
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
fn puzzle(line: &str) -> Result<Grid, String> {
    let mut grid = Grid::BLANK;
    let mut cells = grid.cells_mut().iter_mut();
    for (place, character) in (1..).zip(line.chars()) {
        if is_separator(character) {
            break;
        }
        let Some(digit) = cell(character) else {
            return Err(format!("digits and blanks (. 0 * _ - ? x), and character {place} is “{character}”"));
        };
        match cells.next() {
            Some(cell) => *cell = digit,
            None => return Err(format!("{CELLS} cells, and there are more")),
        }
    }
    match cells.len() {
        0 => Ok(grid),
        missing => Err(format!("{CELLS} cells, and there are {}", CELLS - missing)),
    }
}

/// The nine rows of a single grid.
fn grid<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Result<Grid, Problem> {
    let mut grid = Grid::BLANK;
    let mut rows = 0;
    let mut last = (1, "");
    for (number, line) in lines.filter(|(_, line)| !is_rule(line)) {
        if rows == 9 {
            return Err(problem(number, line, "nothing more: a grid has nine rows, and they are complete"));
        }
        let Some(row) = row(line) else {
            return Err(problem(number, line, &row_flaw(line)));
        };
        grid.0[rows] = row;
        rows += 1;
        last = (number, line);
    }
    match rows {
        9 => Ok(grid),
        _ => Err(problem(last.0, last.1, &format!("nine rows, and this is the last of {rows}"))),
    }
}

/// A row of a grid: nine cells, whatever stands between them.
fn row(line: &str) -> Option<[u8; 9]> {
    let mut row = [0; 9];
    let mut places = row.iter_mut();
    for character in line.chars().filter(|&character| !is_between(character)) {
        *places.next()? = cell(character)?;
    }
    (places.len() == 0).then_some(row)
}

/// Why a line is no row.
fn row_flaw(line: &str) -> String {
    let mut cells = 0;
    for (place, character) in (1..).zip(line.chars()).filter(|&(_, character)| !is_between(character)) {
        if cell(character).is_none() {
            return format!(
                "a row of digits and blanks (. 0 * _ - ? x), and character {place} is “{character}”"
            );
        }
        cells += 1;
        if cells > 9 {
            return "a row of 9 cells, and there are more".into();
        }
    }
    format!("a row of 9 cells, and there are {cells}")
}

fn is_skipped(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

/// Whether a line only parts the rows of a grid. Nine dashes, and nothing else, are a row of blanks.
fn is_rule(line: &str) -> bool {
    let mut dashes = 0;
    let mut other = false;
    for character in line.chars().filter(|&character| !is_between(character)) {
        match character {
            '-' => dashes += 1,
            '+' | '=' => other = true,
            _ => return false,
        }
    }
    (other || dashes != 9) && dashes != CELLS
}

fn is_between(character: char) -> bool {
    character == '|' || character.is_whitespace()
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '#') || character.is_whitespace()
}

/// A cell's digit, 0 for a blank.
fn cell(character: char) -> Option<u8> {
    match character {
        '1'..='9' => Some(character as u8 - b'0'),
        '.' | '0' | '*' | '_' | '-' | '?' | 'x' | 'X' => Some(0),
        _ => None,
    }
}

fn problem(number: usize, line: &str, takes: &str) -> Problem {
    // Only the line's beginning: a line may be megabytes long.
    let start = line.char_indices().nth(CELLS + 1).map_or(line, |(end, _)| &line[..end]);
    Problem::new("input", start, format!("on line {number} {takes}"))
}
