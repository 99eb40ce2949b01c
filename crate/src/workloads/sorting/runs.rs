//! Is the input made of long runs? Then merging has little to do, and no other sort comes near it.

use super::keys::{Key, Order};

/// Places that are looked at.
const PLACES: usize = 64;
/// Neighbouring elements at each.
const STRETCH: usize = 64;

/// Whether nearly everywhere the numbers go up, or down: in sorted, reversed and organ-pipe inputs, not in nearly
/// sorted ones.
pub fn long<K: Key>(values: &[K], order: &Order<K>) -> bool {
    let rises = |a: &K, b: &K| order.key(*a) <= order.key(*b);
    let falls = |a: &K, b: &K| order.key(*a) >= order.key(*b);
    at_most_places(values, |stretch| stretch.is_sorted_by(rises) || stretch.is_sorted_by(falls))
}

/// Whether nearly everywhere neighbours are so.
pub fn nearly_everywhere<T>(values: &[T], so: impl Fn(&T, &T) -> bool) -> bool {
    at_most_places(values, |stretch| stretch.is_sorted_by(&so))
}

fn at_most_places<T>(values: &[T], so: impl Fn(&[T]) -> bool) -> bool {
    if values.len() < PLACES * STRETCH {
        return false;
    }
    let step = (values.len() - STRETCH) / (PLACES - 1);
    let places = (0..PLACES).filter(|place| so(&values[place * step..place * step + STRETCH]));
    places.count() >= PLACES - PLACES / 8
}
