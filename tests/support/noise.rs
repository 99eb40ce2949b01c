//! Times with noise as machines have it.

use speedup_lab::random::Random;

/// How far times stray, as standard deviations of their logarithm.
#[derive(Clone, Copy)]
pub struct Noise {
    /// Of a realm's own luck.
    pub luck: f64,
    /// Of every repetition.
    pub repetition: f64,
}

impl Noise {
    /// Samples of this time, one entry for each realm.
    pub fn samples(self, time: f64, realms: usize, repetitions: usize, random: &mut Random) -> Vec<Vec<f64>> {
        // Twelve uniform numbers add up to a variance of 1.
        let normal = |random: &mut Random| (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let realm = |_| {
            let luck = self.luck * normal(random);
            (0..repetitions).map(|_| time * (luck + self.repetition * normal(random)).exp()).collect()
        };
        (0..realms).map(realm).collect()
    }
}
