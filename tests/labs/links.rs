//! A lab's link, both ways, and values that won't do.

use speedup_lab::labs::CATALOGUE;
use speedup_lab::plan::{LabQuery, Takes};
use speedup_lab::query::{self, FLAGS, lab_pairs, parse_lab};

fn parse(pairs: &[(&str, &str)]) -> LabQuery {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    parse_lab(&pairs)
}

#[test]
fn the_defaults_of_every_lab_will_do_and_make_the_shortest_link() {
    for info in CATALOGUE {
        let query = parse(&[("lab", info.id)]);
        assert_eq!(query.problems, [], "{}", info.id);
        assert_eq!(query.values.len(), info.knobs.len());
        assert_eq!(lab_pairs(&query), [("lab".to_owned(), info.id.to_owned())]);
        let given: Vec<_> = info.knobs.iter().map(|knob| (knob.name, knob.default)).collect();
        let again = parse(&[&[("lab", info.id)], &given[..]].concat());
        assert_eq!(again, query, "a default that is given is the default");
    }
}

#[test]
fn ids_and_names_are_unique_and_leave_the_pages_own_alone() {
    let mut ids: Vec<_> = CATALOGUE.iter().map(|info| info.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CATALOGUE.len());
    for info in CATALOGUE {
        let mut names: Vec<_> = info.knobs.iter().map(|knob| knob.name).chain(["lab"]).chain(FLAGS).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), info.knobs.len() + 3, "{}", info.id);
    }
}

#[test]
fn every_value_that_a_knob_takes_comes_back_from_its_link() {
    for info in CATALOGUE {
        for knob in info.knobs {
            let values: Vec<String> = match knob.takes {
                Takes::Choice { choices } => choices.iter().map(|choice| choice.value.into()).collect(),
                Takes::Whole { min, max, .. } => vec![min.to_string(), max.to_string()],
                Takes::Text { most } => vec!["x".repeat(most as usize)],
            };
            for value in values {
                let query = parse(&[("lab", info.id), (knob.name, &value)]);
                assert_eq!(query.problems, []);
                assert_eq!(query.values[knob.name], value);
                assert_eq!(parse_lab(&lab_pairs(&query)), query);
            }
        }
    }
}

#[test]
fn a_bad_value_is_named_with_what_the_knob_takes_and_its_default_stands() {
    for info in CATALOGUE {
        for knob in info.knobs {
            let bad = match knob.takes {
                Takes::Choice { .. } => "soup".to_owned(),
                Takes::Whole { max, .. } => (u64::from(max) + 1).to_string(),
                Takes::Text { most } => "x".repeat(most as usize + 1),
            };
            let query = parse(&[("lab", info.id), (knob.name, &bad)]);
            let [problem] = &query.problems[..] else { panic!("{}: {}", info.id, knob.name) };
            assert_eq!((&*problem.field, &*problem.takes), (knob.name, &*knob.takes.to_string()));
            assert_eq!(query.values[knob.name], knob.default);
        }
    }
}

#[test]
fn what_is_unknown_is_named() {
    let query = parse(&[("lab", "teleport"), ("colour", "blue"), ("run", ""), ("embed", "perhaps")]);
    let fields: Vec<_> = query.problems.iter().map(|problem| &*problem.field).collect();
    assert_eq!(fields, ["lab", "embed", "colour"]);
    assert_eq!(query.lab, CATALOGUE[0].id);
    assert!(query.run && !query.embed);
}

#[test]
fn in_a_workloads_link_only_a_lab_that_does_not_exist_is_a_problem() {
    let problems = |lab: &str| query::parse(&[("lab".to_owned(), lab.to_owned())], 2).problems;
    assert_eq!(problems("race"), []);
    let [problem] = &problems("teleport")[..] else { panic!("one problem") };
    assert_eq!((&*problem.field, &*problem.value), ("lab", "teleport"));
    assert!(problem.takes.starts_with("one of race"));
}
