//! The allocator of the programs that visitors run: small blocks from lists of each thread's own.
//!
//! On this target the default one, dlmalloc, is a single heap behind a single lock. Threads that allocate in their
//! tasks spend their time waiting for it, and a chart would show that queue, not the program. Here a small block comes
//! from a list that only its thread touches; whole batches travel between threads through a depot, so blocks that one
//! thread makes and another lets go of come back. These are the magazines and the depot of Bonwick and Adams,
//! "Magazines and Vmem" (USENIX 2001), section 3. What is large, or wants a rare alignment, goes to the default allocator.
//!
//! ```text
//!   thread 1: [ list | spare batch ]  <->            <->  [ list | spare batch ] :thread 2
//!                                          depot
//!                                   (a lock a size class)
//!                                            ^
//!                                   dlmalloc: new batches
//! ```
//!
//! An alloc or a free is a few instructions, and takes a lock once in a batch at worst. A block has no header, as Rust
//! says a block's size when it lets go of it. Blocks of a class stay of that class: what is held of it is the most that
//! was ever in use, and two batches for each thread. Nothing is given back when a thread ends: those of a pool live as
//! long as their memory does.
//!
//! Both wasm builds have it, so that a speedup compares programs and not their allocators.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The most bytes of a block that comes from a list.
pub const LARGEST: usize = 32 << 10;
/// Every block begins at a multiple of this many bytes.
const ALIGN: usize = 16;
/// Up to here classes are [`ALIGN`] bytes apart; beyond, there are four to a doubling.
const FINE: usize = 128;
/// How many classes there are.
pub const CLASSES: usize = FINE / ALIGN + 4 * (LARGEST / FINE).ilog2() as usize;
/// A batch is about this many bytes...
const BATCH_BYTES: usize = 8 << 10;
/// ...and of no more blocks than this.
const MOST_BLOCKS: usize = 128;

/// The class of blocks for `size` bytes, 0 to [`LARGEST`].
pub const fn class_of(size: usize) -> usize {
    if size <= FINE {
        return size.saturating_sub(1) / ALIGN;
    }
    let last = size - 1;
    let doubling = last.ilog2() as usize;
    let quarter = (last >> (doubling - 2)) & 3;
    FINE / ALIGN + 4 * (doubling - FINE.ilog2() as usize) + quarter
}

/// The bytes of a class's blocks.
pub const fn block_size(class: usize) -> usize {
    if class < FINE / ALIGN {
        return (class + 1) * ALIGN;
    }
    let (doubling, quarter) = ((class - FINE / ALIGN) / 4, (class - FINE / ALIGN) % 4);
    (FINE << doubling) / 4 * (5 + quarter)
}

/// The blocks of a class's batches.
const fn batch_length(class: usize) -> usize {
    let blocks = BATCH_BYTES / block_size(class);
    if blocks < 1 {
        1
    } else if blocks > MOST_BLOCKS {
        MOST_BLOCKS
    } else {
        blocks
    }
}

const LENGTHS: [usize; CLASSES] = {
    let mut lengths = [0; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        lengths[class] = batch_length(class);
        class += 1;
    }
    lengths
};

/// A block that nobody uses.
struct Block {
    /// The next one of its list.
    next: *mut Block,
    /// Of a batch's first block in the depot: the next batch.
    batch: *mut Block,
}

/// A thread's free blocks of one class: a list that it takes from and puts on, and a full batch or none.
struct Shelf {
    list: Cell<*mut Block>,
    length: Cell<usize>,
    spare: Cell<*mut Block>,
}

impl Shelf {
    const fn new() -> Self {
        Self { list: Cell::new(null_mut()), length: Cell::new(0), spare: Cell::new(null_mut()) }
    }
}

thread_local! {
    // Constant and without a destructor: getting at it neither allocates nor fails.
    static SHELVES: [Shelf; CLASSES] = const { [const { Shelf::new() }; CLASSES] };
}

/// Full batches of one class that belong to no thread.
struct Depot(Mutex<Batches>);

struct Batches(*mut Block);

// SAFETY: the blocks that it leads to are nobody's but the depot's, and whoever holds the lock is alone with them.
unsafe impl Send for Batches {}

impl Depot {
    fn put(&self, batch: *mut Block) {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the first of a batch of free blocks, all the caller's until now.
        unsafe { (*batch).batch = batches.0 };
        batches.0 = batch;
    }

    /// A batch, or null where there is none.
    fn take(&self) -> *mut Block {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = batches.0;
        if !batch.is_null() {
            // SAFETY: `put` has written it, and the block is free ever since.
            batches.0 = unsafe { (*batch).batch };
        }
        batch
    }
}

static DEPOTS: [Depot; CLASSES] = [const { Depot(Mutex::new(Batches(null_mut()))) }; CLASSES];

