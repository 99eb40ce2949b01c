//! Trial division, as textbooks do it: a number is prime if no odd number up to its root divides it.

use super::Found;
use std::ops::Range;

/// The primes of a range.
pub fn primes(range: Range<u64>) -> Found {
    let mut found = Found::default();
    // Bounds are below 2^32, where division is quicker.
    for number in range.start as u32..range.end as u32 {
        if is_prime(number) {
            found.add(number.into());
        }
    }
    found
}

/// Whether it is prime.
pub fn is_prime(number: u32) -> bool {
    if number < 4 || number.is_multiple_of(2) {
        return number == 2 || number == 3;
    }
    (3..=number.isqrt()).step_by(2).all(|divisor| !number.is_multiple_of(divisor))
}
