//! What names mean, and where the things that they name lie in memory.

use super::ProgramProblem;
use super::lines::{Cursor, Token};
use super::too_many;
use crate::labs::explorer::program::{Actor, Kind, MOST_OBJECTS, Object, Slot, Thing};
use crate::plan::Switching;

/// Words of the text form: no names.
const KEYWORDS: [&str; 33] = [
    "shared",
    "mutex",
    "semaphore",
    "channel",
    "holds",
    "always",
    "finally",
    "actor",
    "atomic",
    "lock",
    "trylock",
    "unlock",
    "wait",
    "signal",
    "send",
    "receive",
    "if",
    "else",
    "while",
    "repeat",
    "loop",
    "end",
    "assert",
    "progress",
    "do",
    "yield",
    "await",
    "and",
    "or",
    "not",
    "me",
    "true",
    "false",
];

/// The names so far.
pub struct Names {
    pub switching: Switching,
    pub things: Vec<Thing>,
    /// Actors whose bodies are read: their locals have names for claims.
    pub actors: Vec<Actor>,
    pub initial: Vec<i32>,
    /// Every name that is taken: of things, and of actors, whose bodies may not be read yet.
    taken: Vec<String>,
    /// Of the actor whose body is being read.
    locals: Vec<(String, Slot)>,
    position: Slot,
    me: usize,
}

impl Names {
    pub fn new(switching: Switching) -> Self {
        Self {
            switching,
            things: Vec::new(),
            actors: Vec::new(),
            initial: vec![0; 2], // TURN and BROKEN
            taken: Vec::new(),
            locals: Vec::new(),
            position: 0,
            me: 0,
        }
    }

    /// `shared a = 1, b`, `mutex m, n`, `semaphore s = 2`, `channel c holds 1`.
    pub fn declare(&mut self, cursor: &mut Cursor) -> Result<(), ProgramProblem> {
        let keyword = cursor.next().map_or("", |token| token.text);
        if keyword == "shared" && self.switching == Switching::Processes {
            let first = cursor.peek();
            let takes = "nothing shared: a process has its own memory, and sends messages through a channel";
            return Err(first.map_or_else(|| cursor.problem(takes), |token| cursor.problem_at(&token, takes)));
        }
        loop {
            let token = cursor.name("a name")?;
            let name = self.claim_name(cursor, &token)?;
            let (kind, first) = match keyword {
                "shared" if cursor.word() != "=" => (Kind::Shared, 0),
                "shared" => {
                    cursor.next();
                    (Kind::Shared, cursor.number_within(i32::MIN, i32::MAX)?)
                }
                "mutex" => (Kind::Mutex, 0),
                "semaphore" => {
                    cursor.symbol("=", "= and its first count")?;
                    (Kind::Semaphore, cursor.number_within(0, 1_000)?)
                }
                _ => {
                    cursor.symbol("holds", "holds and how many messages")?;
                    (Kind::Channel(cursor.number_within(1, 8)? as usize), 0)
                }
            };
            if self.things.len() == MOST_OBJECTS {
                return Err(cursor.problem_at(&token, &too_many()));
            }
            self.add(name, kind, first);
            if cursor.at_end() {
                return Ok(());
            }
            cursor.symbol(",", "a comma and another name, or the end of the line")?;
        }
    }

    fn add(&mut self, name: String, kind: Kind, first: i32) {
        self.things.push(Thing { name, kind, slot: self.initial.len() });
        self.initial.push(first);
        if let Kind::Channel(holds) = kind {
            self.initial.extend(std::iter::repeat_n(0, holds));
        }
    }

    /// A name that nothing else has.
    pub fn claim_name(&mut self, cursor: &Cursor, token: &Token) -> Result<String, ProgramProblem> {
        let name = token.text.to_owned();
        if KEYWORDS.contains(&token.text) {
            return Err(cursor.problem_at(token, "a name that is no word of the language"));
        }
        if self.things.iter().any(|thing| thing.name == name) || self.taken.contains(&name) {
            return Err(cursor.problem_at(token, "a name that nothing else has"));
        }
        self.taken.push(name.clone());
        Ok(name)
    }

