//! Comparing strings with their first bytes at hand: most comparisons never go to the strings themselves.

use super::super::rule::{By, Rule};
use super::lines::Span;
use bytemuck::{Pod, Zeroable};
use std::cmp::Ordering;

/// Bytes at hand.
const LENGTH: usize = size_of::<u64>();

/// A string's first eight bytes, and where it lies.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Record {
    /// The first byte is the highest; where the string ends, zeros follow.
    prefix: u64,
    span: Span,
}

impl Record {
    /// The record of a string.
    #[inline(always)]
    pub fn of(span: Span, bytes: &[u8]) -> Self {
        let text = span.of(bytes, 0);
        let prefix = match text.first_chunk::<LENGTH>() {
            Some(first) => u64::from_be_bytes(*first),
            None => text.iter().rev().fold(0, |word, &byte| (word >> 8) | (u64::from(byte) << 56)),
        };
        Self { prefix, span }
    }

    /// Where the string lies.
    pub fn span(self) -> Span {
        self.span
    }
}

/// The order of records of strings in this buffer.
pub fn rule(bytes: &[u8]) -> impl Rule<Record> {
    By(move |a: &Record, b: &Record| match a.prefix.cmp(&b.prefix) {
        Ordering::Equal => a.span.of(bytes, 0).cmp(b.span.of(bytes, 0)),
        unequal => unequal,
    })
}
