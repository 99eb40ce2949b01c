//! What a page that shows the lab leaves to its visitors. Nothing here changes what is measured.

use super::crossing;
use serde::{Deserialize, Serialize};

crossing! {
    /// A part of the lab that can be hidden.
    #[derive(Copy, Eq)]
    pub enum Part {
        /// Everything that says what to measure, but for the prediction and Run.
        Controls,
        /// The workload's options, transports, repetitions and seed.
        Settings,
        /// The visitor's own data.
        Data,
        /// The prediction.
        Prediction,
        /// How to look at what was measured.
        Views,
        /// Copying the link, and saving the report and the chart.
        Save,
        /// The result itself.
        Answer,
        /// What it was measured on.
        Environment,
        /// Opening saved reports.
        Reports,
    }
}

crossing! {
    /// How the lab is embedded.
    #[derive(Default)]
    pub struct Embedding {
        /// Parameters of the plan whose controls the visitor can't change.
        pub lock: Vec<String>,
        /// Parts that are not shown.
        pub hide: Vec<Part>,
        /// Origins whose frames' messages are taken: scheme, host and port, as browsers write them.
        pub allow_origin: Vec<String>,
    }
}
