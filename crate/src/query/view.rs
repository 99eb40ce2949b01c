//! How to look at what is measured, as a permalink's parameters, both ways.

use super::Reader;
use super::values::{expected, name_of};
use crate::plan::{Baseline, Chart, Counting, Figures, Reading, View};

/// Parameters that say how to look at what is measured.
pub const VIEW_PARAMETERS: [&str; 6] = ["view", "baseline", "counting", "predict", "prediction", "figures"];

const CHARTS: [(&str, Chart); 10] = [
    ("speedup", Chart::Speedup),
    ("time", Chart::Time),
    ("throughput", Chart::Throughput),
    ("efficiency", Chart::Efficiency),
    ("karp-flatt", Chart::KarpFlatt),
    ("scaled", Chart::Scaled),
    ("sizes", Chart::Sizes),
    ("lost", Chart::Lost),
    ("timeline", Chart::Timeline),
    ("table", Chart::Table),
];
const BASELINES: [(&str, Baseline); 2] = [("serial", Baseline::Serial), ("one", Baseline::One)];
const COUNTINGS: [(&str, Counting); 3] =
    [("compute", Counting::Compute), ("run", Counting::Run), ("all", Counting::All)];

const FIGURES: [(&str, Figures); 2] = [("none", Figures::None), ("texts", Figures::Texts)];

impl Reader {
    /// Reads the view.
    pub(super) fn view(&mut self) -> View {
        View {
            chart: self.name("view", Chart::default(), &CHARTS),
            reading: Reading {
                baseline: self.name("baseline", Baseline::default(), &BASELINES),
                counting: self.name("counting", Counting::default(), &COUNTINGS),
            },
            predict: self.flag("predict"),
            prediction: self.value("prediction", Vec::new(), expected),
            figures: self.name("figures", Figures::default(), &FIGURES),
        }
    }
}

/// A view as a permalink's parameters, without what is the default.
pub fn view_pairs(view: &View) -> Vec<(String, String)> {
    let usual = View::default();
    let prediction: Vec<String> =
        view.prediction.iter().map(|point| format!("{}:{}", point.workers, point.speedup)).collect();
    let reading = view.reading;
    let pairs = [
        (view.chart != usual.chart, "view", name_of(&CHARTS, view.chart).to_owned()),
        (
            reading.baseline != usual.reading.baseline,
            "baseline",
            name_of(&BASELINES, reading.baseline).into(),
        ),
        (
            reading.counting != usual.reading.counting,
            "counting",
            name_of(&COUNTINGS, reading.counting).into(),
        ),
        (view.predict, "predict", String::new()),
        (!prediction.is_empty(), "prediction", prediction.join(",")),
        (view.figures != usual.figures, "figures", name_of(&FIGURES, view.figures).to_owned()),
    ];
    pairs.into_iter().filter(|it| it.0).map(|(_, name, value)| (name.to_owned(), value)).collect()
}
