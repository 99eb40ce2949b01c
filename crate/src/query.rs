//! The plan as a permalink, both ways, and its validation.
