//! Saved reports: what opens, and what is said of what doesn't.

use serde_json::{Value, json};
use speedup_lab::plan::*;
use speedup_lab::saved;

/// Saved by the edition before roles, traces, readings and ceilings.
const OLD: &str = include_str!("golden/report-v1.json");

fn open(text: &str) -> Result<Report, Problem> {
    saved::open(&mut serde_json::Deserializer::from_str(text), Reading::default())
}

/// The old report with a change.
fn changed(pointer: &str, value: Value) -> String {
    let mut report: Value = serde_json::from_str(OLD).expect("JSON");
    *report.pointer_mut(pointer).expect("a place in the report") = value;
    report.to_string()
}

/// The old report without a field of the object at this place.
fn without(pointer: &str, field: &str) -> String {
    let mut report: Value = serde_json::from_str(OLD).expect("JSON");
    report
        .pointer_mut(pointer)
        .and_then(Value::as_object_mut)
        .expect("an object")
        .remove(field)
        .expect("a field");
    report.to_string()
}

/// What is said of this text: the field, the value, and what it takes.
#[track_caller]
fn assert_refused(text: &str, field: &str, value: &str, takes: &str) {
    let problem = open(text).expect_err("it won't do");
    assert_eq!(
        (problem.field.as_str(), problem.value.as_str(), problem.takes.as_str()),
        (field, value, takes)
    );
}

const SAVED: &str = "a report that Speedup Lab saved, as JSON";

#[test]
fn a_report_of_an_older_edition_opens() {
    let report = open(OLD).expect("a report of version 1");
    let old: Value = serde_json::from_str(OLD).expect("JSON");
    assert_eq!(report.trials.len(), old["trials"].as_array().expect("trials").len());
    assert!(report.trials.iter().all(|trial| trial.cell.role == Role::Work));
    assert_eq!((report.plan.precision, report.plan.budget, report.plan.scaled), (None, 60, false));
    assert_eq!((report.ended, report.reading), (Ended::Complete, Reading::default()));
    assert!(report.answer.is_some());
    assert_eq!(report.environment.browser, "");
    assert_eq!(report.environment.user_agent, old["environment"]["userAgent"]);
    // What the samples mean is as it was: the same medians, against the same baseline.
    let value = |place: &Value| place["value"].as_f64().expect("a number");
    assert_eq!(report.baseline.expect("a baseline").value, value(&old["baseline"]));
    let point = &report.series[1].points[1];
    let old = &old["series"][1]["points"][1];
    assert_eq!(point.speedup.expect("a speedup").value, value(&old["speedup"]));
}

#[test]
fn a_report_opens_as_it_was_saved() {
    let report = open(OLD).expect("a report of version 1");
    let text = serde_json::to_string(&report).expect("JSON");
    assert_eq!(open(&text), Ok(report));
}

#[test]
fn what_a_report_says_of_its_trials_is_made_anew() {
    let told = changed("/baseline/value", json!(1e9));
    let told = told.replace("\"series\":[", "\"series\":[42,");
    assert_eq!(open(&told), open(OLD));
    let reading = Reading { counting: Counting::All, ..Reading::default() };
    let all = saved::open(&mut serde_json::Deserializer::from_str(OLD), reading).expect("a report");
    assert_eq!(all.reading, reading);
}

#[test]
fn fields_of_a_later_edition_are_passed_over() {
    let mut report: Value = serde_json::from_str(OLD).expect("JSON");
    for place in ["", "/plan", "/environment", "/trials/0", "/trials/0/cell", "/trials/0/outcome"] {
        report.pointer_mut(place).expect("an object")["colour"] = json!({ "of": ["ink"] });
    }
    report["trials"][0]["outcome"]["samples"][0]["phases"]["nap"] = json!(1);
    assert_eq!(open(&report.to_string()), open(OLD));
}

#[test]
fn a_run_that_was_under_way_has_ended() {
    assert_eq!(open(&changed("/ended", json!("running"))).expect("a report").ended, Ended::Cancelled);
}

#[test]
fn what_is_no_report_is_named() {
    assert_refused("", "report", "EOF while parsing a value", SAVED);
    assert_refused(
        "[1, 2]",
        "report",
        "invalid type: sequence, expected a report that Speedup Lab s…",
        SAVED,
    );
    assert_refused("{}", "version", "nothing", &format!("a value, as in {SAVED}"));
    assert_refused("{\"version\":1}", "plan", "nothing", &format!("a value, as in {SAVED}"));
    assert_refused(
        &changed("/version", json!(2)),
        "version",
        "2",
        "1: this page reads version 1, so open it with the edition that saved it",
    );
    // The version decides before anything of the future is looked at.
    assert_eq!(open("{\"version\":2,\"plan\":7}").expect_err("of the future").field, "version");
    assert_refused(&OLD[..OLD.len() / 2], "trials[8]", "EOF while parsing an object", SAVED);
}

#[test]
fn a_bad_field_is_named() {
    assert_refused(&changed("/plan/size", json!("big")), "plan", "string \"big\"", "a whole number there");
    assert_refused(
        &changed("/plan/modes/0", json!("warp")),
        "plan",
        "`warp`",
        "one of `serial`, `threads`, `processes`, `async` there",
    );
    assert_refused(
        &without("/environment", "build"),
        "environment.build",
        "nothing",
        &format!("a value, as in {SAVED}"),
    );
    assert_refused(&without("", "trials"), "trials", "nothing", &format!("a value, as in {SAVED}"));
    assert_refused(&changed("/trials", json!(3)), "trials", "integer `3`", "a list of trials there");
    assert_refused(
        &changed("/trials/2/outcome/samples/1/total", json!("soon")),
        "trials[2]",
        "string \"soon\"",
        "a number there",
    );
    assert_refused(
        &without("/trials/1/cell", "mode"),
        "trials[1].mode",
        "nothing",
        &format!("a value, as in {SAVED}"),
    );
}

#[test]
fn a_number_that_cannot_be_is_named() {
    assert_refused(&changed("/plan/version", json!(3)), "plan.version", "3", "1");
    assert_refused(&changed("/plan/workers/1", json!(0)), "plan.workers", "0", "1 to 64 workers");
    assert_refused(
        &changed("/trials/1/cell/workers", json!(65)),
        "trials[1].cell.workers",
        "65",
        "1 to 64 workers",
    );
    let times = "times of 0 or more milliseconds";
    assert_refused(
        &changed("/trials/0/outcome/samples/0/total", json!(-1)),
        "trials[0].outcome",
        "-1",
        times,
    );
    assert_refused(&changed("/trials/0/outcome/startUp", json!(-0.5)), "trials[0].outcome", "-0.5", times);
    assert_refused(
        &changed("/trials/0/outcome/samples/0/batch", json!(0)),
        "trials[0].outcome",
        "0",
        "batches of 1 or more runs",
    );
}
