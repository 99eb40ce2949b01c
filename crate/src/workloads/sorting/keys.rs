//! Elements as integer keys: the kernels know two key types, and every number type maps onto one of them.
//!
//! An element is kept as the bits of its number. [`Order`] maps those bits one to one onto keys whose own order
//! is the order that a reader expects of the numbers, so the kernels never ask what the bits mean.

use super::lanes::Four;
use bytemuck::Pod;

/// An unsigned 32-bit or a signed 64-bit integer: what the kernels sort.
///
/// The 64-bit key is signed because wasm's 64-bit vector comparison is.
pub trait Key: Pod + Ord + Send + Sync + std::fmt::Debug {
    /// The greatest key; it fills up blocks that are not full.
    const MAX: Self;
    /// Whether networks and merging beat std's `sort_unstable` (ipnsort) on keys without order. Measured in wasm, at
    /// a million random keys: 1.7 times as fast for 32 bits, of which a vector holds four; 0.6 for 64 bits.
    const NETWORKS: bool;
    /// Four of them.
    type Four: Four<Self>;
    /// The low bits of a word.
    fn from_bits(bits: u64) -> Self;
    /// The key's bits as a word.
    fn bits(self) -> u64;
    /// All ones below zero when read as signed, else all zeros.
    fn sign_mask(self) -> Self;
    /// Exclusive or.
    fn xor(self, other: Self) -> Self;
    /// And.
    fn and(self, other: Self) -> Self;
    /// Addition modulo two to the width.
    fn plus(self, other: Self) -> Self;
    /// Subtraction modulo two to the width.
    fn minus(self, other: Self) -> Self;
    /// How far it lies above `low`, modulo two to the width, without that distance's `shift` lowest bits.
    fn offset(self, low: Self, shift: u32) -> u64;
    /// So much less, but no less than the least key.
    fn lowered(self, by: u64) -> Self;
    /// So much more, but no more than the greatest key.
    fn raised(self, by: u64) -> Self;
}

macro_rules! key {
    ($key:ty, $signed:ty, $unsigned:ty, $networks:expr, $lowered:ident, $raised:ident) => {
        impl Key for $key {
            const MAX: Self = <$key>::MAX;
            const NETWORKS: bool = $networks;
            type Four = <$key as super::lanes::Vector>::Four;
            fn from_bits(bits: u64) -> Self {
                bits as $key
            }
            fn bits(self) -> u64 {
                self as $unsigned as u64
            }
            fn sign_mask(self) -> Self {
                (self as $signed >> (<$signed>::BITS - 1)) as $key
            }
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
            fn and(self, other: Self) -> Self {
                self & other
            }
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline(always)]
            fn offset(self, low: Self, shift: u32) -> u64 {
                u64::from(self.wrapping_sub(low) as $unsigned >> shift)
            }
            fn lowered(self, by: u64) -> Self {
                self.$lowered(<$unsigned>::try_from(by).unwrap_or(<$unsigned>::MAX))
            }
            fn raised(self, by: u64) -> Self {
                self.$raised(<$unsigned>::try_from(by).unwrap_or(<$unsigned>::MAX))
            }
        }
    };
}

key!(u32, i32, u32, true, saturating_sub, saturating_add);
key!(i64, i64, u64, false, saturating_sub_unsigned, saturating_add_unsigned);

/// The map between a number's bits and its key: one to one, and in order.
///
/// `key = (bits ^ (sign(bits) & below_zero) ^ always) - shift`, all modulo two to the width. For floats this is
/// the usual flip of the bits below the sign of negative numbers (as in IEEE 754-2019's totalOrder, section
/// 5.10), followed by a shift that carries the NaNs of negative sign round from the bottom to the top. So −∞
/// comes first, −0 before +0, and every NaN last.
#[derive(Clone, Copy, Debug)]
pub struct Order<K> {
    below_zero: K,
    always: K,
    shift: K,
    identity: bool,
}

impl Order<u32> {
    /// Unsigned integers are their own keys.
    pub const UINT32: Self = Self { below_zero: 0, always: 0, shift: 0, identity: true };
    /// Signed integers: the sign turned round.
    pub const INT32: Self = Self { below_zero: 0, always: 1 << 31, shift: 0, identity: false };
    /// 32-bit floats; there are 2^23 − 1 NaNs of negative sign.
    pub const FLOAT32: Self =
        Self { below_zero: u32::MAX >> 1, always: 1 << 31, shift: (1 << 23) - 1, identity: false };
}

impl Order<i64> {
    /// 64-bit integers are their own keys.
    pub const INT64: Self = Self { below_zero: 0, always: 0, shift: 0, identity: true };
    /// 64-bit floats; there are 2^52 − 1 NaNs of negative sign.
    pub const FLOAT64: Self = Self { below_zero: i64::MAX, always: 0, shift: (1 << 52) - 1, identity: false };
}

impl<K: Key> Order<K> {
    /// The key of these bits.
    #[inline]
    pub fn key(&self, bits: K) -> K {
        bits.xor(bits.sign_mask().and(self.below_zero)).xor(self.always).minus(self.shift)
    }

    /// The bits of this key.
    #[inline]
    pub fn bits(&self, key: K) -> K {
        let flipped = key.plus(self.shift).xor(self.always);
        flipped.xor(flipped.sign_mask().and(self.below_zero))
    }

    /// Whether bits are their own keys.
    pub fn is_identity(&self) -> bool {
        self.identity
    }

    /// Turns bits into keys, in place.
    pub fn to_keys(&self, values: &mut [K]) {
        if !self.identity {
            values.iter_mut().for_each(|value| *value = self.key(*value));
        }
    }

    /// Turns keys into bits, in place.
    pub fn to_bits(&self, values: &mut [K]) {
        if !self.identity {
            values.iter_mut().for_each(|value| *value = self.bits(*value));
        }
    }
}
