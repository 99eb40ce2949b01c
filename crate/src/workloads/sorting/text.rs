//! The visitor's own numbers, from text.

use super::keys::Key;
use super::numbers::Number;
use crate::plan::Problem;

/// Reads numbers separated by commas, semicolons or white space.
///
/// Blank fields are skipped, as spreadsheets leave them at the ends of lines. So is a first line of which no
/// field is a number, if another line follows: a header.
///
/// # Errors
/// The first field that is not of this type, with its line and column, both counted from 1; more than `most`
/// numbers, or none.
pub fn read<K: Key>(text: &str, number: Number, most: usize) -> Result<Vec<K>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut values = Vec::new();
    let mut lines = text.lines().enumerate().filter(|(_, line)| fields(line).next().is_some()).peekable();
    if let Some((_, first)) = lines.peek().copied() {
        let is_header = fields(first).all(|field| number.parse(field).is_none());
        let after = text.len() - (first.as_ptr().addr() - text.as_ptr().addr()) - first.len();
        if is_header && !text[text.len() - after..].trim().is_empty() {
            lines.next();
        }
    }
    for (index, line) in lines {
        for field in fields(line) {
            let bits = number.parse(field).ok_or_else(|| {
                let before = field.as_ptr().addr() - line.as_ptr().addr();
                let column = line[..before].chars().count() + 1;
                let place = format!("{} (line {}, column {column})", number.takes(), index + 1);
                Problem::new("input", field, place)
            })?;
            if values.len() == most {
                return Err(Problem::new("input", field, format!("no more than {most} numbers")));
            }
            values.push(K::from_bits(bits));
        }
    }
    if values.is_empty() {
        let takes = format!("{}, at least one of them", number.takes());
        return Err(Problem::new("input", text.trim(), takes));
    }
    Ok(values)
}

/// The fields of a line that are not blank.
fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|field| !field.is_empty())
}
