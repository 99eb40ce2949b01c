//! The core of Speedup Lab.
