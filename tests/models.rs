//! Known answers for the statistics, the laws and the report: what the instrument must recover, what it must
//! withhold, and what it must never say.

#[path = "models/causes.rs"]
mod causes;
#[path = "models/class.rs"]
mod class;
#[path = "models/decimal.rs"]
mod decimal;
#[path = "models/laws.rs"]
mod laws;
#[path = "models/limits.rs"]
mod limits;
#[path = "models/machine.rs"]
mod machine;
#[path = "models/nature.rs"]
mod nature;
#[path = "support/noise.rs"]
mod noise;
#[path = "models/predict.rs"]
mod predict;
#[path = "models/readings.rs"]
mod readings;
#[path = "models/report.rs"]
mod report;
#[path = "models/scalability.rs"]
mod scalability;
#[path = "models/stats.rs"]
mod stats;
#[path = "models/trials.rs"]
mod trials;
#[path = "models/verdict.rs"]
mod verdict;
#[path = "models/warnings.rs"]
mod warnings;

/// Whether two numbers are the same up to this share of the second one (or this much, below 1).
#[track_caller]
fn assert_near(left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance * right.abs().max(1.0), "{left} is not {right}");
}
