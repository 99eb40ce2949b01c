//! Stable sorts of records by their keys alone. The workloads have no such elements, so ours is called here as any
//! Rust program would call it.

#[cfg(feature = "pool")]
use crate::case::pool;
use crate::runs::{Prepared, Runs};
use bytemuck::{Pod, Zeroable};
#[cfg(feature = "pool")]
use rayon::slice::ParallelSliceMut;
#[cfg(feature = "pool")]
use speedup_lab::run::Stopwatch;
use speedup_lab::workload::Wire;
#[cfg(feature = "pool")]
use speedup_lab::workloads::sorting::{rule::By, shared, strategy::Strategy};

/// What the names of these programs begin with.
pub const PREFIX: &str = "records-";

/// A key, and where it stood: equal keys stay in the order of their places, or the sort is not stable.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct Record {
    key: u32,
    place: u32,
}

/// Gets the sort of this name ready; none where there is none, or this build can't run it.
///
/// `input` holds the keys; `workers` is the size of the pool.
pub fn prepare(sort: &str, input: &[u8], runs: usize, workers: usize) -> Option<Box<dyn Runs>> {
    let keys = Vec::<u32>::from_message(&input.to_vec()).ok()?;
    let records: Vec<Record> = keys.into_iter().zip(0..).map(|(key, place)| Record { key, place }).collect();
    #[cfg(not(feature = "pool"))]
    let _ = workers;
    match sort.strip_prefix(PREFIX)? {
        "std-stable" => Some(prepared(records, runs, |mut records| {
            records.sort_by_key(|record| record.key);
            records
        })),
        #[cfg(feature = "pool")]
        "rayon-stable" => {
            let pool = pool(workers);
            Some(prepared(records, runs, move |mut records| {
                pool.run(|| records.par_sort_by_key(|record| record.key));
                records
            }))
        }
        #[cfg(feature = "pool")]
        "threads" => {
            let pool = pool(workers);
            Some(prepared(records, runs, move |records| {
                let watch = Stopwatch::start(&crate::case::Still);
                let rule = By(|a: &Record, b: &Record| a.key.cmp(&b.key));
                shared::sort(records, pool.workers(), Strategy::Parallel, &rule, &pool, &watch)
            }))
        }
        _ => None,
    }
}

fn prepared(
    records: Vec<Record>,
    runs: usize,
    program: impl Fn(Vec<Record>) -> Vec<Record> + 'static,
) -> Box<dyn Runs> {
    Box::new(Prepared::giving(records, runs, program, keys))
}

/// The keys, if the sort was stable; otherwise nothing, which no check takes for the output.
fn keys(records: Vec<Record>) -> Vec<u8> {
    let stable = records.windows(2).all(|pair| pair[0].key < pair[1].key || pair[0].place < pair[1].place);
    if !stable {
        return vec![];
    }
    records.iter().flat_map(|record| record.key.to_ne_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Record, keys};

    #[test]
    fn an_unstable_output_is_no_output() {
        let of = |places: [u32; 2]| keys(places.map(|place| Record { key: 7, place }).to_vec());
        assert_eq!(of([0, 1]).len(), 8);
        assert!(of([1, 0]).is_empty());
    }
}
