//! Statements: the body of an actor becomes its steps.

use super::ProgramProblem;
use super::expression::value;
use super::lines::{Cursor, Line, Token, TokenKind};
use super::names::Names;
use crate::labs::explorer::program::{Expression, Instruction, Kind, MOST_STEPS, Object, Op};

/// What a line of a body may be.
const STATEMENT: &str = "a statement: NAME = …, atomic, lock, unlock, wait, signal, send, if, while, repeat, loop, assert, \
                         yield, await, progress or do";
/// What may wait, and so stand after `await`.
const WAITING: &str = "something that may have to wait: lock, wait, send, or NAME = receive";
/// Said of a second access.
const ONE_ACCESS: &str = "one access to shared memory a step: a machine does more in several. Load into a variable of the actor first, or write atomic before the line";
/// How deep blocks may nest.
const DEEPEST: usize = 12;

/// The steps of a body. What won't do is added to `problems`.
pub fn body(names: &mut Names, lines: &[Line], problems: &mut Vec<ProgramProblem>) -> Vec<Instruction> {
    let mut block = Block { names, lines, problems, code: Vec::new(), depth: 0 };
    let mut at = 0;
    while at < lines.len() {
        at = block.statements(at);
        // `end` or `else` without what they end: said, and passed over.
        if let Some(line) = lines.get(at) {
            let problem = Cursor::new(line).problem("an if, a while, a repeat or a loop before it");
            block.problems.push(problem);
            at += 1;
        }
    }
    block.code
}

struct Block<'b> {
    names: &'b mut Names,
    lines: &'b [Line<'b>],
    problems: &'b mut Vec<ProgramProblem>,
    code: Vec<Instruction>,
    depth: usize,
}

type Done<T = ()> = Result<T, ProgramProblem>;

impl<'b> Block<'b> {
    /// Reads statements from here to an `end`, an `else` or the last line; says which line that is.
    fn statements(&mut self, mut at: usize) -> usize {
        let lines = self.lines;
        while let Some(line) = lines.get(at) {
            let mut cursor = Cursor::new(line);
            at = match cursor.word() {
                "end" | "else" => return at,
                "if" | "while" | "repeat" | "loop" => self.nested(at, &mut cursor),
                _ => {
                    let done = self.statement(&mut cursor).and_then(|()| cursor.end());
                    self.note(done);
                    at + 1
                }
            };
        }
        at
    }

    fn note(&mut self, done: Done) {
        if let Err(problem) = done {
            self.problems.push(problem);
        }
    }

    fn push(&mut self, line: usize, awaits: bool, op: Op) {
        self.code.push(Instruction { op, line, awaits });
    }

    /// A statement with a block. Bad or not, its block is read: else every `end` would be a problem.
    fn nested(&mut self, at: usize, cursor: &mut Cursor<'b>) -> usize {
        let line = cursor.number();
        if self.depth == DEEPEST {
            self.problems.push(cursor.problem(&format!("blocks at most {DEEPEST} deep")));
            return self.lines.len();
        }
        self.depth += 1;
        let keyword = cursor.next().map_or("", |token| token.text);
        let next = match keyword {
            "repeat" => self.repeat(at, cursor),
            "loop" => {
                let done = cursor.end();
                self.note(done);
                let start = self.code.len();
                let end = self.statements(at + 1);
                if self.code.len() == start {
                    self.problems.push(ProgramProblem {
                        line,
                        column: 1,
                        found: "loop".into(),
                        takes: "at least one step inside".into(),
                    });
                } else {
                    self.push(line, false, Op::Jump(start));
                }
                end
            }
            _ => {
                let condition = self.condition(cursor).unwrap_or_else(|problem| {
                    self.problems.push(problem);
                    Expression::Number(0)
                });
                let start = self.code.len();
                self.push(line, false, Op::Branch(condition, 0));
                let mut end = self.statements(at + 1);
                if keyword == "while" {
                    self.push(line, false, Op::Jump(start));
                }
                let is_else =
                    |index: usize| self.lines.get(index).is_some_and(|line| line.tokens[0].text == "else");
                if keyword == "if" && is_else(end) {
                    end = self.otherwise(start, end);
                } else {
                    self.land(start);
                }
                end
            }
        };
        self.depth -= 1;
        self.close(at, next)
    }

