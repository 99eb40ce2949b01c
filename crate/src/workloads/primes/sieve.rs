//! Eratosthenes' sieve, segment by segment: a bit for each odd number, in pieces that stay in the first-level cache.
//!
//! Bays and Hudson, "The segmented sieve of Eratosthenes and primes in arithmetic progressions to 10^12", BIT 17, 1977.
//! The multiples of the smallest primes, which are most of all multiples, come ready-made: they repeat.

use super::{Found, trial};
use std::ops::Range;

/// Words in a segment: 32 KiB, and a bit stands for an odd number.
const SEGMENT: usize = 4096;
/// Numbers that a word is about.
const SPAN: u64 = 128;
/// Primes whose multiples come ready-made, and after how many words these repeat.
const READY: [u64; 4] = [3, 5, 7, 11];
const PERIOD: usize = 3 * 5 * 7 * 11;

/// The primes of a range.
pub fn primes(range: Range<u64>) -> Found {
    let mut found = Found::default();
    for small in [2].into_iter().chain(READY).filter(|small| range.contains(small)) {
        found.add(small);
    }
    if range.end <= 3 {
        return found;
    }
    let sieve = Sieve::new(range.end - 1);
    let mut segment = Box::new([0; SEGMENT]);
    let mut word = range.start / SPAN;
    while word * SPAN < range.end {
        sieve.cross_out(word, &mut segment[..]);
        count(word, &segment[..], &range, &mut found);
        word += SEGMENT as u64;
    }
    found
}

/// What crossing out needs, whatever the segment.
struct Sieve {
    /// The multiples of the ready-made primes, themselves included: as many words as repeat.
    pattern: Vec<u64>,
    /// The other primes up to the root of the largest number.
    primes: Vec<u32>,
}

impl Sieve {
    fn new(largest: u64) -> Self {
        let mut pattern = vec![0; PERIOD];
        for prime in READY {
            // The odd multiples: as bits, one in every `prime`.
            for bit in (prime as usize / 2..PERIOD * 64).step_by(prime as usize) {
                pattern[bit / 64] |= 1 << (bit % 64);
            }
        }
        let root = largest.isqrt();
        let primes = (13..=root as u32).step_by(2).filter(|&number| trial::is_prime(number)).collect();
        Self { pattern, primes }
    }

    /// Marks the composite odd numbers of the segment that begins with this word.
    fn cross_out(&self, first: u64, segment: &mut [u64]) {
        let phase = (first % PERIOD as u64) as usize;
        let mut from = phase;
        let mut rest = &mut segment[..];
        while !rest.is_empty() {
            let length = rest.len().min(PERIOD - from);
            let (piece, after) = rest.split_at_mut(length);
            piece.copy_from_slice(&self.pattern[from..from + length]);
            (rest, from) = (after, 0);
        }
        let (start, bits) = (first * SPAN, segment.len() * 64);
        let end = start + bits as u64 * 2;
        for &prime in &self.primes {
            let prime = u64::from(prime);
            if prime * prime >= end {
                break;
            }
            // Its first odd multiple in here that no smaller prime has: from its square on.
            let multiple = (prime * prime).max((start / prime + 1) * prime);
            let multiple = if multiple.is_multiple_of(2) { multiple + prime } else { multiple };
            let mut bit = ((multiple - start) / 2) as usize;
            while bit < bits {
                segment[bit / 64] |= 1 << (bit % 64);
                bit += prime as usize;
            }
        }
    }
}

/// Counts what was not crossed out, of the numbers in the range. 1 is no prime.
fn count(first: u64, segment: &[u64], range: &Range<u64>, found: &mut Found) {
    for (at, &composite) in (first..).zip(segment) {
        let start = at * SPAN;
        if start >= range.end {
            break;
        }
        let mut left = !composite;
        if start < range.start || start + SPAN > range.end || start == 0 {
            left &= inside(start, range);
        }
        found.count += u64::from(left.count_ones());
        found.sum += u64::from(left.count_ones()) * (start + 1);
        while left != 0 {
            found.sum += 2 * u64::from(left.trailing_zeros());
            left &= left - 1;
        }
    }
}

/// The bits of a word's odd numbers that lie in the range, but for 1.
fn inside(start: u64, range: &Range<u64>) -> u64 {
    let is_in = |bit: &u64| range.contains(&(start + 2 * bit + 1)) && start + bit > 0;
    (0..64).filter(is_in).fold(0, |bits, bit| bits | 1 << bit)
}
