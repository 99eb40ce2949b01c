//! Trials become the report that charts draw.

use crate::plan::{Answer, Ended, Environment, Plan, Report, Trial, VERSION};

/// Trials so far, and what they mean.
pub fn report(
    plan: &Plan,
    environment: Environment,
    trials: &[Trial],
    answer: Option<Answer>,
    ended: Ended,
) -> Report {
    Report {
        version: VERSION,
        plan: plan.clone(),
        environment,
        ended,
        trials: trials.to_vec(),
        baseline: None,
        series: vec![],
        answer,
        warnings: vec![],
    }
}
