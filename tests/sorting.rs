//! The mergesort workload against an oracle: std's sort of the decoded numbers.

#[path = "sorting/stable.rs"]
mod stable;
#[path = "sorting/strings.rs"]
mod strings;

use proptest::prelude::*;
use proptest::sample::select;
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Answer, Mode, Plan, Problem, Transport, VERSION};
use speedup_lab::random::Random;
use speedup_lab::run::{Clock, Phase, Stopwatch};
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::sorting::keys::{Key, Order};
use speedup_lab::workloads::sorting::numbers::Number;
use speedup_lab::workloads::sorting::{INFO, check, counting, merge, network, open, patterns, serial, text};
use std::cmp::Ordering;
use std::sync::OnceLock;

const TYPES: [&str; 4] = ["uint32", "int32", "float32", "float64"];
const PATTERNS: [&str; 6] = ["random", "sorted", "reversed", "nearly-sorted", "few-distinct", "organ-pipe"];
const ALGORITHMS: [&str; 2] = ["mergesort", "radix"];
const STRATEGIES: [&str; 3] = ["fold", "tree", "parallel"];
const CHUNKS: [&str; 6] = ["auto", "1", "2", "3", "7", "64"];
const BORDERS: [u32; 20] = [
    127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1023, 1024, 1025, 2048, 4095, 4096, 4097, 8193,
    10_007, 20_000,
];

/// The order of numbers that the page promises, on decoded values.
fn compare(number: Number, a: u64, b: u64) -> Ordering {
    let floats = |a: f64, b: f64| match (a.is_nan(), b.is_nan()) {
        (false, false) => a.total_cmp(&b),
        // Among themselves, NaNs may stand in any order.
        (a, b) => a.cmp(&b),
    };
    match number {
        Number::Uint32 => (a as u32).cmp(&(b as u32)),
        Number::Int32 => (a as i32).cmp(&(b as i32)),
        Number::Float32 => floats(f32::from_bits(a as u32).into(), f32::from_bits(b as u32).into()),
        Number::Float64 => floats(f64::from_bits(a), f64::from_bits(b)),
    }
}

/// Whether `output` is `input` in order, to the bit.
fn assert_sorted(number: Number, input: &[u64], output: &[u64], what: &str) {
    let mut expected = input.to_vec();
    expected.sort_by(|&a, &b| compare(number, a, b));
    assert_eq!(expected.len(), output.len(), "{what}");
    for (index, pair) in output.windows(2).enumerate() {
        assert_ne!(compare(number, pair[0], pair[1]), Ordering::Greater, "{what}: at {index}");
    }
    for (index, (&expected, &found)) in expected.iter().zip(output).enumerate() {
        assert_eq!(compare(number, expected, found), Ordering::Equal, "{what}: at {index}");
    }
    let (mut before, mut after) = (input.to_vec(), output.to_vec());
    before.sort_unstable();
    after.sort_unstable();
    assert_eq!(before, after, "{what}: no bit is lost");
}

fn plan(size: u32, seed: u32, options: &[(&str, &str)]) -> Plan {
    Plan {
        version: VERSION,
        workload: INFO.id.to_owned(),
        size,
        options: options.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        modes: vec![Mode::Serial],
        transports: vec![Transport::Copy],
        workers: vec![1],
        samples: 1,
        realms: 1,
        seed,
        precision: None,
        budget: 60,
        scaled: false,
        input: None,
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> f64 {
        0.0
    }

    fn grain(&self) -> f64 {
        1.0
    }
}

/// Pools of 1 to 8 threads.
fn pool(workers: usize) -> &'static Pool {
    static POOLS: [OnceLock<Pool>; 9] = [const { OnceLock::new() }; 9];
    POOLS[workers].get_or_init(|| Pool::new(workers))
}

/// Elements of any width as words.
fn words(value: &impl Wire, number: Number) -> Vec<u64> {
    let bytes = value.bytes();
    match number {
        Number::Float64 => bytes.as_chunks::<8>().0.iter().map(|&word| u64::from_ne_bytes(word)).collect(),
        _ => bytes.as_chunks::<4>().0.iter().map(|&word| u32::from_ne_bytes(word).into()).collect(),
    }
}

