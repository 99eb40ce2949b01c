//! The universal scalability law and Gustafson's, recovered from measurements that were made by them, and what every
//! fit has: the best bounded coefficients, residuals, a curve in its band.

use crate::assert_near;
use proptest::prelude::*;
use speedup_lab::laws::*;
use speedup_lab::plan::Estimate;
use speedup_lab::stats::Sampled;

const COUNTS: [u32; 7] = [1, 2, 4, 8, 16, 32, 64];

/// Points without noise.
fn exact(counts: &[u32], value: impl Fn(u32) -> f64) -> Vec<(u32, Sampled)> {
    counts.iter().map(|&workers| (workers, Sampled::exactly(value(workers)))).collect()
}

fn borrowed(points: &[(u32, Sampled)]) -> Vec<(u32, &Sampled)> {
    points.iter().map(|(workers, value)| (*workers, value)).collect()
}

/// The law fitted to these times, against a baseline of 90 ms.
fn fitted(counts: &[u32], time: impl Fn(u32) -> f64) -> Option<speedup_lab::plan::Usl> {
    fit_usl(&borrowed(&exact(counts, time)), &Sampled::exactly(90.0), &[1.0, 2.5, 64.0])
}

#[track_caller]
fn assert_exactly(found: Estimate, value: f64) {
    for end in [found.low, found.value, found.high] {
        assert_near(end, value, 1e-9);
    }
}

#[test]
fn noiseless_times_give_contention_and_coherency_back() {
    for (contention, coherency) in
        [(0.0, 0.0), (0.1, 0.0), (0.0, 0.002), (0.05, 0.001), (0.3, 0.05), (1.0, 0.0)]
    {
        for counts in [&COUNTS[..], &[1, 2, 3, 4], &[2, 4, 6, 8, 8]] {
            let law =
                fitted(counts, |workers| 120.0 / usl(workers, contention, coherency)).expect("four counts");
            assert_exactly(law.contention, contention);
            assert_exactly(law.coherency, coherency);
            assert_near(law.one_worker_time, 120.0, 1e-9);
            assert_near(law.one_worker_speedup, 0.75, 1e-9);
            assert_near(law.residual, 0.0, 1e-9);
            match law.peak {
                Some(peak) => assert_near(peak.value, ((1.0 - contention) / coherency).sqrt().max(1.0), 1e-6),
                None => assert_eq!(coherency, 0.0),
            }
        }
    }
}

#[test]
fn four_counts_and_times_above_zero_are_needed() {
    assert_eq!(fitted(&[1, 2, 4], |workers| 1.0 / f64::from(workers)), None);
    assert_eq!(fitted(&[1, 2, 4, 4, 2], |workers| 1.0 / f64::from(workers)), None);
    assert_eq!(fitted(&[1, 2, 3, 4], |workers| f64::from(workers) - 1.0), None);
    assert_eq!(UslFit::of(&[(1, 4.0), (2, 3.0), (3, f64::NAN), (4, 2.0)]), None);
    assert_eq!(UslFit::of(&[(0, 4.0), (2, 3.0), (3, 2.5), (4, 2.0)]), None);
}

/// Where every further worker adds a tenth of what one does, three are best.
#[test]
fn the_peak_is_where_more_workers_take_longer() {
    let law = fitted(&COUNTS, |workers| 100.0 / usl(workers, 0.1, 0.1)).expect("seven counts");
    let peak = law.peak.expect("a coherency").value;
    assert_near(peak, 3.0, 1e-9);
    assert!(usl(3, 0.1, 0.1) > usl(2, 0.1, 0.1) && usl(3, 0.1, 0.1) > usl(4, 0.1, 0.1));
    let worse = fitted(&COUNTS, |workers| 100.0 / usl(workers, 0.1, 5.0)).expect("seven counts");
    assert_eq!(worse.peak.expect("a coherency").value, 1.0, "one worker is best, and none is fewer");
}

/// Replicates that reach a coherency of 0 have no peak; what JSON gets is that of the least coherency.
#[test]
fn a_peak_without_end_is_cut_at_the_least_coherency() {
    let mut points = exact(&[1, 2, 3, 4], |workers| 100.0 / usl(workers, 0.0, 0.01));
    let last = &mut points[3].1;
    last.replicates = (0..999).map(|draw| last.median * [0.9, 1.0, 1.1][draw % 3]).collect();
    let law = fit_usl(&borrowed(&points), &Sampled::exactly(90.0), &[]).expect("four counts");
    assert_eq!(law.coherency.low, 0.0);
    let peak = law.peak.expect("the value is above the least coherency");
    assert_near(peak.value, 10.0, 1e-9);
    assert!(peak.low < 10.0 && peak.high >= 0.9 / LEAST_COHERENCY.sqrt(), "{peak:?}");
}

