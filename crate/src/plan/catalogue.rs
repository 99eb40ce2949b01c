//! What can be run: made once, at build time.

use super::{Activity, Mode};
use serde::Serialize;
use std::fmt;

/// What can be run, for the controls and for `labs()`. Made once, at build time.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkloadInfo {
    /// Its name in the permalink.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it shows, in a sentence or two.
    pub summary: &'static str,
    /// What is counted: `elements`, `puzzles`.
    pub unit: &'static str,
    /// How much work may be asked for.
    pub size: SizeInfo,
    /// Its own options.
    pub options: &'static [OptionInfo],
    /// How it takes the visitor's own data.
    pub input: Option<InputInfo>,
    /// Whether its workers wait for something outside, and need no core meanwhile.
    pub waits: bool,
    /// Rows of the list of systems that it covers.
    pub systems: &'static [u32],
    /// What to try where an option's value costs speedup.
    pub hints: &'static [Hint],
    /// What the program's own nature says of a line.
    pub causes: &'static [Cause],
}

/// Why a line is as it is, where the program's nature tells and times alone can't.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// The lines it is about.
    pub modes: &'static [Mode],
    /// The option and the value with which it holds; none where it always does.
    pub option: Option<(&'static str, &'static str)>,
    /// Whether it explains that more workers are faster, or that they are not.
    pub gains: bool,
    /// Why, as a clause: `each step needs the result of the one before`.
    pub clause: &'static str,
}

/// A plan worth a name of its own: something that a visitor can open.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    /// Its name among all that can be opened.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it shows, in a sentence or two.
    pub summary: &'static str,
    /// Rows of the list of systems that it covers.
    pub systems: &'static [u32],
    /// Its permalink's parameters; what they leave out has its default.
    pub query: &'static [(&'static str, &'static str)],
}

/// What to try where a part of a run that grows with the workers limits the speedup.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Hint {
    /// The part.
    pub activity: Activity,
    /// The modes in which it helps.
    pub modes: &'static [Mode],
    /// The option to change.
    pub option: &'static str,
    /// The value that is better; no hint where the plan has it.
    pub value: &'static str,
    /// What to do, as a sentence: `Try the parallel merge.`
    pub advice: &'static str,
}

/// The range of a size.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SizeInfo {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The one taken where none is named.
    pub default: u32,
    /// Sizes to offer.
    pub presets: &'static [u32],
}

/// An option of a workload: a name in the permalink and a control on the page.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OptionInfo {
    /// Its name in the permalink.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it does.
    pub help: &'static str,
    /// The value taken where none is named.
    pub default: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Takes {
    /// One of a list.
    Choice {
        /// The list.
        choices: &'static [Choice],
    },
    /// A whole number in a range, or a word in its place.
    Whole {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
        /// The word that leaves it to the program, such as `auto`.
        word: Option<&'static str>,
    },
    /// A text.
    Text {
        /// The most characters.
        most: u32,
    },
}

impl fmt::Display for Takes {
    /// In words, for a [`Problem`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Choice { choices } => {
                let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                write!(f, "one of {}", values.join(", "))
            }
            Self::Whole { min, max, word } => {
                write!(f, "a whole number from {min} to {max}")?;
                word.map_or(Ok(()), |word| write!(f, ", or {word}"))
            }
            Self::Text { most } => write!(f, "a text of up to {most} characters"),
        }
    }
}

/// One value of an option.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Its name in the permalink.
    pub value: &'static str,
    /// Its name for people.
    pub label: &'static str,
}

/// How a workload takes the visitor's own data.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InputInfo {
    /// Its name for people.
    pub label: &'static str,
    /// What it takes.
    pub help: &'static str,
    /// A short example.
    pub example: &'static str,
    /// File endings to offer.
    pub accept: &'static str,
}

/// What kind of lab it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum LabKind {
    /// Real workers on real shared memory.
    Live,
    /// Every schedule of a small program.
    Explorer,
}

/// A lab that is no workload, for the controls and for `labs()`. Made once, at build time.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LabInfo {
    /// Its name in the permalink.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What kind it is.
    pub kind: LabKind,
    /// What it shows, in a sentence or two.
    pub summary: &'static str,
    /// What to try, and what to notice then.
    pub notice: &'static str,
    /// Its knobs.
    pub knobs: &'static [OptionInfo],
    /// Rows of the list of systems that it covers.
    pub systems: &'static [u32],
}
