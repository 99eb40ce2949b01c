//! One search on many threads: whoever runs dry steals a part of somebody's tree.
//!
//! A task explores its stack of boards for a few forks at a time. Between two such stretches it looks whether a worker
//! may be waiting; if so, it gives away the lower half of its stack: the largest subtrees, which the depth-first order
//! comes to last. Nothing is given away before so many forks, so a small tree stays whole, and while everybody is busy
//! a task gives away nothing at all.
//!
//! The result does not depend on who did what. Solutions are summed. To know which comes first, each task has a key:
//! what it gives away gets the key with a 1 behind it, what it keeps the key with a 0, so that keys in alphabetical order
//! are the subtrees in depth-first order. When the limit is reached, only tasks that may still hold an earlier first
//! solution go on.
//!
//! Sources: work stealing, R. Blumofe and C. Leiserson, "Scheduling multithreaded computations by work stealing"
//! (JACM 46, 1999); giving away only when somebody waits, A. Tzannes et al., "Lazy binary-splitting" (PPoPP 2010).

use super::tree::{Board, Found, explore};
use crate::stopwatch::Stopwatch;
use std::sync::{
    Mutex,
    atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

/// Forks between two looks: a part that is given away has cost at least as many.
const GRAIN: u64 = 16;

/// Tasks that have been given away and not begun.
pub struct Offers {
    waiting: AtomicUsize,
    /// As many as this are kept on offer: one for each worker that may run dry.
    wanted: usize,
}

impl Offers {
    /// For this many workers.
    pub fn new(workers: usize) -> Self {
        Self { waiting: AtomicUsize::new(0), wanted: workers }
    }

    /// Whether there are too few: somebody may be waiting.
    pub fn wanted(&self) -> bool {
        self.waiting.load(Relaxed) < self.wanted
    }

    /// One more. A hint, which orders nothing: the pool hands over what belongs to it.
    pub fn made(&self) {
        self.waiting.fetch_add(1, Relaxed);
    }

    /// One has begun.
    pub fn taken(&self) {
        self.waiting.fetch_sub(1, Relaxed);
    }
}

/// What the tasks of one search share.
pub struct Sharing<'s> {
    limit: u64,
    offers: &'s Offers,
    watch: &'s Stopwatch<'s>,
    solutions: AtomicU64,
    nodes: AtomicU64,
    /// The first solution so far, and its task's key.
    first: Mutex<Option<(Vec<u8>, Vec<u8>)>>,
}

impl<'s> Sharing<'s> {
    /// A search for up to `limit` solutions.
    pub fn new(limit: u64, offers: &'s Offers, watch: &'s Stopwatch<'s>) -> Self {
        let (solutions, nodes) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { limit, offers, watch, solutions, nodes, first: Mutex::new(None) }
    }

    /// Hands a stack of boards to whoever is idle.
    pub fn offer<'a, B: Board>(&'a self, scope: &rayon::Scope<'a>, stack: Vec<B>, key: Vec<u8>) {
        self.offers.made();
        scope.spawn(move |scope| {
            self.offers.taken();
            self.watch.task(|| self.work(scope, stack, key));
        });
    }

    fn work<'a, B: Board>(&'a self, scope: &rayon::Scope<'a>, mut stack: Vec<B>, mut key: Vec<u8>) {
        let mut found = Found::default();
        let mut told = 0;
        let mut offered_first = false;
        while !stack.is_empty() {
            if self.solutions.load(Relaxed) >= self.limit && (offered_first || !self.before_first(&key)) {
                break;
            }
            explore(&mut stack, &mut found, u64::MAX, GRAIN);
            if let (Some(first), false) = (&found.first, offered_first) {
                self.offer_first(&key, first);
                offered_first = true;
            }
            if found.solutions - told > self.limit >> 10 {
                self.solutions.fetch_add(found.solutions - told, Relaxed);
                told = found.solutions;
            }
            if stack.len() > 1 && self.offers.wanted() {
                let kept = stack.split_off(stack.len() / 2);
                let mut theirs = key.clone();
                theirs.push(1);
                key.push(0);
                self.offer(scope, std::mem::replace(&mut stack, kept), theirs);
            }
        }
        self.solutions.fetch_add(found.solutions - told, Relaxed);
        self.nodes.fetch_add(found.nodes, Relaxed);
    }

    fn before_first(&self, key: &[u8]) -> bool {
        let first = self.first.lock().expect("nobody panics while holding it");
        first.as_ref().is_none_or(|(of, _)| key < of.as_slice())
    }

    fn offer_first(&self, key: &[u8], solution: &[u8]) {
        let mut first = self.first.lock().expect("nobody panics while holding it");
        if first.as_ref().is_none_or(|(of, _)| key < of.as_slice()) {
            *first = Some((key.to_vec(), solution.to_vec()));
        }
    }

    /// The result, once every task is done.
    pub fn found(self) -> Found {
        let first = self.first.into_inner().expect("nobody panics while holding it");
        let (solutions, nodes) = (self.solutions.into_inner(), self.nodes.into_inner());
        Found { solutions, nodes, first: first.map(|(_, solution)| solution) }.up_to(self.limit)
    }
}
