//! Numbers from text.
//!
//! Rust's own reader brings a table of 10 kB that no compression makes smaller, into each program that a visitor
//! downloads. Browsers have a reader already.

/// The number that a text names, rounded to the nearest: what [`str::parse`] makes of it.
pub fn float(text: &str) -> Option<f64> {
    #[cfg(target_arch = "wasm32")]
    return read(text, crate::wasm::number);
    #[cfg(not(target_arch = "wasm32"))]
    return text.parse().ok();
}

/// The same by a reader that takes more than Rust does, such as JavaScript's `Number`: it is shown digits alone.
pub fn read(text: &str, digits: impl Fn(&str) -> f64) -> Option<f64> {
    named(text).or_else(|| is_decimal(text).then(|| digits(text)))
}

/// What is no digits: infinity and NaN, in any case, with or without a sign.
fn named(text: &str) -> Option<f64> {
    let (sign, name) = match text.strip_prefix('-') {
        Some(name) => (-1.0, name),
        None => (1.0, unsigned(text)),
    };
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("inf") || is("infinity") {
        return Some(sign * f64::INFINITY);
    }
    is("nan").then_some(f64::NAN.copysign(sign))
}

/// Digits with one point at most among, before or after them, and an exponent.
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = match unsigned(text).split_once(['e', 'E']) {
        Some((number, exponent)) => (number, unsigned(exponent)),
        None => (unsigned(text), "0"),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    whole.len() + part.len() > 0 && digits(whole) && digits(part) && !exponent.is_empty() && digits(exponent)
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}
