//! How to look at what was measured. Nothing here changes what is measured.

use super::crossing;
use serde::{Deserialize, Serialize};

crossing! {
    /// What the chart shows.
    #[derive(Default, Copy, Eq)]
    pub enum Chart {
        /// Speedup by workers.
        #[default]
        Speedup,
        /// Time by workers.
        Time,
        /// Pieces of work done in a second, by workers.
        Throughput,
        /// Speedup over workers.
        Efficiency,
        /// The serial fraction that each speedup implies.
        KarpFlatt,
        /// Speedup of sizes that grow with the workers.
        Scaled,
        /// Time by size, which is measured for itself.
        Sizes,
        /// Where the workers' time went.
        Lost,
        /// What every worker did when.
        Timeline,
        /// Figures.
        Table,
    }
}

crossing! {
    /// What a speedup is measured against.
    #[derive(Default, Copy, Eq)]
    pub enum Baseline {
        /// The best serial program.
        #[default]
        Serial,
        /// The line's own program at one worker.
        One,
    }
}

crossing! {
    /// What counts as time.
    #[derive(Default, Copy, Eq)]
    pub enum Counting {
        /// Split, solve and merge.
        Compute,
        /// The whole run on workers that are there: moving data in and out, too.
        #[default]
        Run,
        /// Everything: starting the workers, too.
        All,
    }
}

crossing! {
    /// How times are read.
    #[derive(Default, Copy, Eq)]
    pub struct Reading {
        /// What speedups are measured against.
        pub baseline: Baseline,
        /// What counts as time.
        pub counting: Counting,
    }
}

crossing! {
    /// A point of the curve that a visitor expects.
    #[derive(Copy)]
    pub struct Expected {
        /// Workers.
        pub workers: u32,
        /// The speedup expected, above 0.
        pub speedup: f64,
    }
}

crossing! {
    /// Figures of others, drawn beside what is measured.
    #[derive(Default, Copy, Eq)]
    pub enum Figures {
        /// None.
        #[default]
        None,
        /// Those that the texts give for the same program, from another machine.
        Texts,
    }
}

crossing! {
    /// How to look at what is measured.
    #[derive(Default)]
    pub struct View {
        /// What the chart shows.
        pub chart: Chart,
        /// How times are read.
        pub reading: Reading,
        /// Whether the visitor has to say what they expect before a run.
        pub predict: bool,
        /// What the visitor expects, by workers; empty where they have not said.
        pub prediction: Vec<Expected>,
        /// Whose figures stand beside it.
        pub figures: Figures,
    }
}
