//! What the page watches while actors play: words in shared memory.

use super::sync::{AtomicU32, Ordering};

/// Words for the lab as a whole, before those of actors.
pub const HEAD: usize = 16;
/// Words of an actor before its log: its state, a detail of it, what it has counted, and how long its log is.
pub const ROW: usize = 4;
/// Words of an entry in a log: when, in microseconds since the board was made, and the state that began then.
pub const ENTRY: usize = 2;

/// For each actor a state, a detail, a count and a log of states; for the lab a few words of its own.
///
/// An actor writes its own row only, so relaxed stores do, but for a log's length: it is released after its entry.
pub struct Board {
    words: Box<[AtomicU32]>,
    actors: usize,
    log: usize,
    states: &'static [&'static str],
    origin: f64,
}

impl Board {
    /// A board for so many actors, whose logs hold this many entries; later ones are not kept. `origin` is when it is
    /// made, milliseconds on the actors' axis.
    pub fn new(actors: usize, log: usize, states: &'static [&'static str], origin: f64) -> Self {
        let words = (0..HEAD + actors * (ROW + ENTRY * log)).map(|_| AtomicU32::new(0)).collect();
        Self { words, actors, log, states, origin }
    }

    /// The words, which lie still as long as the board does.
    pub fn words(&self) -> &[AtomicU32] {
        &self.words
    }

    /// How many entries a log holds.
    pub fn log(&self) -> usize {
        self.log
    }

    /// How many actors it is for.
    pub fn actors(&self) -> usize {
        self.actors
    }

    /// What its states are called.
    pub fn states(&self) -> &'static [&'static str] {
        self.states
    }

    /// When it was made, milliseconds on the actors' axis.
    pub fn origin(&self) -> f64 {
        self.origin
    }

    /// One of the lab's own words.
    pub fn head(&self, word: usize) -> &AtomicU32 {
        assert!(word < HEAD, "a board's head has {HEAD} words");
        &self.words[word]
    }

    /// What an actor has counted.
    pub fn count(&self, actor: usize) -> &AtomicU32 {
        &self.words[self.row(actor) + 2]
    }

    /// A detail of an actor's state, such as what it waits for.
    pub fn detail(&self, actor: usize) -> &AtomicU32 {
        &self.words[self.row(actor) + 1]
    }

    /// An actor enters a state now, milliseconds on the actors' axis.
    pub fn enter(&self, actor: usize, state: u32, now: f64) {
        let row = self.row(actor);
        self.words[row].store(state, Ordering::Relaxed);
        let length = self.words[row + 3].load(Ordering::Relaxed) as usize;
        if length < self.log {
            let entry = row + ROW + ENTRY * length;
            self.words[entry].store(((now - self.origin) * 1000.0) as u32, Ordering::Relaxed);
            self.words[entry + 1].store(state, Ordering::Relaxed);
            self.words[row + 3].store(length as u32 + 1, Ordering::Release);
        }
    }

    /// An actor's state.
    pub fn state(&self, actor: usize) -> u32 {
        self.words[self.row(actor)].load(Ordering::Relaxed)
    }

    fn row(&self, actor: usize) -> usize {
        assert!(actor < self.actors, "there are {} actors", self.actors);
        HEAD + actor * (ROW + ENTRY * self.log)
    }
}
