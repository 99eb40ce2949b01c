//! The sudoku workload: both solvers against a naive one, the generator, the schedules, the parser, the checks.

use futures::executor::block_on;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use speedup_lab::modes::{Executor, cooperative::Cooperative, threads::Pool};
use speedup_lab::plan::{Answer, Mode, Plan, Transport, VERSION};
use speedup_lab::random::Random;
use speedup_lab::run::{Clock, Stopwatch};
use speedup_lab::workload::{Wire, Workload};
use speedup_lab::workloads::sudoku::batch::{Puzzles, Schedule};
use speedup_lab::workloads::sudoku::check::{Expected, check};
use speedup_lab::workloads::sudoku::generate::{Difficulty, GRADES, Grade, batch};
use speedup_lab::workloads::sudoku::grid::{CELLS, Grid, Solved};
use speedup_lab::workloads::sudoku::parse;
use speedup_lab::workloads::sudoku::{Algorithm, INFO, Sudoku, bitboard};
use std::collections::{BTreeMap, HashSet};

#[path = "sudoku/forms.rs"]
mod forms;
#[path = "sudoku/searches.rs"]
mod searches;

const BOTH: [Algorithm; 2] = [Algorithm::Bitboard, Algorithm::Norvig];
const SOLVED: &str = "534678912672195348198342567859761423426853791713924856961537284287419635345286179";
const UNIQUE: &str = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79";

fn grid(text: &str) -> Grid {
    parse::puzzles(text).expect("a puzzle")[0]
}

/// The oracle: the first blank cell, each digit in turn, nothing else.
fn naive(grid: &mut Grid, limit: u32) -> u32 {
    fn fits(grid: &Grid, cell: usize, digit: u8) -> bool {
        let (row, column) = (cell / 9, cell % 9);
        (0..9).all(|n| {
            let in_box = (row / 3 * 3 + n / 3, column / 3 * 3 + n % 3);
            [(row, n), (n, column), in_box]
                .iter()
                .all(|&(r, c)| (r, c) == (row, column) || grid.0[r][c] != digit)
        })
    }
    fn count(grid: &mut Grid, limit: u32) -> u32 {
        let Some(cell) = grid.cells().iter().position(|&digit| digit == 0) else { return 1 };
        let mut found = 0;
        for digit in 1..=9 {
            if found < limit && fits(grid, cell, digit) {
                grid.cells_mut()[cell] = digit;
                found += count(grid, limit - found);
                grid.cells_mut()[cell] = 0;
            }
        }
        found
    }
    let fair = (0..CELLS).all(|cell| grid.cells()[cell] == 0 || fits(grid, cell, grid.cells()[cell]));
    if fair { count(grid, limit) } else { 0 }
}

/// A solved grid with blanks, perhaps with planted mistakes. `blanks` stays where the oracle is quick.
fn puzzle() -> impl Strategy<Value = Grid> {
    let planted = prop::collection::vec((0..CELLS, 1..=9u8), 0..3);
    (any::<u32>(), 0..58usize, planted).prop_map(|(seed, blanks, planted)| {
        let base = batch(seed % 64, 1, Difficulty::Only(GRADES[0]))[0];
        let mut grid = *bitboard::solve(&base, 1).first().expect("a generated puzzle has a solution");
        let mut cells: Vec<usize> = (0..CELLS).collect();
        Random::new(seed).shuffle(&mut cells);
        for &cell in &cells[..blanks] {
            grid.cells_mut()[cell] = 0;
        }
        for (cell, digit) in planted {
            grid.cells_mut()[cell] = digit;
        }
        grid
    })
}

