//! "Random numbers" and "Seeds" of the document.

/// SplitMix64.
pub struct Random {
    state: u64,
}

impl Random {
    /// From a 32-bit seed.
    pub fn new(seed: u32) -> Self {
        Self { state: u64::from(seed) }
    }

    /// One 64-bit number.
    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.state;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A draw below n.
    pub fn below(&mut self, n: usize) -> usize {
        let product = u128::from(self.number()) * n as u128;
        (product >> 64) as usize
    }
}