/// Without coherency it is Amdahl's law, to the value and to the fit.
#[test]
fn amdahls_law_is_a_special_case() {
    for workers in COUNTS {
        assert_near(usl(workers, 0.3, 0.0), amdahl(workers, 0.3), 1e-12);
    }
    assert_near(usl(1, 0.4, 0.2), 1.0, 1e-12);
    assert_near(usl(4, 0.1, 0.05), 4.0 / 1.9, 1e-12);
    let superlinear: Vec<(u32, f64)> =
        COUNTS.map(|workers| (workers, f64::from(workers).powf(-1.2))).to_vec();
    let (ours, theirs) =
        (UslFit::of(&superlinear).expect("seven"), AmdahlFit::of(&superlinear).expect("seven"));
    assert_eq!((ours.serial, ours.exchange, theirs.serial), (0.0, 0.0, 0.0));
    assert_near(ours.parallel, theirs.parallel, 1e-9);
}

#[test]
fn noiseless_scaled_speedups_give_their_law_back() {
    for fraction in [0.0, 0.05, 0.1, 0.25, 0.5, 1.0] {
        for counts in [&COUNTS[..], &[1, 2], &[3, 5]] {
            let points = exact(counts, |workers| 0.8 * gustafson(workers, fraction));
            let law = fit_gustafson(&borrowed(&points), &[1.0, 3.0]).expect("two counts");
            assert_exactly(law.serial_fraction, fraction);
            assert_near(law.one_worker_speedup, 0.8, 1e-9);
            assert_near(law.residual, 0.0, 1e-9);
            assert_near(law.curve[1].value, 0.8 * gustafson(3, fraction), 1e-9);
        }
    }
    assert_eq!(fit_gustafson(&borrowed(&exact(&[4, 4], f64::from)), &[]), None);
    assert_eq!(fit_gustafson(&borrowed(&exact(&[1, 2], |_| 0.0)), &[]), None);
}

/// Falling speedups would want a serial part above 1, those above the workers one below 0.
#[test]
fn gustafsons_fraction_stays_between_zero_and_one() {
    let fraction = |speedup: fn(f64) -> f64| {
        let points = exact(&COUNTS, |workers| speedup(f64::from(workers)));
        fit_gustafson(&borrowed(&points), &[]).expect("seven counts").serial_fraction.value
    };
    assert_eq!(fraction(|workers| workers.powf(-0.5)), 1.0);
    assert_eq!(fraction(|workers| workers.powf(1.5)), 0.0);
}

/// By hand: 100, 50 and 40 ms, where no serial part would be 100, 50 and 25.
#[test]
fn residuals_are_shares_of_what_was_measured() {
    let points = exact(&[1, 2, 4], |workers| [0.0, 100.0, 50.0, 0.0, 40.0][workers as usize]);
    let law = fit_amdahl(&borrowed(&points), &Sampled::exactly(100.0), &[]).expect("three counts");
    let fit = AmdahlFit::reported(&law);
    let mut squares = 0.0;
    for (residual, (workers, time)) in law.residuals.iter().zip(&points) {
        assert_eq!(residual.workers, *workers);
        let modelled = fit.serial + fit.parallel / f64::from(*workers);
        assert_near(residual.share, (time.median - modelled) / time.median, 1e-9);
        squares += residual.share.powi(2);
    }
    assert!(law.residuals[2].share > 0.0 && law.residuals[1].share < 0.0, "{:?}", law.residuals);
    assert_near(law.residual, (squares / 3.0).sqrt(), 1e-12);
}

#[test]
fn the_curve_is_the_law_in_terms_of_the_baseline() {
    let law = fitted(&COUNTS, |workers| 120.0 / usl(workers, 0.05, 0.01)).expect("seven counts");
    let at: Vec<f64> = law.curve.iter().map(|point| point.workers).collect();
    assert_eq!(at, [1.0, 2.5, 64.0]);
    assert_near(law.curve[0].value, law.one_worker_speedup, 1e-12);
    assert_near(law.curve[1].value, 0.75 * 2.5 / (1.0 + 0.05 * 1.5 + 0.01 * 2.5 * 1.5), 1e-9);
    assert_near(law.curve[2].value, 0.75 * usl(64, 0.05, 0.01), 1e-9);
    // A baseline that varies alone makes a band as wide as it does, at every count.
    let baseline =
        Sampled { median: 90.0, replicates: (0..999).map(|draw| 80.0 + f64::from(draw % 21)).collect() };
    let points = exact(&COUNTS, |workers| 120.0 / usl(workers, 0.05, 0.01));
    let law = fit_usl(&borrowed(&points), &baseline, &[1.0, 8.0]).expect("seven counts");
    for point in law.curve {
        assert_near(point.low / point.value, 80.0 / 90.0, 1e-9);
        assert_near(point.high / point.value, 100.0 / 90.0, 1e-9);
    }
}

