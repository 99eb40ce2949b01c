//! Schedules as short strings: who moves, a letter each step, with a number for steps in a row. `a2b` is a, a, b.

use super::machine::Status;
use super::program::Program;
use crate::random::Random;

/// The most steps of a schedule: a link carries it, and a page plays it anew for each look.
pub const MOST: usize = 2_000;

/// The letter of an actor.
pub fn letter(actor: usize) -> char {
    (b'a' + actor as u8) as char
}

/// Who moves, as a link writes it.
pub fn write(steps: &[usize]) -> String {
    steps
        .chunk_by(|one, other| one == other)
        .map(|run| match run.len() {
            1 => letter(run[0]).to_string(),
            length => format!("{}{length}", letter(run[0])),
        })
        .collect()
}

/// Who moves, from a link's text.
///
/// # Errors
/// What won't do, as a sentence's beginning: what stands where, and what it takes.
pub fn read(text: &str, actors: usize) -> Result<Vec<usize>, String> {
    let mut steps = Vec::new();
    let mut characters = text.char_indices().peekable();
    let last = letter(actors.saturating_sub(1));
    while let Some((at, character)) = characters.next() {
        let actor = (0..actors).find(|actor| letter(*actor) == character).ok_or_else(|| {
            format!("“{character}” at place {} is no actor; it takes letters from a to {last}, and numbers of steps", at + 1)
        })?;
        let mut times = None;
        while let Some(digit) = characters.peek().and_then(|(_, next)| next.to_digit(10)) {
            characters.next();
            times = Some((times.unwrap_or(0) * 10 + digit as usize).min(MOST + 1));
        }
        let times = times.unwrap_or(1);
        if times == 0 || steps.len() + times > MOST {
            return Err(format!(
                "the number after place {} is {times}; all steps together may be 1 to {MOST}",
                at + 1
            ));
        }
        steps.extend(std::iter::repeat_n(actor, times));
    }
    Ok(steps)
}

/// A schedule that the seed chooses: from each point where control may switch, any that is ready, all alike. It ends
/// with the program, or after `most` steps.
pub fn random(program: &Program, seed: u32, most: usize) -> Vec<usize> {
    let (mut random, mut state, mut steps) = (Random::new(seed), program.start(), Vec::new());
    while steps.len() < most {
        let ready: Vec<usize> = program.ready(&state).collect();
        let Some(actor) = ready.get(random.below(ready.len())) else { break };
        program.step(&mut state, *actor);
        steps.push(*actor);
    }
    steps
}

/// How far a schedule can be played: all of it, or up to a step whose actor can't move.
///
/// # Errors
/// How many steps could be played, and why no more.
pub fn check(program: &Program, steps: &[usize]) -> Result<(), (usize, String)> {
    let mut state = program.start();
    for (at, actor) in steps.iter().enumerate() {
        let name = &program.actors[*actor].name;
        let why = match program.status(&state, *actor) {
            Status::Ready => {
                program.step(&mut state, *actor);
                continue;
            }
            Status::Waiting(object) => format!("{name} waits for {}", program.things[object].name),
            Status::NoTurn => format!("control can’t switch to {name} here"),
            Status::Done => format!("{name} is done"),
            Status::Failed => format!("{name} has failed"),
        };
        let ready: Vec<String> = program.ready(&state).map(|actor| letter(actor).to_string()).collect();
        let takes = if ready.is_empty() { "no step more".into() } else { ready.join(" or ") };
        return Err((at, format!("step {} is {}, and {why}; it takes {takes}", at + 1, letter(*actor))));
    }
    Ok(())
}
