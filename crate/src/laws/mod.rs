//! Models of speedup, fitted to measurements.
//!
//! | law | says | source |
//! | --- | --- | --- |
//! | [`amdahl`] | the same work on more workers: the serial part sets a limit | Amdahl, AFIPS 1967 |
//! | [`usl`] | the same, and workers that have to agree with each other take back what they give | Gunther, 1993 |
//! | [`gustafson`] | more work on more workers: the serial part costs its share, no more | Gustafson, CACM 31(5), 1988 |
//! | [`karp_flatt`] | the serial fraction that one measured speedup implies | Karp and Flatt, CACM 33(5), 1990 |
//!
//! Amdahl's law and the universal scalability law are fitted to times and never to speedups: a speedup has the
//! baseline's noise in every point. Nor is the fraction read off the phases at one worker: a merge that has
//! nothing to do there has at four. Gustafson's law is about speedups of sizes that grow with the workers, each with a
//! serial time of its own, so it is fitted to those.
//!
//! Every fit is a least squares one on *relative* residuals, so that the short times of many workers count as much as
//! the long ones of few, with coefficients that are never negative (Lawson and Hanson, *Solving Least Squares Problems*, 1974, chapter 23). Intervals and bands come from
//! refitting every resample of the measurements ([`crate::stats`]).
//!
//! # Intervals at a bound
//!
//! A fraction is never below 0 or above 1, and where the truth lies on such a bound, so do many refits: about half of
//! them. An interval of percentiles then ends exactly on the bound, unless fewer than 2.5 % of the refits reach it. So
//! there it is one-sided, and covers the truth 97.5 % of the time rather than 95 % (the percentile interval commutes with
//! clipping, as with every monotone map: Efron and Tibshirani, 1993, section 13.6). An interval from a variance, or
//! one that is corrected for bias, would be misled by the pile on the bound.

mod amdahl;
mod bounded;
mod fitted;
mod gustafson;
mod karp_flatt;
mod usl;

pub use amdahl::{AmdahlFit, LEAST_FRACTION, amdahl, fit_amdahl};
pub use fitted::Law;
pub use gustafson::{GustafsonFit, fit_gustafson, gustafson};
pub use karp_flatt::{implied, karp_flatt};
pub use usl::{LEAST_COHERENCY, UslFit, fit_usl, usl};
