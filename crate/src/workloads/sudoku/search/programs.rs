//! The catalogue's entries, and the ways in.

use super::dig;
use super::{Goal, Search, Source};
use crate::plan::{
    Activity, Choice, Hint, InputInfo, Mode, OptionInfo, Plan, Problem, SizeInfo, Takes, WorkloadInfo,
};
use crate::workload::{Opened, Visitor, chosen};
use crate::workloads::sudoku::batch::Schedule;
use crate::workloads::sudoku::parse;

const SCHEDULE: OptionInfo = OptionInfo {
    name: "schedule",
    label: "Schedule",
    help: "Who searches what: an equal number of subtrees for each worker, fixed before the start; subtrees handed out \
           one by one; or parts of a tree taken by whoever is idle, from whoever is not.",
    default: "chunk",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "chunk", label: "One chunk per worker" },
            Choice { value: "task", label: "One task per subtree" },
            Choice { value: "steal", label: "Work stealing" },
        ],
    },
};

const HINTS: &[Hint] = &[Hint {
    activity: Activity::Solve,
    modes: &[Mode::Threads, Mode::Processes],
    option: "schedule",
    value: "steal",
    advice: "Try work stealing.",
}];

const fn input(help: &'static str, example: &'static str) -> Option<InputInfo> {
    Some(InputInfo { label: "Your own grids", help, example, accept: ".txt,.csv,.sdk,.sdm,.sudoku" })
}

const EXAMPLE: &str = "..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9";

/// Reads the schedule, and the visitor's grids, if there are any.
fn search(
    plan: &Plan,
    info: &'static WorkloadInfo,
    goal: Goal,
    make: fn(u32, u32) -> Vec<super::Puzzle>,
) -> Result<Search, Problem> {
    let schedule = chosen(plan, info, "schedule", Schedule::named)?;
    let source = match &plan.input {
        Some(text) => Source::Visitor(parse::grids(text)?),
        None => Source::Seed(plan.seed, plan.size, make),
    };
    Ok(Search::new(goal, schedule, source, plan.seed))
}

/// Proving that a hard grid has one solution.
pub mod unique {
    use super::*;

    /// The catalogue's entry.
    pub const INFO: WorkloadInfo = WorkloadInfo {
        id: "sudoku-unique",
        title: "Sudoku: prove one grid",
        summary: "Proves that a hard 25×25 grid has one solution: one search, split over the workers. Nobody knows \
                  beforehand how large a part of its tree is.",
        unit: "search nodes",
        size: SizeInfo { min: 1, max: 100_000, default: 2000, presets: &[500, 2000, 10_000, 50_000] },
        options: &[SCHEDULE],
        input: input(
            "One grid a line, or several: 81, 256 or 625 cells, 1 to 9, then A to G or A to P, and a dot for a blank. \
             Or a single grid in 9, 16 or 25 lines. A hard 25×25 grid may take hours: Cancel ends it.",
            EXAMPLE,
        ),
        systems: &[2],
        causes: &[],
        hints: HINTS,
    };

    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option or a line of the input that won't do.
    pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
        let make = |seed, size: u32| vec![dig::unique(seed, size.into())];
        Ok(visitor.visit(search(plan, &INFO, Goal::Solutions(2), make)?))
    }
}

/// Counting all solutions of a grid.
pub mod count {
    use super::*;

    /// The most solutions that are counted.
    pub const MOST: u32 = 100_000_000;

    /// The catalogue's entry.
    pub const INFO: WorkloadInfo = WorkloadInfo {
        id: "sudoku-count",
        title: "Sudoku: count solutions",
        summary: "Counts every solution of a 9×9 grid with too few clues: one search, split over the workers, that \
                  ends only when all of its tree has been seen.",
        unit: "solutions",
        size: SizeInfo {
            min: 1,
            max: 5_000_000,
            default: 300_000,
            presets: &[10_000, 100_000, 300_000, 1_000_000, 5_000_000],
        },
        options: &[SCHEDULE, LIMIT],
        input: input(
            "One grid a line: 81, 256 or 625 cells, and a dot for a blank. Or a single grid in 9, 16 or 25 lines. A grid \
             that has far more solutions than are to be counted is not split.",
            EXAMPLE,
        ),
        systems: &[2],
        causes: &[],
        hints: HINTS,
    };

    const LIMIT: OptionInfo = OptionInfo {
        name: "limit",
        label: "Count solutions up to",
        help: "The count stops there. A generated grid has about as many as its size says.",
        default: "10000000",
        takes: Takes::Whole { min: 1, max: MOST, word: None },
    };

    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option or a line of the input that won't do.
    pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
        let limit = chosen(plan, &INFO, "limit", |value| {
            value.parse().ok().filter(|limit| (1..=u64::from(MOST)).contains(limit))
        })?;
        let make = |seed, size: u32| vec![dig::ambiguous(seed, size.into())];
        Ok(visitor.visit(search(plan, &INFO, Goal::Solutions(limit), make)?))
    }
}

/// Making minimal puzzles.
pub mod minimal {
    use super::*;

    /// The catalogue's entry.
    pub const INFO: WorkloadInfo = WorkloadInfo {
        id: "sudoku-minimal",
        title: "Sudoku: make minimal puzzles",
        summary: "Takes clues from solved 16×16 grids until each that is left is needed. Every clue is a search, and a \
                  few puzzles take longer than all the others.",
        unit: "16×16 puzzles",
        size: SizeInfo { min: 1, max: 100_000, default: 2, presets: &[1, 2, 5, 20, 100] },
        options: &[SCHEDULE],
        input: input(
            "Puzzles with one solution, or solved grids, one a line: 81, 256 or 625 cells, and a dot for a blank. Clues \
             that are not needed are taken from them.",
            "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
        ),
        systems: &[2],
        causes: &[],
        hints: HINTS,
    };

    /// Configures it from a plan.
    ///
    /// # Errors
    /// An option or a line of the input that won't do.
    pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
        let make = |seed, size: u32| dig::solved(seed, size as usize);
        Ok(visitor.visit(search(plan, &INFO, Goal::Minimal, make)?))
    }
}
