//! Radix sort: keys are moved by their digits, and hardly ever compared.
//!
//! First by the most significant digit, out of memory into cells that fit the cache; then, cell by cell, by the
//! digits below it, least significant first (Knuth, TAOCP 3, section 5.2.5). In a cell only as many of the bits
//! below are used as tell most of its keys apart: a few more than the logarithm of their number. What those
//! leave out of place is a few neighbours, which insertion settles.
//!
//! | keys | first digit |
//! | --- | --- |
//! | spread evenly over their range | up to 8 bits of the distance from the least key |
//! | crowded, as the bits of floats are | 12 or 16 bits: most cells stay empty, and those in use are small |
//!
//! Which of them it is, a sample tells. A cell that is still too large for the cache is sorted so again.

use super::keys::{Key, Order};

/// Keys that the second-level cache holds twice: so many are sorted without a first digit.
pub const CACHED: usize = 1 << 17;
/// Up to this many keys std's sort is quicker.
const SHORT: usize = 48;
/// About how many keys a cell should get, if their number allows.
const CELL: usize = 1 << 13;
/// Keys that are looked at to choose a first digit.
const SAMPLE: usize = 256;
/// A sample with more keys than this in one of 256 cells is crowded; spread evenly, the fullest gets about 5.
const CROWDED: usize = 16;
/// The most bits of a digit within a cell.
const DIGIT: u32 = 10;
/// Bits by which a cell is sorted beyond the logarithm of its length: of keys spread evenly, one in 32 has then the
/// digits of another, which insertion looks at.
const SLACK: u32 = 4;
/// Moves per key that insertion may make before the cell is left to std's sort.
const MOVES: usize = 8;

/// The first digit: where it lies in a key, and how many values it has.
#[derive(Clone, Copy, Debug)]
pub struct Window<K> {
    low: K,
    shift: u32,
    /// The last cell.
    last: u64,
}

impl<K: Key> Window<K> {
    /// A first digit for these keys, as far as a sample of them shows; some keys may lie outside it.
    pub fn guess(length: usize, key: impl Fn(usize) -> K) -> Self {
        let sample = sample(length, key);
        let (low, high) = (sample[0], sample[SAMPLE - 1]);
        // Beyond the sample's ends there are more.
        let margin = high.offset(low, 0) / 64 + 1;
        Self::fit(length, &sample, low.lowered(margin), high.raised(margin))
    }

    /// A first digit that holds all of these keys. Hardly ever needed, so it is kept out of the way.
    #[cold]
    #[inline(never)]
    pub fn exact(values: &[K], read: impl Fn(K) -> K) -> Self {
        let (low, high) = range(values, &read);
        Self::fit(values.len(), &sample(values.len(), |index| read(values[index])), low, high)
    }

    #[inline(never)]
    fn fit(length: usize, sample: &[K; SAMPLE], low: K, high: K) -> Self {
        let whole = width(high.offset(low, 0));
        let shift = |bits: u32| whole.saturating_sub(bits);
        let same = |a: &K, b: &K| a.offset(low, shift(8)) == b.offset(low, shift(8));
        let fullest = sample.chunk_by(same).map(<[K]>::len).max().unwrap_or(0);
        let bits = match length {
            _ if fullest <= CROWDED => width((length / CELL) as u64).clamp(4, 8),
            0..0x8_0000 => 12,
            _ => 16,
        };
        let shift = shift(bits);
        // Cells end where the type does, so that no key before the first comes round to the last.
        let least = K::MAX.plus(K::from_bits(1));
        let low = least.plus(K::from_bits(low.offset(least, 0) >> shift << shift));
        Self { low, shift, last: high.offset(low, shift) }
    }

    /// How many keys there are in each cell, as `read` makes keys of values; nothing if some lie outside.
    #[inline(never)]
    pub fn count(&self, values: &[K], read: impl Fn(K) -> K) -> Option<Vec<u32>> {
        let mut counts = vec![0; (self.last as usize + 1).next_power_of_two()];
        let mask = counts.len() - 1;
        let mut seen = 0;
        for &value in values {
            let cell = read(value).offset(self.low, self.shift);
            seen = cell.max(seen);
            counts[cell as usize & mask] += 1;
        }
        (seen <= self.last).then_some(counts)
    }

    /// Moves every key to its cell's next place: `put` is told the place and the key.
    #[inline(always)]
    pub fn scatter(
        &self,
        values: &[K],
        read: impl Fn(K) -> K,
        places: &mut [u32],
        mut put: impl FnMut(usize, K),
    ) {
        let mask = places.len() - 1;
        for &value in values {
            let key = read(value);
            let place = &mut places[key.offset(self.low, self.shift) as usize & mask];
            put(*place as usize, key);
            *place += 1;
        }
    }
}

/// Keys from all over, sorted.
fn sample<K: Key>(length: usize, key: impl Fn(usize) -> K) -> [K; SAMPLE] {
    let mut sample =
        std::array::from_fn(|index| key((index as u64 * length as u64 / SAMPLE as u64) as usize));
    sample.sort_unstable();
    sample
}

/// The least key and the greatest.
fn range<K: Key>(values: &[K], read: impl Fn(K) -> K) -> (K, K) {
    let first = read(values[0]);
    values.iter().fold((first, first), |(low, high), &value| {
        let key = read(value);
        (low.min(key), high.max(key))
    })
}

/// How many bits the number has.
fn width(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

/// Counts become places: each cell begins where the one before it ends.
fn add_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
}

