//! The only `#[wasm_bindgen]` code: what the page and its workers call, and what they lend.
//!
//! Programs are made of it, each without the others' parts: [`page`], pure functions that parse, plan and
//! summarise; [`realm`], kernels, modes and the runner; [`live`], what the live labs' workers run;
//! [`explorer`], which runs small programs in every order.

#[cfg(feature = "explorer")]
mod explorer;
#[cfg(feature = "live")]
mod live;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "realm")]
mod realm;
#[cfg(feature = "realm")]
pub(crate) mod requests;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Set by whoever loads the module: is told why it is about to trap.
    #[wasm_bindgen(js_namespace = globalThis, js_name = speedupLabPanicked)]
    fn panicked(message: &str);
    /// The number that a text names, as JavaScript reads it.
    #[wasm_bindgen(js_name = Number)]
    pub(crate) fn number(text: &str) -> f64;
}

#[cfg(feature = "shared")]
#[expect(unused_imports, reason = "naming it keeps its export in the wasm file")]
pub use wasm_bindgen_rayon::init_thread_pool;

/// Sends the message of a panic out before the trap that follows says only `unreachable`.
#[wasm_bindgen(start)]
fn set_up() {
    std::panic::set_hook(Box::new(|info| panicked(&info.to_string())));
}

#[cfg(any(feature = "page", feature = "realm", feature = "live", feature = "explorer"))]
fn take<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::new(&error.to_string()).into())
}

#[cfg(any(feature = "page", feature = "realm", feature = "live", feature = "explorer"))]
fn give<T: serde::Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
