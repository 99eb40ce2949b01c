//! Medians and intervals.