/// Words as the bytes of a typed array.
fn bytes(words: &[u64], number: Number) -> Vec<u8> {
    match number {
        Number::Float64 => words.iter().flat_map(|word| word.to_ne_bytes()).collect(),
        _ => words.iter().flat_map(|&word| (word as u32).to_ne_bytes()).collect(),
    }
}

/// Every way to run the program, on the plan's input or on the one given as bytes.
struct EveryWay<'a> {
    number: Number,
    workers: usize,
    given: Option<&'a [u64]>,
    what: String,
}

impl Visitor for EveryWay<'_> {
    type Out = Vec<u64>;

    fn visit<W: Workload + 'static>(self, workload: W) -> Vec<u64> {
        let Self { number, workers, given, what } = self;
        let input = match given {
            None => workload.generate(),
            Some(given) => W::Input::from_message(&bytes(given, number)).expect("an input is plain bytes"),
        };
        let before = words(&input, number);
        let holds = |output: W::Output, way: &str| {
            let after = words(&output, number);
            assert_sorted(number, &before, &after, &format!("{what}, {way}"));
            assert_eq!(workload.verify(&input, &output), Ok(()), "{what}, {way}");
            after
        };
        let output = holds(workload.solve_serial(input.clone(), &Stopwatch::start(&Still)), "serial");
        let shared = workload.solve_shared(input.clone(), pool(workers), &Stopwatch::start(&Still));
        assert_eq!(holds(shared, "shared"), output);
        let jobs = workload.split(input.clone(), workers);
        let parts = jobs.into_iter().map(|job| {
            let sent = job.bytes().into_owned();
            let part = workload.solve(W::Job::from_message(&sent).expect("a job"));
            W::Part::from_message(&part.bytes().into_owned()).expect("a part")
        });
        assert_eq!(holds(workload.merge(parts.collect()), "messages"), output);
        let parts = workload.split(input.clone(), workers).into_iter().map(|job| workload.solve(job));
        assert_eq!(holds(workload.merge(parts.collect()), "tasks"), output);
        output
    }
}

fn every_way(plan: &Plan, workers: usize, given: Option<&[u64]>) -> Vec<u64> {
    let number = plan.options.get("type").and_then(|name| Number::named(name)).expect("the type is named");
    let what = format!("{} elements, seed {}, {workers} workers, {:?}", plan.size, plan.seed, plan.options);
    open(plan, EveryWay { number, workers, given, what }).expect("the plan is good")
}

/// Words that make trouble: both ends of every type, zeros, infinities and NaNs of both signs, and neighbours.
fn trouble(number: Number) -> Vec<u64> {
    match number {
        Number::Uint32 => vec![0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF],
        Number::Int32 => vec![0x8000_0000, 0x8000_0001, 0xFFFF_FFFF, 0, 1, 0x7FFF_FFFE, 0x7FFF_FFFF],
        Number::Float32 => {
            [0x7FC0_0000, 0x7F80_0001, 0x7FFF_FFFF, 0x7F80_0000, 0x7F7F_FFFF, 0, 1, 0x3F80_0000]
                .into_iter()
                .flat_map(|bits| [bits, bits | 0x8000_0000])
                .collect()
        }
        Number::Float64 => [
            0x7FF8_0000_0000_0000,
            0x7FF0_0000_0000_0001,
            0x7FFF_FFFF_FFFF_FFFF,
            0x7FF0_0000_0000_0000,
            0x7FEF_FFFF_FFFF_FFFF,
            0,
            1,
            0x3FF0_0000_0000_0000,
        ]
        .into_iter()
        .flat_map(|bits| [bits, bits | (1 << 63)])
        .collect(),
    }
}

#[test]
fn every_small_size_of_every_type_and_pattern() {
    for (round, size) in (1..=70).chain(BORDERS).enumerate() {
        for (case, (kind, pattern)) in
            TYPES.iter().flat_map(|t| PATTERNS.iter().map(move |p| (t, p))).enumerate()
        {
            let turn = round + case;
            let options = [
                ("type", *kind),
                ("pattern", *pattern),
                ("algorithm", ALGORITHMS[turn / 2 % 2]),
                ("merge", STRATEGIES[turn % 3]),
                ("chunks", CHUNKS[turn / 3 % 6]),
            ];
            every_way(&plan(size, turn as u32, &options), 1 + turn % 8, None);
        }
    }
}

