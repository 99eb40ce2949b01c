//! In the workers of a live lab. One of them sets the [`stage`], and all of them [`play`] on it.

use super::{give, take};
use crate::labs::{self, Setting, Stage, board};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since this worker's [`time_origin`].
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    /// Where this worker's clock began, milliseconds since 1970.
    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;
}

/// Milliseconds since 1970, on every worker the same axis.
fn now() -> f64 {
    TIME_ORIGIN.with(|&origin| origin) + performance_now()
}

/// The stage that is set. It lies in the memory that all workers share, so all find it.
static SET: Mutex<Option<Arc<dyn Stage>>> = Mutex::new(None);

/// Where the page finds the board, and how to read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    /// The first word's index in a view of 32-bit words.
    at: usize,
    head: usize,
    row: usize,
    entry: usize,
    log: usize,
    actors: usize,
    states: &'static [&'static str],
    /// When it was made, milliseconds since 1970.
    made: f64,
}

/// Sets a lab's stage for so many actors, in place of the one before: says where its board is.
#[wasm_bindgen]
pub fn stage(lab: &str, knobs: JsValue, actors: usize) -> Result<JsValue, JsValue> {
    let (knobs, origin) = (take(knobs)?, now());
    let setting = Setting { knobs: &knobs, actors, origin };
    let stage = labs::stage(lab, &setting).map_err(|problem| problem.to_string())?;
    let set = stage.board();
    let place = Place {
        at: set.words().as_ptr() as usize / 4,
        head: board::HEAD,
        row: board::ROW,
        entry: board::ENTRY,
        log: set.log(),
        actors: set.actors(),
        states: set.states(),
        made: origin,
    };
    *SET.lock().unwrap_or_else(PoisonError::into_inner) = Some(stage.into());
    give(&place)
}

/// Plays an actor's whole part on the stage that is set.
#[wasm_bindgen]
pub fn play(actor: usize) -> Result<Vec<f64>, JsValue> {
    let set = SET.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(set.ok_or("no stage is set")?.play(actor, now))
}
