//! Amdahl's law, recovered from times that were made by it, and the other laws at values worked out by hand.

use crate::assert_near;
use crate::trials::noisy;
use proptest::prelude::*;
use speedup_lab::laws::{AmdahlFit, LEAST_FRACTION, Law, amdahl, fit_amdahl, gustafson, karp_flatt};
use speedup_lab::plan;
use speedup_lab::random::Random;
use speedup_lab::stats::Sampled;

const COUNTS: [u32; 7] = [1, 2, 4, 8, 16, 32, 64];
const FRACTIONS: [f64; 6] = [0.0, 0.05, 0.1, 0.25, 0.5, 1.0];

fn exact(time: f64) -> Sampled {
    Sampled { median: time, replicates: vec![time] }
}

fn fitted(counts: &[u32], baseline: f64, time: impl Fn(u32) -> f64) -> Option<plan::Amdahl> {
    let times: Vec<Sampled> = counts.iter().map(|&workers| exact(time(workers))).collect();
    let points: Vec<(u32, &Sampled)> = counts.iter().copied().zip(&times).collect();
    fit_amdahl(&points, &exact(baseline), &[])
}

#[test]
fn textbook_values() {
    assert_near(amdahl(1, 0.3), 1.0, 1e-12);
    assert_near(amdahl(4, 0.0), 4.0, 1e-12);
    assert_near(amdahl(10, 0.1), 1.0 / 0.19, 1e-12);
    assert_near(amdahl(64, 1.0), 1.0, 1e-12);
    assert_near(gustafson(1024, 0.004), 1019.908, 1e-12);
    assert_near(gustafson(8, 1.0), 1.0, 1e-12);
    assert_eq!(karp_flatt(1, 1.0), None);
    assert_eq!(karp_flatt(4, 0.0), None);
    assert_near(karp_flatt(2, 1.95).expect("two workers"), 0.025_641, 1e-5);
}

#[test]
fn noiseless_times_give_their_law_back() {
    for fraction in FRACTIONS {
        for counts in [&COUNTS[..], &[1, 2], &[2, 3], &[3, 1, 64, 1]] {
            let fit = fitted(counts, 90.0, |workers| 120.0 / amdahl(workers, fraction)).expect("two counts");
            let found = fit.serial_fraction;
            assert_near(found.value, fraction, 1e-9);
            assert_near(found.low, fraction, 1e-9);
            assert_near(found.high, fraction, 1e-9);
            assert_near(fit.one_worker_time, 120.0, 1e-9);
            assert_near(fit.one_worker_speedup, 0.75, 1e-9);
            assert_near(fit.residual, 0.0, 1e-9);
            match fit.limit {
                Some(limit) => assert_near(limit.value, 0.75 / fraction, 1e-6),
                None => assert_eq!(fraction, 0.0),
            }
        }
    }
}

#[test]
fn a_law_needs_two_counts_and_times_above_zero() {
    assert_eq!(fitted(&[], 1.0, |_| 1.0), None);
    assert_eq!(fitted(&[4], 1.0, |_| 1.0), None);
    assert_eq!(fitted(&[4, 4], 1.0, |_| 1.0), None);
    assert_eq!(fitted(&[1, 2], 1.0, |workers| f64::from(workers) - 1.0), None);
    assert_eq!(AmdahlFit::of(&[(1, f64::NAN), (2, 1.0)]), None);
    assert_eq!(AmdahlFit::of(&[(0, 1.0), (2, 1.0)]), None);
}

/// Superlinear times would want a negative serial part, rising ones a negative parallel part.
#[test]
fn the_fraction_stays_between_zero_and_one() {
    let superlinear = fitted(&COUNTS, 1.0, |workers| f64::from(workers).powf(-1.2)).expect("two counts");
    assert_eq!(superlinear.serial_fraction.value, 0.0);
    assert_eq!(superlinear.limit, None);
    assert!(superlinear.residual > 0.05);
    let rising = fitted(&COUNTS, 1.0, |workers| f64::from(workers).powf(0.3)).expect("two counts");
    assert_eq!(rising.serial_fraction.value, 1.0);
    assert_near(rising.limit.expect("all serial").value, rising.one_worker_speedup, 1e-12);
    assert!(rising.residual > 0.05);
}

