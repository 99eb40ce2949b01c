//! Expressions: `or`, `and`, `not`, comparisons, sums, products, names and numbers, in this order of binding.

use super::ProgramProblem;
use super::lines::{Cursor, Token, TokenKind};
use super::names::Names;
use crate::labs::explorer::program::{Expression, Operator, Slot};

/// How deep parentheses and `not` may nest.
const DEEPEST: usize = 20;

/// What a value may be.
const VALUE: &str = "a value: a number, a name, not, or something in parentheses";

/// An expression in an actor's body. `accesses` collects the shared variables that it reads, with their place.
pub fn value<'l>(
    cursor: &mut Cursor<'l>,
    names: &Names,
    accesses: &mut Vec<Token<'l>>,
) -> Result<Expression, ProgramProblem> {
    let mut look = |cursor: &mut Cursor<'l>, token: Token<'l>| {
        if token.text == "me" {
            return Ok(Found::Number(names.me()));
        }
        let slot = names.read(cursor, &token)?;
        if names.things.iter().any(|thing| thing.slot == slot) {
            accesses.push(token);
        }
        Ok(Found::Slot(slot))
    };
    Reader { look: &mut look, depth: 0 }.either(cursor)
}

/// The condition of a claim: it may look at everything.
pub fn claim(cursor: &mut Cursor, names: &Names) -> Result<Expression, ProgramProblem> {
    let mut look = |cursor: &mut Cursor, token: Token| names.claimed(cursor, &token).map(Found::Slot);
    Reader { look: &mut look, depth: 0 }.either(cursor)
}

/// What a name stands for.
enum Found {
    Number(i32),
    Slot(Slot),
}

struct Reader<'r, F> {
    look: &'r mut F,
    depth: usize,
}

type Read = Result<Expression, ProgramProblem>;

impl<'l, F: FnMut(&mut Cursor<'l>, Token<'l>) -> Result<Found, ProgramProblem>> Reader<'_, F> {
    fn either(&mut self, cursor: &mut Cursor<'l>) -> Read {
        self.row(cursor, Self::both, |word| (word == "or").then_some(Operator::Or))
    }

    fn both(&mut self, cursor: &mut Cursor<'l>) -> Read {
        self.row(cursor, Self::negated, |word| (word == "and").then_some(Operator::And))
    }

    fn negated(&mut self, cursor: &mut Cursor<'l>) -> Read {
        if cursor.word() != "not" {
            return self.compared(cursor);
        }
        self.deeper(cursor, |reader, cursor| {
            cursor.next();
            Ok(Expression::Not(Box::new(reader.negated(cursor)?)))
        })
    }

    fn compared(&mut self, cursor: &mut Cursor<'l>) -> Read {
        let left = self.sum(cursor)?;
        let Some(operator) = comparison(cursor.word()) else {
            if cursor.word() == "=" {
                return Err(cursor.problem("== to compare, or another comparison"));
            }
            return Ok(left);
        };
        cursor.next();
        let right = self.sum(cursor)?;
        if comparison(cursor.word()).is_some() {
            return Err(cursor.problem("one comparison at a time, joined by and"));
        }
        Ok(Expression::Two(operator, Box::new([left, right])))
    }

    fn sum(&mut self, cursor: &mut Cursor<'l>) -> Read {
        self.row(cursor, Self::product, |word| match word {
            "+" => Some(Operator::Add),
            "-" => Some(Operator::Subtract),
            _ => None,
        })
    }

    fn product(&mut self, cursor: &mut Cursor<'l>) -> Read {
        self.row(cursor, Self::atom, |word| (word == "*").then_some(Operator::Multiply))
    }

    /// Operands with operators of one rank between them, from the left.
    fn row(
        &mut self,
        cursor: &mut Cursor<'l>,
        operand: fn(&mut Self, &mut Cursor<'l>) -> Read,
        operator: fn(&str) -> Option<Operator>,
    ) -> Read {
        let mut left = operand(self, cursor)?;
        while let Some(found) = operator(cursor.word()) {
            cursor.next();
            let right = operand(self, cursor)?;
            left = Expression::Two(found, Box::new([left, right]));
        }
        Ok(left)
    }

    fn atom(&mut self, cursor: &mut Cursor<'l>) -> Read {
        let Some(token) = cursor.peek() else { return Err(cursor.problem(VALUE)) };
        match (token.kind, token.text) {
            (TokenKind::Number, _) => cursor.number_within(0, i32::MAX).map(Expression::Number),
            (_, "-") => self.deeper(cursor, |reader, cursor| {
                cursor.next();
                let inner = reader.atom(cursor)?;
                Ok(Expression::Two(Operator::Subtract, Box::new([Expression::Number(0), inner])))
            }),
            (_, "(") => self.deeper(cursor, |reader, cursor| {
                cursor.next();
                let inner = reader.either(cursor)?;
                cursor.symbol(")", "a closing parenthesis")?;
                Ok(inner)
            }),
            (_, "true") | (_, "false") => {
                cursor.next();
                Ok(Expression::Number(i32::from(token.text == "true")))
            }
            (TokenKind::Word, _) => {
                cursor.next();
                Ok(match (self.look)(cursor, token)? {
                    Found::Number(number) => Expression::Number(number),
                    Found::Slot(slot) => Expression::Slot(slot),
                })
            }
            _ => Err(cursor.problem(VALUE)),
        }
    }

    fn deeper(
        &mut self,
        cursor: &mut Cursor<'l>,
        read: impl FnOnce(&mut Self, &mut Cursor<'l>) -> Read,
    ) -> Read {
        if self.depth == DEEPEST {
            return Err(cursor.problem("something less deeply nested"));
        }
        self.depth += 1;
        let found = read(self, cursor);
        self.depth -= 1;
        found
    }
}

fn comparison(word: &str) -> Option<Operator> {
    Some(match word {
        "==" => Operator::Equal,
        "!=" => Operator::Different,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        _ => return None,
    })
}