fn is_solution(puzzle: &Grid, solution: &Grid) -> bool {
    let keeps = puzzle.cells().iter().zip(solution.cells()).all(|(clue, digit)| *clue == 0 || clue == digit);
    keeps && naive(&mut solution.clone(), 1) == 1 && solution.clues() == CELLS
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn solvers_count_like_the_naive_one(puzzle in puzzle(), limit in prop::sample::select(vec![1, 2, 3, 50])) {
        let expected = naive(&mut puzzle.clone(), limit);
        for algorithm in BOTH {
            let solved = algorithm.solve(&puzzle, limit);
            prop_assert_eq!(solved.solutions(), expected, "{:?} on {}", algorithm, puzzle);
            if let Some(solution) = solved.first() {
                prop_assert!(is_solution(&puzzle, solution), "{:?} on {}: {}", algorithm, puzzle, solution);
            }
        }
    }

    /// Few clues mean many guesses: the naive solver would take too long, Norvig's does not.
    #[test]
    fn the_fast_solver_counts_like_norvigs(seed in any::<u32>(), taken in 0..8usize) {
        let grade = GRADES[seed as usize % GRADES.len()];
        let mut puzzle = batch(seed % 16, 1, Difficulty::Only(grade))[0];
        let mut cells: Vec<usize> = (0..CELLS).filter(|&cell| puzzle.cells()[cell] != 0).collect();
        Random::new(seed).shuffle(&mut cells);
        for &cell in &cells[..taken] {
            puzzle.cells_mut()[cell] = 0;
        }
        let [fast, teaching] = BOTH.map(|algorithm| algorithm.solve(&puzzle, 3000));
        prop_assert_eq!(fast.solutions(), teaching.solutions(), "{}", puzzle);
        prop_assert!(is_solution(&puzzle, fast.first().expect("it had one before")), "{}", puzzle);
    }

    #[test]
    fn noise_is_refused_or_read_and_never_panics(text in "(?s).{0,400}") {
        let _ = parse::puzzles(&text);
    }

    #[test]
    fn a_written_grid_is_read_again(puzzle in puzzle()) {
        prop_assert_eq!(parse::puzzles(&puzzle.to_string()), Ok(vec![puzzle]));
    }

    #[test]
    fn ranges_cover_every_puzzle_once(length in 0..3000usize, workers in 1..70usize) {
        for schedule in [Schedule::Chunk, Schedule::Task, Schedule::Steal] {
            let ranges = schedule.ranges(length, workers);
            let mut end = 0;
            for range in &ranges {
                prop_assert_eq!(range.start, end);
                prop_assert!(range.end > range.start);
                end = range.end;
            }
            prop_assert_eq!(end, length);
            match schedule {
                Schedule::Chunk => prop_assert_eq!(ranges.len(), workers.min(length)),
                Schedule::Task => prop_assert_eq!(ranges.len(), length),
                Schedule::Steal => prop_assert!(ranges.windows(2).all(|pair| pair[0].len() >= pair[1].len())),
            }
        }
    }
}

/// The oracle sees what the strategy is for: puzzles with none, one, two and more solutions.
#[test]
fn the_strategy_makes_puzzles_of_every_kind() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds = HashSet::new();
    for _ in 0..400 {
        let tree = puzzle().new_tree(&mut runner).expect("a puzzle");
        kinds.insert(naive(&mut tree.current(), 3));
    }
    assert_eq!(kinds, HashSet::from([0, 1, 2, 3]));
}

#[test]
fn limits_are_reached_and_not_passed() {
    for algorithm in BOTH {
        for limit in [1, 2, 1000] {
            let solved = algorithm.solve(&Grid::BLANK, limit);
            assert_eq!(solved.solutions(), limit, "{algorithm:?}");
            assert_eq!(solved.first().expect("a blank grid has solutions").flaw(), None);
        }
        assert_eq!(algorithm.solve(&grid(UNIQUE), 1000).solutions(), 1);
    }
}

#[test]
fn known_puzzles_have_their_solutions() {
    for algorithm in BOTH {
        assert_eq!(algorithm.solve(&grid(UNIQUE), 2), Solved::new(Some(grid(SOLVED)), 1));
        assert_eq!(algorithm.solve(&grid(SOLVED), 2), Solved::new(Some(grid(SOLVED)), 1));
    }
}

