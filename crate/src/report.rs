//! Trials become the report that charts draw.