#[test]
fn every_strategy_with_every_chunk_count_on_every_pool() {
    for (turn, strategy) in STRATEGIES.iter().enumerate() {
        for chunks in CHUNKS {
            for workers in 1..=8 {
                let kind = TYPES[(turn + workers) % 4];
                let options = [("type", kind), ("merge", *strategy), ("chunks", chunks)];
                every_way(&plan(30_011, workers as u32, &options), workers, None);
            }
        }
    }
}

/// Sizes at which sorting by digits takes another way, for every type and pattern.
#[test]
fn sorting_by_digits_at_the_sizes_where_its_ways_part() {
    for (round, size) in
        [2048, 2049, 16_383, 16_384, 65_537, 131_072, 131_073, 600_000].into_iter().enumerate()
    {
        for (case, (kind, pattern)) in
            TYPES.iter().flat_map(|t| PATTERNS.iter().map(move |p| (t, p))).enumerate()
        {
            let turn = round + case;
            if size > 200_000 && (case + case / 6) % 3 != 0 {
                continue;
            }
            let options = [
                ("algorithm", if turn % 4 == 0 { "mergesort" } else { "radix" }),
                ("type", *kind),
                ("pattern", *pattern),
                ("chunks", CHUNKS[turn % 6]),
            ];
            every_way(&plan(size, turn as u32, &options), 1 + turn % 8, None);
        }
    }
}

/// Digits that tell little apart: crowded at either end, far from all others, or the same in all but a few keys.
#[test]
fn radix_sort_of_skewed_keys() {
    let shapes: [fn(usize, u64) -> u64; 7] = [
        |_, word| word >> (word % 64),
        |_, word| !(word >> (word % 64)),
        |_, word| word & 0xFFF | 0x7FFF_0000_7FFF_0000,
        |at, word| if at == 77_777 { u64::MAX } else { word % 1000 },
        |at, word| if at == 1 { 0 } else { u64::MAX - word % 100_000 },
        |at, word| if at % 10 == 0 { word } else { 0x4000_0000_4000_0000 },
        |_, word| (word >> 60 << 28) * 0x1_0000_0001 + (word & 0x3_0000_0003),
    ];
    for (number, kind) in [(Number::Uint32, "uint32"), (Number::Float64, "float64")] {
        for (number_of_shape, shape) in shapes.iter().enumerate() {
            let mut random = Random::new(number_of_shape as u32);
            let wide = if number == Number::Float64 { u64::MAX } else { u64::from(u32::MAX) };
            let given: Vec<u64> = (0..180_000).map(|at| shape(at, random.bits()) & wide).collect();
            for workers in [1, 2, 5] {
                let options = [("algorithm", "radix"), ("type", kind)];
                every_way(&plan(1, number_of_shape as u32, &options), workers, Some(&given));
            }
        }
    }
}

#[test]
fn an_empty_input_given_as_bytes_stays_empty() {
    for kind in TYPES {
        assert!(every_way(&plan(1, 0, &[("type", kind), ("chunks", "3")]), 2, Some(&[])).is_empty());
    }
}

