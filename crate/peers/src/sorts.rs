//! Sorts of others, on the bits of numbers as they lie in a typed array.

#[cfg(feature = "pool")]
use crate::case::pool;
use crate::runs::{Prepared, Runs};
use bytemuck::Pod;
#[cfg(feature = "pool")]
use rayon::slice::ParallelSliceMut;
use rdst::{RadixKey, RadixSort};
use speedup_lab::workload::Wire;

/// Gets the sort of this name ready; none where there is none, or this build can't run it.
///
/// `number` is a type's name in a permalink; `workers` is the size of the pool.
pub fn prepare(sort: &str, number: &str, input: &[u8], runs: usize, workers: usize) -> Option<Box<dyn Runs>> {
    match number {
        "uint32" => of::<u32>(sort, input, runs, workers),
        "int32" => of::<i32>(sort, input, runs, workers),
        "float32" => of::<f32>(sort, input, runs, workers),
        "float64" => of::<f64>(sort, input, runs, workers),
        _ => None,
    }
}

/// A number that everybody can sort, each in the way that its own documentation names first.
trait Number: Pod + RadixKey + Send + Sync {
    fn std_unstable(values: &mut [Self]);
    fn std_stable(values: &mut [Self]);
    #[cfg(feature = "pool")]
    fn rayon_unstable(values: &mut [Self]);
    #[cfg(feature = "pool")]
    fn rayon_stable(values: &mut [Self]);
}

macro_rules! number {
    ($($type:ty: $unstable:ident $stable:ident $par_unstable:ident $par_stable:ident ($($order:path)?);)*) => {
        $(impl Number for $type {
            fn std_unstable(values: &mut [Self]) {
                values.$unstable($($order)?);
            }
            fn std_stable(values: &mut [Self]) {
                values.$stable($($order)?);
            }
            #[cfg(feature = "pool")]
            fn rayon_unstable(values: &mut [Self]) {
                values.$par_unstable($($order)?);
            }
            #[cfg(feature = "pool")]
            fn rayon_stable(values: &mut [Self]) {
                values.$par_stable($($order)?);
            }
        })*
    };
}

number! {
    u32: sort_unstable sort par_sort_unstable par_sort ();
    i32: sort_unstable sort par_sort_unstable par_sort ();
    f32: sort_unstable_by sort_by par_sort_unstable_by par_sort_by (f32::total_cmp);
    f64: sort_unstable_by sort_by par_sort_unstable_by par_sort_by (f64::total_cmp);
}

/// Sorts in place.
type Sort<T> = Box<dyn Fn(&mut [T])>;

fn of<T: Number>(sort: &str, input: &[u8], runs: usize, workers: usize) -> Option<Box<dyn Runs>> {
    let program: Sort<T> = match sort {
        "std-unstable" => Box::new(T::std_unstable),
        "std-stable" => Box::new(T::std_stable),
        "rdst" => Box::new(|values| {
            values.radix_sort_builder().with_parallel(false).with_single_threaded_tuner().sort();
        }),
        #[cfg(feature = "pool")]
        "rayon-unstable" | "rayon-stable" | "rdst-threads" => on_pool(sort, workers),
        _ => return None,
    };
    #[cfg(not(feature = "pool"))]
    let _ = workers;
    let input = Vec::<T>::from_message(&input.to_vec()).ok()?;
    Some(Box::new(Prepared::new(input, runs, move |mut values: Vec<T>| {
        program(&mut values);
        values
    })))
}

#[cfg(feature = "pool")]
fn on_pool<T: Number>(sort: &str, workers: usize) -> Sort<T> {
    let pool = pool(workers);
    match sort {
        "rayon-unstable" => Box::new(move |values| pool.run(|| T::rayon_unstable(values))),
        "rayon-stable" => Box::new(move |values| pool.run(|| T::rayon_stable(values))),
        _ => Box::new(move |values| pool.run(|| values.radix_sort_unstable())),
    }
}
