//! Sorts of others, on strings. Like ours they start from one buffer and the places of strings in it, and end there:
//! a slice for each string costs them some 2 % of their time.

#[cfg(feature = "pool")]
use crate::case::pool;
use crate::runs::{Prepared, Runs};
#[cfg(feature = "pool")]
use rayon::slice::ParallelSliceMut;
use speedup_lab::workload::Wire;
use speedup_lab::workloads::sorting::strings::lines::{Lines, Span};

/// Sorts in place.
type Sort = Box<dyn Fn(&mut [&[u8]])>;

/// Gets the sort of this name ready; none where there is none, or this build can't run it.
///
/// `workers` is the size of the pool.
pub fn prepare(sort: &str, input: &[u8], runs: usize, workers: usize) -> Option<Box<dyn Runs>> {
    let sort: Sort = match sort {
        "std-unstable" => Box::new(|lines| lines.sort_unstable()),
        "std-stable" => Box::new(|lines| lines.sort()),
        #[cfg(feature = "pool")]
        "rayon-unstable" => {
            let pool = pool(workers);
            Box::new(move |lines| pool.run(|| lines.par_sort_unstable()))
        }
        #[cfg(feature = "pool")]
        "rayon-stable" => {
            let pool = pool(workers);
            Box::new(move |lines| pool.run(|| lines.par_sort()))
        }
        _ => return None,
    };
    #[cfg(not(feature = "pool"))]
    let _ = workers;
    let input = Lines::from_message(&input.to_vec()).ok()?;
    Some(Box::new(Prepared::new(input, runs, move |lines: Lines| {
        let (bytes, mut spans) = lines.into_parts();
        let mut lines: Vec<&[u8]> = spans.iter().map(|span| span.of(&bytes, 0)).collect();
        sort(&mut lines);
        let start = bytes.as_ptr().addr();
        for (span, line) in spans.iter_mut().zip(lines) {
            *span = Span { start: (line.as_ptr().addr() - start) as u32, length: line.len() as u32 };
        }
        Lines::new(bytes, spans)
    })))
}
