//! The oracle: every schedule, walked one by one, with no thought of saving work.

use speedup_lab::labs::explorer::machine::State;
use speedup_lab::labs::explorer::program::{Footprint, Program};
use std::collections::BTreeSet;

/// What walking every schedule finds.
#[derive(Debug, Default, PartialEq)]
pub struct Walked {
    /// Schedules.
    pub schedules: u128,
    /// Those that fail.
    pub failing: u128,
    /// Classes of schedules that differ only in the order of turns that don't meet.
    pub traces: BTreeSet<Vec<Vec<(usize, usize)>>>,
    /// Those of them that fail.
    pub failing_traces: BTreeSet<Vec<Vec<(usize, usize)>>>,
    /// Final memories.
    pub ends: BTreeSet<State>,
}

/// Walks every schedule, or gives up where there are more than `most` of them.
pub fn walk(program: &Program, most: u128) -> Option<Walked> {
    let mut walked = Walked::default();
    let start = program.start();
    go(program, &start, &mut Vec::new(), most, &mut walked).then_some(walked)
}

fn go(
    program: &Program,
    state: &State,
    path: &mut Vec<(usize, Footprint)>,
    most: u128,
    walked: &mut Walked,
) -> bool {
    let ready: Vec<usize> = program.ready(state).collect();
    if ready.is_empty() {
        walked.schedules += 1;
        let trace = foata(path);
        if fails(program, state) {
            walked.failing += 1;
            walked.failing_traces.insert(trace.clone());
        }
        walked.traces.insert(trace);
        walked.ends.insert(state.clone());
        return walked.schedules <= most;
    }
    ready.into_iter().all(|actor| {
        let turn = program.turn(state, actor);
        assert!(!turn.endless, "generated programs have no loops");
        path.push((actor, turn.footprint));
        let all = go(program, &turn.state, path, most, walked);
        path.pop();
        all
    })
}

/// Whether a schedule that ends in this memory has failed, from first principles.
fn fails(program: &Program, state: &State) -> bool {
    let actors = 0..program.actors.len();
    let ended = |actor: usize| program.next(state, actor).is_none();
    let stuck = !actors.clone().all(ended);
    let died = actors.clone().any(|actor| program.failed_at(state, actor).is_some());
    let unmet = |always: bool| {
        let mut claims = program.claims.iter().filter(move |claim| claim.always == always);
        claims.any(|claim| claim.condition.value(state) == 0)
    };
    stuck || died || state[Program::BROKEN] != 0 || unmet(false)
}

/// Foata's normal form: each turn as early as the turns that it meets let it be. Two schedules have the same one exactly
/// when they are one trace (Cartier and Foata, 1969).
fn foata(path: &[(usize, Footprint)]) -> Vec<Vec<(usize, usize)>> {
    let mut placed: Vec<(usize, Footprint, usize)> = Vec::new();
    let mut levels: Vec<Vec<(usize, usize)>> = Vec::new();
    for (actor, footprint) in path {
        let after = placed
            .iter()
            .filter(|(other, touched, _)| other == actor || touched.meets(*footprint))
            .map(|(.., level)| level + 1)
            .max()
            .unwrap_or(0);
        let number = placed.iter().filter(|(other, ..)| other == actor).count();
        placed.push((*actor, *footprint, after));
        levels.resize(levels.len().max(after + 1), Vec::new());
        levels[after].push((*actor, number));
    }
    levels.iter_mut().for_each(|level| level.sort_unstable());
    levels
}
