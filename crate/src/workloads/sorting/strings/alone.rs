//! The serial sort of strings: by integer keys ([`Code`]), and what those can't tell apart by the bytes behind them.

use super::super::keys::Order;
use super::super::{runs, serial};
use super::code::Code;
use super::lines::Span;
use std::ops::Range;

/// Up to so many strings are compared as they are.
const FEW: usize = 32;

/// Strings that are the same in their first `depth` bytes, and must still be sorted by the rest.
#[derive(Clone, Debug)]
pub struct Rest {
    /// Their places.
    pub range: Range<usize>,
    /// Bytes that are known to be the same.
    pub depth: usize,
}

/// Sorts strings of one buffer. Stable.
pub fn sort(bytes: &[u8], spans: &mut [Span]) {
    if !in_order(bytes, spans) {
        sort_from(bytes, spans, 0);
    }
}

/// The same for strings that are the same in their first `depth` bytes.
pub fn sort_from(bytes: &[u8], spans: &mut [Span], depth: usize) {
    // A list, and no recursion: strings may be the same for as long as they like.
    let mut todo = vec![Rest { range: 0..spans.len(), depth }];
    while let Some(Rest { range, depth }) = todo.pop() {
        let start = range.start;
        let spans = &mut spans[range];
        if spans.len() <= FEW {
            insert(bytes, spans, depth);
            continue;
        }
        let code = Code::of(bytes, spans.iter().copied(), depth, spans.len());
        let keys: Option<Vec<i64>> =
            (0..).zip(&*spans).map(|(place, span)| code.key(span.of(bytes, 0), place)).collect();
        let keys = keys.expect("the code was made of these strings");
        let keys = serial::sort_best(keys, &Order::INT64, None);
        let before = spans.to_vec();
        place(&code, bytes, &keys, &before, spans, |rest| {
            let range = start + rest.range.start..start + rest.range.end;
            todo.push(Rest { range, ..rest });
        });
    }
}

/// Insertion sort. A few strings don't need std's sort, which would be as large as all else here.
fn insert(bytes: &[u8], spans: &mut [Span], depth: usize) {
    for at in 1..spans.len() {
        let span = spans[at];
        let text = span.of(bytes, depth);
        let place =
            spans[..at].iter().rposition(|other| other.of(bytes, depth) <= text).map_or(0, |last| last + 1);
        spans.copy_within(place..at, place + 1);
        spans[place] = span;
    }
}

/// Puts strings where their keys are; tells of those that the keys don't tell apart.
pub fn place(
    code: &Code,
    bytes: &[u8],
    keys: &[i64],
    before: &[Span],
    after: &mut [Span],
    mut later: impl FnMut(Rest),
) {
    let mut first = 0;
    for (index, &key) in keys.iter().enumerate() {
        after[index] = before[code.place(key)];
        let more = keys.get(index + 1).is_some_and(|&next| code.same(key, next));
        if more {
            continue;
        }
        let range = first..index + 1;
        first = index + 1;
        if range.len() > 1
            && let Some(depth) = code.known(after[index].of(bytes, 0))
        {
            later(Rest { range, depth });
        }
    }
}

/// Whether the strings are in order; where they are in strictly falling order, they are turned round.
pub fn in_order(bytes: &[u8], spans: &mut [Span]) -> bool {
    let rises = |a: &Span, b: &Span| a.of(bytes, 0) <= b.of(bytes, 0);
    if runs::nearly_everywhere(spans, rises) && spans.is_sorted_by(rises) {
        return true;
    }
    let falls = |a: &Span, b: &Span| a.of(bytes, 0) > b.of(bytes, 0);
    let reversed = runs::nearly_everywhere(spans, falls) && spans.is_sorted_by(falls);
    if reversed {
        spans.reverse();
    }
    reversed
}
