//! Requests, as a worker makes them: `web/worker/requests.ts` lends these functions.

use crate::workloads::pictures::source::{Source, Trouble};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The body at an address, or a number that says why there is none. Blocks this worker.
    #[wasm_bindgen(js_namespace = globalThis, js_name = speedupLabGet)]
    fn get(address: &str, timeout: f64) -> JsValue;
    /// The same as a promise, which never rejects.
    #[wasm_bindgen(js_namespace = globalThis, js_name = speedupLabGetLater)]
    fn get_later(address: &str, timeout: f64) -> Promise;
    /// Blocks this worker for so many milliseconds.
    #[wasm_bindgen(js_namespace = globalThis, js_name = speedupLabPause)]
    fn pause(time: f64);
    /// Resolves after so many milliseconds.
    #[wasm_bindgen(js_namespace = globalThis, js_name = speedupLabPauseLater)]
    fn pause_later(time: f64) -> Promise;
}

/// Blocks the worker until the answer is there.
pub struct Blocking;

impl Source for Blocking {
    async fn get(&self, address: &str, timeout: u64) -> Result<Vec<u8>, Trouble> {
        read(get(address, timeout as f64))
    }

    async fn pause(&self, time: u64) {
        pause(time as f64);
    }
}

/// Lets others have a turn until the answer is there.
pub struct Yielding;

impl Source for Yielding {
    async fn get(&self, address: &str, timeout: u64) -> Result<Vec<u8>, Trouble> {
        read(JsFuture::from(get_later(address, timeout as f64)).await.expect("it never rejects"))
    }

    async fn pause(&self, time: u64) {
        JsFuture::from(pause_later(time as f64)).await.expect("a timer never rejects");
    }
}

/// A body, or why there is none: 1 for too late, a status from 100 on.
fn read(answer: JsValue) -> Result<Vec<u8>, Trouble> {
    match answer.as_f64() {
        None => Ok(answer.unchecked_into::<Uint8Array>().to_vec()),
        Some(1.0) => Err(Trouble::Late),
        Some(status) if status >= 100.0 => Err(Trouble::Status(status as u16)),
        Some(_) => Err(Trouble::Unreachable),
    }
}
