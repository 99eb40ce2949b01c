//! What the modes cost when there is nothing to do: empty calls, empty items, blocks taken and let go, turns given up.

use speedup_lab::modes::cooperative::yield_now;
#[cfg(feature = "pool")]
use speedup_lab::modes::threads::Pool;
#[cfg(feature = "pool")]
use std::{
    alloc::{GlobalAlloc, Layout, System},
    hint::black_box,
};

/// Bytes of the blocks that are taken and let go, one after the other.
#[cfg(feature = "pool")]
const BLOCKS: [usize; 4] = [16, 40, 100, 250];

/// Does something this many times, on a pool's threads. False where there is no such thing.
#[cfg(feature = "pool")]
pub fn pooled(what: &str, times: usize, pool: &Pool) -> bool {
    match what {
        "call-outside" => (0..times).for_each(|_| pool.run(|| ())),
        "call-inside" => pool.run(|| {
            for _ in 0..times {
                rayon::join(|| black_box(()), || black_box(()));
            }
        }),
        "items" => pool.run(|| {
            use rayon::prelude::*;
            for _ in 0..times {
                (0..1000).into_par_iter().for_each(|item| {
                    black_box(item);
                });
            }
        }),
        "blocks" => everywhere(pool, times, &speedup_lab::memory::Magazines),
        "blocks-default" => everywhere(pool, times, &System),
        _ => return false,
    }
    true
}

/// Takes a block and lets it go, this many times in every thread at once.
#[cfg(feature = "pool")]
fn everywhere(pool: &Pool, times: usize, memory: &(impl GlobalAlloc + Sync)) {
    pool.run(|| {
        rayon::broadcast(|_| {
            for number in 0..times {
                let size = black_box(BLOCKS[number % BLOCKS.len()]);
                let layout = Layout::from_size_align(size, 8).expect("a small one");
                // SAFETY: the size is not 0; the block is let go of where it came from, and used by nobody.
                unsafe {
                    let block = black_box(memory.alloc(layout));
                    memory.dealloc(block, layout);
                }
            }
        })
    });
}

/// Gives way this many times in each of two tasks.
pub async fn turns(times: usize) {
    let task = async || {
        for _ in 0..times {
            yield_now().await;
        }
    };
    futures::future::join_all([task(), task()]).await;
}

#[cfg(all(test, feature = "pool"))]
mod tests {
    use super::{pooled, turns};
    use speedup_lab::modes::threads::Pool;

    #[test]
    fn every_cost_can_be_run() {
        let pool = Pool::new(2);
        for what in ["call-outside", "call-inside", "items", "blocks", "blocks-default"] {
            assert!(pooled(what, 3, &pool), "{what}");
        }
        assert!(!pooled("nothing", 3, &pool));
        futures::executor::block_on(turns(3));
    }
}