#[test]
fn zeros_infinities_and_nans_of_both_signs_are_put_in_total_order() {
    let of = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<u64>>();
    let given = of(&[f64::NAN, 0.0, -f64::NAN, f64::INFINITY, -0.0, 1.5, f64::NEG_INFINITY, -1.5]);
    let output = every_way(&plan(8, 0, &[("type", "float64")]), 2, Some(&given));
    assert_eq!(output[..6], of(&[f64::NEG_INFINITY, -1.5, -0.0, 0.0, 1.5, f64::INFINITY]));
    assert!(output[6..].iter().all(|&bits| f64::from_bits(bits).is_nan()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_back_in_order(
        kind in select(&TYPES[..]),
        algorithm in select(&ALGORITHMS[..]),
        strategy in select(&STRATEGIES[..]),
        chunks in select(&CHUNKS[..]),
        workers in 1usize..=8,
        size in 0usize..3000,
        distinct in select(vec![1usize, 2, 40, 600, 100_000]),
        troubled in 0usize..4,
        seed: u32,
    ) {
        let number = Number::named(kind).expect("a type");
        let mut random = Random::new(seed);
        let troubles = trouble(number);
        let wide = if number == Number::Float64 { u64::MAX } else { u64::from(u32::MAX) };
        let pool: Vec<u64> = (0..distinct.min(size.max(1)))
            .map(|_| if random.below(4) < troubled { troubles[random.below(troubles.len())] } else { random.bits() & wide })
            .collect();
        let given: Vec<u64> = (0..size).map(|_| pool[random.below(pool.len())]).collect();
        let options = [("algorithm", algorithm), ("type", kind), ("merge", strategy), ("chunks", chunks)];
        every_way(&plan(1, 0, &options), workers, Some(&given));
    }

    #[test]
    fn runs_of_any_lengths_either_way_up_are_found_and_merged(
        lengths in prop::collection::vec((0usize..1500, 0u8..4), 1..12),
        seed: u32,
        into_spare: bool,
    ) {
        let mut random = Random::new(seed);
        let mut keys: Vec<u32> = Vec::new();
        for (length, shape) in lengths {
            let mut run: Vec<u32> = (0..length).map(|_| random.bits() as u32 % 5000).collect();
            match shape {
                0 => run.sort_unstable(),
                1 => run.sort_unstable_by(|a, b| b.cmp(a)),
                2 => run.fill(7),
                _ => {}
            }
            keys.extend(run);
        }
        let mut expected = keys.clone();
        expected.sort_unstable();
        let mut spare = vec![0; keys.len()];
        serial::sort(&mut keys, &mut spare, into_spare);
        prop_assert_eq!(if into_spare { spare } else { keys }, expected);
    }

    #[test]
    fn the_merge_path_cuts_every_merge_at_every_place(
        mut left in prop::collection::vec(0u32..40, 0..60),
        mut right in prop::collection::vec(0u32..40, 0..60),
    ) {
        left.sort_unstable();
        right.sort_unstable();
        let mut tagged: Vec<(u32, bool)> =
            left.iter().map(|&key| (key, false)).chain(right.iter().map(|&key| (key, true))).collect();
        tagged.sort();
        for length in 0..=tagged.len() {
            let expected = tagged[..length].iter().filter(|(_, is_right)| !is_right).count();
            prop_assert_eq!(merge::path(&left, &right, length, |a, b| a < b), expected);
        }
    }

    #[test]
    fn merging_is_what_sorting_both_together_is(
        left in prop::collection::vec(any::<i64>(), 0..1200),
        right in prop::collection::vec(any::<i64>(), 0..1200),
        low in any::<i64>(),
    ) {
        fn holds<K: Key>(mut left: Vec<K>, mut right: Vec<K>, low: K) {
            // Half of the time one side lies mostly above the other, so that both ends are galloped over.
            right.iter_mut().for_each(|key| *key = (*key).max(low));
            left.sort_unstable();
            right.sort_unstable();
            let mut expected = [left.as_slice(), right.as_slice()].concat();
            expected.sort_unstable();
            let mut out = vec![low; expected.len()];
            merge::merge(&left, &right, &mut out);
            assert_eq!(out, expected);
            out.fill(low);
            merge::merge(&right, &left, &mut out);
            assert_eq!(out, expected);
        }
        let narrow = |keys: &[i64]| keys.iter().map(|&key| (key >> 32) as u32).collect::<Vec<u32>>();
        holds(narrow(&left), narrow(&right), (low >> 32) as u32);
        holds(left, right, low);
    }

    #[test]
    fn keys_keep_the_order_and_every_bit(a: u64, b: u64) {
        fn holds<K: Key>(order: Order<K>, number: Number, a: u64, b: u64) {
            let (a, b) = (K::from_bits(a), K::from_bits(b));
            let (x, y) = (order.key(a), order.key(b));
            assert_eq!((order.bits(x), order.bits(y)), (a, b));
            let ordering = compare(number, a.bits(), b.bits());
            assert!(ordering == Ordering::Equal || x.cmp(&y) == ordering, "{a:?} {b:?}");
        }
        let with = |number: Number, check: fn(u64, u64)| {
            let mut words = trouble(number);
            words.extend([a, b]);
            words.iter().for_each(|&a| words.iter().for_each(|&b| check(a, b)));
        };
        with(Number::Uint32, |a, b| holds(Order::UINT32, Number::Uint32, a, b));
        with(Number::Int32, |a, b| holds(Order::INT32, Number::Int32, a, b));
        with(Number::Float32, |a, b| holds(Order::FLOAT32, Number::Float32, a, b));
        with(Number::Float64, |a, b| holds(Order::FLOAT64, Number::Float64, a, b));
    }

    #[test]
    fn numbers_written_as_text_are_read_back(
        kind in select(&TYPES[..]),
        fractions in prop::collection::vec(any::<u64>(), 1..200),
        separators in prop::collection::vec(select(vec![",", ";", " ", "\n", "\r\n", "\t", ", ", ",,", " ; \n\n"]), 1..8),
        header in select(vec!["", "amount\n", "\u{feff}first column;\"second, one\"\r\n", "\n\nx\n"]),
    ) {
        let number = Number::named(kind).expect("a type");
        let expected: Vec<i64> = fractions.iter().map(|&fraction| number.at(fraction) as i64).collect();
        let mut text = header.to_owned();
        for (index, &bits) in expected.iter().enumerate() {
            text += &number.format(bits as u64);
            text += separators[index % separators.len()];
        }
        prop_assert_eq!(text::read::<i64>(&text, number, 1000), Ok(expected));
    }

    #[test]
    fn the_first_bad_field_is_named_with_its_place(
        good in prop::collection::vec(prop::collection::vec(0u32..1000, 1..6), 1..20),
        bad in "[a-z%é]{1,12}",
        at in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!["nan", "inf", "infinity"].contains(&bad.as_str()));
        let (line, mut lines) = (at.index(good.len()), good.iter().map(|line| {
            line.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
        }).collect::<Vec<_>>());
        let column = lines[line].chars().count() + 3;
        lines[line] += &format!("; {bad} and worse");
        let problem = text::read::<u32>(&lines.join("\n"), Number::Uint32, 1000).expect_err("it is no number");
        prop_assert_eq!(problem.field, "input");
        prop_assert_eq!(problem.value, bad);
        let place = format!("(line {}, column {column})", line + 1);
        prop_assert!(problem.takes.contains(&place), "{} has no {place}", problem.takes);
    }

    #[test]
    fn noise_is_no_panic(text in "\\PC*", kind in select(&TYPES[..])) {
        let number = Number::named(kind).expect("a type");
        if let Err(problem) = text::read::<i64>(&text, number, 10) {
            prop_assert_eq!(problem.field, "input");
        }
    }

    #[test]
    fn a_planted_wrong_answer_is_caught_and_its_first_place_named(
        size in 2usize..500,
        place in any::<prop::sample::Index>(),
        seed: u32,
    ) {
        let input: Vec<u32> = patterns::Pattern::Random.generate(Number::Int32, size, seed);
        let mut sorted = input.clone();
        sorted.sort_unstable_by_key(|&bits| bits as i32);
        let verify = |output: &[u32]| check::verify(&input, output, &Order::INT32, Number::Int32);
        prop_assert_eq!(verify(&sorted), Ok(()));

        let at = place.index(size - 1);
        prop_assume!(sorted[at] != sorted[at + 1]);
        let message = |found: u32, belongs: u32| {
            format!("at index {at} there is {}, where {} belongs", found as i32, belongs as i32)
        };
        let mut swapped = sorted.clone();
        swapped.swap(at, at + 1);
        prop_assert_eq!(verify(&swapped).expect_err("a swap").0, message(sorted[at + 1], sorted[at]));

        let mut doubled = sorted.clone();
        doubled[at] = sorted[at + 1];
        prop_assert_eq!(verify(&doubled).expect_err("a double").0, message(sorted[at + 1], sorted[at]));

        let mut lost = sorted.clone();
        lost.remove(at);
        prop_assert_eq!(verify(&lost).expect_err("a loss").0, message(sorted[at + 1], sorted[at]));

        let short = verify(&sorted[..size - 1]).expect_err("an early end").0;
        prop_assert_eq!(short, format!("at index {} the output ends, where {} belongs", size - 1, sorted[size - 1] as i32));

        let mut long = sorted.clone();
        long.push(sorted[size - 1]);
        let long = verify(&long).expect_err("a late end").0;
        prop_assert_eq!(long, format!("at index {size} there is {}, where the output should end", sorted[size - 1] as i32));
    }
}

/// The 0-1 principle (Knuth, TAOCP 3, theorem 5.3.4Z) on every block of zeros and ones that begins with zeros,
/// has any 16 bits, and ends in ones: at every place.
#[test]
fn the_block_network_sorts_zeros_and_ones() {
    for before in 0..=network::BLOCK - 16 {
        for pattern in 0u32..1 << 16 {
            let bit = |index: usize| match index.checked_sub(before) {
                None => 0,
                Some(index) if index < 16 => (pattern >> index) & 1,
                Some(_) => 1,
            };
            let block: [u32; network::BLOCK] = std::array::from_fn(bit);
            let ones = block.iter().sum::<u32>() as usize;
            let sorted = network::sort_block(&block);
            assert!(
                (0..network::BLOCK).all(|i| sorted[i] == u32::from(i >= network::BLOCK - ones)),
                "{block:?}"
            );
        }
    }
}

#[test]
fn counting_takes_few_distinct_keys_and_leaves_others_alone() {
    let few: Vec<i64> = patterns::Pattern::FewDistinct.generate(Number::Float64, 5000, 3);
    let (mut sorted, mut expected) = (few.clone(), few);
    assert!(counting::sort(&mut sorted));
    expected.sort_unstable();
    assert_eq!(sorted, expected);

    // The sample sees one key; the rest are too many.
    let mut hidden: Vec<u32> = (0..5000).map(|index| if index % 19 == 0 { 7 } else { index }).collect();
    let before = hidden.clone();
    assert!(!counting::sort(&mut hidden));
    assert_eq!(hidden, before);
}

#[test]
fn patterns_are_what_they_are_called() {
    let make = |name: &str| -> Vec<u32> {
        patterns::Pattern::named(name).expect("a pattern").generate(Number::Uint32, 10_001, 5)
    };
    let breaks = |values: &[u32]| values.windows(2).filter(|pair| pair[0] > pair[1]).count();
    assert_eq!(make("random"), make("random"));
    assert!(breaks(&make("random")) > 4000);
    assert_eq!(breaks(&make("sorted")), 0);
    assert_eq!(breaks(&make("reversed")), 10_000);
    assert!((100..500).contains(&breaks(&make("nearly-sorted"))));
    let mut few = make("few-distinct");
    few.sort_unstable();
    few.dedup();
    assert_eq!(few.len(), patterns::DISTINCT);
    let pipe = make("organ-pipe");
    assert_eq!((breaks(&pipe[..5001]), breaks(&pipe[5001..])), (0, 4999));
    let floats: Vec<u32> = patterns::Pattern::Random.generate(Number::Float32, 1000, 1);
    assert!((300..700).contains(&floats.iter().filter(|&&bits| f32::from_bits(bits) < 0.0).count()));
}

/// The catalogue's defaults and choices all open, and an answer shows both ends.
#[test]
fn every_choice_in_the_catalogue_opens() {
    use speedup_lab::plan::Takes;
    for info in INFO.options {
        let Takes::Choice { choices } = info.takes else { continue };
        assert!(choices.iter().any(|choice| choice.value == info.default));
        for choice in choices {
            assert!(open(&plan(5, 0, &[(info.name, choice.value)]), Show).is_ok());
        }
        let problem = open(&plan(5, 0, &[(info.name, "bogus")]), Show).expect_err("no such choice");
        assert_eq!((problem.field.as_str(), problem.value.as_str()), (info.name, "bogus"));
    }
    for chunks in ["0", "1025", "-1", "1.5", "many"] {
        assert!(open(&plan(5, 0, &[("chunks", chunks)]), Show).is_err(), "{chunks}");
    }
}

/// Solves and shows the answer.
struct Show;

impl Visitor for Show {
    type Out = Answer;

    fn visit<W: Workload + 'static>(self, workload: W) -> Answer {
        let input = workload.generate();
        let output = workload.solve_serial(input.clone(), &Stopwatch::start(&Still));
        workload.answer(&input, &output, usize::MAX)
    }
}

