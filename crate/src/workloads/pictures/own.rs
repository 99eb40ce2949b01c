//! The visitor's own addresses: one a line, or one with a range in it that stands for many.

use crate::plan::Problem;

/// The most pictures of a plan.
pub const MOST: usize = 1000;

const TAKES: &str = "addresses that begin with https:// or http://, one a line; {1-20} in an address stands for each \
                     number of the range; 1000 pictures at most";

/// The addresses in a text.
///
/// # Errors
/// The first line that won't do.
pub fn addresses(text: &str) -> Result<Vec<String>, Problem> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()).map(|(number, line)| (number, line.trim())) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = |why: &str| Problem::new("input", line, format!("{TAKES}; line {number} {why}"));
        let plain = line.chars().all(|it| it.is_ascii_graphic());
        let host = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
        if !plain || host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
            return Err(bad("is no such address"));
        }
        match line.split_once('{') {
            None => all.push(line.to_owned()),
            Some((before, rest)) => {
                let range = rest.split_once('}').and_then(|(range, after)| {
                    let (from, to) = range.split_once('-')?;
                    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
                    (from <= to && !after.contains('{')).then_some((from..=to, after))
                });
                let Some((range, after)) = range else { return Err(bad("has no good range in it")) };
                // Cut before it is written out: a range can name billions.
                let room = MOST + 1 - all.len().min(MOST);
                all.extend(range.take(room).map(|number| format!("{before}{number}{after}")));
            }
        }
        if all.len() > MOST {
            return Err(bad("makes them more"));
        }
    }
    if all.is_empty() { Err(Problem::new("input", text, TAKES)) } else { Ok(all) }
}
