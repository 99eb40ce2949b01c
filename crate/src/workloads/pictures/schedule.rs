//! How long the source takes for each try of each picture, and whether it fails: drawn from the seed.

use crate::random::Random;

/// How the times that a source takes are distributed, around their mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latency {
    /// Always the same.
    Constant,
    /// As calls at an exchange: mostly short, some a few times the mean.
    Exponential,
    /// As on the net: Pareto's distribution, of which a few take most of the time.
    Heavy,
}

/// The most that a request takes, in means: Pareto's tail has no end.
const MOST: f64 = 20.0;
/// Pareto's shape: a mean, and no variance.
const SHAPE: f64 = 1.5;

/// What a source has been programmed to do.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// Decides every draw.
    pub seed: u32,
    /// The distribution.
    pub latency: Latency,
    /// Its mean, milliseconds.
    pub mean: u64,
    /// How many of a hundred requests fail.
    pub failures: u64,
}

/// What the source does with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// After how long it answers, milliseconds.
    pub after: u64,
    /// Whether it answers that it can't serve the picture just now.
    pub fails: bool,
}

impl Schedule {
    /// The source's reaction to this try, from 0, at this picture.
    pub fn reaction(&self, picture: u64, attempt: u64) -> Reaction {
        let mut random = Random::new(!self.seed);
        random.skip((picture << 16) + 2 * attempt);
        let left = 1.0 - random.unit();
        let times = match self.latency {
            Latency::Constant => 1.0,
            Latency::Exponential => -left.ln(),
            // By inversion; the least is what gives this mean.
            Latency::Heavy => (SHAPE - 1.0) / SHAPE * left.powf(-1.0 / SHAPE),
        };
        let after = (self.mean as f64 * times.min(MOST)).round() as u64;
        Reaction { after, fails: random.below(100) < self.failures as usize }
    }
}
