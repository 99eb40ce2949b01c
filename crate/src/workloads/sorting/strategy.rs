//! How sorted chunks become one: by a left fold, a tree, or a tree whose every merge is itself parallel.

use super::merge::path;
use super::rule::Rule;
use bytemuck::Pod;

/// The order in which chunks are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// `functools.reduce(merge, chunks)`: the first with the second, that with the third, and so on.
    Fold,
    /// Neighbours in pairs, level by level; every merge by one worker.
    Tree,
    /// Neighbours in pairs, and all workers share every merge ([`path`]).
    Parallel,
}

impl Strategy {
    /// The strategy of this name in a permalink.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "fold" => Some(Self::Fold),
            "tree" => Some(Self::Tree),
            "parallel" => Some(Self::Parallel),
            _ => None,
        }
    }
}

/// A merge, or a piece of one, with a place of its own in the output.
pub struct Piece<'b, T> {
    left: &'b [T],
    right: &'b [T],
    out: &'b mut [T],
}

impl<'b, T> Piece<'b, T> {
    /// The whole of a merge.
    pub fn whole(left: &'b [T], right: &'b [T], out: &'b mut [T]) -> Self {
        Self { left, right, out }
    }

    /// Carries it out; in the `last` merge of a sort elements are finished, block by block while they are in the
    /// cache.
    pub fn merge(self, rule: &impl Rule<T>, last: bool) {
        const BLOCK: usize = 4096;
        if !last || !rule.finishes() {
            return rule.merge(self.left, self.right, self.out);
        }
        let mut rest = self;
        while !rest.out.is_empty() {
            let (block, after) = rest.cut(BLOCK, rule);
            rule.merge(block.left, block.right, block.out);
            rule.finish(block.out);
            rest = after;
        }
    }

    /// Cuts off the first `length` elements of the output, or all if there are fewer.
    fn cut(self, length: usize, rule: &impl Rule<T>) -> (Self, Self) {
        let length = length.min(self.out.len());
        let from_left = path(self.left, self.right, length, |a, b| rule.less(a, b));
        let (first_left, left) = self.left.split_at(from_left);
        let (first_right, right) = self.right.split_at(length - from_left);
        let (first_out, out) = self.out.split_at_mut(length);
        (Self { left: first_left, right: first_right, out: first_out }, Self { left, right, out })
    }
}

/// One level of a tree: sorted runs from here, merged in pairs to there. An odd one out is copied.
pub struct Level<'b, T> {
    /// The runs, in order.
    pub runs: Vec<&'b [T]>,
    /// Room for all of them.
    pub out: &'b mut [T],
}

impl<'b, T> Level<'b, T> {
    /// The level's merges, each cut into pieces of at most `longest` elements.
    pub fn pieces(self, longest: usize, rule: &impl Rule<T>) -> Vec<Piece<'b, T>> {
        let mut pieces = Vec::new();
        let mut out = self.out;
        for pair in self.runs.chunks(2) {
            let (left, right) = (pair[0], pair.get(1).copied().unwrap_or_default());
            let (room, rest) = out.split_at_mut(left.len() + right.len());
            out = rest;
            let mut merge = Piece::whole(left, right, room);
            while merge.out.len() > longest {
                let (piece, rest) = merge.cut(longest, rule);
                pieces.push(piece);
                merge = rest;
            }
            pieces.push(merge);
        }
        pieces
    }
}

/// Merges sorted parts serially, and finishes what comes of it; the parts are given up as they are used.
pub fn merge_parts<T: Pod>(parts: Vec<Vec<T>>, strategy: Strategy, rule: &impl Rule<T>) -> Vec<T> {
    let mut parts = parts;
    parts.retain(|part| !part.is_empty());
    if parts.len() < 2 {
        let mut only = parts.pop().unwrap_or_default();
        rule.finish(&mut only);
        return only;
    }
    match strategy {
        Strategy::Fold => fold(parts, rule),
        Strategy::Tree | Strategy::Parallel => tree(parts, rule),
    }
}

fn fold<T: Pod>(parts: Vec<Vec<T>>, rule: &impl Rule<T>) -> Vec<T> {
    let merges = parts.len() - 1;
    let mut parts = parts.into_iter();
    let mut merged = parts.next().unwrap_or_default();
    for (done, part) in (1..).zip(parts) {
        let mut out = vec![T::zeroed(); merged.len() + part.len()];
        Piece::whole(&merged, &part, &mut out).merge(rule, done == merges);
        merged = out;
    }
    merged
}

fn tree<T: Pod>(parts: Vec<Vec<T>>, rule: &impl Rule<T>) -> Vec<T> {
    let mut lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut to = vec![T::zeroed(); lengths.iter().sum()];
    merge_level(parts.iter().map(Vec::as_slice).collect(), &mut to, rule);
    drop(parts);
    lengths = paired(&lengths);
    let mut from = Vec::new();
    while lengths.len() > 1 {
        std::mem::swap(&mut from, &mut to);
        to.resize(from.len(), T::zeroed());
        merge_level(runs(&from, &lengths), &mut to, rule);
        lengths = paired(&lengths);
    }
    to
}

fn merge_level<T>(runs: Vec<&[T]>, out: &mut [T], rule: &impl Rule<T>) {
    let last = runs.len() <= 2;
    for piece in (Level { runs, out }).pieces(usize::MAX, rule) {
        piece.merge(rule, last);
    }
}

/// The lengths of runs after one level of merging.
pub fn paired(lengths: &[usize]) -> Vec<usize> {
    lengths.chunks(2).map(|pair| pair.iter().sum()).collect()
}

/// A buffer as runs of these lengths.
pub fn runs<'b, T>(mut buffer: &'b [T], lengths: &[usize]) -> Vec<&'b [T]> {
    let mut runs = Vec::with_capacity(lengths.len());
    for &length in lengths {
        let (run, rest) = buffer.split_at(length);
        runs.push(run);
        buffer = rest;
    }
    runs
}
