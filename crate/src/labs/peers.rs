//! Race the peers: our programs against those that others would use, in turns, on the visitor's machine.
//!
//! The race is no stage of actors, and none of the core's programs: `crate/peers` holds the peers, and the page loads it
//! for those who ask.

use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Takes};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "race-peers",
    title: "Race the peers",
    kind: LabKind::Live,
    summary: "Our sorts and our sudoku solver against those that you would use otherwise: Rust's standard library, rayon, \
              rdst, a solver from npm, and the sorts of this browser. In turns, on the same input, on your machine.",
    notice: "Does a pool of threads pay against the best program for one worker, or only against itself on one thread? \
             Every answer is checked, outside the time. Everybody warms up first, and then runs once in each round: what \
             disturbs your machine for a while disturbs all alike. Where an interval holds 1×, the race does not say who \
             is quicker: more rounds may.",
    knobs: &[
        OptionInfo {
            name: "program",
            label: "Program",
            help: "What everybody does.",
            default: "sort",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "sort", label: "Sort random numbers" },
                    Choice { value: "sudoku", label: "Solve sudokus" },
                ],
            },
        },
        OptionInfo {
            name: "size",
            label: "Numbers",
            help: "How many are sorted. Up to 1,000,000, an array with a comparator joins in: with more it takes seconds.",
            default: "1000000",
            takes: Takes::Whole { min: 1000, max: 16_000_000, word: None },
        },
        OptionInfo {
            name: "type",
            label: "Number type",
            help: "What is sorted. Floats are put in total order: -0 before 0, and NaN last.",
            default: "uint32",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "uint32", label: "Uint32" },
                    Choice { value: "float64", label: "Float64" },
                ],
            },
        },
        OptionInfo {
            name: "puzzles",
            label: "Puzzles",
            help: "How many sudokus are solved; of each, solutions are counted up to two.",
            default: "300",
            takes: Takes::Whole { min: 1, max: 5000, word: None },
        },
        OptionInfo {
            name: "difficulty",
            label: "Difficulty",
            help: "Of the puzzles. Hard ones take a while to make.",
            default: "medium",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "easy", label: "easy" },
                    Choice { value: "medium", label: "medium" },
                    Choice { value: "hard", label: "hard" },
                    Choice { value: "very-hard", label: "very hard" },
                ],
            },
        },
        OptionInfo {
            name: "workers",
            label: "Threads",
            help: "Of the pools, ours and theirs; auto is one for each core. Pools need shared memory.",
            default: "auto",
            takes: Takes::Whole { min: 1, max: 64, word: Some("auto") },
        },
        OptionInfo {
            name: "rounds",
            label: "Rounds",
            help: "How often everybody runs, after a warm-up.",
            default: "15",
            takes: Takes::Whole { min: 3, max: 200, word: None },
        },
    ],
    systems: &[1, 2],
};
