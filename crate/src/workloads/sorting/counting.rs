//! Inputs with few distinct keys: merging equal keys into one key and a count at first sight, which leaves only
//! the distinct ones to sort.

use super::keys::Key;

/// Slots of the table; a power of two.
const SLOTS: usize = 1024;
/// The most distinct keys that the table takes; half full, so a search stays short.
const MOST: usize = SLOTS / 2;
/// Keys looked at before it is tried.
const SAMPLE: usize = 256;
/// It is tried when the sample has at most this many distinct keys.
const MOST_IN_SAMPLE: usize = 96;

/// Sorts keys of which few are distinct. With `false` there are too many, and nothing has changed.
pub fn sort<K: Key>(keys: &mut [K]) -> bool {
    if !looks_repetitive(keys) {
        return false;
    }
    let Some(mut counts) = count(keys) else { return false };
    by_key(&mut counts);
    let mut rest = keys;
    for (key, count) in counts {
        let (same, after) = rest.split_at_mut(count as usize);
        same.fill(key);
        rest = after;
    }
    true
}

/// Puts counts in the order of their keys.
pub fn by_key<K: Key>(counts: &mut [(K, u32)]) {
    counts.sort_unstable_by_key(|&(key, _)| key);
}

/// Whether few of a sample's keys are distinct. Few keys are not worth a look.
pub fn looks_repetitive<K: Key>(keys: &[K]) -> bool {
    if keys.len() < 4 * SAMPLE {
        return false;
    }
    let step = keys.len() / SAMPLE;
    let mut sample: [K; SAMPLE] = std::array::from_fn(|index| keys[index * step]);
    sample.sort_unstable();
    sample.windows(2).filter(|pair| pair[0] != pair[1]).count() < MOST_IN_SAMPLE
}

/// Every distinct key with its count, in any order, by open addressing, or nothing where there are too many.
pub fn count<K: Key>(keys: &[K]) -> Option<Vec<(K, u32)>> {
    let mut table = [(K::MAX, 0u32); SLOTS];
    let mut distinct = 0;
    for &key in keys {
        let mut slot = home(key);
        while table[slot].1 != 0 && table[slot].0 != key {
            slot = (slot + 1) % SLOTS;
        }
        if table[slot].1 == 0 {
            distinct += 1;
            if distinct > MOST {
                return None;
            }
            table[slot].0 = key;
        }
        table[slot].1 += 1;
    }
    Some(table.into_iter().filter(|&(_, count)| count > 0).collect())
}

/// Fibonacci hashing (Knuth, TAOCP 3, section 6.4).
fn home<K: Key>(key: K) -> usize {
    (key.bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOTS.ilog2())) as usize
}
