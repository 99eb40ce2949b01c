//! Merging strings with their first bytes at hand: most comparisons never go to the strings themselves.

use super::super::rule::Rule;
use super::super::{merge, zip};
use super::alone;
use super::lines::Span;
use bytemuck::{Pod, Zeroable};

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

    /// The record of a string that is still to be sorted: without its bytes.
    pub fn bare(span: Span) -> Self {
        Self { prefix: 0, span }
    }

    /// Where the string lies.
    pub fn span(self) -> Span {
        self.span
    }
}

/// The order of strings in this buffer. A chunk is sorted by keys ([`alone`]), which is quicker than by comparisons.
#[derive(Clone, Copy, Debug)]
pub struct ByText<'b>(pub &'b [u8]);

impl Rule<Record> for ByText<'_> {
    #[inline(always)]
    fn less(&self, a: &Record, b: &Record) -> bool {
        if a.prefix != b.prefix {
            return a.prefix < b.prefix;
        }
        a.span.of(self.0, 0) < b.span.of(self.0, 0)
    }

    fn sort(&self, items: &mut [Record], spare: &mut [Record], into_spare: bool) {
        let mut spans: Vec<Span> = items.iter().map(|item| item.span).collect();
        alone::sort(self.0, &mut spans);
        let to = if into_spare { spare } else { items };
        for (to, span) in to.iter_mut().zip(spans) {
            *to = Record::of(span, self.0);
        }
    }

    fn merge(&self, left: &[Record], right: &[Record], out: &mut [Record]) {
        let less = |a: &Record, b: &Record| self.less(a, b);
        merge::between(left, right, out, less, |left, right, out| zip::merge(left, right, out, less));
    }
}
