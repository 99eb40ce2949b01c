//! The explorer's entries in the catalogue of labs.

use super::programs::CHOICES;
use super::schedule;
use super::text::MOST_TEXT;
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Takes};

/// Where control may switch.
const MODE: OptionInfo = OptionInfo {
    name: "mode",
    label: "Where control may switch",
    help: "Anywhere, as threads; at await or yield only; or anywhere, with nothing shared.",
    default: "own",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "own", label: "As the program is meant" },
            Choice { value: "threads", label: "Anywhere (threads)" },
            Choice { value: "async", label: "At await or yield only (async)" },
            Choice { value: "greenlets", label: "At yield, and where one waits (greenlets)" },
            Choice { value: "processes", label: "Anywhere, own memory (processes)" },
        ],
    },
};

const TEXT: OptionInfo = OptionInfo {
    name: "text",
    label: "Text",
    help: "A program of your own, a statement a line.",
    default: "",
    takes: Takes::Text { most: MOST_TEXT as u32 },
};

const SCHEDULE: OptionInfo = OptionInfo {
    name: "schedule",
    label: "Schedule",
    help: "Who moves: a letter a step, with a number for steps in a row, as in a2b.",
    default: "",
    takes: Takes::Text { most: 2 * schedule::MOST as u32 },
};

const SEED: OptionInfo = OptionInfo {
    name: "seed",
    label: "Seed",
    help: "Chooses a schedule.",
    default: "none",
    takes: Takes::Whole { min: 0, max: 999_999, word: Some("none") },
};

/// All programs.
pub const EXPLORER: LabInfo = LabInfo {
    id: "explorer",
    title: "Schedule explorer",
    kind: LabKind::Explorer,
    summary: "A few actors, a few steps each, and a scheduler that does as it is told: go through any schedule step by step, or through all of them.",
    notice: "Try to make the program fail by hand: choose who moves at every step. Then let it explore all schedules, and look at one that fails. Change where control may switch, and explore again: what fails under threads may be safe where control switches at await only, and the other way round. Edit the program to mend it, and send the link.",
    knobs: &[
        OptionInfo {
            name: "program",
            label: "Program",
            help: "What the actors do.",
            default: "lost-update",
            takes: Takes::Choice { choices: &CHOICES },
        },
        MODE,
        TEXT,
        SCHEDULE,
        SEED,
    ],
    systems: &[4, 7, 8, 9, 10, 12],
};

/// Cooperative tasks.
pub const GREENLETS: LabInfo = LabInfo {
    id: "greenlets",
    title: "Greenlets",
    kind: LabKind::Explorer,
    summary: "Cooperative tasks on one thread. They keep it until they yield: a dashed line in the steps shows where control may switch.",
    notice: "Explore all schedules with a yield after every addition, then after every second, third and sixth: fewer points at which control may switch, fewer schedules, and never a wrong total. Then let control switch anywhere, as threads do: the same program loses additions. Edit it and put the yield between the load and the store.",
    knobs: &[
        OptionInfo {
            name: "every",
            label: "Yield every",
            help: "How many additions lie between two yields.",
            default: "1",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "1", label: "1 addition" },
                    Choice { value: "2", label: "2 additions" },
                    Choice { value: "3", label: "3 additions" },
                    Choice { value: "6", label: "6 additions: only at the end" },
                ],
            },
        },
        MODE,
        TEXT,
        SCHEDULE,
        SEED,
    ],
    systems: &[12, 19],
};
