//! Permalinks, both ways, and every value that won't do.

use proptest::prelude::*;
use speedup_lab::plan::{
    Baseline, Chart, Counting, Expected, Figures, Mode, Plan, Problem, Query, Reading, Takes, Transport, View,
};
use speedup_lab::query::{self, FLAGS, PLAN_PARAMETERS, VIEW_PARAMETERS, default_plan};
use speedup_lab::registry::CATALOGUE;

fn read(pairs: &[(&str, &str)]) -> Query {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    query::parse(&pairs, 2)
}

fn parse(pairs: &[(&str, &str)]) -> (Plan, Vec<Problem>) {
    let query = read(pairs);
    (query.plan, query.problems)
}

#[test]
fn an_empty_link_is_the_default_plan() {
    let (plan, problems) = parse(&[]);
    assert_eq!(plan, default_plan(CATALOGUE[0], 2));
    assert!(problems.is_empty());
}

#[test]
fn default_worker_counts_reach_twice_the_cores() {
    let workers = |cores| default_plan(CATALOGUE[0], cores).workers;
    assert_eq!(workers(1), [1, 2]);
    assert_eq!(workers(2), [1, 2, 3, 4]);
    assert_eq!(workers(6), [1, 2, 4, 6, 8, 12]);
    assert_eq!(workers(16), [1, 2, 4, 8, 16, 32]);
    assert_eq!(workers(100), [1, 2, 4, 8, 16, 32, 64]);
}

#[test]
fn a_link_is_read_in_full() {
    let link = [
        ("workload", "sudoku"),
        ("size", "1e3"),
        ("modes", "threads,serial"),
        ("transports", "copy,transfer"),
        ("workers", "8,1-3,2"),
        ("samples", "15"),
        ("realms", "1"),
        ("seed", "7"),
        ("precision", "5"),
        ("budget", "120"),
        ("scaled", ""),
        ("run", ""),
        ("embed", "0"),
    ];
    let query = read(&link);
    assert_eq!(query.problems, []);
    assert!(query.run && !query.embed);
    let plan = query.plan;
    assert_eq!((plan.size, plan.samples, plan.realms, plan.seed), (1000, 15, 1, 7));
    assert_eq!(plan.modes, [Mode::Serial, Mode::Threads]);
    assert_eq!(plan.transports, [Transport::Copy, Transport::Transfer]);
    assert_eq!(plan.workers, [1, 2, 3, 8]);
    assert_eq!((plan.precision, plan.budget, plan.scaled), (Some(5), 120, true));
}

#[test]
fn how_to_look_is_read_in_full_and_is_no_part_of_the_plan() {
    let query = read(&[
        ("view", "karp-flatt"),
        ("baseline", "one"),
        ("counting", "all"),
        ("predict", ""),
        ("prediction", "4:3, 2:1.85"),
        ("figures", "texts"),
    ]);
    assert_eq!(query.problems, []);
    assert_eq!(query.plan, default_plan(CATALOGUE[0], 2));
    let expected = View {
        chart: Chart::KarpFlatt,
        reading: Reading { baseline: Baseline::One, counting: Counting::All },
        predict: true,
        prediction: vec![Expected { workers: 2, speedup: 1.85 }, Expected { workers: 4, speedup: 3.0 }],
        figures: Figures::Texts,
    };
    assert_eq!(query.view, expected);
    let pairs = query::view_pairs(&expected);
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        pairs,
        [
            ("view", "karp-flatt"),
            ("baseline", "one"),
            ("counting", "all"),
            ("predict", ""),
            ("prediction", "2:1.85,4:3"),
            ("figures", "texts")
        ]
    );
    assert_eq!(query::view_pairs(&View::default()), []);
}

