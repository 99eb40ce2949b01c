//! Many strings in one buffer, as they travel and as they are sorted: the bytes stay, and spans change places.

use crate::modes::processes::Message;
use crate::plan::Problem;
use crate::workload::{Wire, WireError};
use bytemuck::{Pod, Zeroable};
use std::{borrow::Cow, ops::Range, sync::Arc};

/// Where a string lies in its buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Span {
    /// Its first byte.
    pub start: u32,
    /// How many bytes.
    pub length: u32,
}

impl Span {
    /// The string, without its first `depth` bytes.
    ///
    /// # Panics
    /// The span lies outside the buffer, or the string is shorter than `depth`.
    #[inline(always)]
    pub fn of(self, bytes: &[u8], depth: usize) -> &[u8] {
        &bytes[self.start as usize..][..self.length as usize][depth..]
    }
}

/// Strings of any bytes. A copy shares the buffer.
#[derive(Clone, Debug)]
pub struct Lines {
    bytes: Arc<Vec<u8>>,
    spans: Vec<Span>,
}

impl Lines {
    /// Strings in the order of their spans.
    pub fn new(bytes: Arc<Vec<u8>>, spans: Vec<Span>) -> Self {
        Self { bytes, spans }
    }

    /// The buffer, and where each string lies.
    pub fn into_parts(self) -> (Arc<Vec<u8>>, Vec<Span>) {
        (self.bytes, self.spans)
    }

    /// How many strings.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The string at this place.
    ///
    /// # Panics
    /// There are not so many.
    pub fn get(&self, index: usize) -> &[u8] {
        self.spans[index].of(&self.bytes, 0)
    }

    /// Every string, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.spans.iter().map(|span| span.of(&self.bytes, 0))
    }

    /// The strings of these places.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        Self { bytes: Arc::clone(&self.bytes), spans: self.spans[range].to_vec() }
    }

    /// One buffer for the strings of all, and each one's spans in it.
    pub fn join(parts: Vec<Self>) -> (Arc<Vec<u8>>, Vec<Vec<Span>>) {
        let Some(first) = parts.first().map(|part| Arc::clone(&part.bytes)) else {
            return (Arc::default(), vec![]);
        };
        if parts.iter().all(|part| Arc::ptr_eq(&part.bytes, &first)) {
            return (first, parts.into_iter().map(|part| part.spans).collect());
        }
        drop(first);
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.bytes.len()).sum());
        let mut spans = Vec::with_capacity(parts.len());
        for mut part in parts {
            let start = bytes.len() as u32;
            bytes.extend_from_slice(&part.bytes);
            part.spans.iter_mut().for_each(|span| span.start += start);
            spans.push(part.spans);
        }
        (Arc::new(bytes), spans)
    }
}

impl<T: AsRef<[u8]>> FromIterator<T> for Lines {
    /// # Panics
    /// There are more than 4 GiB of bytes.
    fn from_iter<I: IntoIterator<Item = T>>(lines: I) -> Self {
        let mut bytes = Vec::new();
        let mut spans = Vec::new();
        for line in lines {
            let line = line.as_ref();
            spans.push(Span { start: bytes.len() as u32, length: line.len() as u32 });
            bytes.extend_from_slice(line);
            assert!(u32::try_from(bytes.len()).is_ok(), "a place in the buffer is 32 bits wide");
        }
        Self { bytes: Arc::new(bytes), spans }
    }
}

/// How many, 32 bits; the length of each, 32 bits; their bytes, without anything between.
impl Wire for Lines {
    fn bytes(&self) -> Cow<'_, [u8]> {
        let total: usize = self.spans.iter().map(|span| span.length as usize).sum();
        let mut sent = Vec::with_capacity(4 + 4 * self.len() + total);
        sent.extend((self.len() as u32).to_ne_bytes());
        sent.extend(self.spans.iter().flat_map(|span| span.length.to_ne_bytes()));
        match self.spans.first() {
            // As they were generated: one copy does it.
            Some(first)
                if self.spans.windows(2).all(|pair| pair[0].start + pair[0].length == pair[1].start) =>
            {
                sent.extend_from_slice(&self.bytes[first.start as usize..][..total]);
            }
            _ => self.iter().for_each(|line| sent.extend_from_slice(line)),
        }
        Cow::Owned(sent)
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let cut = WireError("the message is cut in the middle of its strings");
        let mut count = 0u32;
        let mut rest = message.len().checked_sub(4).ok_or(cut.clone())?;
        message.copy_to(0, bytemuck::bytes_of_mut(&mut count));
        let count = count as usize;
        rest = count.checked_mul(4).and_then(|lengths| rest.checked_sub(lengths)).ok_or(cut.clone())?;
        let mut lengths = vec![0u32; count];
        message.copy_to(4, bytemuck::cast_slice_mut(&mut lengths));
        let mut end = 0u32;
        let spans: Option<Vec<Span>> = lengths
            .into_iter()
            .map(|length| {
                let start = end;
                end = end.checked_add(length)?;
                Some(Span { start, length })
            })
            .collect();
        let spans = spans.filter(|_| end as usize == rest).ok_or(cut)?;
        let mut bytes = vec![0; rest];
        message.copy_to(message.len() - rest, &mut bytes);
        Ok(Self { bytes: Arc::new(bytes), spans })
    }
}

/// Reads strings, one a line. Lines without any character are skipped.
///
/// # Errors
/// More than `most` strings, or none.
pub fn read(text: &str, most: usize) -> Result<Lines, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let read: Lines = lines.by_ref().take(most).collect();
    if let Some(line) = lines.next() {
        return Err(Problem::new("input", line, format!("no more than {most} strings")));
    }
    if read.is_empty() {
        return Err(Problem::new("input", text, "strings, one a line, at least one of them"));
    }
    Ok(read)
}
