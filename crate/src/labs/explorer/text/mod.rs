//! The small text form of programs: a statement a line.
//!
//! ```text
//! # Declarations: what the actors share.
//! shared counter = 0, flag          mutex m          semaphore free = 2          channel box holds 1
//!
//! # What has to hold after every step, and at the end. A.x is the x of actor A.
//! always counter <= 2
//! finally counter == 2
//!
//! # Actors, with a body each; two names share one. `me` is 1 for the first actor of the program, 2 for the second.
//! actor A, B
//!   x = counter                     # one step: at most one access to a shared variable
//!   atomic counter = counter + 1    # one step, however many
//!   lock m                          unlock m          got = trylock m
//!   wait free                       signal free
//!   send box x + 1                  y = receive box
//!   if x == 1 … else … end          while x < 3 … end
//!   repeat 3 … end                  loop … end        # for ever
//!   assert x == y                   progress          do eat
//!   yield                           await             await lock m
//! ```
//!
//! Where control may switch is the mode's rule ([`Switching`](crate::plan::Switching)), not the text's.

mod block;
mod expression;
mod lines;
mod names;

use super::program::{Actor, Claim, MOST_ACTORS, MOST_OBJECTS, Program};
pub use crate::plan::ProgramProblem;
use crate::plan::Switching;
use lines::{Cursor, Line};
use names::Names;
use std::ops::Range;

/// The longest text that is read, bytes: a link carries it.
pub const MOST_TEXT: usize = 4_000;
/// The most claims: each has a bit in the memory.
const MOST_CLAIMS: usize = 16;
/// The most problems that are told of at once.
const MOST_PROBLEMS: usize = 8;

/// What a line at the top may be.
const TOP: &str =
    "a declaration (shared, mutex, semaphore, channel), a claim (always, finally), or actor and its names";

/// See [`Program::parse`].
pub fn parse(text: &str, switching: Switching) -> Result<Program, Vec<ProgramProblem>> {
    if text.len() > MOST_TEXT {
        let found = format!("{} bytes", text.len());
        let takes = format!("a program of up to {MOST_TEXT} bytes");
        return Err(vec![ProgramProblem { line: 1, column: 1, found, takes }]);
    }
    let mut problems = Vec::new();
    let lines = lines::split(text, &mut problems);
    let program =
        Parser { names: Names::new(switching), lines: &lines, problems: &mut problems }.program(switching);
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup_by_key(|problem| (problem.line, problem.column));
    problems.truncate(MOST_PROBLEMS);
    if problems.is_empty() { Ok(program) } else { Err(problems) }
}

struct Parser<'t> {
    names: Names,
    lines: &'t [Line<'t>],
    problems: &'t mut Vec<ProgramProblem>,
}

/// An actor's names and the lines of its body.
type Heading = (Vec<String>, Range<usize>);

impl Parser<'_> {
    fn program(mut self, switching: Switching) -> Program {
        let (headings, claims) = self.outline();
        let mut actors = Vec::new();
        for (names, body) in headings {
            for name in names {
                let actor = self.actor(name, body.clone(), actors.len());
                actors.push(actor);
            }
        }
        self.names.actors = actors;
        if self.names.actors.is_empty() && self.problems.is_empty() {
            let line = self.lines.last().map_or(1, |line| line.number);
            let takes = "at least one actor, with a body".to_owned();
            self.problems.push(ProgramProblem { line, column: 1, found: "no actor".into(), takes });
        }
        let claims = claims.into_iter().filter_map(|index| self.claim(index)).collect();
        let Names { things, actors, initial, .. } = self.names;
        Program::new(switching, things, actors, claims, initial)
    }

    /// Declares what is shared, and finds the bodies and the claims, which are read later: they may name what follows.
    fn outline(&mut self) -> (Vec<Heading>, Vec<usize>) {
        let (mut headings, mut claims): (Vec<Heading>, Vec<usize>) = (Vec::new(), Vec::new());
        let lines = self.lines;
        for (index, line) in lines.iter().enumerate() {
            let mut cursor = Cursor::new(line);
            let result = match cursor.word() {
                "shared" | "mutex" | "semaphore" | "channel" => self.names.declare(&mut cursor),
                "always" | "finally" if claims.len() == MOST_CLAIMS => {
                    Err(cursor.problem(&format!("at most {MOST_CLAIMS} claims")))
                }
                "always" | "finally" => {
                    claims.push(index);
                    continue;
                }
                "actor" => self
                    .heading(&mut cursor, headings.iter().map(|(names, _)| names.len()).sum())
                    .map(|names| {
                        headings.push((names, index + 1..index + 1));
                    }),
                _ => match headings.last_mut() {
                    // Claims may stand between bodies, not within one.
                    Some((_, body)) if body.end == index => {
                        body.end = index + 1;
                        continue;
                    }
                    _ => Err(cursor.problem(TOP)),
                },
            };
            if let Err(problem) = result {
                self.problems.push(problem);
                // A body without its heading would be a problem a line.
                if cursor.is_at_first("actor") {
                    headings.push((Vec::new(), index + 1..index + 1));
                }
            }
        }
        (headings, claims)
    }

    fn heading(&mut self, cursor: &mut Cursor, before: usize) -> Result<Vec<String>, ProgramProblem> {
        cursor.next();
        let mut names = Vec::new();
        loop {
            let token = cursor.name("a name for the actor")?;
            if before + names.len() == MOST_ACTORS {
                return Err(cursor.problem_at(&token, &format!("at most {MOST_ACTORS} actors")));
            }
            names.push(self.names.claim_name(cursor, &token)?);
            if cursor.at_end() {
                return Ok(names);
            }
            cursor.symbol(",", "a comma and another name, or the end of the line")?;
        }
    }

    fn actor(&mut self, name: String, body: Range<usize>, index: usize) -> Actor {
        self.names.begin_actor(index);
        let code = block::body(&mut self.names, &self.lines[body], self.problems);
        let (locals, position) = self.names.end_actor();
        Actor { name, locals, position, code }
    }

    fn claim(&mut self, index: usize) -> Option<Claim> {
        let line = &self.lines[index];
        let mut cursor = Cursor::new(line);
        let always = cursor.word() == "always";
        cursor.next();
        let text =
            line.text.trim()[if always { "always".len() } else { "finally".len() }..].trim().to_owned();
        let condition = expression::claim(&mut cursor, &self.names).and_then(|condition| {
            cursor.end()?;
            Ok(condition)
        });
        match condition {
            Ok(condition) => Some(Claim { always, condition, line: line.number, text }),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

/// Said where there are more things than bits.
fn too_many() -> String {
    format!("at most {MOST_OBJECTS} shared variables, mutexes, semaphores and channels together")
}
