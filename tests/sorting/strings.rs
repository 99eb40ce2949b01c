//! The sort of strings against an oracle: std's sort of byte strings.

use super::{ALGORITHMS, CHUNKS, PATTERNS, STRATEGIES, Still, plan, pool};
use proptest::prelude::*;
use proptest::sample::select;
use speedup_lab::plan::Answer;
use speedup_lab::random::Random;
use speedup_lab::run::Stopwatch;
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::sorting::strings::lines::{Lines, Span, read};
use speedup_lab::workloads::sorting::strings::{alone, together};
use speedup_lab::workloads::sorting::{numbers::Number, open};

/// The strings of a message.
fn texts(value: &impl Wire) -> Vec<Vec<u8>> {
    let lines = Lines::from_message(&value.bytes().into_owned()).expect("strings");
    lines.iter().map(<[u8]>::to_vec).collect()
}

/// Runs the program in every way, on the plan's input or on these strings; gives the output.
struct EveryWay<'a> {
    workers: usize,
    given: Option<&'a Lines>,
    what: String,
}

impl Visitor for EveryWay<'_> {
    type Out = Vec<Vec<u8>>;

    fn visit<W: Workload + 'static>(self, workload: W) -> Vec<Vec<u8>> {
        let Self { workers, given, what } = self;
        let input = match given {
            None => workload.generate(),
            Some(given) => W::Input::from_message(&given.bytes().into_owned()).expect("strings"),
        };
        let mut expected = texts(&input);
        expected.sort();
        let holds = |output: W::Output, way: &str| {
            assert_eq!(workload.verify(&input, &output), Ok(()), "{what}, {way}");
            assert!(texts(&output) == expected, "{what}, {way}");
        };
        let watch = || Stopwatch::start(&Still);
        holds(workload.solve_serial(input.clone(), &watch()), "serial");
        holds(workload.solve_shared(input.clone(), pool(workers), &watch()), "shared");
        let parts = workload.split(input.clone(), workers).into_iter().map(|job| {
            let sent = job.bytes().into_owned();
            let part = workload.solve(W::Job::from_message(&sent).expect("a job"));
            W::Part::from_message(&part.bytes().into_owned()).expect("a part")
        });
        holds(workload.merge(parts.collect()), "messages");
        let parts = workload.split(input.clone(), workers).into_iter().map(|job| workload.solve(job));
        holds(workload.merge(parts.collect()), "tasks");
        expected
    }
}

fn every_way(size: u32, turn: usize, pattern: &str, given: Option<&Lines>) -> Vec<Vec<u8>> {
    let options = [
        ("type", "string"),
        ("pattern", pattern),
        ("algorithm", ALGORITHMS[turn % 2]),
        ("merge", STRATEGIES[turn / 2 % 3]),
        ("chunks", CHUNKS[turn / 3 % 6]),
    ];
    let plan = plan(size, turn as u32, &options);
    let workers = 1 + turn % 8;
    let what = format!("{size} strings, turn {turn}, {workers} workers, {options:?}");
    open(&plan, EveryWay { workers, given, what }).expect("the plan is good")
}

#[test]
fn every_small_size_of_every_pattern() {
    for (round, size) in (1..=70).chain([255, 256, 2048, 2049, 4095, 4096, 16_384, 40_001]).enumerate() {
        for (case, pattern) in PATTERNS.into_iter().enumerate() {
            every_way(size, round + 7 * case, pattern, None);
        }
    }
}

/// Long the same, told apart late, and one that no sample sees: not of the alphabet, or without the common start.
#[test]
fn strings_that_keys_cannot_tell_apart() {
    let mut random = Random::new(5);
    let mut noise = |at: usize| format!("{:05}", (at * 7919 + random.below(3)) % 50_000);
    let shapes: [fn(&str, usize) -> String; 6] = [
        |noise, _| format!("{}{noise}", "the same for all ".repeat(9)),
        |noise, at| format!("{}{noise}", ["https://a.example/", "https://b.example/"][at % 2].repeat(4)),
        |noise, at| if at == 33_333 { "~".to_owned() } else { format!("common {noise}") },
        |_, at| "a".repeat(at % 400),
        |_, at| if at == 7 { String::new() } else { "all but one are this".to_owned() },
        |noise, at| if at == 44_447 { "\u{1}é".to_owned() } else { noise.to_owned() },
    ];
    for (turn, shape) in shapes.iter().enumerate() {
        let lines: Lines = (0..70_000).map(|at| shape(&noise(at), at)).collect();
        for turn in [2 * turn, 2 * turn + 1] {
            every_way(1, turn, "random", Some(&lines));
        }
    }
}

