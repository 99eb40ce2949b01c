//! What the page calls, all pure: from links to plans and cells, from trials to reports, and of reports that are there,
//! [`open_report`], [`prediction_words`], [`class_of`].

use super::{give, take};
use crate::brief::Brief;
use crate::plan::{Answer, Ended, Environment, Expected, Mode, Problem, Reading, Report, Trial};
use crate::random::Random;
use crate::workload::{Visitor, Workload};
use crate::workloads::pictures::{Pictures, qoi};
use crate::{class, predict, query, registry, saved, stats, sweep};
use wasm_bindgen::prelude::*;

/// Reads a permalink's parameters: `[name, value][]` to `Query`.
#[wasm_bindgen(js_name = parseQuery)]
pub fn parse_query(pairs: JsValue, cores: u32) -> Result<JsValue, JsValue> {
    let pairs: Vec<(String, String)> = take(pairs)?;
    give(&query::parse(&pairs, cores))
}

/// A plan as a permalink's parameters: `Plan` to `[name, value][]`.
#[wasm_bindgen(js_name = planPairs)]
pub fn plan_pairs(plan: JsValue) -> Result<JsValue, JsValue> {
    give(&query::pairs(&take(plan)?))
}

/// How to look at a plan, as a permalink's parameters: `View` to `[name, value][]`, without what is the default.
#[wasm_bindgen(js_name = viewPairs)]
pub fn view_pairs(view: JsValue) -> Result<JsValue, JsValue> {
    give(&query::view_pairs(&take(view)?))
}

/// Reads the parameters of a lab that is no workload: `[name, value][]` to `LabQuery`.
#[wasm_bindgen(js_name = parseLab)]
pub fn parse_lab(pairs: JsValue) -> Result<JsValue, JsValue> {
    let pairs: Vec<(String, String)> = take(pairs)?;
    give(&query::parse_lab(&pairs))
}

/// What a lab's link says as its parameters: `LabQuery` to `[name, value][]`, without what is the default.
#[wasm_bindgen(js_name = labPairs)]
pub fn lab_pairs(query: JsValue) -> Result<JsValue, JsValue> {
    give(&query::lab_pairs(&take(query)?))
}

/// The median of values that were taken in realms (`number[][]`), as an `Estimate`; nothing of nothing.
#[wasm_bindgen(js_name = estimateOf)]
pub fn estimate_of(realms: JsValue) -> Result<JsValue, JsValue> {
    let realms: Vec<Vec<f64>> = take(realms)?;
    give(&stats::Sampled::new(&realms, &mut Random::new(0)).map(|sampled| sampled.estimate()))
}

/// The cells of a plan, in the order to run them. `available` are the modes that the page can run.
#[wasm_bindgen]
pub fn cells(plan: JsValue, available: JsValue) -> Result<JsValue, JsValue> {
    give(&sweep::cells(&take(plan)?, &take::<Vec<Mode>>(available)?))
}

/// The plan that a cell really runs.
#[wasm_bindgen(js_name = cellPlan)]
pub fn cell_plan(plan: JsValue, cell: JsValue) -> Result<JsValue, JsValue> {
    give(&sweep::plan_of(&take(plan)?, &take(cell)?))
}

/// The cells to run next for the plan's precision; none where no more are needed, or none would help.
#[wasm_bindgen]
pub fn more(plan: JsValue, trials: JsValue, available: JsValue) -> Result<JsValue, JsValue> {
    give(&sweep::more(&take(plan)?, &take::<Vec<Trial>>(trials)?, &take::<Vec<Mode>>(available)?))
}

/// How a sweep ended of which every cell was run, and which needs no more: `Ended`.
#[wasm_bindgen]
pub fn ended(plan: JsValue, trials: JsValue) -> Result<JsValue, JsValue> {
    give(&sweep::ended(&take(plan)?, &take::<Vec<Trial>>(trials)?))
}

/// What trials so far mean: a report, but for the trials, which the page has.
#[wasm_bindgen]
pub fn report(
    plan: JsValue,
    environment: JsValue,
    trials: JsValue,
    answer: JsValue,
    ended: JsValue,
    reading: JsValue,
) -> Result<JsValue, JsValue> {
    let environment: Environment = take(environment)?;
    let trials: Vec<Trial> = take(trials)?;
    let answer: Option<Answer> = take(answer)?;
    let ended: Ended = take(ended)?;
    let report = crate::report::report(&take(plan)?, environment, &trials, answer, ended, take(reading)?);
    give(&Report { trials: Vec::new(), ..report })
}

/// How much memory, in bytes, one instance needs for this plan's input and a sample.
#[wasm_bindgen(js_name = memoryNeeded)]
pub fn memory_needed(plan: JsValue) -> Result<f64, JsValue> {
    registry::open(&take(plan)?, Needs).map_err(|problem| problem.to_string().into())
}

struct Needs;

impl Visitor for Needs {
    type Out = f64;
    fn visit<W: Workload + 'static>(self, workload: W) -> f64 {
        workload.memory() as f64
    }
}

/// A saved report's text as a `Report`, read this way; rejects with a `Problem`.
#[wasm_bindgen(js_name = openReport)]
pub fn open_report(text: &str, reading: JsValue) -> Result<JsValue, JsValue> {
    let reading: Reading = take(reading)?;
    let opened = js_sys::JSON::parse(text)
        .map_err(|_| Problem::new("report", text, saved::SAVED))
        .and_then(|value| saved::open(serde_wasm_bindgen::Deserializer::from(value), reading));
    match opened {
        Ok(report) => give(&report),
        Err(problem) => Err(give(&problem)?),
    }
}

/// What a visitor expected (`Expected[]`), against what a report has measured, in words.
#[wasm_bindgen(js_name = predictionWords)]
pub fn prediction_words(report: JsValue, expected: JsValue) -> Result<String, JsValue> {
    Ok(predict::words(&take::<Brief>(report)?, &take::<Vec<Expected>>(expected)?))
}

/// The same point in many reports: `Report[]` to `Class`.
#[wasm_bindgen(js_name = classOf)]
pub fn class_of(
    reports: JsValue,
    mode: JsValue,
    transport: JsValue,
    workers: u32,
) -> Result<JsValue, JsValue> {
    let reports: Vec<Brief> = take(reports)?;
    give(&class::class_of(&reports, take(mode)?, take(transport)?, workers))
}

/// The programmed pictures of a plan of that program, one by one.
#[wasm_bindgen]
pub struct Album(Pictures);

#[wasm_bindgen]
impl Album {
    /// Those of this plan; rejects with the problem's words.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: JsValue) -> Result<Album, JsValue> {
        Ok(Self(Pictures::new(&take(plan)?).map_err(|problem| problem.to_string())?))
    }

    /// A picture's name at the source, relative to the site.
    pub fn name(&self, number: u32) -> String {
        self.0.name(number.into())
    }

    /// Where to ask for a picture at this try, from 0.
    pub fn address(&self, number: u32, attempt: u32) -> String {
        self.0.address(number.into(), attempt.into())
    }

    /// A picture as a file.
    pub fn file(&self, number: u32) -> Vec<u8> {
        qoi::encode(&self.0.picture(number.into()))
    }

    /// A file's pixels, row by row, as red, green, blue and alpha; empty where it is no picture.
    pub fn pixels(file: &[u8]) -> Vec<u8> {
        let pixels = qoi::decode(file).map_or_else(Vec::new, |picture| picture.pixels);
        pixels.into_iter().flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
    }
}
