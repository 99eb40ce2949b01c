//! The allocator: this whole program runs on it, and its blocks are compared with what was written into them.

use proptest::prelude::*;
use speedup_lab::memory::{CLASSES, LARGEST, Magazines, block_size, class_of, held};
use std::alloc::{GlobalAlloc, Layout};
use std::sync::mpsc::channel;
use std::thread;

// Not under Miri: for Rust, a block's life ends when it is let go of, and another's begins when it is taken again. Miri,
// which watches the allocator as any other code, still sees the pointers of the first life, and takes them for borrows
// that the second one breaks. Called by itself, as below, the allocator has none of these.
#[cfg_attr(not(miri), global_allocator)]
static MEMORY: Magazines = Magazines;

#[test]
fn every_size_has_the_least_class_that_holds_it() {
    let naive =
        |size: usize| (0..CLASSES).find(|&class| block_size(class) >= size).expect("the last holds all");
    for size in (0..=LARGEST).step_by(if cfg!(miri) { 97 } else { 1 }) {
        assert_eq!(class_of(size), naive(size), "{size}");
    }
    assert_eq!(block_size(CLASSES - 1), LARGEST);
    for class in 1..CLASSES {
        let (size, smaller) = (block_size(class), block_size(class - 1));
        assert!(size.is_multiple_of(16) && size > smaller, "{smaller}, {size}");
        assert!(size <= 128 || 4 * size <= 5 * smaller, "{smaller}, {size}: more than a fifth is wasted");
    }
}

/// A block in use, and what it must hold.
struct Block {
    at: *mut u8,
    layout: Layout,
    holds: Vec<u8>,
}

impl Block {
    /// Takes a block and checks it. What it holds at first depends on `seed`, or is zero.
    fn new(size: usize, align: usize, seed: u8, zeroed: bool) -> Self {
        let layout = Layout::from_size_align(size, align).unwrap();
        // SAFETY: the size is not 0.
        let at = unsafe { if zeroed { MEMORY.alloc_zeroed(layout) } else { MEMORY.alloc(layout) } };
        let mut block = Self { at, layout, holds: vec![0; size] };
        assert!(!at.is_null() && at.addr().is_multiple_of(align));
        if zeroed {
            block.check();
        }
        block.fill(seed);
        block
    }

    fn fill(&mut self, seed: u8) {
        for (at, byte) in self.holds.iter_mut().enumerate() {
            *byte = (at as u8).wrapping_mul(31) ^ seed;
        }
        // SAFETY: the block is in use, and as large as its layout.
        unsafe { self.at.copy_from_nonoverlapping(self.holds.as_ptr(), self.holds.len()) };
    }

    fn check(&self) {
        // SAFETY: the block is in use, as large as its layout, and written throughout.
        let bytes = unsafe { std::slice::from_raw_parts(self.at, self.layout.size()) };
        assert!(bytes == self.holds, "another block lies in this one");
    }

    fn resize(&mut self, size: usize, seed: u8) {
        // SAFETY: the block is in use, of this layout, and the size is not 0.
        self.at = unsafe { MEMORY.realloc(self.at, self.layout, size) };
        assert!(!self.at.is_null() && self.at.addr().is_multiple_of(self.layout.align()));
        let kept = size.min(self.holds.len());
        self.holds.truncate(kept);
        self.layout = Layout::from_size_align(size, self.layout.align()).unwrap();
        let whole = self.layout;
        self.layout = Layout::from_size_align(kept, whole.align()).unwrap();
        self.check();
        self.layout = whole;
        self.holds.resize(size, 0);
        self.fill(seed);
    }

    fn free(self) {
        self.check();
        // SAFETY: the block came from there with this layout, and is used no more.
        unsafe { MEMORY.dealloc(self.at, self.layout) };
    }
}

// SAFETY: whoever has a block is alone with its bytes.
unsafe impl Send for Block {}

