//! Models of speedup.
