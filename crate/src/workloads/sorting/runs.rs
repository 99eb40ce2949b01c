//! Is the input made of long runs? Then merging has little to do, and no other sort comes near it.

use super::keys::{Key, Order};

/// Places that are looked at.
const PLACES: usize = 64;
/// Neighbouring numbers at each.
const STRETCH: usize = 64;

/// Whether nearly everywhere the numbers go up, or down: in sorted, reversed and organ-pipe inputs, not in nearly
/// sorted ones.
pub fn long<K: Key>(values: &[K], order: &Order<K>) -> bool {
    if values.len() < PLACES * STRETCH {
        return false;
    }
    let step = (values.len() - STRETCH) / (PLACES - 1);
    let in_order = (0..PLACES).filter(|place| {
        let stretch = &values[place * step..place * step + STRETCH];
        stretch.is_sorted_by(|&a, &b| order.key(a) <= order.key(b))
            || stretch.is_sorted_by(|&a, &b| order.key(a) >= order.key(b))
    });
    in_order.count() >= PLACES - PLACES / 8
}