/// An interval that reaches a fraction of 0 has no upper limit; what JSON gets is that of the least fraction.
#[test]
fn an_unbounded_limit_is_cut_at_the_least_fraction() {
    let one = exact(100.0);
    let two = Sampled { median: 51.0, replicates: (0..999).map(|it| 49.0 + f64::from(it % 3)).collect() };
    let fit = fit_amdahl(&[(1, &one), (2, &two)], &one, &[]).expect("two counts");
    assert_eq!(fit.serial_fraction.low, 0.0);
    let limit = fit.limit.expect("the value is above the least fraction");
    assert_near(limit.value, 50.0, 1e-9);
    assert_near(limit.high, 1.0 / LEAST_FRACTION, 0.03);
}

/// As measured times are: noise inside a realm, and every realm's own luck. Seven counts, five realms of twelve.
///
/// The fraction's error is about its interval's half width, at worst 0.018 (for s = 0.5) with a noise of 3 % and
/// luck of 1 %; the bound allows three of its standard errors. At s = 1, where every count has the same
/// time, it hangs on T(1) alone, and twice that is allowed.
#[test]
fn noisy_times_are_covered_in_93_of_100_runs() {
    for fraction in FRACTIONS {
        let mut covered = 0;
        for seed in 0..100 {
            let mut random = Random::new(5000 + seed);
            let sample = |&workers: &u32| {
                let realms = noisy(100.0 / amdahl(workers, fraction), 5, 12, &mut random);
                Sampled::new(&realms, &mut Random::new(100 * seed + workers)).expect("there are samples")
            };
            let times: Vec<Sampled> = COUNTS.iter().map(sample).collect();
            let points: Vec<(u32, &Sampled)> = COUNTS.iter().copied().zip(&times).collect();
            let found = fit_amdahl(&points, &times[0], &[]).expect("seven counts").serial_fraction;
            covered += u32::from(found.low <= fraction && fraction <= found.high);
            let bound = if fraction == 1.0 { 0.04 } else { 0.02 };
            assert!((found.value - fraction).abs() <= bound, "{} for {fraction}", found.value);
        }
        assert!(covered >= 93, "{covered} of 100 for {fraction}");
    }
}

/// The least residual that a search by brute force finds: a grid over serial and parallel times, again and again
/// on a smaller square round its best point. The residual's square is convex, so the square never leaves the valley.
fn search(times: &[(u32, f64)]) -> f64 {
    const STEPS: i32 = 20;
    let most = times.iter().map(|&(workers, time)| time * f64::from(workers)).fold(0.0, f64::max);
    let (mut best, mut centre, mut half) = (f64::INFINITY, (most / 2.0, most / 2.0), most / 2.0);
    for _ in 0..60 {
        let from = centre;
        for (row, column) in (-STEPS..=STEPS).flat_map(|row| (-STEPS..=STEPS).map(move |it| (row, it))) {
            let at = |middle: f64, step: i32| (middle + half * f64::from(step) / f64::from(STEPS)).max(0.0);
            let fit = AmdahlFit { serial: at(from.0, row), parallel: at(from.1, column) };
            if fit.residual(times) < best {
                (best, centre) = (fit.residual(times), (fit.serial, fit.parallel));
            }
        }
        half *= 0.6;
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The closed form against a search that knows nothing of it.
    #[test]
    fn the_closed_form_is_the_best_there_is(
        times in prop::collection::vec((1..9u32, 1.0..30.0f64), 2..7),
    ) {
        let Some(fit) = AmdahlFit::of(&times) else {
            prop_assert!(times.iter().all(|it| it.0 == times[0].0));
            return Ok(());
        };
        prop_assert!(fit.serial >= 0.0 && fit.parallel >= 0.0);
        let (ours, best) = (fit.residual(&times), search(&times));
        prop_assert!((ours - best).abs() < 1e-6, "{ours} against {best}");
    }

    #[test]
    fn karp_and_flatt_undo_amdahl(workers in 2..1000u32, fraction in 0.0..1.0f64) {
        let implied = karp_flatt(workers, amdahl(workers, fraction)).expect("two workers");
        prop_assert!((implied - fraction).abs() < 1e-9);
    }

    #[test]
    fn a_faster_machine_has_the_same_law(
        times in prop::collection::vec((1..9u32, 1.0..30.0f64), 2..7),
        power in -40..40i32,
    ) {
        let scale = f64::from(power).exp2();
        let scaled: Vec<(u32, f64)> = times.iter().map(|&(workers, time)| (workers, time * scale)).collect();
        let fraction = |times: &[(u32, f64)]| AmdahlFit::of(times).map(|fit| fit.serial_fraction());
        prop_assert_eq!(fraction(&scaled), fraction(&times));
    }
}
