//! How many primes there are, and their sum, without finding any above the bound's root.
//!
//! Legendre's and Meissel's way, in the form that Lagarias, Miller and Odlyzko give ("Computing pi(x): the
//! Meissel-Lehmer method", Mathematics of Computation 44, 1985, section 2): of all numbers up to v, for each v that is
//! the bound divided by something, take away those whose smallest factor is 2, then 3, then 5. It takes some n^(3/4)
//! steps, and shares nothing with a sieve.

use super::Found;

/// The primes from 1 to the bound.
pub fn primes(bound: u64) -> Found {
    let root = bound.isqrt();
    // For v up to the root, and for the bound divided by v: the numbers from 2 up to there that are left.
    let all = |v: u64| Found { count: v.saturating_sub(1), sum: (v * (v + 1) / 2).saturating_sub(1) };
    let mut small: Vec<Found> = (0..=root).map(all).collect();
    let mut large: Vec<Found> = (0..=root).map(|v| all(bound / v.max(1))).collect();
    for prime in 2..=root {
        let below = small[prime as usize - 1];
        if small[prime as usize].count == below.count {
            continue;
        }
        let square = prime * prime;
        let take = |from: &mut Found, of: Found| {
            from.count -= of.count - below.count;
            from.sum -= prime * (of.sum - below.sum);
        };
        for v in 1..=root.min(bound / square) {
            let of = match v * prime {
                wide if wide <= root => large[wide as usize],
                wide => small[(bound / wide) as usize],
            };
            take(&mut large[v as usize], of);
        }
        for v in (square..=root).rev() {
            let of = small[(v / prime) as usize];
            take(&mut small[v as usize], of);
        }
    }
    large.get(1).copied().unwrap_or_default()
}
