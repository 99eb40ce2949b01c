//! Least squares on relative residuals, with every parameter at least 0, by a general optimiser.
//!
//! The optimiser is Nelder and Mead's simplex (argmin), which knows nothing of the problem. Each parameter is the
//! square of what it moves, so that none can be negative. A sum near its minimum hardly changes, so half of its digits
//! would be lost: the optimiser is started again from what it found, on the sum's *change* from there, until the end
//! meets the conditions of a minimum of a convex problem (Karush, Kuhn and Tucker).

use argmin::core::{CostFunction, Error, Executor};
use argmin::solver::neldermead::NelderMead;

/// One measurement: what each parameter contributes to the modelled value, and the measured value.
pub struct Row<const N: usize> {
    pub terms: [f64; N],
    pub measured: f64,
}

/// The size of the simplex at each start; after the last, from the first again.
const STEPS: [f64; 4] = [0.3, 1e-3, 1e-6, 1e-9];
/// Rounds of these before it is given up.
const ROUNDS: usize = 20;
/// How steep it may be at the end, for parameters that are scaled to about 1.
const FLAT: f64 = 1e-11;

/// The parameters that fit best.
///
/// # Panics
/// The optimiser found no minimum: a fault of this program.
pub fn fit<const N: usize>(rows: &[Row<N>]) -> [f64; N] {
    let problem = Problem::new(rows);
    let mut roots = [0.5; N];
    for step in STEPS.into_iter().cycle().take(ROUNDS * STEPS.len()) {
        roots = problem.improve(&roots, step);
        if problem.is_minimum(&roots) {
            return problem.parameters(&roots);
        }
    }
    panic!("no minimum was found from {:?} on", problem.parameters(&roots));
}

/// Terms over measured values, each parameter in units in which its terms have length 1.
struct Problem<const N: usize> {
    columns: Vec<[f64; N]>,
    units: [f64; N],
}

impl<const N: usize> Problem<N> {
    fn new(rows: &[Row<N>]) -> Self {
        let shares: Vec<[f64; N]> =
            rows.iter().map(|row| row.terms.map(|term| term / row.measured)).collect();
        let length = |n: usize| shares.iter().map(|row| row[n] * row[n]).sum::<f64>().sqrt();
        let units: [f64; N] = std::array::from_fn(|n| if length(n) > 0.0 { 1.0 / length(n) } else { 1.0 });
        let columns = shares.iter().map(|row| std::array::from_fn(|n| row[n] * units[n])).collect();
        Self { columns, units }
    }

    fn parameters(&self, roots: &[f64; N]) -> [f64; N] {
        std::array::from_fn(|n| roots[n] * roots[n] * self.units[n])
    }

    /// Relative residuals: 1 - modelled / measured.
    fn residuals(&self, roots: &[f64; N]) -> Vec<f64> {
        let modelled =
            |row: &[f64; N]| row.iter().zip(roots).map(|(term, root)| term * root * root).sum::<f64>();
        self.columns.iter().map(|row| 1.0 - modelled(row)).collect()
    }

    fn improve(&self, from: &[f64; N], step: f64) -> [f64; N] {
        let corner =
            |moved: Option<usize>| (0..N).map(|n| if moved == Some(n) { step } else { 0.0 }).collect();
        let simplex = std::iter::once(corner(None)).chain((0..N).map(|n| corner(Some(n)))).collect();
        let solver = NelderMead::new(simplex).with_sd_tolerance(step * step * 1e-8).expect("it is above 0");
        let change = Change { problem: self, from: *from, residuals: self.residuals(from) };
        let run = Executor::new(change, solver).timer(false).configure(|state| state.max_iters(500)).run();
        let best =
            run.expect("a sum can always be computed").state.take_best_param().expect("it began somewhere");
        std::array::from_fn(|n| from[n] + best[n])
    }

    /// Level in every parameter that is above 0; and no better below 0 where one is 0.
    fn is_minimum(&self, roots: &[f64; N]) -> bool {
        let residuals = self.residuals(roots);
        (0..N).all(|n| {
            let slope: f64 =
                -self.columns.iter().zip(&residuals).map(|(row, residual)| row[n] * residual).sum::<f64>();
            slope > -FLAT && slope * roots[n] * roots[n] < FLAT
        })
    }
}

/// By how much the sum of squares changes with a move.
struct Change<'p, const N: usize> {
    problem: &'p Problem<N>,
    from: [f64; N],
    residuals: Vec<f64>,
}

impl<const N: usize> CostFunction for Change<'_, N> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, moves: &Vec<f64>) -> Result<f64, Error> {
        let change = |row: &[f64; N]| -> f64 {
            (0..N).map(|n| row[n] * moves[n] * (2.0 * self.from[n] + moves[n])).sum()
        };
        let rows = self.problem.columns.iter().zip(&self.residuals);
        Ok(rows.map(|(row, residual)| change(row) * (change(row) - 2.0 * residual)).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T = 10/p + 2 + 0.3 (p - 1), exactly.
    #[test]
    fn what_was_put_in_comes_out() {
        let rows = [1.0, 2.0, 3.0, 4.0, 8.0]
            .map(|p: f64| Row { terms: [1.0 / p, 1.0, p - 1.0], measured: 10.0 / p + 2.0 + 0.3 * (p - 1.0) });
        let found = fit(&rows);
        for (found, programmed) in found.into_iter().zip([10.0, 2.0, 0.3]) {
            assert!((found / programmed - 1.0).abs() < 1e-7, "{found} for {programmed}");
        }
    }

    /// Faster than p times on p workers: without a bound the serial part would be negative.
    #[test]
    fn no_parameter_is_negative() {
        let rows = [(1.0, 10.0), (2.0, 4.0), (4.0, 1.5)]
            .map(|(p, measured)| Row { terms: [1.0 / p, 1.0], measured });
        let [parallel, serial] = fit(&rows);
        // With one parameter left, the best is a weighted mean.
        let (above, below) = rows.iter().fold((0.0, 0.0), |(above, below), row| {
            let share = row.terms[0] / row.measured;
            (above + share, below + share * share)
        });
        assert!((parallel / (above / below) - 1.0).abs() < 1e-7 && serial < 1e-7, "{parallel}, {serial}");
    }

    /// Noisy lines of every kind, flat and superlinear ones too: each has a minimum, and it is found.
    #[test]
    fn every_line_has_a_minimum() {
        let mut random = crate::random::Random::new(7);
        let mut unit = || random.below(1 << 20) as f64 / f64::from(1 << 20);
        for _ in 0..1000 {
            let (a, b, c) = (unit() * 100.0, (unit() - 0.3) * 30.0, (unit() - 0.5) * 10.0);
            let rows = [1.0, 2.0, 3.0, 4.0, 6.0, 16.0].map(|p: f64| Row {
                terms: [1.0 / p, 1.0, p - 1.0],
                measured: (a / p + b + c * (p - 1.0)).max(0.5) * (0.9 + 0.2 * unit()),
            });
            assert!(fit(&rows).iter().all(|parameter| *parameter >= 0.0));
        }
    }
}
