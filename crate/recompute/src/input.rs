//! What a report says was asked and measured: all that the rest is computed from.

use serde::Deserialize;

/// A saved report, without its derived numbers.
#[derive(Deserialize)]
pub struct Report {
    pub plan: Plan,
    pub environment: Environment,
    #[serde(default)]
    pub reading: Reading,
    pub trials: Vec<Trial>,
}

impl Report {
    pub fn read(report: &serde_json::Value) -> Result<Self, String> {
        serde_json::from_value(report.clone()).map_err(|error| error.to_string())
    }
}

#[derive(Deserialize)]
pub struct Plan {
    #[serde(default)]
    pub workload: String,
    pub modes: Vec<Mode>,
    pub transports: Vec<Transport>,
    pub workers: Vec<u32>,
    pub seed: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    pub hardware_concurrency: u32,
}

#[derive(Default, Deserialize)]
pub struct Reading {
    pub baseline: Baseline,
    pub counting: Counting,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Baseline {
    #[default]
    Serial,
    One,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Counting {
    Compute,
    #[default]
    Run,
    All,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Serial,
    Threads,
    Processes,
    Async,
}

impl Mode {
    pub fn name(self) -> &'static str {
        ["serial", "threads", "processes", "async"][self as usize]
    }

    /// Whether it runs on one worker, whatever its count says.
    pub fn alone(self) -> bool {
        matches!(self, Self::Serial | Self::Async)
    }
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    Copy,
    Transfer,
    Shared,
}

impl Transport {
    pub fn name(self) -> &'static str {
        ["copy", "transfer", "shared"][self as usize]
    }

    /// Its part of a seed.
    pub fn place(self) -> u32 {
        [0, 1, 4][self as usize]
    }
}

/// A mode, and for processes a transport.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Line {
    pub mode: Mode,
    pub transport: Option<Transport>,
}

/// The serial program.
pub const SERIAL: Line = Line { mode: Mode::Serial, transport: None };

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    #[default]
    Work,
    Compute,
    Memory,
    Scaled,
    Graph,
}

#[derive(Deserialize)]
pub struct Trial {
    pub cell: Cell,
    pub outcome: Outcome,
}

#[derive(Deserialize)]
pub struct Cell {
    pub mode: Mode,
    #[serde(default)]
    pub transport: Option<Transport>,
    pub workers: u32,
    pub realm: u32,
    #[serde(default)]
    pub role: Role,
}

impl Cell {
    pub fn line(&self) -> Line {
        Line { mode: self.mode, transport: self.transport }
    }
}

#[derive(Deserialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Outcome {
    #[serde(rename_all = "camelCase")]
    Done {
        start_up: f64,
        samples: Vec<Sample>,
        #[serde(default)]
        invalidated: Vec<Disturbance>,
        #[serde(default)]
        trace: Option<Trace>,
    },
    Failed {
        failure: serde_json::Value,
    },
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Disturbance {
    Hidden,
    Suspended,
    Pressure,
}

#[derive(Clone, Copy, Deserialize)]
pub struct Sample {
    pub total: f64,
    pub phases: Phases,
}

#[derive(Clone, Copy, Deserialize)]
pub struct Phases {
    pub split: f64,
    pub send: f64,
    pub solve: f64,
    pub receive: f64,
    pub merge: f64,
}

#[derive(Deserialize)]
pub struct Trace {
    pub totals: Vec<f64>,
    #[serde(default)]
    pub spans: Vec<Span>,
    #[serde(default)]
    pub stages: Vec<Stage>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Activity {
    Split,
    Send,
    Solve,
    Receive,
    Merge,
}

#[derive(Clone, Copy, Deserialize)]
pub struct Span {
    pub worker: u32,
    pub activity: Activity,
    pub start: f64,
    pub end: f64,
    #[serde(default)]
    pub stage: u32,
}

#[derive(Deserialize)]
pub struct Stage {
    pub tasks: Vec<f64>,
    #[serde(default)]
    pub send: Vec<f64>,
    #[serde(default)]
    pub receive: Vec<f64>,
}