fn show(kind: &str, text: &str) -> Result<Answer, Problem> {
    let mut plan = plan(1_000_000, 0, &[("type", kind)]);
    plan.input = Some(text.to_owned());
    open(&plan, Show)
}

fn numbers(length: u32, head: &[&str], tail: &[&str]) -> Result<Answer, Problem> {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    Ok(Answer::Numbers { length, head: owned(head), tail: owned(tail) })
}

#[test]
fn answers_show_numbers_as_people_write_them() {
    let expected = numbers(8, &["-inf", "-1.5", "-0", "0", "1e-7", "2.5e20", "inf", "NaN"], &[]);
    assert_eq!(show("float64", "nan, 0 -0\n2.5e20; INF, -Infinity,,1e-7\n-1.5,"), expected);
    assert_eq!(show("float32", "x\nnan, 0 -0\n2.5e20; INF, -Infinity,,1e-7\n-1.5,"), expected);
    assert_eq!(show("int32", "3,-2147483648"), numbers(2, &["-2147483648", "3"], &[]));
    let text = (0..=45).rev().map(|number| number.to_string()).collect::<Vec<_>>();
    let of = |range: std::ops::Range<u32>| range.map(|number| number.to_string()).collect::<Vec<_>>();
    let expected = Answer::Numbers { length: 46, head: of(0..20), tail: of(26..46) };
    assert_eq!(show("uint32", &text.join(" ")), Ok(expected));
}

