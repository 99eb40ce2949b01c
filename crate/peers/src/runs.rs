//! Copies of an input, a program, and its outputs.

use speedup_lab::workload::Wire;

/// Prepared runs of some program.
pub trait Runs {
    /// Runs the program on every copy. This alone is timed.
    fn run(&mut self);
    /// The outputs, one at a time, as the bytes of the workload's own output. Gives their memory back.
    fn next_output(&mut self) -> Option<Vec<u8>>;
}

/// Prepared runs of a program from `I` to `O`.
pub struct Prepared<I, O, F> {
    inputs: Vec<I>,
    outputs: Vec<O>,
    program: F,
    give: fn(O) -> Vec<u8>,
}

impl<I: Clone, O: Wire, F: Fn(I) -> O> Prepared<I, O, F> {
    /// As many copies of the input as there are to be runs.
    pub fn new(input: I, runs: usize, program: F) -> Self {
        Self::giving(input, runs, program, |output| output.bytes().into_owned())
    }
}

impl<I: Clone, O, F: Fn(I) -> O> Prepared<I, O, F> {
    /// The same, where outputs become bytes in a way of their own.
    pub fn giving(input: I, runs: usize, program: F, give: fn(O) -> Vec<u8>) -> Self {
        Self { inputs: vec![input; runs], outputs: Vec::with_capacity(runs), program, give }
    }
}

impl<I, O, F: Fn(I) -> O> Runs for Prepared<I, O, F> {
    fn run(&mut self) {
        while let Some(input) = self.inputs.pop() {
            self.outputs.push((self.program)(input));
        }
    }

    fn next_output(&mut self) -> Option<Vec<u8>> {
        self.outputs.pop().map(self.give)
    }
}