#[test]
fn contradictions_have_no_solution() {
    let twice_in_row = format!("55{}", &UNIQUE[2..]);
    let twice_in_column = format!("5{}5{}", ".".repeat(8), ".".repeat(71));
    let twice_in_box = format!("5{}5{}", ".".repeat(9), ".".repeat(70));
    let full = format!("35{}", &SOLVED[2..]);
    // No place for a 1 in the first row, though no two clues are alike in a unit.
    let no_place = format!(".2345678.{}1{}1{}", ".".repeat(18), ".".repeat(34), ".".repeat(18));
    for text in [twice_in_row, twice_in_column, twice_in_box, full, no_place] {
        for algorithm in BOTH {
            assert_eq!(algorithm.solve(&grid(&text), 2), Solved::new(None, 0), "{algorithm:?} on {text}");
        }
    }
}

fn difficulties() -> Vec<Difficulty> {
    let grades = GRADES.map(Difficulty::Only).into_iter();
    grades.chain([Difficulty::Only(Grade::FewClues), Difficulty::Mixed]).collect()
}

#[test]
fn generated_puzzles_are_unique_and_distinct() {
    for difficulty in difficulties() {
        let puzzles = batch(3, 300, difficulty);
        assert_eq!(puzzles.iter().collect::<HashSet<_>>().len(), 300, "{difficulty:?}");
        for puzzle in &puzzles {
            for algorithm in BOTH {
                assert_eq!(algorithm.solve(puzzle, 2).solutions(), 1, "{algorithm:?} on {puzzle}");
            }
        }
    }
}

#[test]
fn a_seed_decides_the_batch() {
    for difficulty in difficulties() {
        assert_eq!(batch(5, 40, difficulty), batch(5, 40, difficulty));
        assert_ne!(batch(5, 40, difficulty), batch(6, 40, difficulty));
    }
}

#[test]
fn every_size_is_made() {
    for size in [1, 2, 3, 5, 47, 48, 49] {
        for difficulty in difficulties() {
            assert_eq!(batch(9, size, difficulty).len(), size);
        }
    }
}

/// What the generator goes by, on average.
fn guesses(puzzles: &[Grid]) -> f64 {
    let total: u32 = puzzles.iter().map(bitboard::plain_guesses).sum();
    f64::from(total) / puzzles.len() as f64
}

#[test]
fn grades_rise() {
    for seed in [1, 2, 3] {
        let mixed = batch(seed, 400, Difficulty::Mixed);
        let quarters: Vec<&[Grid]> = mixed.chunks(100).collect();
        assert!(quarters[0].iter().all(|puzzle| puzzle.clues() >= 36));
        assert!(quarters[1..].iter().all(|quarter| quarter.iter().all(|puzzle| puzzle.clues() <= 30)));
        let mixed: Vec<f64> = quarters.into_iter().map(guesses).collect();
        let only = GRADES.map(|grade| guesses(&batch(seed, 100, Difficulty::Only(grade))));
        for [easy, medium, hard, very_hard] in [mixed.try_into().expect("four quarters"), only] {
            assert!(
                easy < 0.5 && medium < hard && 1.5 * hard < very_hard,
                "seed {seed}: {easy} {medium} {hard} {very_hard}"
            );
        }
    }
}

#[test]
fn few_clues_are_fewer_than_any_that_is_dug() {
    let clues =
        |puzzles: &[Grid]| puzzles.iter().map(Grid::clues).sum::<usize>() as f64 / puzzles.len() as f64;
    for seed in [1, 2, 3] {
        let [few, medium] =
            [Grade::FewClues, Grade::Medium].map(|grade| clues(&batch(seed, 60, Difficulty::Only(grade))));
        assert!(few < medium - 1.0 && few < 23.0, "seed {seed}: {few}, {medium}");
    }
}

fn plan(options: &[(&str, &str)]) -> Plan {
    let options = options.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Plan {
        version: VERSION,
        workload: INFO.id.into(),
        size: 100,
        options,
        modes: vec![Mode::Serial],
        transports: vec![Transport::Copy],
        workers: vec![1],
        samples: 1,
        realms: 1,
        seed: 11,
        precision: None,
        budget: 60,
        scaled: false,
        input: None,
    }
}

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> f64 {
        0.0
    }
    fn grain(&self) -> f64 {
        0.0
    }
}

