//! A workload without its types: what the runner asks of it.
//!
//! The runner is compiled once and not once for each workload: it would be most of what a visitor downloads.

use super::{Workers, once};
use crate::modes::processes::{Line, Message, garbled};
use crate::plan::{Answer, Failure, FailureKind};
use crate::stopwatch::Stopwatch;
use crate::workload::{Wire, Workload};
use futures::future::LocalBoxFuture;
use std::cell::RefCell;

/// A workload of any types, before it has workers.
pub trait Load<L> {
    /// As [`Workload::memory`].
    fn memory(&self) -> u64;
    /// Sets it up on its workers, with the given input or a generated one.
    fn load<'w>(
        &'w self,
        workers: &'w Workers<L>,
        given: Option<&dyn Message>,
    ) -> Result<Box<dyn Program + 'w>, Failure>;
}

impl<W: Workload, L: Line> Load<L> for W {
    fn memory(&self) -> u64 {
        Workload::memory(self)
    }

    fn load<'w>(
        &'w self,
        workers: &'w Workers<L>,
        given: Option<&dyn Message>,
    ) -> Result<Box<dyn Program + 'w>, Failure> {
        let given = given.map(W::Input::from_message).transpose().map_err(|error| garbled(&error))?;
        let input = given.unwrap_or_else(|| self.generate());
        Ok(Box::new(Loaded {
            workload: self,
            workers,
            input,
            inputs: RefCell::default(),
            outputs: RefCell::default(),
        }))
    }
}

/// A workload of any types on its workers, with its input.
pub trait Program {
    /// As [`Workload::memory`].
    fn memory(&self) -> u64;
    /// Lets go of the outputs, and copies the input for this many runs.
    fn prepare(&self, runs: u32);
    /// Runs on each of the copies, and keeps every output: letting go of one is not the program's work.
    fn run<'p>(&'p self, watch: &'p Stopwatch<'_>) -> LocalBoxFuture<'p, Result<(), Failure>>;
    /// Checks the outputs, and keeps the last.
    fn check(&self) -> Result<(), Failure>;
    /// As [`Workload::answer`], of the last output.
    fn answer(&self, most: usize) -> Answer;
    /// The last output's bytes.
    fn output(&self, take: &mut dyn FnMut(&[u8]));
}

struct Loaded<'w, W: Workload, L> {
    workload: &'w W,
    workers: &'w Workers<L>,
    input: W::Input,
    inputs: RefCell<Vec<W::Input>>,
    outputs: RefCell<Vec<W::Output>>,
}

impl<W: Workload, L: Line> Program for Loaded<'_, W, L> {
    fn memory(&self) -> u64 {
        Workload::memory(self.workload)
    }

    fn prepare(&self, runs: u32) {
        let (mut inputs, mut outputs) = (self.inputs.borrow_mut(), self.outputs.borrow_mut());
        outputs.clear();
        outputs.reserve(runs as usize);
        inputs.clear();
        inputs.extend((0..runs).map(|_| self.input.clone()));
    }

    fn run<'p>(&'p self, watch: &'p Stopwatch<'_>) -> LocalBoxFuture<'p, Result<(), Failure>> {
        Box::pin(async move {
            loop {
                let Some(input) = self.inputs.borrow_mut().pop() else { return Ok(()) };
                let output = once(self.workload, self.workers, input, watch).await?;
                self.outputs.borrow_mut().push(output);
            }
        })
    }

    fn check(&self) -> Result<(), Failure> {
        let mut outputs = self.outputs.borrow_mut();
        let checked = outputs.iter().try_for_each(|output| self.workload.verify(&self.input, output));
        let before_last = outputs.len().saturating_sub(1);
        outputs.drain(..before_last);
        checked.map_err(|mismatch| Failure { kind: FailureKind::WrongAnswer, message: mismatch.to_string() })
    }

    fn answer(&self, most: usize) -> Answer {
        let outputs = self.outputs.borrow();
        self.workload.answer(&self.input, outputs.last().expect("it has run"), most)
    }

    fn output(&self, take: &mut dyn FnMut(&[u8])) {
        take(&self.outputs.borrow().last().expect("it has run").bytes());
    }
}
