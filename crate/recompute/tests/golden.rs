//! The numbers of the golden reports are as their trials say; and a lie about any of them is caught.

use recompute::Recomputed;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::{fs, path::PathBuf};

/// Where the golden reports are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/reports");

fn read(file: PathBuf) -> Value {
    let text = fs::read_to_string(&file).expect("the file can be read");
    serde_json::from_str(&text).expect("it is JSON")
}

/// The report that has a bit of everything.
fn everything() -> (Value, Recomputed) {
    let report = read(PathBuf::from(FOLDER).join("everything.json"));
    let recomputed = Recomputed::of(&report).expect("it is a report");
    (report, recomputed)
}

#[test]
fn the_golden_reports_are_as_their_trials_say() {
    let files: Vec<PathBuf> =
        fs::read_dir(FOLDER).expect("there are some").map(|entry| entry.expect("readable").path()).collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let report = read(file.clone());
        let found = Recomputed::of(&report).expect("it is a report").differences(&report);
        assert!(found.is_empty(), "{}: {} differ, the first: {}", file.display(), found.len(), found[0]);
    }
}

/// Every number that is computed, as the steps that lead to it.
fn numbers<'v>(value: &'v Value, path: &str, all: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Number(_) => all.push((path.to_owned(), value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| numbers(item, &format!("{path}/{at}"), all));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, item)| numbers(item, &format!("{path}/{name}"), all));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A path without its indices: what kind of number is there.
fn kind(path: &str) -> String {
    let names = path.split('/').filter(|step| step.parse::<usize>().is_err());
    names.collect::<Vec<_>>().join("/")
}

/// `/series/0/points/1` as the differences have it: `series[0].points[1]`.
fn told(path: &str) -> String {
    let step = |step: &str| match step.parse::<usize>() {
        Ok(index) => format!("[{index}]"),
        Err(_) => format!(".{step}"),
    };
    path.split('/').skip(1).map(step).collect::<String>().trim_start_matches('.').to_owned()
}

/// One number of each kind in turn is a little off. That, and nothing else, is found.
#[test]
fn a_lie_of_any_kind_is_caught() {
    let (report, recomputed) = everything();
    let mut all = Vec::new();
    for part in ["baseline", "series", "ceilings", "knee"] {
        numbers(&report[part], &format!("/{part}"), &mut all);
    }
    // The last of a kind: with the most workers, from the most steps.
    let kinds: BTreeMap<String, (String, &Value)> =
        all.into_iter().map(|(path, value)| (kind(&path), (path, value))).collect();
    let expected = [
        "/series/points/time/low",
        "/series/points/karpFlatt/high",
        "/series/points/lost/unexplained",
        "/series/points/scaled/speedup/value",
        "/series/amdahl/limit/high",
        "/series/usl/coherency/value",
        "/series/gustafson/residuals/share",
        "/series/usl/curve/low",
        "/series/workSpan/checks/simulated",
        "/series/traceOverhead",
        "/ceilings/points/speedup/value",
    ];
    for kind in expected {
        assert!(kinds.contains_key(kind), "the golden report has no {kind}");
    }
    for (path, value) in kinds.values() {
        let mut lie = report.clone();
        let number = value.as_f64().expect("it is a number");
        *lie.pointer_mut(path).expect("it is there") = if value.is_u64() {
            json!(number as u64 + 1)
        } else {
            json!(number + 1e-4 * number.abs().max(1.0))
        };
        let found: Vec<String> = recomputed.differences(&lie).into_iter().map(|it| it.path).collect();
        assert_eq!(found, [told(path)]);
    }
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    let (report, recomputed) = everything();
    let path = |lie: &Value| recomputed.differences(lie).into_iter().map(|it| it.path).collect::<Vec<_>>();
    let mut missing = report.clone();
    missing["series"][1]["points"][2]["speedup"] = Value::Null;
    assert_eq!(path(&missing), ["series[1].points[2].speedup"]);
    let mut fewer = report.clone();
    fewer["series"][1]["points"].as_array_mut().expect("a list").pop();
    assert_eq!(path(&fewer), ["series[1].points"]);
    let mut unknown = report.clone();
    unknown["series"][1]["score"] = json!({ "overall": [9.5] });
    assert_eq!(path(&unknown), ["series[1].score.overall[0]"]);
    let mut sample = report;
    sample["trials"][0]["outcome"]["samples"][0]["total"] = json!(1.0);
    let found = Recomputed::of(&sample).expect("it is a report").differences(&sample);
    assert!(found.iter().any(|it| it.path == "baseline.value" || it.path == "baseline.low"), "{found:?}");
}

#[test]
fn what_is_no_report_is_said_to_be_none() {
    assert!(Recomputed::of(&json!({ "version": 1 })).is_err());
}
