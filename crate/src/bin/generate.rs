//! Writes what other languages read of our types: JSON Schemas, and the catalogue that the page shows at once.
//!
//! `generate` writes the files; `generate --check` fails where one differs from what it would write.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};
use speedup_lab::labs;
use speedup_lab::plan::{
    Class, Explored, LabInfo, LabQuery, MAX_WORKERS, Moment, Plan, Played, ProgramProblem, Query, Report,
    Switching, WorkloadInfo,
};
use speedup_lab::registry::{CATALOGUE, PRESETS};
use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let check = env::args().any(|argument| argument == "--check");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the repository");
    let mut stale = false;
    for (path, content) in files() {
        let text = serde_json::to_string_pretty(&content).expect("JSON values can be written") + "\n";
        let path_here = root.join(path);
        if fs::read_to_string(&path_here).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            eprintln!("{path} is out of date: run `npm run generate`");
            stale = true;
        } else {
            fs::create_dir_all(path_here.parent().expect("each file lies in a folder"))
                .expect("a writable tree");
            fs::write(&path_here, text).expect("a writable tree");
            println!("wrote {path}");
        }
    }
    if stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn files() -> [(&'static str, Value); 5] {
    [
        ("pkg/schema/plan.schema.json", schema::<Plan>()),
        ("pkg/schema/report.schema.json", schema::<Report>()),
        ("pkg/schema/types.schema.json", every_type()),
        (
            "web/generated/catalogue.json",
            json!({
                "mostWorkers": MAX_WORKERS,
                "workloads": CATALOGUE,
                "presets": PRESETS,
                "labs": lab_entries(),
            }),
        ),
        ("web/generated/labs.json", json!(labs::CATALOGUE)),
    ]
}

/// What the page needs of labs before one is opened: the rest is loaded with it.
fn lab_entries() -> Vec<Value> {
    let entry = |info: &&LabInfo| {
        let LabInfo { id, title, kind, systems, .. } = info;
        let knobs: Vec<&str> = info.knobs.iter().map(|knob| knob.name).collect();
        json!({ "id": id, "title": title, "kind": kind, "systems": systems, "knobs": knobs })
    };
    labs::CATALOGUE.iter().map(entry).collect()
}

/// A published schema: what a reader of the JSON may rely on.
fn schema<T: JsonSchema>() -> Value {
    generator().into_root_schema_for::<T>().to_value()
}

/// All types in one document, from which the TypeScript types are made.
fn every_type() -> Value {
    let mut generator = generator();
    generator.subschema_for::<Query>();
    generator.subschema_for::<Report>();
    generator.subschema_for::<Class>();
    generator.subschema_for::<WorkloadInfo>();
    generator.subschema_for::<LabInfo>();
    generator.subschema_for::<LabQuery>();
    generator.subschema_for::<ProgramProblem>();
    generator.subschema_for::<Switching>();
    generator.subschema_for::<Moment>();
    generator.subschema_for::<Played>();
    generator.subschema_for::<Explored>();
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": generator.take_definitions(true) })
}

/// Schemas of what we write: fields with a default are always there.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}
