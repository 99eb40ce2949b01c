//! Sorting and merging by any comparison: right, stable, and inside its slices whatever the comparison answers.

use super::{STRATEGIES, Still, pool};
use bytemuck::{Pod, Zeroable};
use proptest::prelude::*;
use speedup_lab::random::Random;
use speedup_lab::run::Stopwatch;
use speedup_lab::workloads::sorting::rule::{By, Rule};
use speedup_lab::workloads::sorting::strategy::{Strategy, merge_parts};
use speedup_lab::workloads::sorting::{shared, zip};
use std::cmp::Ordering;

/// A key, and where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C)]
struct Record {
    key: u32,
    place: u32,
}

fn by_key(a: &Record, b: &Record) -> Ordering {
    a.key.cmp(&b.key)
}

fn records(keys: impl IntoIterator<Item = u32>, first: u32) -> Vec<Record> {
    keys.into_iter().zip(first..).map(|(key, place)| Record { key, place }).collect()
}

#[test]
fn every_strategy_is_stable_on_every_pool() {
    let mut random = Random::new(4);
    let shapes: [fn(u32, u64) -> u32; 5] = [
        |_, word| word as u32 % 50,
        |_, word| word as u32,
        |at, _| at / 3,
        |at, _| u32::MAX - at / 3,
        |at, _| at.min(30_000 - at) / 2,
    ];
    for (turn, size) in [0, 1, 2, 31, 511, 512, 513, 4097, 30_000].into_iter().enumerate() {
        for (number, shape) in shapes.iter().enumerate() {
            let given = records((0..size).map(|at| shape(at, random.bits())), 0);
            let mut expected = given.clone();
            expected.sort();
            expected.sort_by(by_key);
            for strategy in STRATEGIES {
                let workers = 1 + (turn + number) % 8;
                let count = [1, 2, 3, 7, 64][(turn + number) % 5];
                let strategy = Strategy::named(strategy).expect("a strategy");
                let watch = Stopwatch::start(&Still);
                let rule = By(by_key);
                let found = shared::sort(given.clone(), count, strategy, &rule, pool(workers), &watch);
                assert_eq!(found, expected, "{size}, shape {number}, {strategy:?}, {count} chunks");
                let parts = given.chunks(given.len().div_ceil(count).max(1)).map(|part| {
                    let mut part = part.to_vec();
                    part.sort_by(by_key);
                    part
                });
                assert_eq!(merge_parts(parts.collect(), strategy, &rule), expected, "{size}, parts");
            }
        }
    }
}

proptest! {
    #[test]
    fn merging_keeps_equal_elements_in_order(
        mut left in prop::collection::vec(0u32..30, 0..900),
        mut right in prop::collection::vec(0u32..60, 0..900),
        low in 0u32..60,
    ) {
        right.iter_mut().for_each(|key| *key = (*key).max(low));
        left.sort_unstable();
        right.sort_unstable();
        let (left, right) = (records(left, 0), records(right, 10_000));
        for (left, right) in [(&left, &right), (&right, &left)] {
            let mut expected = [left.as_slice(), right].concat();
            expected.sort_by(by_key);
            let mut out = vec![Record::zeroed(); expected.len()];
            By(by_key).merge(left, right, &mut out);
            prop_assert_eq!(&out, &expected);
            out.fill(Record::zeroed());
            zip::merge(left, right, &mut out, |a, b| a.key < b.key);
            prop_assert_eq!(&out, &expected);
        }
    }

    #[test]
    fn a_comparison_without_sense_loses_nothing(left in 0u32..300, right in 0u32..300, seed: u32) {
        let random = std::cell::RefCell::new(Random::new(seed));
        let (first, second) = (records(0..left, 0), records(0..right, 1000));
        let mut out = vec![Record::zeroed(); (left + right) as usize];
        let less = |_: &Record, _: &Record| random.borrow_mut().below(2) == 0;
        zip::merge(&first, &second, &mut out, less);
        out.sort();
        let mut expected = [first, second].concat();
        expected.sort();
        prop_assert_eq!(out, expected);
    }
}
