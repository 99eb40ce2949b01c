//! `bindgen INPUT.wasm OUT_DIR NAME`: what `wasm-bindgen --target web` does, held by our own lock file.
//!
//! wasm-bindgen's command-line tool must have exactly the library's version; as a workspace member it can't have another.
use std::{env, process::ExitCode};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, out_dir, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm OUT_DIR NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    // The page compiles each file once and hands the module to every worker, so no default path is wanted.
    bindgen.input_path(input).out_name(name).typescript(true).omit_default_module_path(true);
    // Names of functions are a quarter of the file, and no visitor reads them. (Cargo's strip would also take away the
    // list of target features, which wasm-bindgen needs.)
    bindgen.remove_name_section(true).remove_producers_section(true);
    match bindgen.web(true).and_then(|bindgen| bindgen.generate(out_dir)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {input}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