#[derive(Clone, Debug)]
enum Step {
    Take { size: usize, align: usize, zeroed: bool },
    Resize { which: usize, size: usize },
    Free { which: usize },
}

fn sizes() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 1..300usize, 2 => 1..=MIDDLE, 1 => LARGEST - 40..LARGEST + 40, 1 => 1..HUGE]
}

fn steps() -> impl Strategy<Value = Step> {
    let align = prop_oneof![6 => 0..=4u32, 1 => 5..=8u32];
    prop_oneof![
        3 => (sizes(), align, any::<bool>())
            .prop_map(|(size, align, zeroed)| Step::Take { size, align: 1 << align, zeroed }),
        1 => (any::<usize>(), sizes()).prop_map(|(which, size)| Step::Resize { which, size }),
        2 => any::<usize>().prop_map(|which| Step::Free { which }),
    ]
}

/// Carries the steps out; what is still in use at the end is handed back.
fn carry_out(steps: Vec<Step>) -> Vec<Block> {
    let mut used: Vec<Block> = Vec::new();
    for (number, step) in steps.into_iter().enumerate() {
        let seed = number as u8;
        match step {
            Step::Take { size, align, zeroed } => used.push(Block::new(size, align, seed, zeroed)),
            Step::Resize { which, size } if !used.is_empty() => {
                let which = which % used.len();
                used[which].resize(size, seed);
            }
            Step::Free { which } if !used.is_empty() => {
                let which = which % used.len();
                used.swap_remove(which).free();
            }
            _ => {}
        }
    }
    used
}

/// Miri looks at every access, and takes its time.
const MIDDLE: usize = if cfg!(miri) { 2000 } else { LARGEST };
const HUGE: usize = if cfg!(miri) { 400 } else { 200_000 };
const CASES: u32 = if cfg!(miri) { 2 } else { 200 };
const STEPS: usize = if cfg!(miri) { 8 } else { 400 };

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn blocks_keep_what_is_written_into_them(steps in prop::collection::vec(steps(), 1..STEPS)) {
        for block in carry_out(steps) {
            block.free();
        }
    }

    #[test]
    fn blocks_of_one_thread_may_be_freed_by_another(
        all in prop::collection::vec(prop::collection::vec(steps(), 1..STEPS), 2..4),
    ) {
        let (send, receive) = channel();
        thread::scope(|scope| {
            let workers: Vec<_> = all
                .into_iter()
                .map(|steps| {
                    let send = send.clone();
                    scope.spawn(move || carry_out(steps).into_iter().for_each(|block| send.send(block).unwrap()))
                })
                .collect();
            drop(send);
            scope.spawn(move || receive.into_iter().for_each(Block::free));
            for worker in workers {
                worker.join().unwrap();
            }
        });
    }
}

/// What one thread takes and another frees comes back to the first: however long that goes on, memory does not grow.
#[test]
fn blocks_come_back_across_threads() {
    const BLOCKS: usize = if cfg!(miri) { 40 } else { 500 };
    const SIZE: usize = 1000;
    let rounds = if cfg!(miri) { 4 } else { 300 };
    let (there, freed) = channel::<Vec<Block>>();
    let (back, done) = channel();
    let consumer = thread::spawn(move || {
        for blocks in freed {
            blocks.into_iter().for_each(Block::free);
            back.send(()).unwrap();
        }
    });
    let before = held();
    for round in 0..rounds {
        let blocks = (0..BLOCKS).map(|_| Block::new(SIZE, 8, round as u8, false)).collect();
        there.send(blocks).unwrap();
        done.recv().unwrap();
    }
    drop(there);
    consumer.join().unwrap();
    // Other tests take some, too, each a few megabytes; without the way back it would be 150.
    let grown = held() - before;
    assert!(grown < 20 * BLOCKS * SIZE, "{grown} bytes for {} in use at once", BLOCKS * SIZE);
}