#[test]
fn an_implied_fraction_falls_as_the_speedup_rises() {
    let speedup = Estimate { value: 2.0, low: 1.6, high: 2.5 };
    let found = implied(4, speedup).expect("four workers");
    assert_near(found.value, 1.0 / 3.0, 1e-12);
    assert_near(found.low, (1.0 / 2.5 - 0.25) / 0.75, 1e-12);
    assert_near(found.high, (1.0 / 1.6 - 0.25) / 0.75, 1e-12);
    assert_eq!(implied(1, speedup), None);
    assert_eq!(implied(4, Estimate { low: 0.0, ..speedup }), None);
    let superlinear = implied(2, Estimate { value: 2.2, low: 2.1, high: 2.3 }).expect("two workers");
    assert!(superlinear.high < 0.0);
}

/// The least sum of squares that going along one axis after the other finds: each step is the best there is on its
/// axis and within the bound, and as the squares are convex, no other point is better once none of them helps.
fn descend<const N: usize>(rows: &[[f64; N]]) -> f64 {
    let mut at = [0.0; N];
    for _ in 0..20_000 {
        for axis in 0..N {
            let rest = |row: &[f64; N]| {
                1.0 - (0..N).filter(|&it| it != axis).map(|it| row[it] * at[it]).sum::<f64>()
            };
            let along: f64 = rows.iter().map(|row| row[axis] * rest(row)).sum();
            let squares: f64 = rows.iter().map(|row| row[axis] * row[axis]).sum();
            at[axis] = if squares > 0.0 { (along / squares).max(0.0) } else { 0.0 };
        }
    }
    rows.iter().map(|row| (1.0 - (0..N).map(|it| row[it] * at[it]).sum::<f64>()).powi(2)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Trying every choice of bounds against a descent that knows nothing of it.
    #[test]
    fn no_descent_finds_a_better_scalability(
        one in 1.0..30.0f64,
        more in prop::collection::vec((1..13u32, 1.0..30.0f64), 3..8),
    ) {
        let times = [vec![(1, one)], more].concat();
        let mut counts: Vec<u32> = times.iter().map(|it| it.0).collect();
        counts.sort_unstable();
        counts.dedup();
        let Some(fit) = UslFit::of(&times) else {
            // Too few counts, or nothing is better than to explain all by exchange, which leaves one worker no time.
            let exchange: Vec<[f64; 1]> =
                times.iter().map(|&(workers, time)| [f64::from(workers - 1) / time]).collect();
            let all: Vec<[f64; 3]> = times
                .iter()
                .map(|&(workers, time)| {
                    [1.0 / f64::from(workers) / time, 1.0 / time, f64::from(workers - 1) / time]
                })
                .collect();
            prop_assert!(counts.len() < 4 || descend(&exchange) <= descend(&all) + 1e-9);
            return Ok(());
        };
        prop_assert!(fit.parallel >= 0.0 && fit.serial >= 0.0 && fit.exchange >= 0.0);
        let row = |&(workers, time): &(u32, f64)| {
            let workers = f64::from(workers);
            [1.0 / workers, 1.0, workers - 1.0].map(|column| column / time)
        };
        let best = (descend(&times.iter().map(row).collect::<Vec<_>>()) / times.len() as f64).sqrt();
        let ours = fit.residual(&times);
        prop_assert!(ours <= best + 1e-9, "{ours} against {best}");
        prop_assert!(best <= ours + 1e-4, "{ours} against {best}: too good to be true");
    }

    #[test]
    fn no_descent_finds_a_better_scaled_law(speedups in prop::collection::vec((1..13u32, 0.1..30.0f64), 2..9)) {
        let Some(fit) = GustafsonFit::of(&speedups) else {
            prop_assert!(speedups.iter().all(|it| it.0 == speedups[0].0));
            return Ok(());
        };
        prop_assert!(fit.each >= 0.0 && fit.once >= 0.0);
        let row = |&(workers, speedup): &(u32, f64)| [f64::from(workers) / speedup, 1.0 / speedup];
        let best = (descend(&speedups.iter().map(row).collect::<Vec<_>>()) / speedups.len() as f64).sqrt();
        let ours = fit.residual(&speedups);
        prop_assert!((ours - best).abs() < 1e-6, "{ours} against {best}");
    }
}
