//! sorting

use crate::plan::{Answer, Plan, SizeInfo, WorkloadInfo};
use crate::workload::{Mismatch, Opened, Visitor, Workload};

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "mergesort",
    title: "",
    summary: "",
    unit: "elements",
    size: SizeInfo { min: 1, max: 50_000_000, default: 1_000_000, presets: &[] },
    options: &[],
    input: None,
    systems: &[1],
};

struct Stub;

impl Workload for Stub {
    type Input = Vec<u32>;
    type Job = Vec<u32>;
    type Part = Vec<u32>;
    type Output = Vec<u32>;
    fn generate(&self) -> Vec<u32> {
        vec![]
    }
    fn split(&self, input: Vec<u32>, _workers: usize) -> Vec<Vec<u32>> {
        vec![input]
    }
    fn solve(&self, job: Vec<u32>) -> Vec<u32> {
        job
    }
    fn merge(&self, parts: Vec<Vec<u32>>) -> Vec<u32> {
        parts.concat()
    }
    fn verify(&self, _input: &Vec<u32>, _output: &Vec<u32>) -> Result<(), Mismatch> {
        Ok(())
    }
    fn answer(&self, _input: &Vec<u32>, _output: &Vec<u32>, _most: usize) -> Answer {
        Answer::Numbers { length: 0, head: vec![], tail: vec![] }
    }
    fn memory(&self) -> u64 {
        0
    }
}

/// Configures it from a plan.
pub fn open<V: Visitor>(_plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Stub))
}