#[test]
fn a_plan_that_cannot_be_scaled_says_what_is_in_the_way() {
    let (plan, problems) = parse(&[("size", "5e7"), ("workers", "1,2"), ("scaled", "")]);
    assert!(!plan.scaled);
    assert_eq!(plan.size, 50_000_000);
    assert_eq!((problems.len(), problems[0].field.as_str()), (1, "scaled"));
    assert!(problems[0].takes.contains("50000000 times 2 is 100000000"), "{}", problems[0]);
    let (plan, problems) = parse(&[("input", "3,1,2"), ("scaled", "1")]);
    assert!(!plan.scaled && plan.input.is_some());
    assert_eq!((problems.len(), problems[0].field.as_str()), (1, "scaled"));
    assert!(problems[0].takes.contains("your own can't grow"), "{}", problems[0]);
    // The largest that goes.
    let (plan, problems) = parse(&[("size", "12500000"), ("workers", "1,4"), ("scaled", "")]);
    assert!(plan.scaled);
    assert_eq!(problems, []);
}

#[test]
fn what_is_not_asked_for_is_not_in_the_link() {
    let pairs = query::pairs(&default_plan(CATALOGUE[0], 2));
    assert!(!pairs.iter().any(|(name, _)| ["precision", "budget", "scaled"].contains(&name.as_str())));
}

#[test]
fn a_number_of_an_option_is_taken_in_its_plain_form() {
    let (plan, problems) = parse(&[("workload", "synthetic"), ("serial", "2_5"), ("message", "1e3")]);
    assert_eq!(problems, []);
    assert_eq!((plan.options["serial"].as_str(), plan.options["message"].as_str()), ("25", "1000"));
}

#[test]
fn each_bad_value_is_named_with_what_the_field_takes_and_the_default_stands_in() {
    let good = default_plan(CATALOGUE[0], 2);
    let workloads: Vec<&str> = CATALOGUE.iter().map(|info| info.id).collect();
    let workloads = format!("one of {}", workloads.join(", "));
    for (name, value, takes) in [
        ("workload", "bogosort", workloads.as_str()),
        ("size", "0", "a whole number of elements from 1 to 50000000"),
        ("size", "50000001", "a whole number of elements from 1 to 50000000"),
        ("size", "-5", "a whole number of elements from 1 to 50000000"),
        ("size", "1e99", "a whole number of elements from 1 to 50000000"),
        ("size", "", "a whole number of elements from 1 to 50000000"),
        ("modes", "serial,magic", "some of serial,threads,processes,async, with commas"),
        ("modes", "", "some of serial,threads,processes,async, with commas"),
        ("transports", "pigeon", "some of copy,transfer,shared, with commas"),
        ("workers", "0", "whole numbers from 1 to 64 with commas, such as 1,2,4, or a range, such as 1-4"),
        ("workers", "-1", "whole numbers from 1 to 64 with commas, such as 1,2,4, or a range, such as 1-4"),
        ("workers", "1.5", "whole numbers from 1 to 64 with commas, such as 1,2,4, or a range, such as 1-4"),
        (
            "workers",
            "10000",
            "whole numbers from 1 to 64 with commas, such as 1,2,4, or a range, such as 1-4",
        ),
        ("workers", "4-1", "whole numbers from 1 to 64 with commas, such as 1,2,4, or a range, such as 1-4"),
        ("samples", "0", "a whole number from 1 to 1000"),
        ("realms", "101", "a whole number from 1 to 100"),
        ("seed", "4294967296", "a whole number from 0 to 4294967295"),
        ("version", "2", "1, the version of this format"),
        ("run", "maybe", "nothing, 1 or 0"),
        ("precision", "0", "a whole number from 1 to 100"),
        ("precision", "101", "a whole number from 1 to 100"),
        ("precision", "", "a whole number from 1 to 100"),
        ("budget", "0", "a whole number from 1 to 3600"),
        ("budget", "3601", "a whole number from 1 to 3600"),
        ("scaled", "perhaps", "nothing, 1 or 0"),
        (
            "view",
            "pie",
            "one of speedup, time, throughput, efficiency, karp-flatt, scaled, sizes, lost, timeline, table",
        ),
        ("baseline", "best", "one of serial, one"),
        ("counting", "wall", "one of compute, run, all"),
        ("predict", "no", "nothing, 1 or 0"),
        ("prediction", "2", PREDICTION),
        ("prediction", "0:1", PREDICTION),
        ("prediction", "2:0", PREDICTION),
        ("prediction", "2:NaN", PREDICTION),
        ("prediction", "2:-1", PREDICTION),
        ("prediction", "2:1.5,2:1.7", PREDICTION),
    ] {
        let (plan, problems) = parse(&[(name, value)]);
        assert_eq!(plan, good, "{name}={value}");
        assert_eq!(read(&[(name, value)]).view, View::default());
        assert_eq!(problems.len(), 1, "{name}={value}: {problems:?}");
        assert_eq!((problems[0].field.as_str(), problems[0].takes.as_str()), (name, takes));
        assert!(value.contains(&problems[0].value), "{name}={value}: {problems:?}");
    }
}

