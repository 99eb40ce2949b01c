//! Least squares with coefficients that are never negative.

/// Below this share of its length, what is left of a column is rounding: the others explain it.
const DEPENDENT: f64 = 1e-13;

/// The coefficients, none of them negative, whose sum of columns is nearest to the values, by the squares of the
/// relative residuals. Rows are `(columns, value)`, columns at least 0, values above 0 and finite. None where no
/// coefficient would be finite.
///
/// The squares are convex, so at the best point some coefficients are 0 and the others are what they would be if the
/// former's columns were not there (Lawson and Hanson, *Solving Least Squares Problems*, 1974, chapter 23). With two
/// or three columns there are few such choices: where the free optimum has a negative coefficient, all of them are
/// tried, and the best without one is exact.
pub fn fit<const N: usize>(rows: impl Iterator<Item = ([f64; N], f64)> + Clone) -> Option<[f64; N]> {
    // In units of the largest value, so that no square leaves the range of a double.
    let unit = rows.clone().map(|(_, value)| value).fold(0.0, f64::max);
    let (mut squares, mut sums) = ([[0.0; N]; N], [0.0; N]);
    for (columns, value) in rows {
        let row = columns.map(|column| column * (unit / value));
        for (left, sum) in sums.iter_mut().enumerate() {
            *sum += row[left];
            for (right, square) in squares[left].iter_mut().enumerate() {
                *square += row[left] * row[right];
            }
        }
    }
    // In units of its own length, too, every column is as large as the others.
    let lengths: [f64; N] = std::array::from_fn(|at| squares[at][at].sqrt());
    for at in 0..N {
        sums[at] /= lengths[at];
        for (square, length) in squares[at].iter_mut().zip(lengths) {
            *square /= lengths[at] * length;
        }
    }
    let found =
        solve(&squares, &sums, (1 << N) - 1).filter(is_bounded).or_else(|| on_a_bound(&squares, &sums))?;
    let coefficients: [f64; N] = std::array::from_fn(|at| found[at] / lengths[at] * unit);
    coefficients.iter().all(|it| it.is_finite()).then_some(coefficients)
}

/// The best coefficients of which at least one is 0.
fn on_a_bound<const N: usize>(squares: &[[f64; N]; N], sums: &[f64; N]) -> Option<[f64; N]> {
    // The sum of squares that coefficients explain.
    let explained =
        |found: &[f64; N]| -> f64 { found.iter().zip(sums).map(|(found, sum)| found * sum).sum() };
    let choices = (1..(1 << N) - 1).filter_map(|kept| solve(squares, sums, kept).filter(is_bounded));
    choices.max_by(|left, right| explained(left).total_cmp(&explained(right)))
}

fn is_bounded<const N: usize>(coefficients: &[f64; N]) -> bool {
    coefficients.iter().all(|&it| it >= 0.0)
}

/// Solves the normal equations of the columns whose bit is set in `kept`, by Cholesky's decomposition; the others'
/// coefficients are 0. None where a column depends on those before it.
fn solve<const N: usize>(squares: &[[f64; N]; N], sums: &[f64; N], kept: u32) -> Option<[f64; N]> {
    let is_kept = |at: &usize| kept & 1 << at != 0;
    let (mut lower, mut found) = ([[0.0; N]; N], [0.0; N]);
    for row in (0..N).filter(is_kept) {
        for column in (0..=row).filter(is_kept) {
            let known: f64 = (0..column).map(|at| lower[row][at] * lower[column][at]).sum();
            let rest = squares[row][column] - known;
            lower[row][column] = if column < row {
                rest / lower[column][column]
            } else if rest > DEPENDENT {
                rest.sqrt()
            } else {
                return None;
            };
        }
        let known: f64 = (0..row).map(|at| lower[row][at] * found[at]).sum();
        found[row] = (sums[row] - known) / lower[row][row];
    }
    for row in (0..N).rev().filter(is_kept) {
        let known: f64 = (row + 1..N).map(|at| lower[at][row] * found[at]).sum();
        found[row] = (found[row] - known) / lower[row][row];
    }
    Some(found)
}
