//! Many reports become one picture: the same point of the same plan on every machine of a class.

use crate::brief::Brief;
use crate::plan::{Class, Environment, Estimate, Machine, Mode, Plan, Skipped, Transport};
use crate::report::words::line;
use crate::stats::median;

/// The point of every report. Those that lack it, that measured something else than the first, or that are there
/// already are skipped, and say why.
pub fn class_of(reports: &[Brief], mode: Mode, transport: Option<Transport>, workers: u32) -> Class {
    let (mut machines, mut skipped) = (Vec::new(), Vec::new());
    for (report, number) in reports.iter().zip(0..) {
        let label = label(&report.environment);
        match speedup(&reports[..=number as usize], mode, transport, workers) {
            Ok(speedup) => machines.push(Machine {
                report: number,
                label,
                started: report.environment.started.clone(),
                speedup,
                knee: report.knee,
                cores: report.environment.hardware_concurrency,
            }),
            Err(reason) => skipped.push(Skipped { report: number, label, reason }),
        }
    }
    machines.sort_by(|left: &Machine, right| right.speedup.value.total_cmp(&left.speedup.value));
    let speedups: Vec<f64> = machines.iter().rev().map(|machine| machine.speedup.value).collect();
    Class { mode, transport, workers, median: middle(&speedups), machines, skipped }
}

/// The point of the last of these reports.
///
/// # Errors
/// Why it doesn't count.
fn speedup(
    reports: &[Brief],
    mode: Mode,
    transport: Option<Transport>,
    workers: u32,
) -> Result<Estimate, String> {
    let Some((report, before)) = reports.split_last() else { return Err("there is no report".to_owned()) };
    if before.iter().any(|other| other.environment == report.environment && other.series == report.series) {
        return Err("it is here already".to_owned());
    }
    if let Some(first) = before.first().filter(|first| program(&first.plan) != program(&report.plan)) {
        let of = |plan: &Plan| format!("{} of size {}", plan.workload, plan.size);
        let (this, that) = (of(&report.plan), of(&first.plan));
        let what =
            if this == that { "other options or data".to_owned() } else { format!("{this}, not {that}") };
        return Err(format!("it measured something else than the first report: {what}"));
    }
    let name = line(mode, transport, workers);
    let mut lines = report.series.iter().filter(|it| it.mode == mode && it.transport == transport);
    let point = lines.find_map(|series| series.points.iter().find(|point| point.workers == workers));
    let point = point.ok_or_else(|| format!("it has not measured {name}"))?;
    point.speedup.ok_or_else(|| match point.failures.first() {
        Some(failure) => format!("{name} failed: {}", failure.message.trim_end_matches('.')),
        None => format!("it has no speedup for {name}"),
    })
}

/// What has to be the same for speedups to be compared.
fn program(plan: &Plan) -> impl PartialEq + use<'_> {
    (&plan.workload, plan.size, &plan.options, &plan.input)
}

fn label(environment: &Environment) -> String {
    let named: Vec<&str> = [&environment.browser, &environment.system]
        .into_iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    if named.is_empty() { "an unknown browser".to_owned() } else { named.join(", ") }
}

/// The median of values in ascending order, with the interval that their order gives: how many of `n` values lie below
/// the true median is binomial, so the `j`-th from either end enclose it with a known probability, whatever the values'
/// distribution (Le Boudec, *Performance Evaluation of Computer and Communication Systems*, 2010, theorem 2.1). That is
/// 95 % or more from six values on; of fewer, all lie between the ends.
fn middle(values: &[f64]) -> Option<Estimate> {
    let value = median(&mut values.to_vec())?;
    let outside = outside(values.len());
    Some(Estimate { value, low: values[outside], high: values[values.len() - 1 - outside] })
}

/// How many of `n` values may be left out at either end: the most whose probability, of fewer than one more on one
/// side of the median, is 2.5 % or less.
fn outside(n: usize) -> usize {
    // Binomial probabilities of 0, 1, 2, ... of n, at one half each.
    let (mut term, mut tail) = (0.5_f64.powi(n as i32), 0.0);
    for below in 0..n {
        tail += term;
        if tail > 0.025 {
            return below.saturating_sub(1);
        }
        term *= (n - below) as f64 / (below + 1) as f64;
    }
    0
}
