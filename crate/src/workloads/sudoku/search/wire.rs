//! What a search starts from, and what it has found, in memory and in messages.

use super::super::puzzle::SIDES;
use super::tree::Found;
use crate::modes::processes::Message;
use crate::workload::{Wire, WireError};
use std::borrow::Cow;

/// A grid, or a part of its search tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Of which puzzle, from 0.
    pub number: u32,
    /// Forks that are counted with it: those above it, for the first part of a tree.
    pub nodes: u64,
    /// A word for each cell in reading order, with a bit for each digit that may stand there.
    pub candidates: Vec<u32>,
}

/// What to work on: grids, or parts of trees.
#[derive(Clone, Debug)]
pub struct Items(pub Vec<Item>);

/// What was found in a puzzle, or in a part of its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// Which puzzle, from 0.
    pub number: u32,
    /// What.
    pub found: Found,
}

/// Results, in the order of what they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finds(pub Vec<Find>);

/// Words, taken one by one.
struct Words(std::vec::IntoIter<u32>);

impl Words {
    fn of(message: &dyn Message) -> Result<Self, WireError> {
        Ok(Self(Vec::<u32>::from_message(message)?.into_iter()))
    }

    fn one(&mut self) -> Result<u32, WireError> {
        self.0.next().ok_or(WireError("a message of a search is cut"))
    }

    fn long(&mut self) -> Result<u64, WireError> {
        Ok(u64::from(self.one()?) | u64::from(self.one()?) << 32)
    }

    fn many(&mut self, count: usize) -> Result<Vec<u32>, WireError> {
        let words: Vec<u32> = self.0.by_ref().take(count).collect();
        if words.len() < count { Err(WireError("a message of a search is cut")) } else { Ok(words) }
    }

    fn each<T>(mut self, read: impl Fn(&mut Self) -> Result<T, WireError>) -> Result<Vec<T>, WireError> {
        let mut items = Vec::new();
        while self.0.len() > 0 {
            items.push(read(&mut self)?);
        }
        Ok(items)
    }
}

fn long(value: u64) -> [u32; 2] {
    [value as u32, (value >> 32) as u32]
}

fn owned<'a>(words: &[u32]) -> Cow<'a, [u8]> {
    Cow::Owned(bytemuck::cast_slice(words).to_vec())
}

fn side_of(cells: usize) -> Result<usize, WireError> {
    SIDES.into_iter().find(|side| side * side == cells).ok_or(WireError("no grid has so many cells"))
}

impl Wire for Items {
    fn bytes(&self) -> Cow<'_, [u8]> {
        let mut words = Vec::new();
        for Item { number, nodes, candidates } in &self.0 {
            words.push(*number);
            words.extend(long(*nodes));
            words.push(candidates.len() as u32);
            words.extend(candidates);
        }
        owned(&words)
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let read = |words: &mut Words| {
            let (number, nodes, cells) = (words.one()?, words.long()?, words.one()? as usize);
            let side = side_of(cells)?;
            let candidates = words.many(cells)?;
            if candidates.iter().any(|&word| word >> side != 0) {
                return Err(WireError("a candidate of a cell is no digit"));
            }
            Ok(Item { number, nodes, candidates })
        };
        Words::of(message)?.each(read).map(Self)
    }
}

impl Wire for Finds {
    fn bytes(&self) -> Cow<'_, [u8]> {
        let mut words = Vec::new();
        for Find { number, found: Found { solutions, nodes, first } } in &self.0 {
            words.push(*number);
            words.extend(long(*solutions));
            words.extend(long(*nodes));
            let first = first.as_deref().unwrap_or_default();
            words.push(first.len() as u32);
            words.extend(first.iter().map(|&digit| u32::from(digit)));
        }
        owned(&words)
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let read = |words: &mut Words| {
            let (number, solutions, nodes) = (words.one()?, words.long()?, words.long()?);
            let cells = words.one()? as usize;
            let first = if cells == 0 {
                None
            } else {
                let side = side_of(cells)? as u32;
                let digits = words.many(cells)?;
                if digits.iter().any(|&digit| digit > side) {
                    return Err(WireError("a cell of a grid holds no digit"));
                }
                Some(digits.into_iter().map(|digit| digit as u8).collect())
            };
            Ok(Find { number, found: Found { solutions, nodes, first } })
        };
        Words::of(message)?.each(read).map(Self)
    }
}