const PREDICTION: &str =
    "workers from 1 to 64, each once, with a speedup above 0 and up to 1000, such as 2:1.8,4:3";

#[test]
fn every_parameter_broken_at_once_is_a_problem_each() {
    let info = CATALOGUE[0];
    let options = info.options.iter().map(|option| option.name);
    let names: Vec<&str> = PLAN_PARAMETERS
        .into_iter()
        .filter(|&name| name != "input")
        .chain(options)
        .chain(VIEW_PARAMETERS)
        .chain(FLAGS)
        .collect();
    let link: Vec<(&str, &str)> = names.iter().map(|&name| (name, "?!")).chain([("nonsense", "1")]).collect();
    let (plan, problems) = parse(&link);
    assert_eq!(plan, default_plan(info, 2));
    let mut fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let mut expected: Vec<&str> = link.iter().map(|(name, _)| *name).collect();
    fields.sort_unstable();
    expected.sort_unstable();
    assert_eq!(fields, expected);
}

#[test]
fn a_parameter_given_twice_is_named_and_the_first_is_used() {
    let (plan, problems) = parse(&[("seed", "1"), ("seed", "2")]);
    assert_eq!(plan.seed, 1);
    assert_eq!((problems[0].field.as_str(), problems[0].value.as_str()), ("seed", "2"));
}

#[test]
fn no_option_has_the_name_of_a_plan_parameter() {
    for info in CATALOGUE {
        for option in info.options {
            let mut taken = PLAN_PARAMETERS.into_iter().chain(FLAGS).chain(VIEW_PARAMETERS);
            assert!(taken.all(|name| name != option.name), "{}", option.name);
        }
    }
}

#[test]
fn every_hint_names_another_value_of_an_option_in_a_mode_with_workers() {
    for info in CATALOGUE {
        for hint in info.hints {
            let (plan, problems) = parse(&[("workload", info.id), (hint.option, hint.value)]);
            assert_eq!(problems, [], "{}", hint.advice);
            assert_eq!(plan.options[hint.option], hint.value);
            assert!(!hint.modes.is_empty() && !hint.modes.contains(&Mode::Serial));
            assert!(hint.advice.ends_with('.'), "{}", hint.advice);
        }
    }
}

#[test]
fn every_default_of_the_catalogue_is_one_of_its_own_values() {
    for info in CATALOGUE {
        let (_, problems) = parse(&[("workload", info.id)]);
        assert_eq!(problems, [], "{}", info.id);
        let (plan, _) = parse(&[("workload", info.id)]);
        let again = query::parse(&query::pairs(&plan), 2);
        assert_eq!((again.plan, again.problems), (plan, vec![]));
    }
}

proptest! {
    #[test]
    fn any_plan_survives_the_link((plan, cores) in any_plan()) {
        let query = query::parse(&query::pairs(&plan), cores);
        prop_assert_eq!(query.problems, vec![]);
        prop_assert_eq!(query.plan, plan);
    }

    #[test]
    fn any_view_survives_the_link(view in any_view()) {
        let query = query::parse(&query::view_pairs(&view), 2);
        prop_assert_eq!(query.problems, vec![]);
        prop_assert_eq!(query.view, view);
    }

    #[test]
    fn no_link_is_too_strange(pairs in prop::collection::vec((any_name(), ".{0,80}"), 0..12), cores: u32) {
        let query = query::parse(&pairs, cores);
        let again = query::parse(&query::pairs(&query.plan), cores);
        prop_assert_eq!(again.plan, query.plan);
        prop_assert_eq!(query::parse(&query::view_pairs(&query.view), cores).view, query.view);
        for problem in query.problems {
            prop_assert!(!problem.field.is_empty() || pairs.iter().any(|(name, _)| name.is_empty()));
            prop_assert!(!problem.takes.is_empty());
        }
    }
}

