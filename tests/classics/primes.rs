//! Primes: two programs and a count that share nothing, and figures from tables.

use crate::programmed;
use proptest::prelude::*;
use speedup_lab::workload::Wire;
use speedup_lab::workloads::primes::{Found, INFO, Primes, check, sieve, trial};
use speedup_lab::workloads::simple::{Simple, Words};

/// The slowest way of all.
fn naive(range: std::ops::Range<u64>) -> Found {
    let is_prime = |&number: &u64| number > 1 && (2..number).all(|divisor| !number.is_multiple_of(divisor));
    let primes: Vec<u64> = range.filter(is_prime).collect();
    Found { count: primes.len() as u64, sum: primes.iter().sum() }
}

#[test]
fn counts_are_those_of_the_tables() {
    // OEIS A006880 and A046731.
    for (bound, count, sum) in [(10, 4, 17), (1000, 168, 76_127), (1_000_000, 78_498, 37_550_402_023)] {
        let right = Found { count, sum };
        assert_eq!(check::primes(bound), right, "counted up to {bound}");
        assert_eq!(sieve::primes(1..bound + 1), right, "sieved up to {bound}");
        assert_eq!(trial::primes(1..bound + 1), right, "tried up to {bound}");
    }
    assert_eq!(check::primes(100_000_000), Found { count: 5_761_455, sum: 279_209_790_387_276 });
}

#[test]
fn every_small_range_is_right() {
    for start in 0..140 {
        for end in start..260 {
            let right = naive(start..end);
            assert_eq!(sieve::primes(start..end), right, "sieved {start}..{end}");
            assert_eq!(trial::primes(start..end), right, "tried {start}..{end}");
        }
    }
    for bound in 0..400 {
        assert_eq!(check::primes(bound), naive(1..bound + 1), "counted up to {bound}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn both_programs_find_the_same_in_any_range(start in 0u64..3_000_000, length in 0u64..20_000) {
        prop_assert_eq!(sieve::primes(start..start + length), trial::primes(start..start + length));
    }

    #[test]
    fn ranges_add_up_across_segments(bound in 1_000_000u64..3_000_000, cut in 1u64..1_000_000) {
        let (low, high) = (sieve::primes(1..cut), sieve::primes(cut..bound + 1));
        let all = Found { count: low.count + high.count, sum: low.sum + high.sum };
        prop_assert_eq!(all, check::primes(bound));
    }
}

#[test]
fn jobs_are_the_chunks_that_were_asked_for_and_cover_every_number_once() {
    for (chunks, workers, jobs) in [("auto", 3, 3), ("7", 3, 7), ("1024", 2, 10)] {
        let program = Primes::new(&programmed(&INFO, 10, &[("chunks", chunks)])).unwrap();
        let cut: Vec<[u64; 2]> =
            program.split(program.generate(), workers).iter().map(Words::first).collect();
        assert_eq!(cut.len(), jobs);
        assert_eq!((cut[0][0], cut[jobs - 1][1]), (1, 11));
        assert!(cut.windows(2).all(|pair| pair[0][1] == pair[1][0]), "{cut:?}");
    }
}

#[test]
fn a_prime_left_out_is_a_wrong_answer() {
    let program = Primes::new(&programmed(&INFO, 1000, &[])).unwrap();
    let input = program.generate();
    assert_eq!(program.verify(&input, &Words::new([168, 76_127])), Ok(()));
    let difference = program.verify(&input, &Words::new([167, 76_124])).expect_err("one is missing");
    assert!(difference.to_string().contains("count: 168"), "{difference}");
}

#[test]
fn a_row_cut_in_the_middle_of_a_number_is_refused() {
    assert!(Words::from_message(&vec![0u8; 12]).is_err());
    assert_eq!(
        Words::from_message(&Words::new([1, 2, 3]).slice(1..3).bytes().into_owned()),
        Ok(Words::new([2, 3]))
    );
}