#[test]
fn bad_numbers_are_refused_with_what_is_taken() {
    let refused = |kind: &str, text: &str| show(kind, text).expect_err("it won't do").to_string();
    assert_eq!(
        refused("uint32", "1, 2\n3, 4294967296"),
        "input: “4294967296” won't do; it takes whole numbers from 0 to 4294967295 (line 2, column 4)"
    );
    assert!(refused("uint32", "1,NaN").contains("“NaN” won't do; it takes whole numbers"));
    assert!(refused("int32", "1,inf").contains("“inf” won't do; it takes whole numbers"));
    assert!(refused("int32", "-2147483649").contains("-2147483648 to 2147483647"));
    assert!(refused("float32", "1e39").contains("3.4028235e38"));
    assert!(refused("float64", "-1e309").contains("1.7976931348623157e308"));
    assert!(refused("uint32", "one\ntwo\n3").contains("“two” won't do"), "only one line is a header");
    assert!(refused("uint32", "one").contains("“one” won't do"), "a header heads something");
    for empty in ["", " \n,;\n"] {
        assert!(refused("float64", empty).contains("at least one"));
    }
    let problem = text::read::<u32>("1 2 3", Number::Uint32, 2).expect_err("one too many");
    assert_eq!((problem.value.as_str(), problem.takes.as_str()), ("3", "no more than 2 numbers"));
}

