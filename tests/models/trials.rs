//! Trials made by hand, in place of a machine.

use speedup_lab::random::Random;

/// A time with noise as machines have it: 3 % in every repetition and 1 % in a realm's own luck.
pub fn noisy(time: f64, realms: usize, repetitions: usize, random: &mut Random) -> Vec<Vec<f64>> {
    // Twelve uniform numbers add up to a variance of 1.
    let normal = |random: &mut Random| (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
    let realm = |_| {
        let luck = 0.01 * normal(random);
        (0..repetitions).map(|_| time * (luck + 0.03 * normal(random)).exp()).collect()
    };
    (0..realms).map(realm).collect()
}
