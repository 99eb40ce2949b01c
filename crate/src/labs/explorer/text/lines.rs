//! Lines, and the tokens of one.

use super::ProgramProblem;

/// A line with something on it.
pub struct Line<'t> {
    /// From 1.
    pub number: usize,
    /// Without its remark.
    pub text: &'t str,
    /// What is on it.
    pub tokens: Vec<Token<'t>>,
}

/// A name, a number or a symbol.
#[derive(Clone, Copy, Debug)]
pub struct Token<'t> {
    /// From 1, in characters.
    pub column: usize,
    /// As it stands.
    pub text: &'t str,
    /// What it is.
    pub kind: TokenKind,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, digits and `_`, not beginning with a digit.
    Word,
    /// Digits.
    Number,
    /// One of [`SYMBOLS`].
    Symbol,
}

/// Longer ones first: `<=` is not `<` and `=`.
const SYMBOLS: [&str; 14] = ["==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "(", ")", ",", "."];

/// Lines with something on them, in tokens.
pub fn split<'t>(text: &'t str, problems: &mut Vec<ProgramProblem>) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    for (index, whole) in text.lines().enumerate() {
        let text = whole.split('#').next().unwrap_or_default();
        let number = index + 1;
        match tokens(text, number) {
            Ok(tokens) if tokens.is_empty() => {}
            Ok(tokens) => lines.push(Line { number, text, tokens }),
            Err(problem) => problems.push(problem),
        }
    }
    lines
}

fn tokens(text: &str, line: usize) -> Result<Vec<Token<'_>>, ProgramProblem> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let column = text[..text.len() - rest.len()].chars().count() + 1;
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let run = |wanted: fn(char) -> bool| rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        let (kind, length) = if first.is_ascii_digit() {
            (TokenKind::Number, run(|c| c.is_alphanumeric() || c == '_'))
        } else if first.is_alphabetic() || first == '_' {
            (TokenKind::Word, run(|c| c.is_alphanumeric() || c == '_'))
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            (TokenKind::Symbol, symbol.len())
        } else {
            let takes = "names, whole numbers, and = == != < <= > >= + - * ( ) , .".to_owned();
            return Err(ProgramProblem { line, column, found: first.to_string(), takes });
        };
        tokens.push(Token { column, text: &rest[..length], kind });
        rest = &rest[length..];
    }
}

/// A place on a line.
pub struct Cursor<'l> {
    line: &'l Line<'l>,
    at: usize,
}

impl<'l> Cursor<'l> {
    /// Before the first token.
    pub fn new(line: &'l Line<'l>) -> Self {
        Self { line, at: 0 }
    }

    /// The token that is next.
    pub fn peek(&self) -> Option<Token<'l>> {
        self.line.tokens.get(self.at).copied()
    }

    /// The text of the token that is next; empty at the line's end.
    pub fn word(&self) -> &'l str {
        self.peek().map_or("", |token| token.text)
    }

    /// The text of the token after the next.
    pub fn second(&self) -> &'l str {
        self.line.tokens.get(self.at + 1).map_or("", |token| token.text)
    }

    /// Takes the next token.
    pub fn next(&mut self) -> Option<Token<'l>> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Whether the line is over.
    pub fn at_end(&self) -> bool {
        self.at >= self.line.tokens.len()
    }

    /// Whether the line begins with this word.
    pub fn is_at_first(&self, word: &str) -> bool {
        self.line.tokens[0].text == word
    }

    /// The line's number.
    pub fn number(&self) -> usize {
        self.line.number
    }

    /// Goes to the line's end: the rest is for people.
    pub fn skip(&mut self) {
        self.at = self.line.tokens.len();
    }

    /// What stands next won't do.
    pub fn problem(&self, takes: &str) -> ProgramProblem {
        match self.peek() {
            Some(token) => self.problem_at(&token, takes),
            None => ProgramProblem {
                line: self.line.number,
                column: self.line.text.trim_end().chars().count() + 1,
                found: "the end of the line".into(),
                takes: takes.into(),
            },
        }
    }

    /// This token won't do.
    pub fn problem_at(&self, token: &Token, takes: &str) -> ProgramProblem {
        ProgramProblem {
            line: self.line.number,
            column: token.column,
            found: token.text.into(),
            takes: takes.into(),
        }
    }

    /// Takes a word.
    pub fn name(&mut self, takes: &str) -> Result<Token<'l>, ProgramProblem> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Word => {
                self.at += 1;
                Ok(token)
            }
            _ => Err(self.problem(takes)),
        }
    }

    /// Takes this symbol or word.
    pub fn symbol(&mut self, symbol: &str, takes: &str) -> Result<(), ProgramProblem> {
        if self.word() != symbol {
            return Err(self.problem(takes));
        }
        self.at += 1;
        Ok(())
    }

    /// Takes a whole number from `least` to `most`.
    pub fn number_within(&mut self, least: i32, most: i32) -> Result<i32, ProgramProblem> {
        let takes = format!("a whole number from {least} to {most}");
        let negative = self.word() == "-" && least < 0;
        let begin = self.at;
        self.at += usize::from(negative);
        let value = self.peek().and_then(|token| token.text.parse::<i64>().ok());
        match value.map(|value| if negative { -value } else { value }) {
            Some(value) if (i64::from(least)..=i64::from(most)).contains(&value) => {
                self.at += 1;
                Ok(value as i32)
            }
            _ => {
                self.at = begin + usize::from(negative && begin + 1 < self.line.tokens.len());
                Err(self.problem(&takes))
            }
        }
    }

    /// Nothing more may stand on the line.
    pub fn end(&self) -> Result<(), ProgramProblem> {
        if self.at_end() { Ok(()) } else { Err(self.problem("the end of the line here")) }
    }
}
