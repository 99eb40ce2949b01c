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
    // Sorted in another way.
    let mut expected: Vec<K> = input.to_vec();
    expected.sort_unstable_by_key(|&bits| order.key(bits));
    Err(first_difference(&expected, output, |bits| number.format(bits.bits())))
}

/// Two sums of well-mixed words, which don't depend on the order.
fn fingerprint<K: Key>(values: &[K]) -> (u64, u64) {
    values.iter().fold((0, 0), |(first, second), value| {
        let mixed = mix(value.bits().wrapping_add(0x9E37_79B9_7F4A_7C15));
        (first.wrapping_add(mixed), second.wrapping_add(mix(mixed)))
    })
}

/// SplitMix64's finaliser (Steele, Lea and Flood 2014).
pub fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The first place where what was found is not what was expected.
pub fn first_difference<T: PartialEq>(expected: &[T], found: &[T], name: impl Fn(&T) -> String) -> Mismatch {
    let differing = expected.iter().zip(found).position(|(expected, found)| expected != found);
    Mismatch(match differing {
        Some(index) => format!(
            "at index {index} there is {}, where {} belongs",
            name(&found[index]),
            name(&expected[index])
        ),
        None => match (expected.get(found.len()), found.get(expected.len())) {
            (Some(missing), _) => {
                format!("at index {} the output ends, where {} belongs", found.len(), name(missing))
            }
            (_, Some(extra)) => {
                format!("at index {} there is {}, where the output should end", expected.len(), name(extra))
            }
            // The fingerprints differ only where the values do.
            _ => "the output differs from the sorted input".to_owned(),
        },
    })
}