#[test]
fn ten_megabytes_of_noise_are_refused_at_the_first_bad_thing() {
    let mut random = Random::new(9);
    let noise: String = (0..10_000_000).map(|_| char::from(33 + random.below(94) as u8)).collect();
    let problem = show("float64", &noise).expect_err("noise");
    assert!(problem.value.chars().count() <= 61 && problem.takes.contains("line 1, column"));
}

/// A clock that moves on by one at each reading: phases show which of them were entered.
#[test]
fn shared_sorting_names_its_phases() {
    struct Ticking(std::sync::Mutex<f64>);
    impl Clock for Ticking {
        fn now(&self) -> f64 {
            let mut now = self.0.lock().expect("no reader panics");
            *now += 1.0;
            *now
        }
        fn grain(&self) -> f64 {
            1.0
        }
    }
    struct Phased;
    impl Visitor for Phased {
        type Out = speedup_lab::plan::Phases;
        fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out {
            let clock = Ticking(0.0.into());
            let watch = Stopwatch::start(&clock);
            watch.enter(Phase::Solve);
            workload.solve_shared(workload.generate(), pool(2), &watch);
            watch.stop().1
        }
    }
    let phases = open(&plan(1000, 0, &[]), Phased).expect("a good plan");
    assert!(phases.split > 0.0 && phases.solve > 0.0 && phases.merge > 0.0);
    assert_eq!((phases.send, phases.receive), (0.0, 0.0));
}
