//! `recompute FILE.json ...`: computes every number of saved reports anew, and says where they differ.

use recompute::Recomputed;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("recompute takes the files of saved reports, as in: recompute report.json");
        return ExitCode::from(2);
    }
    let agree = files.into_iter().filter(|file| !check(file)).count() == 0;
    if agree { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether a report's numbers are all as its trials say.
fn check(file: &str) -> bool {
    let read = || -> Result<_, String> {
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let report = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Ok(Recomputed::of(&report)?.differences(&report))
    };
    match read() {
        Ok(found) if found.is_empty() => println!("{file}: every number is as its trials say"),
        Ok(found) => {
            println!("{file}: {} differ", found.len());
            found.iter().for_each(|difference| println!("  {difference}"));
            return false;
        }
        Err(problem) => {
            println!("{file}: can't be read as a report: {problem}");
            return false;
        }
    }
    true
}