fn any_name() -> impl Strategy<Value = String> {
    let known = PLAN_PARAMETERS.into_iter().chain(FLAGS).chain(VIEW_PARAMETERS);
    let known: Vec<String> = known.map(Into::into).collect();
    prop_oneof![proptest::sample::select(known), ".{0,10}"]
}

fn any_view() -> impl Strategy<Value = View> {
    let charts = [
        Chart::Speedup,
        Chart::Time,
        Chart::Throughput,
        Chart::Efficiency,
        Chart::KarpFlatt,
        Chart::Scaled,
        Chart::Sizes,
        Chart::Lost,
        Chart::Timeline,
        Chart::Table,
    ];
    let prediction = prop::collection::btree_map(1u32..=64, 1e-6..=1000.0, 0..5);
    (
        prop::sample::select(charts.to_vec()),
        prop::sample::select(vec![Baseline::Serial, Baseline::One]),
        prop::sample::select(vec![Counting::Compute, Counting::Run, Counting::All]),
        any::<bool>(),
        prediction,
        prop::sample::select(vec![Figures::None, Figures::Texts]),
    )
        .prop_map(|(chart, baseline, counting, predict, prediction, figures)| View {
            chart,
            reading: Reading { baseline, counting },
            predict,
            prediction: prediction
                .into_iter()
                .map(|(workers, speedup)| Expected { workers, speedup })
                .collect(),
            figures,
        })
}

fn any_plan() -> impl Strategy<Value = (Plan, u32)> {
    let modes =
        prop::sample::subsequence(vec![Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async], 1..=4);
    let transports =
        prop::sample::subsequence(vec![Transport::Copy, Transport::Transfer, Transport::Shared], 1..=3);
    let workers = prop::collection::btree_set(1u32..=64, 1..6);
    (
        prop::sample::select(CATALOGUE),
        1u32..=1000,
        modes,
        transports,
        workers,
        1u32..=9,
        1u32..=4,
        any::<u32>(),
        (1u32..=32, prop::option::of(1u32..=100), 1u32..=3600, any::<bool>()),
    )
        .prop_flat_map(|(info, size, modes, transports, workers, samples, realms, seed, rest)| {
            let (cores, precision, budget, scaled) = rest;
            let base = default_plan(info, cores);
            // With the most workers, too, it must not be too large to grow with them.
            let size = size.min(info.size.max / 64);
            let plan = Plan {
                size,
                modes,
                transports,
                samples,
                realms,
                seed,
                workers: workers.into_iter().collect(),
                precision,
                budget,
                scaled,
                ..base
            };
            let value = |takes| match takes {
                Takes::Choice { choices } => {
                    prop::sample::select(choices).prop_map(|choice| choice.value.to_owned()).boxed()
                }
                Takes::Whole { min, max, word } => prop_oneof![
                    (min..=max).prop_map(|number| number.to_string()),
                    Just(word.map_or(min.to_string(), str::to_owned)),
                ]
                .boxed(),
                Takes::Text { most } => {
                    let most = most as usize;
                    prop::collection::vec(any::<char>(), 0..=most).prop_map(String::from_iter).boxed()
                }
            };
            let options: Vec<_> = info
                .options
                .iter()
                .map(|option| (Just(option.name.to_owned()), value(option.takes)))
                .collect();
            (Just(plan), options, Just(cores))
        })
        .prop_map(|(plan, options, cores)| (Plan { options: options.into_iter().collect(), ..plan }, cores))
}
