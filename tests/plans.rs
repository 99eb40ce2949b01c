//! Permalinks, both ways, and every value that won't do.

use proptest::prelude::*;
use speedup_lab::plan::{Mode, Plan, Problem, Takes, Transport};
use speedup_lab::query::{self, FLAGS, PLAN_PARAMETERS, default_plan};
use speedup_lab::registry::CATALOGUE;
use speedup_lab::sweep;

fn parse(pairs: &[(&str, &str)]) -> (Plan, Vec<Problem>) {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let query = query::parse(&pairs, 2);
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
        ("run", ""),
        ("embed", "0"),
    ];
    let pairs: Vec<_> = link.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let query = query::parse(&pairs, 2);
    assert_eq!(query.problems, []);
    assert!(query.run && !query.embed);
    let plan = query.plan;
    assert_eq!((plan.size, plan.samples, plan.realms, plan.seed), (1000, 15, 1, 7));
    assert_eq!(plan.modes, [Mode::Serial, Mode::Threads]);
    assert_eq!(plan.transports, [Transport::Copy, Transport::Transfer]);
    assert_eq!(plan.workers, [1, 2, 3, 8]);
}

#[test]
fn each_bad_value_is_named_with_what_the_field_takes_and_the_default_stands_in() {
    let good = default_plan(CATALOGUE[0], 2);
    for (name, value, takes) in [
        ("workload", "bogosort", "one of mergesort, sudoku"),
        ("size", "0", "a whole number of elements from 1 to 50000000"),
        ("size", "50000001", "a whole number of elements from 1 to 50000000"),
        ("size", "-5", "a whole number of elements from 1 to 50000000"),
        ("size", "1e99", "a whole number of elements from 1 to 50000000"),
        ("size", "", "a whole number of elements from 1 to 50000000"),
        ("modes", "serial,magic", "some of serial,threads,processes,async, with commas"),
        ("modes", "", "some of serial,threads,processes,async, with commas"),
        ("transports", "pigeon", "some of copy,transfer, with commas"),
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
    ] {
        let (plan, problems) = parse(&[(name, value)]);
        assert_eq!(plan, good, "{name}={value}");
        assert_eq!(problems.len(), 1, "{name}={value}: {problems:?}");
        assert_eq!((problems[0].field.as_str(), problems[0].takes.as_str()), (name, takes));
        assert!(value.contains(&problems[0].value), "{name}={value}: {problems:?}");
    }
}

#[test]
fn every_parameter_broken_at_once_is_a_problem_each() {
    let info = CATALOGUE[0];
    let options = info.options.iter().map(|option| option.name);
    let names: Vec<&str> =
        PLAN_PARAMETERS.into_iter().filter(|&name| name != "input").chain(options).chain(FLAGS).collect();
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
            assert!(
                !PLAN_PARAMETERS.contains(&option.name) && !FLAGS.contains(&option.name),
                "{}",
                option.name
            );
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
    fn no_link_is_too_strange(pairs in prop::collection::vec((any_name(), ".{0,80}"), 0..12), cores: u32) {
        let query = query::parse(&pairs, cores);
        let again = query::parse(&query::pairs(&query.plan), cores);
        prop_assert_eq!(again.plan, query.plan);
        for problem in query.problems {
            prop_assert!(!problem.field.is_empty() || pairs.iter().any(|(name, _)| name.is_empty()));
            prop_assert!(!problem.takes.is_empty());
        }
    }

    #[test]
    fn the_sweep_runs_every_cell_once_between_two_baselines((plan, _) in any_plan()) {
        let cells = sweep::cells(&plan);
        prop_assert!(cells.iter().map(|cell| cell.id).eq(0..cells.len() as u32));
        prop_assert_eq!(cells[0].mode, Mode::Serial);
        prop_assert_eq!(cells[cells.len() - 1].mode, Mode::Serial);
        let mut seen: Vec<_> = cells.iter().map(|c| (c.mode, c.transport, c.workers, c.realm)).collect();
        seen.sort_unstable();
        let parallel = sweep::lines(&plan).into_iter().filter(|(mode, _)| *mode != Mode::Serial);
        let mut expected: Vec<_> = parallel
            .flat_map(|(mode, transport)| {
                let points = plan.workers.iter().flat_map(|&k| (0..plan.realms).map(move |realm| (k, realm)));
                points.map(move |(workers, realm)| (mode, transport, workers, realm))
            })
            .chain((0..plan.realms.max(2)).map(|realm| (Mode::Serial, None, 1, realm)))
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(seen, expected);
    }
}

fn any_name() -> impl Strategy<Value = String> {
    let known: Vec<String> = PLAN_PARAMETERS.into_iter().chain(FLAGS).map(Into::into).collect();
    prop_oneof![proptest::sample::select(known), ".{0,10}"]
}

fn any_plan() -> impl Strategy<Value = (Plan, u32)> {
    let modes =
        prop::sample::subsequence(vec![Mode::Serial, Mode::Threads, Mode::Processes, Mode::Async], 1..=4);
    let transports = prop::sample::subsequence(vec![Transport::Copy, Transport::Transfer], 1..=2);
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
        1u32..=32,
    )
        .prop_flat_map(|(info, size, modes, transports, workers, samples, realms, seed, cores)| {
            let base = default_plan(info, cores);
            let plan = Plan {
                size,
                modes,
                transports,
                samples,
                realms,
                seed,
                workers: workers.into_iter().collect(),
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
