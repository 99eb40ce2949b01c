//! What the explorer of schedules calls: programs read, schedules played, all schedules explored a piece at a time.

use super::{give, take};
use crate::labs::explorer::{self, programs};
use wasm_bindgen::prelude::*;

/// The text of a program that comes with the explorer and its mode, `[string, Switching]`; `undefined` for an unknown id.
#[wasm_bindgen(js_name = programText)]
pub fn program_text(id: &str, every: u32) -> Result<JsValue, JsValue> {
    programs::text(id, every).map_or(Ok(JsValue::UNDEFINED), |found| give(&found))
}

/// A program that schedules are played on.
#[wasm_bindgen]
pub struct Explorer(explorer::Explorer);

#[wasm_bindgen]
impl Explorer {
    /// Reads a program under a rule of switching; rejects with `ProgramProblem[]`.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, mode: JsValue) -> Result<Explorer, JsValue> {
        match explorer::Explorer::new(text, take(mode)?) {
            Ok(explorer) => Ok(Self(explorer)),
            Err(problems) => Err(give(&problems)?),
        }
    }

    /// Plays a schedule as far as it goes: `Played`.
    pub fn play(&self, schedule: &str) -> Result<JsValue, JsValue> {
        give(&self.0.play(schedule))
    }

    /// The moment after these steps, by their actors: `Moment`.
    pub fn moment(&self, steps: &[usize]) -> Result<JsValue, JsValue> {
        give(&self.0.moment(steps))
    }

    /// A schedule that a seed chooses.
    pub fn random(&self, seed: u32) -> String {
        self.0.random(seed)
    }

    /// Begins to explore all schedules, visiting at most this many states.
    pub fn explore(&self, most: usize) -> Exploration {
        Exploration(self.0.explore(most))
    }
}

/// All schedules, explored a piece at a time.
#[wasm_bindgen]
pub struct Exploration(explorer::Exploration);

#[wasm_bindgen]
impl Exploration {
    /// Goes on through this many states; says whether that was all.
    pub fn advance(&mut self, states: usize) -> bool {
        self.0.advance(states)
    }

    /// Ends it with what it has.
    pub fn stop(&mut self) {
        self.0.stop();
    }

    /// States visited so far.
    pub fn visited(&self) -> usize {
        self.0.visited()
    }

    /// What was found: `Explored`.
    pub fn explored(&self) -> Result<JsValue, JsValue> {
        give(&self.0.explored())
    }
}