/// Sorts numbers, given as bits, into keys; `last` makes bits of them again.
pub fn sort<K: Key>(values: Vec<K>, order: &Order<K>, last: Option<&Order<K>>) -> Vec<K> {
    if values.len() <= CACHED {
        return sort_few(values, order, last);
    }
    if order.is_identity() {
        sort_many(values, |key| key, last)
    } else {
        sort_many(values, |bits| order.key(bits), last)
    }
}

fn sort_few<K: Key>(mut values: Vec<K>, order: &Order<K>, last: Option<&Order<K>>) -> Vec<K> {
    order.to_keys(&mut values);
    let mut spare = vec![K::MAX; values.len()];
    sort_cell(&mut values, &mut spare);
    if let Some(order) = last {
        order.to_bits(&mut values);
    }
    values
}

fn sort_many<K: Key>(mut values: Vec<K>, read: impl Fn(K) -> K + Copy, last: Option<&Order<K>>) -> Vec<K> {
    let mut sorted = Vec::with_capacity(values.len());
    let to = &mut sorted.spare_capacity_mut()[..values.len()];
    let ends = distribute(&values, read, |place, key| {
        to[place].write(key);
    });
    // SAFETY: the cells' places are those below `values.len()`, each once, and every one was written.
    unsafe { sorted.set_len(values.len()) };
    sort_cells(&mut sorted, &mut values, &ends, last);
    sorted
}

/// Moves every key to its cell; `put` is told the place and the key. Gives the cells' ends.
#[inline(always)]
fn distribute<K: Key>(values: &[K], read: impl Fn(K) -> K + Copy, put: impl FnMut(usize, K)) -> Vec<u32> {
    let mut window = Window::guess(values.len(), |index| read(values[index]));
    let mut counts = window.count(values, read).unwrap_or_else(|| {
        window = Window::exact(values, read);
        window.count(values, read).expect("the window was fitted to these keys")
    });
    add_up(&mut counts);
    window.scatter(values, read, &mut counts, put);
    counts
}

/// Sorts every cell.
fn sort_cells<K: Key>(mut cells: &mut [K], mut spare: &mut [K], ends: &[u32], last: Option<&Order<K>>) {
    let mut start = 0;
    for &end in ends {
        let (cell, rest) = cells.split_at_mut((end - start) as usize);
        let (room, spare_rest) = spare.split_at_mut((end - start) as usize);
        (cells, spare, start) = (rest, spare_rest, end);
        sort_cell(cell, room);
        if let Some(order) = last {
            order.to_bits(cell);
        }
    }
}

/// Sorts keys, using `spare`, of the same length; the result lies in `spare` if `into_spare`, else in `keys`.
pub fn sort_within<K: Key>(keys: &mut [K], spare: &mut [K], into_spare: bool) {
    if keys.len() <= CACHED {
        sort_cell(keys, spare);
        if into_spare {
            spare.copy_from_slice(keys);
        }
        return;
    }
    let ends = distribute(keys, |key| key, |place, key| spare[place] = key);
    sort_cells(spare, keys, &ends, None);
    if !into_spare {
        keys.copy_from_slice(spare);
    }
}

/// Sorts keys, with as much room to spare.
pub fn sort_cell<K: Key>(keys: &mut [K], spare: &mut [K]) {
    if keys.len() <= SHORT {
        return keys.sort_unstable();
    }
    let (low, high) = range(keys, |key| key);
    let whole = width(high.offset(low, 0));
    if whole == 0 {
        return;
    }
    if keys.len() > CACHED {
        // Every cell of these has at most an eighth of their range, so this ends.
        return sort_within(keys, spare, false);
    }
    let wanted = whole.min(width(keys.len() as u64) + SLACK);
    let passes = wanted.div_ceil(DIGIT).min(2);
    let bits = wanted.div_ceil(passes).min(DIGIT);
    let below = whole.saturating_sub(passes * bits);
    match passes {
        1 => digits::<K, 1>(keys, spare, low, below, bits),
        _ => digits::<K, 2>(keys, spare, low, below, bits),
    }
    if below > 0 {
        settle(keys);
    }
}

/// Sorts by digits of so many bits, from bit `below` on, least significant first.
fn digits<K: Key, const PASSES: usize>(keys: &mut [K], spare: &mut [K], low: K, below: u32, bits: u32) {
    let mask = (1 << bits) - 1;
    let mut counts = [[0; 1 << DIGIT]; PASSES];
    let shift = |pass: usize| below + bits * pass as u32;
    for &key in &*keys {
        for pass in 0..PASSES {
            counts[pass][(key.offset(low, shift(pass)) & mask) as usize] += 1;
        }
    }
    for (pass, counts) in counts.iter_mut().enumerate() {
        add_up(&mut counts[..=mask as usize]);
        let (from, to) = if pass % 2 == 0 { (&*keys, &mut *spare) } else { (&*spare, &mut *keys) };
        for &key in from {
            let place = &mut counts[(key.offset(low, shift(pass)) & mask) as usize];
            to[*place as usize] = key;
            *place += 1;
        }
    }
    if PASSES % 2 == 1 {
        keys.copy_from_slice(spare);
    }
}

/// Sorts keys of which few are out of place, and not far; what turns out not to be so is left to std.
fn settle<K: Key>(keys: &mut [K]) {
    let mut moves = MOVES * keys.len();
    for at in 1..keys.len() {
        let key = keys[at];
        if key >= keys[at - 1] {
            continue;
        }
        let mut place = at;
        while place > 0 && key < keys[place - 1] {
            keys[place] = keys[place - 1];
            place -= 1;
        }
        keys[place] = key;
        match moves.checked_sub(at - place) {
            Some(left) => moves = left,
            None => return keys.sort_unstable(),
        }
    }
}
