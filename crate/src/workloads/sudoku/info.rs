//! The catalogue's entry.

use super::parse::MOST_PUZZLES;
use crate::plan::{Activity, Choice, Hint, InputInfo, Mode, OptionInfo, SizeInfo, Takes, WorkloadInfo};

/// The most solutions of one puzzle that can be counted.
pub const MOST_SOLUTIONS: u32 = 1_000_000;

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "sudoku",
    title: "Sudoku",
    summary: "Solves a batch of puzzles, each a task of its own. Some cost a hundred times what others do, so who \
              gets which puzzle, and when, decides the speedup.",
    unit: "puzzles",
    size: SizeInfo {
        min: 1,
        max: MOST_PUZZLES as u32,
        default: 4000,
        presets: &[100, 1000, 4000, 20_000, 100_000],
    },
    options: &[ALGORITHM, SCHEDULE, DIFFICULTY, LIMIT],
    input: Some(InputInfo {
        label: "Your own puzzles",
        help: "One puzzle a line: 81 cells, digits and a dot (or 0, *, _, -, x) for a blank; what follows after a \
               space or a comma is left out. Or a single grid in nine lines. Lines that start with # are skipped.",
        example: "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
        accept: ".txt,.csv,.sdk,.sdm,.sudoku",
    }),
    waits: false,
    systems: &[2],
    // Async tasks share one thread, which no schedule keeps busier.
    hints: &[Hint {
        activity: Activity::Solve,
        modes: &[Mode::Threads, Mode::Processes],
        option: "schedule",
        value: "steal",
        advice: "Try work stealing.",
    }],
    causes: &[],
};

const ALGORITHM: OptionInfo = OptionInfo {
    name: "algorithm",
    label: "Algorithm",
    help: "The fast solver, or the one of Peter Norvig's essay, which is easier to follow.",
    default: "bitboard",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "bitboard", label: "Bitboard" },
            Choice { value: "norvig", label: "Norvig's" },
        ],
    },
};

const SCHEDULE: OptionInfo = OptionInfo {
    name: "schedule",
    label: "Schedule",
    help: "Who gets which puzzles: fixed before the start, handed out one by one, or taken in shrinking pieces by \
           whoever is idle.",
    default: "chunk",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "chunk", label: "One chunk per worker" },
            Choice { value: "task", label: "One task per puzzle" },
            Choice { value: "steal", label: "Work stealing" },
        ],
    },
};

const DIFFICULTY: OptionInfo = OptionInfo {
    name: "difficulty",
    label: "Difficulty",
    help: "Mixed goes from easy to very hard, in that order: the last chunk is the most work. Your own puzzles \
           are as hard as they are.",
    default: "mixed",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "mixed", label: "Mixed, rising" },
            Choice { value: "easy", label: "Easy" },
            Choice { value: "medium", label: "Medium" },
            Choice { value: "hard", label: "Hard" },
            Choice { value: "very-hard", label: "Very hard" },
        ],
    },
};

const LIMIT: OptionInfo = OptionInfo {
    name: "limit",
    label: "Count solutions up to",
    help: "2 shows whether a solution is the only one. 1 stops at the first.",
    default: "2",
    takes: Takes::Whole { min: 1, max: MOST_SOLUTIONS, word: None },
};
