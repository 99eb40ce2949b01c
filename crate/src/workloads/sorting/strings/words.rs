//! Words to sort, from a seed: 4 to 13 letters, in the same patterns as numbers.

use super::super::patterns::Pattern;
use super::lines::Lines;

/// The most letters that 64 bits make.
pub const LONGEST: usize = 13;
/// Letters before a word may end.
const SHORTEST: usize = 4;
/// Letters of the alphabet.
const LETTERS: u64 = 26;
/// Equal parts of what is left of the range where a word may end: the first few end it, and the others are letters.
const PARTS: u64 = 32;

/// Words of this shape: the same for the same arguments, always.
pub fn generate(pattern: Pattern, size: usize, seed: u32) -> Lines {
    let fractions = pattern.generate_from(size, seed, |fraction| fraction);
    fractions.into_iter().map(at).collect()
}

/// A word, no longer than it is.
struct Word([u8; LONGEST], usize);

impl AsRef<[u8]> for Word {
    fn as_ref(&self) -> &[u8] {
        &self.0[..self.1]
    }
}

/// The word at `fraction` (in units of 2^-64) of all words. A greater fraction never gives a lesser word: the range is
/// cut in equal parts for the first letter, each of them for the second, and so on, as an arithmetic code does.
fn at(fraction: u64) -> Word {
    let mut word = Word([0; LONGEST], 0);
    let mut left = fraction;
    while word.1 < LONGEST {
        let parts = if word.1 < SHORTEST { LETTERS } else { PARTS };
        let scaled = u128::from(left) * u128::from(parts);
        left = scaled as u64;
        let Some(letter) = ((scaled >> 64) as u64).checked_sub(parts - LETTERS) else { break };
        word.0[word.1] = b'a' + letter as u8;
        word.1 += 1;
    }
    word
}
