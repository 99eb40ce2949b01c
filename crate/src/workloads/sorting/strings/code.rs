//! Strings as integers: a key that sorts as the string does, as far as it goes, and says where the string stood.
//!
//! What all strings begin with is left out. Of what follows, each byte becomes its rank among the bytes in use, and
//! ranks become digits: nine letters fit in 43 bits, where bytes would be five. A string that ends has the digit 0 from
//! there on, below all others. The lowest bits are the string's place, so no two keys are equal, and any sort of them
//! is stable.

use super::lines::Span;

/// The most digits of a key.
const MOST: usize = 16;
/// Bits of a key: all but the sign.
const BITS: u32 = 63;
/// The rank of a byte that is not in use: more than any other, and in a bit of its own.
const UNKNOWN: u16 = 1 << 15;

/// How strings become keys.
#[derive(Clone, Debug)]
pub struct Code {
    /// Bytes that were sorted by before.
    depth: usize,
    /// What all strings go on with.
    common: Vec<u8>,
    ranks: [u16; 256],
    base: u64,
    digits: usize,
    /// `base` to the power of 0, 1 and so on.
    powers: [u64; MOST + 1],
    place_bits: u32,
}

impl Code {
    /// The code for strings of which these are all, or some; they are the same in their first `depth` bytes. `places` is
    /// how many there are of all.
    pub fn of(bytes: &[u8], some: impl Iterator<Item = Span> + Clone, depth: usize, places: usize) -> Self {
        let mut common = some.clone().next().map_or(&[][..], |first| first.of(bytes, depth));
        for span in some.clone() {
            let text = span.of(bytes, depth);
            let same = common.iter().zip(text).take_while(|(a, b)| a == b).count();
            common = &common[..same];
        }
        let mut used = [false; 256];
        for span in some {
            let text = span.of(bytes, depth + common.len());
            text.iter().take(MOST).for_each(|&byte| used[usize::from(byte)] = true);
        }
        let mut rank = 0;
        let ranks = used.map(|used| {
            rank += u16::from(used);
            if used { rank } else { UNKNOWN }
        });
        let base = u64::from(rank) + 1;
        let place_bits = u64::BITS - (places as u64).leading_zeros();
        let fits = |&power: &u64| power <= 1 << (BITS - place_bits);
        let powers: Vec<u64> = std::iter::successors(Some(1u64), |power| power.checked_mul(base))
            .take_while(fits)
            .take(MOST + 1)
            .collect();
        let mut code = Self {
            depth,
            common: common.to_vec(),
            ranks,
            base,
            digits: powers.len() - 1,
            powers: [0; MOST + 1],
            place_bits,
        };
        code.powers[..powers.len()].copy_from_slice(&powers);
        code
    }

    /// The key of a string at this place; nothing where the string is not of the code.
    #[inline(always)]
    pub fn key(&self, text: &[u8], place: usize) -> Option<i64> {
        let text = &text[self.depth..];
        let text = if self.common.is_empty() { text } else { text.strip_prefix(self.common.as_slice())? };
        let text = &text[..text.len().min(self.digits)];
        let (mut key, mut seen) = (0, 0);
        for &byte in text {
            let rank = self.ranks[usize::from(byte)];
            seen |= rank;
            key = u64::wrapping_mul(key, self.base).wrapping_add(rank.into());
        }
        let known = seen < UNKNOWN;
        known
            .then(|| ((key * self.powers[self.digits - text.len()]) << self.place_bits) as i64 | place as i64)
    }

    /// Where the string of a key stood.
    #[inline(always)]
    pub fn place(&self, key: i64) -> usize {
        (key & ((1 << self.place_bits) - 1)) as usize
    }

    /// Whether two keys are of strings that the code can't tell apart.
    #[inline(always)]
    pub fn same(&self, a: i64, b: i64) -> bool {
        (a ^ b) >> self.place_bits == 0
    }

    /// How many bytes of strings that it can't tell apart are surely the same; nothing where all of them are, this being
    /// one of them.
    pub fn known(&self, text: &[u8]) -> Option<usize> {
        let known = self.depth + self.common.len() + self.digits;
        (text.len() >= known).then_some(known)
    }
}
