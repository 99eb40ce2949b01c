//! Presets: links that open what they name, on every machine.

use speedup_lab::query::parse;
use speedup_lab::registry::{CATALOGUE, PRESETS};

#[test]
fn every_preset_is_a_link_without_a_problem_on_every_machine() {
    for preset in PRESETS {
        let pairs: Vec<(String, String)> =
            preset.query.iter().map(|&(name, value)| (name.into(), value.into())).collect();
        for cores in [1, 2, 8, 128] {
            let query = parse(&pairs, cores);
            assert_eq!(query.problems, [], "{} on {cores} cores", preset.id);
        }
    }
}

#[test]
fn everything_that_can_be_opened_has_a_name_of_its_own() {
    let mut ids: Vec<&str> = CATALOGUE.iter().map(|info| info.id).collect();
    ids.extend(PRESETS.iter().map(|preset| preset.id));
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn weak_scaling_measures_growing_sizes_and_shows_them() {
    let preset = PRESETS.iter().find(|preset| preset.systems.contains(&20)).expect("row 20 can be opened");
    let pairs: Vec<(String, String)> =
        preset.query.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    let query = parse(&pairs, 4);
    assert!(query.plan.scaled);
    assert_eq!(query.view.chart, speedup_lab::plan::Chart::Scaled);
}
