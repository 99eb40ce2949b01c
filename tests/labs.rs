//! Live labs: their links, and what their actors do, on threads of this machine.

#[path = "labs/counters.rs"]
mod counters;
#[path = "labs/kernels.rs"]
mod kernels;
#[path = "labs/links.rs"]
mod links;

use speedup_lab::labs::{self, Setting, Stage};
use std::sync::OnceLock;
use std::time::Instant;

/// Sets a lab's stage.
pub fn set(lab: &str, knobs: &[(&str, &str)], actors: usize) -> Box<dyn Stage> {
    let knobs = knobs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    labs::stage(lab, &Setting { knobs: &knobs, actors, origin: now() }).expect("knobs that will do")
}

/// Plays this many parts on it, each on a thread; gives what each actor returned.
pub fn play(stage: &dyn Stage, actors: usize) -> Vec<Vec<f64>> {
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..actors).map(|actor| scope.spawn(move || stage.play(actor, now))).collect();
        parts.into_iter().map(|part| part.join().expect("an actor that ends well")).collect()
    })
}

/// Milliseconds since the first call.
pub fn now() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0
}
