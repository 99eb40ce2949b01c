//! Cutting an input into chunks of about equal length.

use crate::modes::processes::Message;
use crate::workload::{Wire, WireError};
use bytemuck::Pod;
use std::{borrow::Cow, ops::Range, sync::Arc};

/// The bounds of `count` chunks of `length` elements: lengths differ by one at most, and are 0 where there are
/// more chunks than elements.
pub fn bounds(length: usize, count: usize) -> impl Iterator<Item = Range<usize>> {
    let cut = move |number: usize| (length as u64 * number as u64 / count as u64) as usize;
    (0..count).map(move |number| cut(number)..cut(number + 1))
}

/// A chunk of an input that all chunks share: cutting copies nothing.
#[derive(Clone, Debug)]
pub struct Chunk<T> {
    whole: Arc<Vec<T>>,
    range: Range<usize>,
}

impl<T: Pod> Chunk<T> {
    /// Cuts an input.
    pub fn cut(input: Vec<T>, count: usize) -> Vec<Self> {
        let whole = Arc::new(input);
        bounds(whole.len(), count).map(|range| Self { whole: Arc::clone(&whole), range }).collect()
    }

    /// The elements, moved if nobody else has a share in them, else copied.
    pub fn into_vec(self) -> Vec<T> {
        if self.range.len() < self.whole.len() {
            return self.whole[self.range].to_vec();
        }
        Arc::unwrap_or_clone(self.whole)
    }
}

impl<T: Pod> Wire for Chunk<T> {
    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(bytemuck::cast_slice(&self.whole[self.range.clone()]))
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let whole = Vec::from_message(message)?;
        Ok(Self { range: 0..whole.len(), whole: Arc::new(whole) })
    }
}
