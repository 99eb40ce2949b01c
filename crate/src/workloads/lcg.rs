//! A chain of steps in which nothing can be skipped, and a way to know its end without walking it.
//!
//! Each step is x' = a x + c, modulo 2^64: Knuth's linear congruential generator for MMIX (*The Art of Computer
//! Programming* 2, third edition, section 3.3.4, table 1, line 26). A step waits for the one before, uses two
//! registers and touches no memory, so a number of steps is an amount of computing. The sum of all numbers is kept
//! beside the last, so that the end tells of every step on the way and not only of the way's last piece.

use crate::modes::processes::Message;
use crate::workload::{Wire, WireError};
use bytemuck::{Pod, Zeroable};
use std::{borrow::Cow, hint::black_box};

/// Where a walk stands.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
pub struct State {
    /// The last number.
    pub number: u64,
    /// The sum, modulo 2^64, of the numbers so far, without the one the walk began with.
    pub sum: u64,
}

/// The rule of a step.
#[derive(Clone, Copy, Debug)]
pub struct Lcg {
    factor: u64,
    increment: u64,
}

impl Lcg {
    /// Knuth's rule. The compiler does not get to see its two numbers: with them it could make two steps one.
    pub fn new() -> Self {
        Self { factor: black_box(6_364_136_223_846_793_005), increment: black_box(1_442_695_040_888_963_407) }
    }

    /// Takes the steps, one by one.
    pub fn walk(self, from: State, steps: u64) -> State {
        let State { mut number, mut sum } = from;
        for _ in 0..steps {
            number = number.wrapping_mul(self.factor).wrapping_add(self.increment);
            sum = sum.wrapping_add(number);
        }
        State { number, sum }
    }

    /// Where the steps lead, in time that grows with the logarithm of their number.
    ///
    /// F. B. Brown, "Random number generation with arbitrary strides", Transactions of the American Nuclear Society
    /// 71, 1994: many steps are one linear step, found by squaring. Here the sum is part of what is squared: after n
    /// steps the number is A x + C, and the sum has grown by P x + Q.
    pub fn jump(self, from: State, mut steps: u64) -> State {
        let State { mut number, mut sum } = from;
        let (mut a, mut c) = (self.factor, self.increment);
        let (mut p, mut q) = (a, c);
        while steps > 0 {
            if steps & 1 == 1 {
                sum = sum.wrapping_add(p.wrapping_mul(number)).wrapping_add(q);
                number = a.wrapping_mul(number).wrapping_add(c);
            }
            // The same stride once more, from where the first one ends.
            (p, q) = (p.wrapping_add(p.wrapping_mul(a)), q.wrapping_add(q).wrapping_add(p.wrapping_mul(c)));
            (a, c) = (a.wrapping_mul(a), a.wrapping_mul(c).wrapping_add(c));
            steps >>= 1;
        }
        State { number, sum }
    }
}

impl Default for Lcg {
    fn default() -> Self {
        Self::new()
    }
}

/// A small value that travels with a ballast of as many bytes as wanted. Only a message holds the ballast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent<T> {
    /// The value.
    pub value: T,
    /// Bytes of ballast.
    pub ballast: usize,
}

impl<T> Sent<T> {
    /// The value alone.
    pub fn bare(value: T) -> Self {
        Self { value, ballast: 0 }
    }
}

impl<T: Pod> Wire for Sent<T> {
    fn bytes(&self) -> Cow<'_, [u8]> {
        let value = bytemuck::bytes_of(&self.value);
        if self.ballast == 0 {
            return Cow::Borrowed(value);
        }
        let mut bytes = vec![0; value.len() + self.ballast];
        bytes[..value.len()].copy_from_slice(value);
        Cow::Owned(bytes)
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        let ballast = message.len().checked_sub(size_of::<T>());
        let ballast = ballast.ok_or(WireError("the message is too short"))?;
        // The ballast is read like any data: what is not read costs nothing.
        let mut bytes = vec![0; message.len()];
        message.copy_to(0, &mut bytes);
        Ok(Self { value: bytemuck::pod_read_unaligned(&bytes[..size_of::<T>()]), ballast })
    }
}

/// A piece of the way.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct Walk {
    /// Where it begins.
    pub from: State,
    /// How many steps it has.
    pub steps: u64,
}
