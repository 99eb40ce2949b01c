//! `cargo run --release --example truth [-- --quick]`: what is recovered of what is programmed, as the rows that
//! `npm run bench -- --suite truth` prints. `covered` is the share of seeded runs whose interval holds what was
//! programmed; the value and its interval are those of the run with the median value.

#[path = "../support/noise.rs"]
mod noise;
mod programmed;

use programmed::{FRACTIONS, Law, Recovered, SCALABILITIES, Sweep, UNLUCKY, USUAL};
use serde_json::{Value, json};

/// Repetitions in each realm.
const SAMPLES: usize = 5;

fn main() {
    let quick = std::env::args().any(|it| it == "--quick");
    let runs = if quick { 20 } else { 200 };
    let realms: &[usize] = if quick { &[4] } else { &[3, 4, 5, 10] };
    let noises = [("usual", USUAL), ("as much luck as noise", UNLUCKY)];
    let mut rows = Vec::new();
    for (name, law) in laws(quick) {
        for &(noise_name, noise) in &noises[..if quick { 1 } else { 2 }] {
            for &realms in realms {
                let case = format!("simulated {name}, {noise_name}, {realms} realms");
                rows.extend(recover(&case, Sweep { law, noise, realms, samples: SAMPLES }, runs));
            }
        }
    }
    println!("{}", Value::from(rows));
}

/// Every law with every programmed parameter; one of each to be quick.
fn laws(quick: bool) -> Vec<(&'static str, Law)> {
    let (fractions, scalabilities) =
        if quick { (&FRACTIONS[2..3], &SCALABILITIES[3..4]) } else { (&FRACTIONS[..], &SCALABILITIES[..]) };
    let amdahl = fractions.iter().map(|&serial| ("Amdahl", Law::Amdahl { serial }));
    let usl =
        scalabilities.iter().map(|&(contention, coherency)| ("USL", Law::Usl { contention, coherency }));
    let gustafson = fractions.iter().map(|&serial| ("Gustafson", Law::Gustafson { serial }));
    amdahl.chain(usl).chain(gustafson).collect()
}

/// A row for each parameter of the sweep's law.
fn recover(case: &str, sweep: Sweep, runs: u32) -> Vec<Value> {
    let recovered: Vec<Vec<Recovered>> = (0..runs).map(|seed| sweep.recover(seed)).collect();
    let parameters = recovered[0].len();
    let row = |at: usize| {
        let mut of: Vec<&Recovered> = recovered.iter().map(|run| &run[at]).collect();
        let covered = of.iter().filter(|it| it.covers()).count() as f64 / f64::from(runs);
        of.sort_by(|left, right| left.found.value.total_cmp(&right.found.value));
        let Recovered { parameter, programmed, found } = of[of.len() / 2];
        json!({
            "suite": "truth",
            "case": format!("{case}, {parameter}"),
            "programmed": programmed,
            "recovered": found.value,
            "low": found.low,
            "high": found.high,
            "covered": covered,
        })
    };
    (0..parameters).map(row).collect()
}
