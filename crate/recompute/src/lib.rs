#![allow(dead_code)]
//! x
mod bootstrap; mod compare; mod fit; mod input; mod random; mod schedule;
pub use compare::Difference;
/// x
pub fn differences(_: &serde_json::Value) -> Result<Vec<Difference>, String> { Ok(vec![]) }
