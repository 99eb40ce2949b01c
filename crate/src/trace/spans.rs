//! Many spans become few: what stays exact is how long each worker did what; what moves, by a window at most, is when.

use crate::plan::Span;

/// The most spans of a trace.
pub const MOST_SPANS: usize = 400;

/// Tells tracks, each of spans in order that don't overlap, with at most [`MOST_SPANS`] spans.
///
/// Neighbours of a kind are joined where no more than the clock's grain is between them. If that leaves too many, time
/// is cut into windows, as many as will do, and of each window is kept what the track did in it and for how long.
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
    (a.worker, a.activity) == (b.worker, b.activity)
}

/// One span for each kind in each window.
fn windowed(track: &[Span], width: f64) -> Vec<Span> {
    let pieces: Vec<(usize, Span)> = track.iter().flat_map(|span| cut(span, width)).collect();
    let mut told = Vec::new();
    let mut windows = pieces.chunk_by(|a, b| a.0 == b.0).peekable();
    while let Some(window) = windows.next() {
        let last = windows.peek().is_none();
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

/// What a window's pieces come to. They begin with the first and end with the last, so that waiting before and after
/// stays where it was; waiting in between is shared out evenly.
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