#[test]
fn every_schedule_gives_the_serial_answers() {
    let pools: Vec<Pool> = (1..=8).map(Pool::new).collect();
    for algorithm in ["bitboard", "norvig"] {
        for schedule in ["chunk", "task", "steal"] {
            let options = [("algorithm", algorithm), ("schedule", schedule)];
            let workload = Sudoku::new(&Plan { size: 50, ..plan(&options) }).expect("a plan");
            let input = workload.generate();
            let watch = Stopwatch::start(&Still);
            let expected = workload.solve_serial(input.clone(), &watch);
            assert_eq!(workload.verify(&input, &expected), Ok(()));
            for pool in &pools {
                let shared = workload.solve_shared(input.clone(), pool, &watch);
                assert_eq!(shared, expected, "{schedule} on {} threads", pool.workers());
                assert_eq!(
                    by_messages(&workload, &input, pool.workers()),
                    expected,
                    "{schedule}, {} workers",
                    pool.workers()
                );
                let jobs = workload.split(input.clone(), pool.workers());
                let tasks = Cooperative { tasks: pool.workers() };
                let parts = block_on(tasks.map(&workload, jobs, &watch)).expect("nothing fails");
                assert_eq!(workload.merge(parts), expected);
            }
        }
    }
}

/// The way through isolated workers: every job and every part is bytes in between.
fn by_messages(workload: &Sudoku, input: &Puzzles, workers: usize) -> Vec<Solved> {
    let jobs = workload.split(reread(input), workers);
    let parts = jobs.iter().map(|job| reread(&workload.solve(reread(job)))).collect();
    reread(&workload.merge(parts))
}

fn reread<T: Wire>(value: &T) -> T {
    T::from_message(&value.bytes().into_owned()).expect("what was written can be read")
}

#[test]
fn bytes_that_are_no_puzzles_are_refused() {
    assert!(Puzzles::from_message(&vec![0u8; 80]).is_err());
    assert!(Puzzles::from_message(&vec![10u8; 81]).is_err());
    assert_eq!(Puzzles::from_message(&vec![9u8; 162]).map(|job| job.as_slice().len()), Ok(2));
}

#[test]
fn options_that_wont_do_are_named() {
    let bad = [
        ("algorithm", "dancing"),
        ("schedule", "random"),
        ("difficulty", "evil"),
        ("limit", "0"),
        ("limit", "1000001"),
        ("limit", "two"),
    ];
    for (name, value) in bad {
        let problem = Sudoku::new(&plan(&[(name, value)])).expect_err("it won't do");
        assert_eq!((problem.field.as_str(), problem.value.as_str()), (name, value));
    }
}

#[test]
fn the_example_and_the_presets_hold() {
    let input = INFO.input.expect("puzzles can be given");
    assert_eq!(bitboard::solve(&grid(input.example), 2).solutions(), 1);
    assert!(INFO.size.presets.iter().all(|size| (INFO.size.min..=INFO.size.max).contains(size)));
    assert!(INFO.size.presets.contains(&INFO.size.default));
}

#[test]
fn own_puzzles_are_answered_in_order() {
    let contradictory = format!("55{}", &UNIQUE[2..]);
    let ambiguous = ".".repeat(81);
    let input = format!("{UNIQUE}\n{contradictory}\n{ambiguous}\n");
    let workload = Sudoku::new(&Plan { input: Some(input), ..plan(&[]) }).expect("three puzzles");
    let input = workload.generate();
    let output = workload.solve_serial(input.clone(), &Stopwatch::start(&Still));
    assert_eq!(workload.verify(&input, &output), Ok(()));
    let Answer::Sudoku { total, unsolvable, ambiguous, answers, .. } = workload.answer(&input, &output, 1000)
    else {
        panic!("sudoku answers sudoku");
    };
    assert_eq!((total, unsolvable, ambiguous), (3, 1, 1));
    assert_eq!(answers.iter().map(|answer| answer.solutions).collect::<Vec<_>>(), [1, 0, 2]);
    assert_eq!(answers[0].puzzle, UNIQUE);
    assert_eq!(answers[0].solution.as_deref(), Some(SOLVED));
    assert_eq!(answers[1].solution, None);
}