    /// The names of a body follow, of the actor with this number.
    pub fn begin_actor(&mut self, index: usize) {
        self.me = index + 1;
        self.position = self.initial.len();
        self.initial.push(0);
    }

    /// The locals and the slot of the position.
    pub fn end_actor(&mut self) -> (Vec<(String, Slot)>, Slot) {
        (std::mem::take(&mut self.locals), self.position)
    }

    /// What `me` is.
    pub fn me(&self) -> i32 {
        self.me as i32
    }

    /// The thing of this kind with this name.
    pub fn thing(
        &self,
        cursor: &mut Cursor,
        what: &str,
        wanted: fn(Kind) -> bool,
    ) -> Result<Object, ProgramProblem> {
        let known: Vec<&str> =
            self.things.iter().filter(|thing| wanted(thing.kind)).map(|thing| &*thing.name).collect();
        let takes = if known.is_empty() {
            format!("a {what}, and none is declared: write {what} and its name above the actors")
        } else {
            format!("a {what}: {}", known.join(", "))
        };
        let token = cursor.name(&takes)?;
        let found = self.things.iter().position(|thing| wanted(thing.kind) && thing.name == token.text);
        found.ok_or_else(|| cursor.problem_at(&token, &takes))
    }

    /// The slot of a name that is read.
    pub fn read(&self, cursor: &Cursor, token: &Token) -> Result<Slot, ProgramProblem> {
        if let Some((_, slot)) = self.locals.iter().find(|(name, _)| name == token.text) {
            return Ok(*slot);
        }
        let shared = self.things.iter().find(|thing| thing.kind == Kind::Shared && thing.name == token.text);
        shared.map(|thing| thing.slot).ok_or_else(|| {
            cursor.problem_at(
                token,
                "a number, a shared variable, or a variable of this actor that was set above",
            )
        })
    }

    /// The slot of a name that is written: a shared variable's, or a local's, which is made here the first time.
    pub fn written(&mut self, cursor: &Cursor, token: &Token) -> Result<Slot, ProgramProblem> {
        let thing = self.things.iter().find(|thing| thing.name == token.text);
        let taken = self.taken.iter().any(|name| name == token.text);
        if let Some(thing) = thing.filter(|thing| thing.kind == Kind::Shared) {
            return Ok(thing.slot);
        }
        if KEYWORDS.contains(&token.text) || taken {
            return Err(cursor.problem_at(token, "a shared variable, or a name for a variable of this actor"));
        }
        if let Some((_, slot)) = self.locals.iter().find(|(name, _)| name == token.text) {
            return Ok(*slot);
        }
        let slot = self.initial.len();
        self.initial.push(0);
        self.locals.push((token.text.to_owned(), slot));
        Ok(slot)
    }

    /// The slot of `A.x`, or of a shared variable, for a claim.
    pub fn claimed(&self, cursor: &mut Cursor, token: &Token) -> Result<Slot, ProgramProblem> {
        if cursor.word() != "." {
            let shared =
                self.things.iter().find(|thing| thing.kind == Kind::Shared && thing.name == token.text);
            return shared.map(|thing| thing.slot).ok_or_else(|| {
                cursor.problem_at(token, "a number, a shared variable, or an actor’s variable, as in A.x")
            });
        }
        let actor = self.actors.iter().find(|actor| actor.name == token.text);
        let actor = actor.ok_or_else(|| cursor.problem_at(token, "an actor before the dot"))?;
        cursor.next();
        let takes = format!("a variable of {}", actor.name);
        let local = cursor.name(&takes)?;
        let found = actor.locals.iter().find(|(name, _)| name == local.text);
        found.map(|(_, slot)| *slot).ok_or_else(|| cursor.problem_at(&local, &takes))
    }
}
