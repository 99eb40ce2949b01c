//! Minimal puzzles on many threads: a puzzle's clues are looked at one after the other, and only a search that has grown
//! large, while somebody waits, is shared.
//!
//! Nobody waits for a search that was shared: whoever ends its last part goes on with the puzzle.

use super::dig::Dig;
use super::sharing::Offers;
use super::tree::{Board, Found, explore};
use crate::stopwatch::Stopwatch;
use std::sync::{
    Arc, Mutex, OnceLock,
    atomic::{AtomicBool, AtomicUsize, Ordering::AcqRel, Ordering::Relaxed},
};

/// Forks between two looks at who waits.
const GRAIN: u64 = 64;

/// What the tasks of all puzzles share.
pub struct Digs<'s> {
    offers: &'s Offers,
    watch: &'s Stopwatch<'s>,
}

/// A puzzle, a search of which is shared.
struct Shared<'a> {
    dig: Mutex<Option<Dig>>,
    result: &'a OnceLock<Found>,
    /// Parts of the search that have not ended.
    parts: AtomicUsize,
    /// One has found a solution: the others need not go on.
    needed: AtomicBool,
}

impl<'s> Digs<'s> {
    /// For these workers.
    pub fn new(offers: &'s Offers, watch: &'s Stopwatch<'s>) -> Self {
        Self { offers, watch }
    }

    /// Hands the making of a puzzle of this grid to whoever is idle.
    pub fn offer<'a, B: Board>(
        &'a self,
        scope: &rayon::Scope<'a>,
        candidates: &'a [u32],
        seed: u32,
        result: &'a OnceLock<Found>,
    ) {
        self.spawn(scope, move |scope| match Dig::new(candidates, seed) {
            Ok(dig) => self.go_on::<B>(scope, dig, result),
            Err(found) => _ = result.set(found),
        });
    }

    fn spawn<'a>(&'a self, scope: &rayon::Scope<'a>, work: impl FnOnce(&rayon::Scope<'a>) + Send + 'a) {
        self.offers.made();
        scope.spawn(move |scope| {
            self.offers.taken();
            self.watch.task(|| work(scope));
        });
    }

    /// Looks at clue after clue, until the puzzle is minimal or a search is shared.
    fn go_on<'a, B: Board>(&'a self, scope: &rayon::Scope<'a>, mut dig: Dig, result: &'a OnceLock<Found>) {
        while let Some(without) = dig.next_without() {
            let mut stack = vec![B::new(without)];
            let mut found = Found::default();
            while !stack.is_empty() {
                explore(&mut stack, &mut found, 1, GRAIN);
                if stack.len() > 1 && self.offers.wanted() {
                    let (parts, needed) = (AtomicUsize::new(1), AtomicBool::new(false));
                    let shared = Shared { dig: Some(dig).into(), result, parts, needed };
                    return self.part(scope, stack, Arc::new(shared));
                }
            }
            dig.conclude(found.solutions > 0);
        }
        result.get_or_init(|| dig.found());
    }

    /// Explores a part of a search, and gives away parts of it.
    fn part<'a, B: Board>(&'a self, scope: &rayon::Scope<'a>, mut stack: Vec<B>, shared: Arc<Shared<'a>>) {
        while !stack.is_empty() && !shared.needed.load(Relaxed) {
            if stack.len() > 1 && self.offers.wanted() {
                let kept = stack.split_off(stack.len() / 2);
                let theirs = std::mem::replace(&mut stack, kept);
                let with = shared.clone();
                // Counted before it can end; this part has not, so the count is not 0.
                shared.parts.fetch_add(1, Relaxed);
                self.spawn(scope, move |scope| self.part(scope, theirs, with));
            }
            let mut found = Found::default();
            explore(&mut stack, &mut found, 1, GRAIN);
            if found.solutions > 0 {
                shared.needed.store(true, Relaxed);
            }
        }
        // Whoever takes the count to 0 sees what the others have stored before.
        if shared.parts.fetch_sub(1, AcqRel) == 1 {
            let dig = shared.dig.lock().expect("nobody panics while holding it").take();
            if let Some(mut dig) = dig {
                dig.conclude(shared.needed.load(Relaxed));
                self.go_on::<B>(scope, dig, shared.result);
            }
        }
    }
}