    /// The branch or jump at `from` leads to what comes next.
    fn land(&mut self, from: usize) {
        let here = self.code.len();
        match &mut self.code[from].op {
            Op::Branch(_, target) | Op::Jump(target) => *target = here,
            _ => unreachable!("only branches and jumps land"),
        }
    }

    fn otherwise(&mut self, branch: usize, at: usize) -> usize {
        let mut cursor = Cursor::new(&self.lines[at]);
        cursor.next();
        let done = cursor.end();
        self.note(done);
        let jump = self.code.len();
        self.push(self.lines[at].number, false, Op::Jump(0));
        self.land(branch);
        let end = self.statements(at + 1);
        self.land(jump);
        end
    }

    /// The line after the `end` at `next`, which the block that began at `begin` needs.
    fn close(&mut self, begin: usize, next: usize) -> usize {
        let Some(line) = self.lines.get(next) else {
            let cursor = Cursor::new(&self.lines[begin]);
            self.problems.push(cursor.problem("an end line after its block"));
            return next;
        };
        let mut cursor = Cursor::new(line);
        if cursor.word() != "end" {
            self.problems.push(cursor.problem("end: only an if has one else"));
            return next + 1;
        }
        cursor.next();
        let done = cursor.end();
        self.note(done);
        next + 1
    }

    /// The same lines again and again.
    fn repeat(&mut self, at: usize, cursor: &mut Cursor<'b>) -> usize {
        let times = match cursor.number_within(1, 100).and_then(|times| cursor.end().map(|()| times)) {
            Ok(times) => times,
            Err(problem) => {
                self.problems.push(problem);
                1
            }
        };
        let mut end = at + 1;
        for _ in 0..times {
            end = self.statements(at + 1);
            if self.code.len() > MOST_STEPS {
                let cursor = Cursor::new(&self.lines[at]);
                let takes = format!("at most {MOST_STEPS} steps for an actor, with every round counted");
                self.problems.push(cursor.problem(&takes));
                self.code.truncate(MOST_STEPS);
                break;
            }
        }
        end
    }

    fn condition(&mut self, cursor: &mut Cursor<'b>) -> Done<Expression> {
        let mut accesses = Vec::new();
        let condition = value(cursor, self.names, &mut accesses)?;
        cursor.end()?;
        single(cursor, &accesses, None)?;
        Ok(condition)
    }

    fn statement(&mut self, cursor: &mut Cursor<'b>) -> Done {
        let line = cursor.number();
        let first = cursor.peek();
        let op = match cursor.word() {
            "await" => return self.awaited(cursor),
            "atomic" => {
                cursor.next();
                self.assignment(cursor, true)?
            }
            "yield" | "progress" | "do" | "unlock" | "signal" | "assert" => self.simple(cursor)?,
            "lock" | "wait" | "send" => self.waiting(cursor)?,
            _ if first.is_some_and(|token| token.kind == TokenKind::Word) && cursor.second() == "=" => {
                self.assignment(cursor, false)?
            }
            _ => return Err(cursor.problem(STATEMENT)),
        };
        self.push(line, false, op);
        Ok(())
    }

    /// `await` alone, or before something that may have to wait.
    fn awaited(&mut self, cursor: &mut Cursor<'b>) -> Done {
        let line = cursor.number();
        cursor.next();
        let op = match cursor.word() {
            "" => {
                self.push(line, false, Op::Yield);
                return Ok(());
            }
            "lock" | "wait" | "send" => self.waiting(cursor)?,
            _ if cursor.second() == "=" => {
                let place = cursor.peek();
                match self.assignment(cursor, false)? {
                    receive @ Op::Receive(..) => receive,
                    _ => {
                        return Err(place
                            .map_or_else(|| cursor.problem(WAITING), |it| cursor.problem_at(&it, WAITING)));
                    }
                }
            }
            _ => return Err(cursor.problem(WAITING)),
        };
        self.push(line, true, op);
        Ok(())
    }

