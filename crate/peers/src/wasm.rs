//! What the bench's worker calls. The pool's start comes along from the core.

use speedup_lab::random::Random;
use speedup_lab::stats::Sampled;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this worker began.
    #[cfg(feature = "pool")]
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(crate) fn performance_now() -> f64;
}

/// A [`crate::case::Case`].
#[wasm_bindgen]
pub struct Case(crate::case::Case);

#[wasm_bindgen]
impl Case {
    /// The case of a permalink, for a pool of this many workers; with `input`, that is taken for the generated one.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, workers: usize, input: Option<Vec<u8>>) -> Result<Case, JsError> {
        crate::case::Case::new(link, workers, input).map(Self).map_err(|error| JsError::new(&error))
    }

    /// A copy of the input's bytes.
    pub fn input(&self) -> Vec<u8> {
        self.0.input().to_vec()
    }

    /// Copies the input for this many runs of a program.
    pub fn prepare(&mut self, program: &str, runs: usize) -> Result<(), JsError> {
        self.0.prepare(program, runs).map_err(|error| JsError::new(&error))
    }

    /// Runs the prepared program. To be timed.
    pub fn run(&mut self) {
        self.0.run();
    }

    /// Checks every output; how many there were. Throws with the first difference.
    pub fn check(&mut self) -> Result<usize, JsError> {
        self.0.check().map_err(|error| JsError::new(&error))
    }

    /// Checks an output that was made in JavaScript. Throws with the first difference.
    #[wasm_bindgen(js_name = checkOutput)]
    pub fn check_output(&self, output: Vec<u8>) -> Result<(), JsError> {
        self.0.check_output(output).map_err(|error| JsError::new(&error))
    }
}

/// Does one of [`crate::costs`] this many times, on a pool of this many workers. False where there is none of that name.
#[cfg(feature = "pool")]
#[wasm_bindgen(js_name = pooledCost)]
pub fn pooled_cost(what: &str, times: usize, workers: usize) -> bool {
    crate::costs::pooled(what, times, &crate::case::pool(workers))
}

/// Has two tasks give way to each other, this many times each.
#[wasm_bindgen(js_name = turnsCost)]
pub async fn turns_cost(times: usize) {
    crate::costs::turns(times).await;
}

/// The ratio of two medians, with the ends of its 95 % interval: `[ratio, low, high, median above, median below]`;
/// empty where it is not finite. The product's own statistics: the times stand realm after realm, as many in each,
/// and are resampled so.
#[wasm_bindgen]
pub fn ratio(above: &[f64], below: &[f64], realms: usize) -> Vec<f64> {
    let random = &mut Random::new(1);
    let mut sampled = |times: &[f64]| {
        let each = (times.len() / realms.max(1)).max(1);
        Sampled::new(&times.chunks(each).map(<[f64]>::to_vec).collect::<Vec<_>>(), random)
    };
    let (Some(above), Some(below)) = (sampled(above), sampled(below)) else { return vec![] };
    let ratio = above.over(&below);
    ratio.map_or(vec![], |ratio| vec![ratio.value, ratio.low, ratio.high, above.median, below.median])
}
