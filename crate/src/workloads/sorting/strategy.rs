//! How sorted chunks become one: by a left fold, a tree, or a tree whose every merge is itself parallel.

use super::keys::{Key, Order};
use super::merge::{merge, path};

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
pub struct Piece<'b, K> {
    left: &'b [K],
    right: &'b [K],
    out: &'b mut [K],
}

impl<'b, K: Key> Piece<'b, K> {
    /// The whole of a merge.
    pub fn whole(left: &'b [K], right: &'b [K], out: &'b mut [K]) -> Self {
        Self { left, right, out }
    }

    /// Carries it out; in the `last` merge of a sort keys become bits again, block by block while they are in
    /// the cache.
    pub fn merge(self, last: Option<&Order<K>>) {
        const BLOCK: usize = 4096;
        let Some(order) = last else { return merge(self.left, self.right, self.out) };
        let mut rest = self;
        while !rest.out.is_empty() {
            let (block, after) = rest.cut(BLOCK);
            merge(block.left, block.right, block.out);
            order.to_bits(block.out);
            rest = after;
        }
    }

    /// Cuts off the first `length` keys of the output, or all if there are fewer.
    fn cut(self, length: usize) -> (Self, Self) {
        let length = length.min(self.out.len());
        let from_left = path(self.left, self.right, length);
        let (first_left, left) = self.left.split_at(from_left);
        let (first_right, right) = self.right.split_at(length - from_left);
        let (first_out, out) = self.out.split_at_mut(length);
        (Self { left: first_left, right: first_right, out: first_out }, Self { left, right, out })
    }
}

/// One level of a tree: sorted runs from here, merged in pairs to there. An odd one out is copied.
pub struct Level<'b, K> {
    /// The runs, in order.
    pub runs: Vec<&'b [K]>,
    /// Room for all of them.
    pub out: &'b mut [K],
}

impl<'b, K: Key> Level<'b, K> {
    /// The level's merges, each cut into pieces of at most `longest` keys.
    pub fn pieces(self, longest: usize) -> Vec<Piece<'b, K>> {
        let mut pieces = Vec::new();
        let mut out = self.out;
        for pair in self.runs.chunks(2) {
            let (left, right) = (pair[0], pair.get(1).copied().unwrap_or_default());
            let (room, rest) = out.split_at_mut(left.len() + right.len());
            out = rest;
            let mut merge = Piece::whole(left, right, room);
            while merge.out.len() > longest {
                let (piece, rest) = merge.cut(longest);
                pieces.push(piece);
                merge = rest;
            }
            pieces.push(merge);
        }
        pieces
    }
}

/// Merges sorted parts serially, keys into bits; the parts are given up as they are used.
pub fn merge_parts<K: Key>(parts: Vec<Vec<K>>, strategy: Strategy, order: &Order<K>) -> Vec<K> {
    let mut parts = parts;
    parts.retain(|part| !part.is_empty());
    if parts.len() < 2 {
        let mut only = parts.pop().unwrap_or_default();
        order.to_bits(&mut only);
        return only;
    }
    match strategy {
        Strategy::Fold => fold(parts, order),
        Strategy::Tree | Strategy::Parallel => tree(parts, order),
    }
}

fn fold<K: Key>(parts: Vec<Vec<K>>, order: &Order<K>) -> Vec<K> {
    let merges = parts.len() - 1;
    let mut parts = parts.into_iter();
    let mut merged = parts.next().unwrap_or_default();
    for (done, part) in (1..).zip(parts) {
        let mut out = vec![K::MAX; merged.len() + part.len()];
        Piece::whole(&merged, &part, &mut out).merge((done == merges).then_some(order));
        merged = out;
    }
    merged
}

fn tree<K: Key>(parts: Vec<Vec<K>>, order: &Order<K>) -> Vec<K> {
    let mut lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut to = vec![K::MAX; lengths.iter().sum()];
    merge_level(parts.iter().map(Vec::as_slice).collect(), &mut to, order);
    drop(parts);
    lengths = paired(&lengths);
    let mut from = Vec::new();
    while lengths.len() > 1 {
        std::mem::swap(&mut from, &mut to);
        to.resize(from.len(), K::MAX);
        merge_level(runs(&from, &lengths), &mut to, order);
        lengths = paired(&lengths);
    }
    to
}

fn merge_level<K: Key>(runs: Vec<&[K]>, out: &mut [K], order: &Order<K>) {
    let last = (runs.len() <= 2).then_some(order);
    for piece in (Level { runs, out }).pieces(usize::MAX) {
        piece.merge(last);
    }
}

/// The lengths of runs after one level of merging.
pub fn paired(lengths: &[usize]) -> Vec<usize> {
    lengths.chunks(2).map(|pair| pair.iter().sum()).collect()
}

/// A buffer as runs of these lengths.
pub fn runs<'b, K>(mut buffer: &'b [K], lengths: &[usize]) -> Vec<&'b [K]> {
    let mut runs = Vec::with_capacity(lengths.len());
    for &length in lengths {
        let (run, rest) = buffer.split_at(length);
        runs.push(run);
        buffer = rest;
    }
    runs
}
