//! Is it sorted, and is everything still there?

use super::keys::{Key, Order};
use super::numbers::Number;
use crate::workload::Mismatch;

/// Checks that `output` is `input` in order: its order, and a fingerprint of the multiset, in one pass over each.
///
/// Two different multisets have the same fingerprint with a probability of about 2^-128.
///
/// # Errors
/// The first place where the output differs from the sorted input.
pub fn verify<K: Key>(input: &[K], output: &[K], order: &Order<K>, number: Number) -> Result<(), Mismatch> {
    let in_order = output.is_sorted_by(|&a, &b| order.key(a) <= order.key(b));
    if in_order && input.len() == output.len() && fingerprint(input) == fingerprint(output) {
        return Ok(());
    }
    Err(first_difference(input, output, order, number))
}

/// Two sums of well-mixed words, which don't depend on the order.
fn fingerprint<K: Key>(values: &[K]) -> (u64, u64) {
    values.iter().fold((0, 0), |(first, second), value| {
        let mixed = mix(value.bits().wrapping_add(0x9E37_79B9_7F4A_7C15));
        (first.wrapping_add(mixed), second.wrapping_add(mix(mixed)))
    })
}

/// SplitMix64's finaliser (Steele, Lea and Flood 2014).
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// Sorts the input in another way, and compares.
fn first_difference<K: Key>(input: &[K], output: &[K], order: &Order<K>, number: Number) -> Mismatch {
    let mut expected: Vec<K> = input.to_vec();
    expected.sort_unstable_by_key(|&bits| order.key(bits));
    let name = |bits: K| number.format(bits.bits());
    let differing = expected.iter().zip(output).position(|(expected, found)| expected != found);
    Mismatch(match differing {
        Some(index) => format!(
            "at index {index} there is {}, where {} belongs",
            name(output[index]),
            name(expected[index])
        ),
        None => match (expected.get(output.len()), output.get(expected.len())) {
            (Some(&missing), _) => {
                format!("at index {} the output ends, where {} belongs", output.len(), name(missing))
            }
            (_, Some(&extra)) => {
                format!("at index {} there is {}, where the output should end", expected.len(), name(extra))
            }
            // The fingerprints differ only where the values do.
            _ => "the output differs from the sorted input".to_owned(),
        },
    })
}
