//! Inputs to sort, from a seed.

use super::keys::Key;
use super::numbers::Number;
use crate::random::Random;

/// The shape of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Every number independent of the others.
    Random,
    /// From least to greatest.
    Sorted,
    /// From greatest to least.
    Reversed,
    /// Sorted, and then one number in a hundred changes places with any other.
    NearlySorted,
    /// [`DISTINCT`] different numbers at most.
    FewDistinct,
    /// Up to the middle, and down again.
    OrganPipe,
}

/// How many different numbers there are in few-distinct inputs.
pub const DISTINCT: usize = 64;

/// One in this many changes places in nearly-sorted inputs.
const ONE_IN: usize = 100;

impl Pattern {
    /// The pattern of this name in a permalink.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "random" => Some(Self::Random),
            "sorted" => Some(Self::Sorted),
            "reversed" => Some(Self::Reversed),
            "nearly-sorted" => Some(Self::NearlySorted),
            "few-distinct" => Some(Self::FewDistinct),
            "organ-pipe" => Some(Self::OrganPipe),
            _ => None,
        }
    }

    /// An input of this shape: the same for the same arguments, always.
    pub fn generate<K: Key>(self, number: Number, size: usize, seed: u32) -> Vec<K> {
        self.generate_from(size, seed, |fraction| K::from_bits(number.at(fraction)))
    }

    /// The same of any elements: `element` gives the one at a fraction (in units of 2^-64) of all, in order.
    pub fn generate_from<T: Copy>(self, size: usize, seed: u32, element: impl Fn(u64) -> T) -> Vec<T> {
        let mut random = Random::new(seed);
        match self {
            Self::Random => (0..size).map(|_| element(random.bits())).collect(),
            Self::FewDistinct => {
                let values: Vec<T> = (0..DISTINCT).map(|_| element(random.bits())).collect();
                (0..size).map(|_| values[random.below(DISTINCT)]).collect()
            }
            Self::Sorted | Self::NearlySorted | Self::Reversed | Self::OrganPipe => {
                let step = u64::MAX / size.max(1) as u64;
                let mut on_ramp = |rank: usize| element(rank as u64 * step + random.bits() % step);
                let mut values: Vec<T> = match self {
                    Self::Reversed => (0..size).rev().map(&mut on_ramp).collect(),
                    Self::OrganPipe => {
                        let down = (0..size / 2).rev().map(|rank| 2 * rank + 1);
                        (0..size.div_ceil(2)).map(|rank| 2 * rank).chain(down).map(&mut on_ramp).collect()
                    }
                    _ => (0..size).map(&mut on_ramp).collect(),
                };
                if self == Self::NearlySorted {
                    for _ in 0..size / ONE_IN {
                        values.swap(random.below(size), random.below(size));
                    }
                }
                values
            }
        }
    }
}
