//! The only `#[wasm_bindgen]` file.
