//! Medians and intervals, against cases small enough to count on paper.

use crate::assert_near;
use proptest::prelude::*;
use speedup_lab::plan::Estimate;
use speedup_lab::random::Random;
use speedup_lab::stats::{RESAMPLES, Sampled, interval, median};

fn sampled(realms: &[Vec<f64>], seed: u32) -> Sampled {
    Sampled::new(realms, &mut Random::new(seed)).expect("there are samples")
}

fn share(sampled: &Sampled, which: impl Fn(f64) -> bool) -> f64 {
    sampled.replicates.iter().filter(|&&it| which(it)).count() as f64 / sampled.replicates.len() as f64
}

#[test]
fn medians_of_none_one_two_and_three() {
    assert_eq!(median(&mut []), None);
    assert_eq!(median(&mut [3.0]), Some(3.0));
    assert_eq!(median(&mut [5.0, 2.0]), Some(3.5));
    assert_eq!(median(&mut [9.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(&mut [f64::MAX, f64::MAX]), Some(f64::MAX));
}

#[test]
fn one_sample_has_an_interval_of_no_width() {
    let one = sampled(&[vec![], vec![7.0]], 1);
    assert_eq!(one.estimate(), Estimate { value: 7.0, low: 7.0, high: 7.0 });
    assert!(Sampled::new(&[vec![], vec![]], &mut Random::new(1)).is_none());
    assert!(Sampled::new(&[], &mut Random::new(1)).is_none());
}

/// Of {4, 5}, a resample is {4,4}, {4,5}, {5,4} or {5,5}: medians 4, 4.5, 4.5, 5.
#[test]
fn two_samples_resample_as_counted_by_hand() {
    let two = sampled(&[vec![5.0, 4.0]], 3);
    assert_eq!(two.replicates.len(), RESAMPLES);
    assert_near(share(&two, |it| it == 4.0), 0.25, 0.05);
    assert_near(share(&two, |it| it == 4.5), 0.5, 0.05);
    assert_near(share(&two, |it| it == 5.0), 0.25, 0.05);
    assert_eq!(two.estimate(), Estimate { value: 4.5, low: 4.0, high: 5.0 });
    // A baseline of 10 without spread: 10/5, 10/4.5, 10/4.
    let ratio = sampled(&[vec![10.0]], 4).over(&two).expect("finite");
    assert_eq!(ratio, Estimate { value: 10.0 / 4.5, low: 2.0, high: 2.5 });
}

/// Realms of 4s and of 8s: both of the one (1/4), one of each (1/2), both of the other (1/4), and nothing
/// else. Resampling the same eight values as one realm would nearly always stay near 6.
///
/// Two realms are moved apart by the root of 2: 8 is a third above the middle, 6, and 6 is a half above 4.
#[test]
fn realms_are_resampled_before_repetitions() {
    let realms = sampled(&[vec![4.0; 4], vec![8.0; 4]], 5);
    let low = 6.0 / (1.0 + 2f64.sqrt() / 2.0);
    let high = 6.0 * (1.0 + 2f64.sqrt() / 3.0);
    let near = |to: f64| move |it: f64| (it - to).abs() < 1e-9;
    assert_near(share(&realms, near(low)), 0.25, 0.05);
    assert_near(share(&realms, near(f64::midpoint(low, high))), 0.5, 0.05);
    assert_near(share(&realms, near(high)), 0.25, 0.05);
    assert_eq!(realms.median, 6.0);
}

/// Draws of two realms, of one repetition each, have (2 - 1)/2 of the variance that their mean has; moved apart, all
/// of it: half of the variance of one realm. Deviations this small move as much up as down.
#[test]
fn two_realms_drawn_again_vary_as_two_new_ones_do() {
    let mut random = Random::new(9);
    let (runs, mut variance) = (2000, 0.0);
    for seed in 0..runs {
        let pair = sampled(&crate::trials::noisy(100.0, 2, 1, &mut random), seed);
        let square = |it: &f64| (it / pair.median - 1.0).powi(2) / RESAMPLES as f64;
        variance += pair.replicates.iter().map(square).sum::<f64>() / f64::from(runs);
    }
    // 1 % of luck and 3 % of noise.
    let one = 0.01f64.powi(2) + 0.03f64.powi(2);
    assert_near(variance / one, 0.5, 0.03);
}

/// In one realm of n, odd, the median of a resample is at most the k-th smallest value when at least half of its n
/// draws are among the k smallest: a binomial tail (Efron, Annals of Statistics 7(1), 1979, section 3).
#[test]
fn one_realm_agrees_with_the_exact_bootstrap_of_a_median() {
    let n = 11u32;
    let realm = sampled(&[(1..=n).map(f64::from).collect()], 6);
    for k in 1..n {
        let p = f64::from(k) / f64::from(n);
        let choose = |m: u32| (1..=m).map(|i| f64::from(n + 1 - i) / f64::from(i)).product::<f64>();
        let exact: f64 =
            (n.div_ceil(2)..=n).map(|m| choose(m) * p.powi(m as i32) * (1.0 - p).powi((n - m) as i32)).sum();
        // Four standard errors of a share of 999.
        assert_near(share(&realm, |it| it <= f64::from(k)), exact, 4.0 * (0.25 / RESAMPLES as f64).sqrt());
    }
}

#[test]
fn the_interval_cuts_one_in_forty_on_either_side() {
    let mut replicates: Vec<f64> = (1..=RESAMPLES).rev().map(|it| it as f64).collect();
    let cut = interval(500.0, &mut replicates);
    assert_eq!(cut, Estimate { value: 500.0, low: 25.0, high: 975.0 });
    assert_eq!(interval(0.5, &mut [1.0, 2.0]), Estimate { value: 0.5, low: 0.5, high: 2.0 });
}

#[test]
fn a_ratio_that_json_cannot_carry_is_withheld() {
    let (zero, some) = (sampled(&[vec![0.0; 3]], 1), sampled(&[vec![1.0, 2.0]], 2));
    assert_eq!(some.over(&zero), None);
    assert_eq!(zero.over(&zero), None);
    assert_eq!(zero.over(&some), Some(Estimate { value: 0.0, low: 0.0, high: 0.0 }));
    // Now and then 0 is enough: a resample may hold nothing else.
    assert_eq!(some.over(&sampled(&[vec![0.0, 1.0, 1.0]], 3)), None);
}

/// Noise with the realms' own luck in it, five realms of twelve: the true time is inside in 93 of 100 at least.
/// (Resampling the sixty values as if they were independent covers it in 85 of these 100.)
#[test]
fn intervals_of_times_and_ratios_cover_the_truth() {
    let (mut times, mut ratios, mut flat) = (0, 0, 0);
    for seed in 0..100 {
        let mut random = Random::new(1000 + seed);
        let over = crate::trials::noisy(100.0, 5, 12, &mut random);
        let under = crate::trials::noisy(50.0, 5, 12, &mut random);
        let (baseline, time) = (sampled(&over, 2 * seed), sampled(&under, 2 * seed + 1));
        let covers = |it: Estimate, truth: f64| u32::from(it.low <= truth && truth <= it.high);
        times += covers(time.estimate(), 50.0);
        ratios += covers(baseline.over(&time).expect("finite"), 2.0);
        flat += covers(sampled(&[under.concat()], seed).estimate(), 50.0);
    }
    assert!(times >= 93, "{times} times, {flat} if realms are ignored");
    assert!(ratios >= 93, "{ratios} ratios");
    assert!(flat < times, "{times} times, {flat} if realms are ignored");
}

proptest! {
    #[test]
    fn the_median_is_the_middle_of_the_sorted(values in prop::collection::vec(-1e9..1e9f64, 1..60)) {
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let expected =
            if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 };
        let mut shuffled = values;
        prop_assert_eq!(median(&mut shuffled), Some(expected));
    }

    #[test]
    fn an_estimate_holds_its_median_in_any_order(
        realms in prop::collection::vec(prop::collection::vec(0.0..100.0f64, 0..6), 1..6),
        seed: u32,
    ) {
        let all = realms.concat();
        let Some(ours) = Sampled::new(&realms, &mut Random::new(seed)) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let estimate = ours.estimate();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = all.iter().copied().fold(0.0, f64::max);
        prop_assert!(0.0 <= estimate.low && estimate.low <= estimate.value && estimate.value <= estimate.high);
        prop_assert!(least <= estimate.value && estimate.value <= most);
        // Only several realms tell that there may be others, further out.
        if realms.iter().filter(|realm| !realm.is_empty()).count() == 1 {
            prop_assert!(least <= estimate.low && estimate.high <= most);
        }
        let reversed: Vec<Vec<f64>> =
            realms.iter().map(|realm| realm.iter().rev().copied().collect()).collect();
        prop_assert_eq!(sampled(&reversed, seed).estimate(), estimate);
    }
}
