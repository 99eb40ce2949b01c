//! Many spans become few: what stays exact is how long each worker did what in which stage; what moves, by a window at
//! most and never into another stage, is when.

use crate::plan::Span;

/// The most spans of a trace: room for the most workers with all stages of a merge sort, one span for each.
pub const MOST_SPANS: usize = 512;

/// Tells tracks, each of spans in order that don't overlap, with at most [`MOST_SPANS`] spans.
///
/// Neighbours of a kind are joined where no more than the clock's grain is between them. If that leaves too many, time
/// is cut into windows, as many as will do, and of each stage in a window is kept what the track did and for how long.
pub fn coalesce(tracks: &[Vec<Span>], total: f64, grain: f64) -> Vec<Span> {
    let few = |tracks: &[Vec<Span>]| tracks.iter().map(Vec::len).sum::<usize>() <= MOST_SPANS;
    let joined: Vec<Vec<Span>> = tracks.iter().map(|track| join(track, grain)).collect();
    let mut told = joined.clone();
    let mut windows = MOST_SPANS;
    while !few(&told) && windows > 0 {
        let width = total / windows as f64;
        told = joined.iter().map(|track| join(&windowed(track, width), 0.0)).collect();
        windows /= 2;
    }
    told.concat()
}

/// Neighbours that do the same, with at most this gap between them, become one.
fn join(track: &[Span], gap: f64) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in track {
        match joined.last_mut() {
            Some(last) if alike(last, span) && span.start - last.end <= gap => last.end = span.end,
            _ => joined.push(*span),
        }
    }
    joined
}

fn alike(a: &Span, b: &Span) -> bool {
    (a.worker, a.activity, a.stage) == (b.worker, b.activity, b.stage)
}

/// One span for each kind in each stage in each window.
fn windowed(track: &[Span], width: f64) -> Vec<Span> {
    let pieces: Vec<(usize, Span)> = track.iter().flat_map(|span| cut(span, width)).collect();
    let mut told = Vec::new();
    let mut windows = pieces.chunk_by(|a, b| (a.0, a.1.stage) == (b.0, b.1.stage)).peekable();
    while let Some(window) = windows.next() {
        let last = windows.peek().is_none_or(|next| next[0].1.stage != window[0].1.stage);
        told.extend(packed(window, last));
    }
    told
}

/// A span's pieces, each with the number of its window.
fn cut(span: &Span, width: f64) -> Vec<(usize, Span)> {
    let mut pieces = Vec::new();
    let mut rest = *span;
    let mut window = (span.start / width) as usize;
    loop {
        let border = (window + 1) as f64 * width;
        if rest.end <= border {
            pieces.push((window, rest));
            return pieces;
        }
        if rest.start < border {
            pieces.push((window, Span { end: border, ..rest }));
            rest.start = border;
        }
        window += 1;
    }
}

/// What a window's pieces of one stage come to. They begin with the first and end with the last, so that waiting before
/// and after stays where it was; waiting in between is shared out evenly. A single kind can't do both: it ends with the
/// last in the stage's last window, where others wait for it or it for them, and begins with the first in all others.
fn packed(window: &[(usize, Span)], last: bool) -> Vec<Span> {
    let (first, end) = (window[0].1.start, window[window.len() - 1].1.end);
    let mut kinds: Vec<Span> = Vec::new();
    for (_, piece) in window {
        let length = piece.end - piece.start;
        match kinds.iter_mut().find(|kind| alike(kind, piece)) {
            Some(kind) => kind.end += length,
            None => kinds.push(Span { start: 0.0, end: length, ..*piece }),
        }
    }
    let waiting = (end - first - kinds.iter().map(|kind| kind.end).sum::<f64>()).max(0.0);
    let mut at = match kinds.len() {
        1 if last => first + waiting,
        _ => first,
    };
    let gap = waiting / (kinds.len() - 1).max(1) as f64;
    for kind in &mut kinds {
        (kind.start, kind.end) = (at, (at + kind.end).min(end));
        at = kind.end + gap;
    }
    kinds
}
