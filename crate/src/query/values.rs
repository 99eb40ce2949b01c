//! Values as they stand in a permalink.

use crate::decimal;
use crate::plan::{Expected, MAX_WORKERS, Problem};

/// The name of a value in a list of them.
pub fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, named)| *named == value).map_or("", |(name, _)| name)
}

/// A whole number: digits, with `_` between them if you like, or the short form `1e6`.
pub fn whole(text: &str) -> Option<u32> {
    let digits = |text: &str| {
        let plain: String = text.chars().filter(|&c| c != '_').collect();
        plain.bytes().all(|b| b.is_ascii_digit()).then(|| plain.parse::<u32>().ok()).flatten()
    };
    match text.trim().split_once(['e', 'E']) {
        None => digits(text.trim()),
        Some((mantissa, exponent)) => 10u32.checked_pow(digits(exponent)?)?.checked_mul(digits(mantissa)?),
    }
}

/// Worker counts with commas; `1-4` is a range.
pub fn worker_counts(text: &str) -> Result<Vec<u32>, Problem> {
    let bad = |value: &str| {
        let takes = format!(
            "whole numbers from 1 to {MAX_WORKERS} with commas, such as 1,2,4, or a range, such as 1-4"
        );
        Problem::new("workers", value, takes)
    };
    let count = |text: &str| whole(text).filter(|count| (1..=MAX_WORKERS).contains(count));
    let mut counts = Vec::new();
    for item in text.split(',').map(str::trim) {
        let ends = item.split_once('-').map_or((count(item), count(item)), |(a, b)| (count(a), count(b)));
        match ends {
            (Some(first), Some(last)) if first <= last => counts.extend(first..=last),
            _ => return Err(bad(item)),
        }
    }
    counts.sort_unstable();
    counts.dedup();
    Ok(counts)
}

/// A visitor's expectation: `2:1.8,4:3` is a speedup of 1.8 with 2 workers, and of 3 with 4.
pub fn expected(text: &str) -> Result<Vec<Expected>, Problem> {
    let bad = |value: &str| {
        let takes = format!(
            "workers from 1 to {MAX_WORKERS}, each once, with a speedup above 0 and up to {MAX_EXPECTED}, such as \
             2:1.8,4:3"
        );
        Problem::new("prediction", value, takes)
    };
    let mut points: Vec<Expected> = Vec::new();
    for item in text.split(',').map(str::trim) {
        let (workers, speedup) = item.split_once(':').ok_or_else(|| bad(item))?;
        let workers = whole(workers).filter(|count| (1..=MAX_WORKERS).contains(count));
        let speedup =
            decimal::float(speedup.trim()).filter(|speedup| 0.0 < *speedup && *speedup <= MAX_EXPECTED);
        let (Some(workers), Some(speedup)) = (workers, speedup) else { return Err(bad(item)) };
        if points.iter().any(|point| point.workers == workers) {
            return Err(bad(item));
        }
        points.push(Expected { workers, speedup });
    }
    points.sort_unstable_by_key(|point| point.workers);
    Ok(points)
}

/// The most that a visitor may expect: far above any worker count.
const MAX_EXPECTED: f64 = 1000.0;