/// What compares equal keeps its order, which the places in the buffer tell.
#[test]
fn the_sort_by_keys_is_stable() {
    let mut random = Random::new(8);
    for (size, distinct) in [(30, 4), (3000, 50), (60_000, 3), (60_000, 20_000)] {
        let lines: Lines = (0..size).map(|_| random.below(distinct).to_string()).collect();
        let (bytes, spans) = lines.into_parts();
        let text = |span: &Span| span.of(&bytes, 0);
        let mut expected = spans.clone();
        expected.sort_by(|a, b| text(a).cmp(text(b)));
        let mut found = spans.clone();
        alone::sort(&bytes, &mut found);
        assert_eq!(found, expected, "{size} of {distinct}");
        let mut found = spans;
        together::sort(&bytes, &mut found, 3, pool(3), &Stopwatch::start(&Still));
        assert_eq!(found, expected, "{size} of {distinct}, together");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_come_back_in_order(
        alphabet in select(vec![&b"a"[..], b"ab", b"\0a", b"\0\xFF", b"abcdefghijklmnopqrstuvwxyz", b"every letter, and \xC3\xA9"]),
        common in "[a-c]{0,12}",
        longest in 0usize..40,
        size in 0usize..3000,
        turn: u16,
        seed: u32,
    ) {
        let mut random = Random::new(seed);
        let mut lines: Vec<Vec<u8>> = (0..size)
            .map(|_| {
                let rest = (0..random.below(longest + 1)).map(|_| alphabet[random.below(alphabet.len())]);
                common.bytes().chain(rest.collect::<Vec<_>>()).collect()
            })
            .collect();
        if turn % 5 == 0 && size > 0 {
            let at = random.below(size);
            lines[at] = (0..longest).map(|_| random.bits() as u8).collect();
        }
        every_way(1, turn.into(), "random", Some(&lines.iter().collect()));
    }

    #[test]
    fn a_message_cut_anywhere_is_refused(lines in prop::collection::vec("[a-z]{0,5}", 0..9), at in any::<prop::sample::Index>()) {
        let whole = lines.iter().collect::<Lines>().bytes().into_owned();
        let cut = whole[..at.index(whole.len())].to_vec();
        prop_assert!(Lines::from_message(&cut).is_err());
        prop_assert_eq!(texts(&Lines::from_message(&whole).expect("all of it")), lines.iter().map(|line| line.clone().into_bytes()).collect::<Vec<_>>());
    }
}

#[test]
fn a_message_whose_lengths_are_lies_is_refused() {
    for words in [vec![u32::MAX], vec![1], vec![2, u32::MAX, 1], vec![1, 5, 0]] {
        let message: Vec<u8> = words.into_iter().flat_map(u32::to_ne_bytes).collect();
        assert!(Lines::from_message(&message).is_err());
    }
}

#[test]
fn words_are_what_the_catalogue_says() {
    for pattern in PATTERNS {
        let words = every_way(5000, 0, pattern, None);
        assert!(words.iter().all(|word| (4..=13).contains(&word.len())));
        assert!(words.iter().all(|word| word.iter().all(u8::is_ascii_lowercase)));
    }
    let mut distinct = every_way(5000, 0, "random", None);
    distinct.dedup();
    assert!(distinct.len() > 4900);
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

#[test]
fn strings_of_the_visitors_own_are_read_sorted_and_shown() {
    let show = |text: &str| {
        let mut plan = plan(9, 0, &[("type", "string")]);
        plan.input = Some(text.to_owned());
        open(&plan, Show)
    };
    let answer = show("\u{feff}pear\r\n\r\napple, ripe\n\nÄpfel\npear\n").expect("four strings");
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let Answer::Numbers { length, head, tail } = answer else { panic!("{answer:?}") };
    assert_eq!((length, head, tail), (4, owned(&["apple, ripe", "pear", "pear", "Äpfel"]), vec![]));

    let many: Vec<String> = (0..46).rev().map(|at| format!("{at:02}{}", "é".repeat(80))).collect();
    let Ok(Answer::Numbers { length, head, tail }) = show(&many.join("\n")) else { panic!("46 strings") };
    assert_eq!((length, head.len(), tail.len()), (46, 20, 20));
    assert_eq!(tail[0], format!("26{}…", "é".repeat(58)));
    assert!(tail[19].starts_with("45"));

    let problem = show(" \n").expect("a blank is a string");
    assert!(matches!(problem, Answer::Numbers { length: 1, .. }));
    assert!(show("\n\r\n").expect_err("no string").takes.contains("at least one"));
    let problem = read("a\nb\nc", 2).expect_err("one too many");
    assert_eq!((problem.value.as_str(), problem.takes.as_str()), ("c", "no more than 2 strings"));
}

#[test]
fn a_planted_wrong_answer_is_caught_and_its_first_place_named() {
    struct Planted(Vec<&'static str>);
    impl Visitor for Planted {
        type Out = String;
        fn visit<W: Workload + 'static>(self, workload: W) -> String {
            let input = workload.generate();
            let lines: Lines = self.0.iter().collect();
            let output = W::Output::from_message(&lines.bytes().into_owned()).expect("strings");
            workload.verify(&input, &output).expect_err("it is wrong").0
        }
    }
    let mut plan = plan(9, 0, &[("type", "string")]);
    plan.input = Some("b\na\nc\n".to_owned());
    let said = |texts: &[&'static str]| open(&plan, Planted(texts.to_vec())).expect("a good plan");
    assert_eq!(said(&["a", "c", "b"]), "at index 1 there is “c”, where “b” belongs");
    assert_eq!(said(&["a", "b", "b"]), "at index 2 there is “b”, where “c” belongs");
    assert_eq!(said(&["a", "b"]), "at index 2 the output ends, where “c” belongs");
    assert_eq!(said(&["a", "b", "c", "c"]), "at index 3 there is “c”, where the output should end");
    assert!(Number::named("string").is_none());
}
