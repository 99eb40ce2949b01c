//! The number types: from text to bits and back, and from a random fraction.

use crate::decimal;

/// What the bits of an element mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An unsigned 32-bit integer.
    Uint32,
    /// A signed 32-bit integer.
    Int32,
    /// A 32-bit float.
    Float32,
    /// A 64-bit float.
    Float64,
}

/// Random floats lie between minus this and this.
const REACH: f64 = 1e6;

impl Number {
    /// The type of this name in a permalink.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "uint32" => Some(Self::Uint32),
            "int32" => Some(Self::Int32),
            "float32" => Some(Self::Float32),
            "float64" => Some(Self::Float64),
            _ => None,
        }
    }

    /// The bits of the number at `fraction` (in units of 2^-64) of the type's range, for floats of ±1e6. A greater
    /// fraction never gives a lesser number.
    pub fn at(self, fraction: u64) -> u64 {
        let float = || (fraction as f64 / 2f64.powi(63) - 1.0) * REACH;
        match self {
            Self::Uint32 => fraction >> 32,
            Self::Int32 => (fraction >> 32) ^ (1 << 31),
            Self::Float32 => u64::from((float() as f32).to_bits()),
            Self::Float64 => float().to_bits(),
        }
    }

    /// The number as text that [`parse`](Self::parse) reads back, but for the payload of a NaN.
    pub fn format(self, bits: u64) -> String {
        match self {
            Self::Uint32 => (bits as u32).to_string(),
            Self::Int32 => (bits as i32).to_string(),
            Self::Float32 => {
                let value = f32::from_bits(bits as u32);
                if plain(value.into()) { format!("{value}") } else { format!("{value:e}") }
            }
            Self::Float64 => {
                let value = f64::from_bits(bits);
                if plain(value) { format!("{value}") } else { format!("{value:e}") }
            }
        }
    }

    /// The bits of the number that this text names; nothing where it names none of this type.
    pub fn parse(self, text: &str) -> Option<u64> {
        match self {
            Self::Uint32 => text.parse::<u32>().ok().map(u64::from),
            Self::Int32 => text.parse::<i32>().ok().map(|value| u64::from(value as u32)),
            Self::Float32 => {
                // By way of f64: where the text lies within 1e-16 of the middle between two, it may be the other one.
                let value = decimal::float(text)? as f32;
                (value.is_finite() || !has_digit(text)).then(|| u64::from(value.to_bits()))
            }
            Self::Float64 => {
                let value = decimal::float(text)?;
                (value.is_finite() || !has_digit(text)).then(|| value.to_bits())
            }
        }
    }

    /// What it takes, in words.
    pub fn takes(self) -> &'static str {
        match self {
            Self::Uint32 => "whole numbers from 0 to 4294967295",
            Self::Int32 => "whole numbers from -2147483648 to 2147483647",
            Self::Float32 => "numbers from -3.4028235e38 to 3.4028235e38, NaN, inf and -inf",
            Self::Float64 => {
                "numbers from -1.7976931348623157e308 to 1.7976931348623157e308, NaN, inf and -inf"
            }
        }
    }
}

/// Whether it reads best without an exponent.
fn plain(value: f64) -> bool {
    value == 0.0 || !value.is_finite() || (1e-5..1e16).contains(&value.abs())
}

/// Words such as `inf` have none; numbers that are too large do.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
