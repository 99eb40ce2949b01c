//! The same sort on shared memory: all workers make keys, sort them ([`partition`]), and put strings in their places.

use super::super::chunks::bounds;
use super::super::keys::Order;
use super::super::partition;
use super::alone::{self, Rest};
use super::code::Code;
use super::lines::Span;
use crate::modes::threads::Pool;
use crate::run::{Phase, Stopwatch};
use rayon::prelude::*;
use std::ops::Range;

/// Strings that are looked at to find a code.
const SAMPLE: usize = 1024;
/// Strings that keys can't tell apart are one worker's task, but for so many.
const MANY: usize = 1 << 15;
/// Tasks for each worker when strings are put in their places.
const PIECES: usize = 4;

/// Sorts strings of one buffer, in chunks where keys are made. Stable.
pub fn sort(bytes: &[u8], spans: &mut [Span], count: usize, pool: &Pool, watch: &Stopwatch<'_>) {
    watch.enter(Phase::Split);
    if alone::in_order(bytes, spans) {
        return;
    }
    let mut todo = vec![Rest { range: 0..spans.len(), depth: 0 }];
    while let Some(Rest { range, depth }) = todo.pop() {
        let start = range.start;
        let rests = sort_by_keys(bytes, &mut spans[range], depth, count, pool, watch);
        todo.extend(
            rests
                .into_iter()
                .map(|rest| Rest { range: start + rest.range.start..start + rest.range.end, ..rest }),
        );
    }
}

/// Sorts by keys, and all but large groups of strings to the end; these are returned.
fn sort_by_keys(
    bytes: &[u8],
    spans: &mut [Span],
    depth: usize,
    count: usize,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> Vec<Rest> {
    watch.enter(Phase::Split);
    let step = spans.len().div_ceil(SAMPLE);
    let mut code = Code::of(bytes, spans.iter().copied().step_by(step), depth, spans.len());
    let mut keys = vec![0; spans.len()];
    watch.enter(Phase::Solve);
    if !encode(&code, bytes, spans, &mut keys, count, pool, watch) {
        watch.enter(Phase::Split);
        code = Code::of(bytes, spans.iter().copied(), depth, spans.len());
        watch.enter(Phase::Solve);
        assert!(encode(&code, bytes, spans, &mut keys, count, pool, watch), "the code was made of these");
    }
    let keys = partition::sort(keys, count, &Order::INT64, pool, watch);

    watch.enter(Phase::Split);
    let before = spans.to_vec();
    let pieces = pieces(&code, &keys, spans, pool.workers() * PIECES);
    watch.enter(Phase::Solve);
    watch.stage();
    let rests: Vec<Vec<Rest>> = pool.run(|| {
        let put = |(range, after): (Range<usize>, &mut [Span])| {
            watch.task(|| settle(&code, bytes, &keys[range.clone()], &before, after, range.start))
        };
        pieces.into_par_iter().with_max_len(1).map(put).collect()
    });
    rests.concat()
}

/// Makes every string's key, each worker those of a chunk. False where the code does not hold some.
fn encode(
    code: &Code,
    bytes: &[u8],
    spans: &[Span],
    mut keys: &mut [i64],
    count: usize,
    pool: &Pool,
    watch: &Stopwatch<'_>,
) -> bool {
    let mut chunks = Vec::with_capacity(count);
    for range in bounds(spans.len(), count) {
        let (here, after) = keys.split_at_mut(range.len());
        keys = after;
        chunks.push((range, here));
    }
    let made = |(range, keys): (Range<usize>, &mut [i64])| {
        let made = |(to, place): (&mut i64, usize)| {
            let key = code.key(spans[place].of(bytes, 0), place);
            *to = key.unwrap_or_default();
            key.is_some()
        };
        watch.task(|| keys.iter_mut().zip(range).all(made))
    };
    pool.run(|| chunks.into_par_iter().with_max_len(1).map(made).all(|all| all))
}

/// Cuts where keys are told apart.
fn pieces<'s>(
    code: &Code,
    keys: &[i64],
    mut spans: &'s mut [Span],
    count: usize,
) -> Vec<(Range<usize>, &'s mut [Span])> {
    let mut pieces = Vec::with_capacity(count);
    let mut start = 0;
    for range in bounds(keys.len(), count) {
        let mut end = range.end.max(start);
        while 0 < end && end < keys.len() && code.same(keys[end - 1], keys[end]) {
            end += 1;
        }
        let (here, after) = spans.split_at_mut(end - start);
        spans = after;
        pieces.push((start..end, here));
        start = end;
    }
    pieces
}

/// Puts strings in their places, and sorts those that the keys don't tell apart, unless they are many.
fn settle(
    code: &Code,
    bytes: &[u8],
    keys: &[i64],
    before: &[Span],
    after: &mut [Span],
    start: usize,
) -> Vec<Rest> {
    let mut rests = Vec::new();
    alone::place(code, bytes, keys, before, after, |rest| rests.push(rest));
    rests.retain(|Rest { range, depth }| {
        let many = range.len() >= MANY;
        if !many {
            alone::sort_from(bytes, &mut after[range.clone()], *depth);
        }
        many
    });
    for rest in &mut rests {
        rest.range = start + rest.range.start..start + rest.range.end;
    }
    rests
}