static HELD: AtomicUsize = AtomicUsize::new(0);

/// How many bytes of the default allocator's all small blocks are, in use or not.
pub fn held() -> usize {
    HELD.load(Ordering::Relaxed)
}

/// The allocator, for `#[global_allocator]`.
pub struct Magazines;

/// Whether blocks of this layout come from a list.
const fn is_small(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= ALIGN
}

fn take(class: usize) -> *mut u8 {
    SHELVES.with(|shelves| {
        let shelf = &shelves[class];
        let mut block = shelf.list.get();
        if block.is_null() {
            block = refill(shelf, class);
            if block.is_null() {
                return null_mut();
            }
        }
        // SAFETY: a block on a list is free, so it holds a `Block`, and only this thread has it.
        shelf.list.set(unsafe { (*block).next });
        shelf.length.set(shelf.length.get() - 1);
        block.cast()
    })
}

/// # Safety
/// The block is of this class, and its user has done with it.
unsafe fn put(class: usize, block: *mut Block) {
    SHELVES.with(|shelves| {
        let shelf = &shelves[class];
        if shelf.length.get() == LENGTHS[class] {
            make_room(shelf, class);
        }
        // SAFETY: every class has room for a `Block` and aligns it, and the block is the caller's to give.
        unsafe { (*block).next = shelf.list.get() };
        shelf.list.set(block);
        shelf.length.set(shelf.length.get() + 1);
    });
}

/// Puts a batch on an empty list, and gives its first block; null where there is no memory.
#[cold]
#[inline(never)]
fn refill(shelf: &Shelf, class: usize) -> *mut Block {
    let mut batch = shelf.spare.replace(null_mut());
    if batch.is_null() {
        batch = DEPOTS[class].take();
    }
    if batch.is_null() {
        batch = new_batch(class);
    }
    if !batch.is_null() {
        shelf.list.set(batch);
        shelf.length.set(LENGTHS[class]);
    }
    batch
}

/// Empties a full list: it becomes the spare batch, and what was that goes to the depot.
#[cold]
#[inline(never)]
fn make_room(shelf: &Shelf, class: usize) {
    let before = shelf.spare.replace(shelf.list.replace(null_mut()));
    shelf.length.set(0);
    if !before.is_null() {
        DEPOTS[class].put(before);
    }
}

/// Cuts a batch from new memory; null where there is none.
fn new_batch(class: usize) -> *mut Block {
    let (size, length) = (block_size(class), LENGTHS[class]);
    let Ok(layout) = Layout::from_size_align(size * length, ALIGN) else { return null_mut() };
    // SAFETY: the layout's size is not 0.
    let memory = unsafe { System.alloc(layout) };
    if memory.is_null() {
        return null_mut();
    }
    HELD.fetch_add(layout.size(), Ordering::Relaxed);
    let mut next = null_mut();
    for number in (0..length).rev() {
        // SAFETY: the block ends inside the memory, which is new, aligned, and ours alone.
        unsafe {
            let block = memory.add(number * size).cast::<Block>();
            block.write(Block { next, batch: null_mut() });
            next = block;
        }
    }
    next
}

// SAFETY: a small block is on one list or in use, never both: it leaves its list when it is taken, and comes back when
// its user gives it up. It is as large as its class, whose size is no less than what was asked for, and aligned to
// ALIGN, of which every class's size is a multiple. A layout tells which of both allocators a block is of. Nothing
// here panics: no class is out of bounds.
unsafe impl GlobalAlloc for Magazines {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_small(layout) {
            take(class_of(layout.size()))
        } else {
            // SAFETY: the caller's promise.
            unsafe { System.alloc(layout) }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if is_small(layout) {
            // SAFETY: a block of this layout came from `take`, from this class, and the caller has done with it.
            unsafe { put(class_of(layout.size()), block.cast()) };
        } else {
            // SAFETY: a block of this layout came from there.
            unsafe { System.dealloc(block, layout) };
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            // SAFETY: the caller's promise. Fresh memory is zero, and it knows which is fresh.
            return unsafe { System.alloc_zeroed(layout) };
        }
        let block = take(class_of(layout.size()));
        if !block.is_null() {
            // SAFETY: the block is new, and of at least this size.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that it is a valid size for this alignment.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (is_small(layout), is_small(wanted)) {
            // SAFETY: the block came from there, and would come from there again.
            (false, false) => unsafe { System.realloc(block, layout, size) },
            (true, true) if class_of(layout.size()) == class_of(size) => block,
            // SAFETY: both blocks are as large as the smaller of the two sizes, and one of them is new.
            _ => unsafe {
                let moved = self.alloc(wanted);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(block, layout.size().min(size));
                    self.dealloc(block, layout);
                }
                moved
            },
        }
    }
}
