//! What a report must say, and where it says something else.

use serde_json::Value;
use std::{collections::BTreeMap, fmt};

/// How far apart, as a share, two numbers may be that were computed in the same steps.
const SAME: f64 = 1e-9;
/// How far apart, as a share of their scale, two numbers may be that come from a fit.
pub const FITTED: f64 = 1e-6;

/// What a value of the report must be.
#[derive(Clone, Debug)]
pub enum Expected {
    /// This number, within so much.
    Number(f64, f64),
    /// This text, truth value, whole number or null.
    Exactly(Value),
    /// These, in this order.
    List(Vec<Expected>),
    /// An object with these fields and no others.
    Fields(BTreeMap<String, Expected>),
    /// Texts for readers, without a number of their own.
    Words,
    /// What was asked and measured, from which the rest is computed.
    Given,
}

/// One place where a report differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, as in `series[0].points[2].time.low`.
    pub path: String,
    /// What the report says.
    pub reported: String,
    /// What its trials give.
    pub recomputed: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: reported {}, recomputed {}", self.path, self.reported, self.recomputed)
    }
}

/// A number computed in the same steps as the report's.
pub fn number(value: f64) -> Expected {
    Expected::Number(value, SAME * value.abs())
}

/// A number that may be absent.
pub fn maybe(value: Option<f64>) -> Expected {
    value.map_or(NOTHING, number)
}

/// A number from a fit; it may be off by a millionth of itself, or of its scale where that is larger.
pub fn fitted(value: f64, scale: f64) -> Expected {
    Expected::Number(value, FITTED * value.abs().max(scale))
}

/// No value.
pub const NOTHING: Expected = Expected::Exactly(Value::Null);

/// A whole number, a text, a truth value.
pub fn exactly(value: impl Into<Value>) -> Expected {
    Expected::Exactly(value.into())
}

/// An object with these fields.
pub fn fields<'n>(all: impl IntoIterator<Item = (&'n str, Expected)>) -> Expected {
    Expected::Fields(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of each of these.
pub fn list<T>(items: impl IntoIterator<Item = T>, of: impl FnMut(T) -> Expected) -> Expected {
    Expected::List(items.into_iter().map(of).collect())
}

impl Expected {
    /// Adds every difference under this path.
    pub fn compare(&self, path: &str, reported: &Value, found: &mut Vec<Difference>) {
        let mut differs = |recomputed: String| {
            let (path, reported) = (path.to_owned(), shown(reported));
            found.push(Difference { path, reported, recomputed });
        };
        match (self, reported) {
            (Self::Given, _) => {}
            (Self::Words, _) => unchecked(path, reported, found),
            (Self::Exactly(value), _) if value == reported => {}
            (Self::Exactly(value), _) => differs(value.to_string()),
            (&Self::Number(value, within), _) => match reported.as_f64() {
                Some(told) if (told - value).abs() <= within => {}
                _ => differs(value.to_string()),
            },
            (Self::List(items), Value::Array(told)) => {
                if items.len() != told.len() {
                    differs(format!("a list of {}", items.len()));
                }
                for (index, (item, told)) in items.iter().zip(told).enumerate() {
                    item.compare(&format!("{path}[{index}]"), told, found);
                }
            }
            (Self::List(items), _) => differs(format!("a list of {}", items.len())),
            (Self::Fields(all), Value::Object(told)) => {
                let at =
                    |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                for (name, value) in all {
                    value.compare(&at(name), told.get(name).unwrap_or(&Value::Null), found);
                }
                for (name, told) in told.iter().filter(|(name, _)| !all.contains_key(*name)) {
                    unchecked(&at(name), told, found);
                }
            }
            (Self::Fields(_), _) => differs("an object".to_owned()),
        }
    }
}

/// Every number here is one that nobody has recomputed.
fn unchecked(path: &str, reported: &Value, found: &mut Vec<Difference>) {
    match reported {
        Value::Number(number) => found.push(Difference {
            path: path.to_owned(),
            reported: number.to_string(),
            recomputed: "nothing: this number is unchecked".to_owned(),
        }),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| unchecked(&format!("{path}[{index}]"), item, found));
        }
        Value::Object(all) => {
            all.iter().for_each(|(name, value)| unchecked(&format!("{path}.{name}"), value, found));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A value in a line.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "nothing".to_owned(),
        _ => value.to_string(),
    }
}