#[test]
fn a_long_answer_is_cut_and_counts_all() {
    let workload = Sudoku::new(&Plan { size: 1500, ..plan(&[("difficulty", "easy")]) }).expect("a plan");
    let input = workload.generate();
    let output = workload.solve_serial(input.clone(), &Stopwatch::start(&Still));
    let Answer::Sudoku { total, answers, .. } = workload.answer(&input, &output, 1000) else {
        panic!("sudoku answers sudoku");
    };
    assert_eq!((total, answers.len()), (1500, 1000));
}

const UNIQUELY: Expected = Expected { limit: 2, unique: true };

/// What is said of this answer to [`UNIQUE`], as the second of two.
fn wrong(answer: Solved, says: &str) {
    let right = Solved::new(Some(grid(SOLVED)), 1);
    let found = check(&[grid(UNIQUE), grid(UNIQUE)], &[right, answer], UNIQUELY).expect_err(says);
    assert_eq!(found.0, says);
}

#[test]
fn wrong_answers_are_found() {
    let mut solution = grid(SOLVED);
    solution.0[0][2] = 5;
    wrong(Solved::new(Some(solution), 1), "puzzle 2: row 1, column 3: its digit stands in the row twice");
    let mut solution = grid(SOLVED);
    solution.0[8][8] = 1;
    wrong(Solved::new(Some(solution), 1), "puzzle 2: row 9, column 9: the clue 9 became 1");
    let mut solution = grid(SOLVED);
    solution.0[4][4] = 0;
    wrong(Solved::new(Some(solution), 1), "puzzle 2: row 5, column 5: it holds no digit");
    wrong(Solved::new(None, 0), "puzzle 2: 0 solutions were counted, and it was made to have one");
    wrong(
        Solved::new(Some(grid(SOLVED)), 2),
        "puzzle 2: 2 solutions were counted, and it was made to have one",
    );
    wrong(Solved::new(Some(grid(SOLVED)), 3), "puzzle 2: 3 solutions were counted, with a limit of 2");
}

#[test]
fn an_own_puzzle_that_was_lost_is_found_and_one_without_a_solution_is_believed() {
    let own = Expected { limit: 2, unique: false };
    let contradictory = format!("55{}", &UNIQUE[2..]);
    let none = Solved::new(None, 0);
    assert_eq!(check(&[grid(&contradictory)], &[none], own), Ok(()));
    assert_eq!(
        check(&[grid(UNIQUE)], &[none], own).expect_err("it was lost").0,
        "puzzle 1: no solution was found, and there is one"
    );
}

#[test]
fn swapped_and_missing_answers_are_found() {
    let puzzles = batch(2, 3, Difficulty::Only(GRADES[0]));
    let mut answers: Vec<Solved> = puzzles.iter().map(|puzzle| bitboard::solve(puzzle, 2)).collect();
    assert_eq!(check(&puzzles, &answers, UNIQUELY), Ok(()));
    answers.swap(1, 2);
    let found = check(&puzzles, &answers, UNIQUELY).expect_err("two are swapped").0;
    assert!(found.starts_with("puzzle 2: row ") && found.contains("the clue"), "{found}");
    answers.swap(1, 2);
    answers.pop();
    assert_eq!(
        check(&puzzles, &answers, UNIQUELY).expect_err("one is missing").0,
        "3 puzzles have 2 answers"
    );
}

#[test]
fn memory_covers_the_input_and_the_output() {
    for schedule in ["chunk", "task", "steal"] {
        let workload = Sudoku::new(&plan(&[("schedule", schedule)])).expect("a plan");
        let input = workload.generate();
        let output = workload.solve(input.clone());
        assert!(workload.memory() >= (input.bytes().len() + output.bytes().len()) as u64);
    }
    let options = BTreeMap::from([("limit".to_owned(), "1".to_owned())]);
    assert!(
        Sudoku::new(&Plan { options, input: Some(UNIQUE.into()), ..plan(&[]) }).expect("one").memory() < 1000
    );
}