    fn simple(&mut self, cursor: &mut Cursor<'b>) -> Done<Op> {
        Ok(match cursor.next().map_or("", |token| token.text) {
            "yield" => Op::Yield,
            "progress" => Op::Progress,
            "unlock" => Op::Unlock(self.mutex(cursor)?),
            "signal" => Op::Signal(self.semaphore(cursor)?),
            "assert" => {
                // Asked by the observer, who sees all at once.
                Op::Assert(value(cursor, self.names, &mut Vec::new())?)
            }
            _ => {
                cursor.skip();
                Op::Do
            }
        })
    }

    fn waiting(&mut self, cursor: &mut Cursor<'b>) -> Done<Op> {
        Ok(match cursor.next().map_or("", |token| token.text) {
            "lock" => Op::Lock(self.mutex(cursor)?),
            "wait" => Op::Wait(self.semaphore(cursor)?),
            _ => {
                let channel = self.channel(cursor)?;
                let mut accesses = Vec::new();
                let message = value(cursor, self.names, &mut accesses)?;
                if let Some(token) = accesses.first() {
                    return Err(
                        cursor.problem_at(token, "a variable of this actor: sending is a step of its own")
                    );
                }
                Op::Send(channel, message)
            }
        })
    }

    fn assignment(&mut self, cursor: &mut Cursor<'b>, atomic: bool) -> Done<Op> {
        let target = cursor.name("a name and =")?;
        cursor.symbol("=", "= after the name")?;
        let shared =
            self.names.things.iter().any(|thing| thing.kind == Kind::Shared && thing.name == target.text);
        let apart = |cursor: &Cursor| match shared {
            true => Err(cursor.problem_at(&target, "a variable of this actor: this is a step of its own")),
            false => Ok(()),
        };
        match cursor.word() {
            "trylock" => {
                apart(cursor)?;
                cursor.next();
                let mutex = self.mutex(cursor)?;
                Ok(Op::TryLock(self.names.written(cursor, &target)?, mutex))
            }
            "receive" => {
                apart(cursor)?;
                cursor.next();
                let channel = self.channel(cursor)?;
                Ok(Op::Receive(self.names.written(cursor, &target)?, channel))
            }
            _ => {
                let mut accesses = Vec::new();
                let expression = value(cursor, self.names, &mut accesses)?;
                if !atomic {
                    single(cursor, &accesses, shared.then_some(&target))?;
                }
                Ok(Op::Set(self.names.written(cursor, &target)?, expression))
            }
        }
    }

    fn mutex(&self, cursor: &mut Cursor<'b>) -> Done<Object> {
        self.names.thing(cursor, "mutex", |kind| kind == Kind::Mutex)
    }

    fn semaphore(&self, cursor: &mut Cursor<'b>) -> Done<Object> {
        self.names.thing(cursor, "semaphore", |kind| kind == Kind::Semaphore)
    }

    fn channel(&self, cursor: &mut Cursor<'b>) -> Done<Object> {
        self.names.thing(cursor, "channel", |kind| matches!(kind, Kind::Channel(_)))
    }
}

/// At most one access: the reads, and the write, which comes last.
fn single(cursor: &Cursor, reads: &[Token], written: Option<&Token>) -> Done {
    let mut all: Vec<&Token> = reads.iter().collect();
    all.extend(written);
    match all.get(1) {
        // The place to look at is the read.
        Some(_) => Err(cursor.problem_at(if written.is_some() { &reads[0] } else { &reads[1] }, ONE_ACCESS)),
        None => Ok(()),
    }
}
