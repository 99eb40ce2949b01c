//! Searches split over workers, and the solver for large grids: against a naive one, and against themselves under every
//! schedule.

use super::{Still, block_on, plan};
use proptest::prelude::*;
use speedup_lab::modes::{Executor, cooperative::Cooperative, threads::Pool};
use speedup_lab::plan::{Answer, Mode, Plan, Problem};
use speedup_lab::random::Random;
use speedup_lab::registry;
use speedup_lab::run::Stopwatch;
use speedup_lab::trace::Recorder;
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::sudoku::batch::Schedule;
use speedup_lab::workloads::sudoku::bitboard;
use speedup_lab::workloads::sudoku::parse;
use speedup_lab::workloads::sudoku::puzzle::Puzzle;
use speedup_lab::workloads::sudoku::search::masks::Masks;
use speedup_lab::workloads::sudoku::search::tree::{self, Board, Found, branches, explore};
use speedup_lab::workloads::sudoku::search::wire::{Finds, Items};
use speedup_lab::workloads::sudoku::search::{Goal, Search, Source, dig};

/// The oracle: a blank cell with the fewest digits that its units lack, each of them in turn, nothing else. None: it
/// took too many steps.
fn naive(cells: &mut [u8], limit: u64, steps: &mut u32) -> Option<u64> {
    *steps = steps.checked_sub(1)?;
    let side = cells.len().isqrt();
    let lacking = |cells: &[u8], cell: usize| {
        let (row, column, box_side) = (cell / side, cell % side, side.isqrt());
        let in_box = |n: usize| {
            (row / box_side * box_side + n / box_side) * side + column / box_side * box_side + n % box_side
        };
        let peers = (0..side).flat_map(|n| [row * side + n, n * side + column, in_box(n)]);
        let taken =
            peers.fold(0u32, |taken, peer| if peer == cell { taken } else { taken | 1 << cells[peer] });
        ((1 << (side + 1)) - 2) & !taken
    };
    // Filled cells lack their own digit, or something else: then two are alike in a unit.
    if (0..cells.len()).any(|cell| cells[cell] != 0 && lacking(cells, cell) >> cells[cell] & 1 == 0) {
        return Some(0);
    }
    let blank = (0..cells.len())
        .filter(|&cell| cells[cell] == 0)
        .min_by_key(|&cell| lacking(cells, cell).count_ones());
    let Some(cell) = blank else { return Some(1) };
    let digits = lacking(cells, cell);
    let mut found = 0;
    for digit in 1..=side as u8 {
        if found < limit && digits >> digit & 1 != 0 {
            cells[cell] = digit;
            found += naive(cells, limit - found, steps)?;
        }
    }
    cells[cell] = 0;
    Some(found)
}

/// Steps that the oracle may take in a property.
const STEPS: u32 = 3000;

fn count(grid: &Puzzle, limit: u64, mut steps: u32) -> Option<u64> {
    naive(&mut grid.cells().to_vec(), limit, &mut steps)
}

/// Solved grids with some cells blanked and, sometimes, one clue changed; many blanks in a few rows at times.
fn grids() -> impl Strategy<Value = Puzzle> {
    (prop::sample::select(vec![9usize, 16, 25]), any::<u32>(), 0..10u32, any::<bool>()).prop_map(
        |(side, seed, blanks, rows)| {
            let mut random = Random::new(seed);
            let mut cells = dig::full(side, &mut random);
            let area = if rows { 3 * side } else { side * side };
            for _ in 0..area * blanks as usize / 14 {
                cells[random.below(area)] = 0;
            }
            if random.below(4) == 0 {
                cells[side * side - 1] = 1 + random.below(side) as u8;
            }
            Puzzle::new(cells).expect("a grid")
        },
    )
}

/// What was found is right, as far as it can be seen.
fn is_right(of: &Puzzle, found: &Found, solutions: u64) {
    assert_eq!(found.solutions, solutions, "{of}");
    assert_eq!(found.first.is_some(), solutions > 0);
    if let Some(first) = found.first.clone().and_then(Puzzle::new) {
        assert_eq!(first.flaw(of), None, "{first} of {of}");
    }
}

fn by_masks(grid: &Puzzle, limit: u64) -> Found {
    let mut found = Found::default();
    explore(&mut vec![Masks::<9>::new(&grid.candidates())], &mut found, limit, u64::MAX);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_solver_counts_like_the_naive_one(grid in grids()) {
        let expected = count(&grid, 3, STEPS);
        prop_assume!(expected.is_some());
        let expected = expected.unwrap_or_default();
        is_right(&grid, &tree::search(&grid.candidates(), 3, u64::MAX).expect("it ends"), expected);
        if let Some(nine) = grid.nine() {
            is_right(&grid, &by_masks(&grid, 3), expected);
            prop_assert_eq!(u64::from(bitboard::solve(&nine, 3).solutions()), expected);
        }
    }

    #[test]
    fn a_tree_is_the_sum_of_its_branches(grid in grids(), wanted in 1..40usize) {
        struct Cut(usize);
        impl tree::OnBoard for Cut {
            type Out = (Vec<Vec<u32>>, u64);
            fn on<B: Board>(self, board: B) -> Self::Out {
                let (parts, nodes) = branches(board, self.0);
                (parts.iter().map(Board::candidates).collect(), nodes)
            }
        }
        let whole = tree::search(&grid.candidates(), 5000, u64::MAX).expect("it ends");
        prop_assume!(whole.solutions < 5000);
        let (parts, mut nodes) = tree::on_board(&grid.candidates(), Cut(wanted));
        let found: Vec<Found> =
            parts.iter().map(|part| tree::search(part, 5000, u64::MAX).expect("it ends")).collect();
        nodes += found.iter().map(|part| part.nodes).sum::<u64>();
        let solutions = found.iter().map(|part| part.solutions).sum();
        let first = found.into_iter().find_map(|part| part.first);
        prop_assert_eq!(Found { solutions, nodes, first }, whole);
    }

    /// Whoever takes what, and wherever the limit ends it.
    #[test]
    fn stealing_finds_what_one_worker_finds(
        texts in prop::collection::vec((any::<u32>(), 18..32usize), 1..4),
        limit in prop::sample::select(vec![1u64, 2, 30, 3000]),
        workers in 1..=8usize,
    ) {
        let puzzles = texts.into_iter().map(|(seed, clues)| few_clues(seed, clues)).collect();
        let search = searching(Goal::Solutions(limit), Schedule::Steal, puzzles);
        let watch = Stopwatch::start(&Still);
        let input = search.generate();
        let alone = search.solve_serial(input.clone(), &watch);
        prop_assert_eq!(search.solve_shared(input.clone(), &Pool::new(workers), &watch), alone.clone());
        prop_assert_eq!(search.verify(&input, &alone), Ok(()));
    }
}

/// Some cells of a solved grid: with 17, many solutions.
fn few_clues(seed: u32, clues: usize) -> Puzzle {
    let mut random = Random::new(seed);
    let mut cells = dig::full(9, &mut random);
    let mut order: Vec<usize> = (0..81).collect();
    random.shuffle(&mut order);
    order[clues..].iter().for_each(|&cell| cells[cell] = 0);
    Puzzle::new(cells).expect("a grid")
}

fn searching(goal: Goal, schedule: Schedule, puzzles: Vec<Puzzle>) -> Search {
    Search::new(goal, schedule, Source::Visitor(puzzles), 7)
}

/// The oracle sees what the strategy is for.
#[test]
fn the_strategy_makes_grids_of_every_kind() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let grid = grids().new_tree(&mut runner).expect("a grid").current();
        kinds.insert((grid.side(), count(&grid, 3, STEPS)));
    }
    for side in [9, 16, 25] {
        for solutions in 0..=3 {
            assert!(kinds.contains(&(side, Some(solutions))), "no grid of side {side} with {solutions}");
        }
    }
}

#[test]
fn thousands_of_solutions_are_counted_alike() {
    let grid = dig::ambiguous(3, 3000.0);
    let expected = count(&grid, 20_000, u32::MAX).expect("it ends");
    assert!((500..20_000).contains(&expected), "{expected}");
    is_right(&grid, &by_masks(&grid, 20_000), expected);
    is_right(&grid, &tree::search(&grid.candidates(), 20_000, u64::MAX).expect("it ends"), expected);
    // Three rows of a large grid: the digits of each column in every order that the boxes allow.
    for side in [16, 25] {
        let mut cells = dig::full(side, &mut Random::new(5));
        cells[..side * 3].fill(0);
        let grid = Puzzle::new(cells).expect("a grid");
        let expected = count(&grid, 2000, u32::MAX).expect("it ends");
        is_right(&grid, &tree::search(&grid.candidates(), 2000, u64::MAX).expect("it ends"), expected);
    }
}

#[test]
fn a_blank_grid_ends_at_the_limit() {
    for side in [9, 16, 25] {
        let blank = Puzzle::new(vec![0; side * side]).expect("a grid");
        for limit in [1, 100] {
            is_right(&blank, &tree::search(&blank.candidates(), limit, u64::MAX).expect("it ends"), limit);
        }
    }
}

/// Every schedule, by threads, by messages and by tasks that take turns.
#[test]
fn every_way_finds_the_same() {
    let hard = dig::unique(5, 200);
    let many = dig::ambiguous(5, 20_000.0);
    let contradictory = Puzzle::new([vec![1, 1], vec![0; 254]].concat()).expect("a grid");
    let blank = Puzzle::new(vec![0; 81]).expect("a grid");
    let sets = [
        (Goal::Solutions(2), vec![hard.clone(), contradictory.clone(), blank.clone()]),
        (Goal::Solutions(50_000), vec![many.clone(), contradictory.clone(), blank.clone(), hard]),
        (Goal::Minimal, vec![few_clues(1, 81), few_clues(2, 40), contradictory, blank]),
    ];
    for (goal, puzzles) in sets {
        for schedule in [Schedule::Chunk, Schedule::Task, Schedule::Steal] {
            let search = searching(goal, schedule, puzzles.clone());
            let input = search.generate();
            let watch = Stopwatch::start(&Still);
            let expected = search.solve_serial(input.clone(), &watch);
            assert_eq!(search.verify(&input, &expected), Ok(()), "{goal:?}");
            for workers in [1, 2, 5] {
                let shared = search.solve_shared(input.clone(), &Pool::new(workers), &watch);
                assert_eq!(shared, expected, "{goal:?} {schedule:?} on {workers} threads");
                let jobs = search.split(reread(&input), workers);
                let parts = jobs.iter().map(|job| reread(&search.solve(reread(job)))).collect();
                assert_eq!(reread(&search.merge(parts)), expected, "{goal:?} {schedule:?} by messages");
                let jobs = search.split(input.clone(), workers);
                let parts = block_on(Cooperative { tasks: workers }.map(&search, jobs, &watch));
                assert_eq!(search.merge(parts.expect("nothing fails")), expected);
            }
        }
    }
}

fn reread<T: Wire>(value: &T) -> T {
    T::from_message(&value.bytes().into_owned()).expect("what was written can be read")
}

/// Large enough that its searches are shared, too.
#[test]
fn a_minimal_puzzle_is_the_same_whoever_digs() {
    let search = searching(Goal::Minimal, Schedule::Steal, dig::solved(7, 1));
    let input = search.generate();
    let watch = Stopwatch::start(&Still);
    let expected = search.solve_serial(input.clone(), &watch);
    assert_eq!(search.verify(&input, &expected), Ok(()));
    for workers in [2, 5] {
        assert_eq!(search.solve_shared(input.clone(), &Pool::new(workers), &watch), expected);
    }
}

/// The tasks of a traced run on four threads.
fn tasks(puzzle: Puzzle, limit: u64) -> usize {
    let search = searching(Goal::Solutions(limit), Schedule::Steal, vec![puzzle]);
    let recorder = Recorder::new(Mode::Threads, 4);
    let watch = Stopwatch::traced(&Still, &recorder);
    search.solve_shared(search.generate(), &Pool::new(4), &watch);
    recorder.stages().iter().map(|stage| stage.tasks.len()).sum()
}

#[test]
fn small_trees_stay_whole_and_large_ones_do_not() {
    assert_eq!(tasks(dig::unique(1, 1), 1), 1);
    assert!(tasks(dig::ambiguous(5, 20_000.0), u64::MAX) > 4);
}

#[test]
fn seeds_give_what_is_asked_for() {
    for (seed, wanted) in [(1, 1), (2, 50), (3, 800)] {
        let puzzle = dig::unique(seed, wanted);
        assert_eq!(puzzle.side(), 25);
        assert_eq!(puzzle, dig::unique(seed, wanted), "a seed decides the grid");
        let proof = tree::search(&puzzle.candidates(), 2, u64::MAX).expect("it ends");
        assert_eq!(proof.solutions, 1);
        assert!((wanted..=4 * wanted + 100).contains(&proof.nodes), "{} for {wanted}", proof.nodes);
    }
    for (seed, wanted) in [(1, 1000.0), (2, 30_000.0)] {
        let puzzle = dig::ambiguous(seed, wanted);
        let count =
            tree::search(&puzzle.candidates(), 1_000_000, u64::MAX).expect("it ends").solutions as f64;
        assert!(wanted / 8.0 < count && count < 8.0 * wanted, "{count} for {wanted}");
    }
}

#[test]
fn an_estimate_is_near_on_average() {
    struct Estimate(Random);
    impl tree::OnBoard for Estimate {
        type Out = f64;
        fn on<B: Board>(mut self, board: B) -> f64 {
            tree::estimate(&board, 20_000, &mut self.0)
        }
    }
    let puzzle = dig::ambiguous(4, 2000.0);
    let count = count(&puzzle, 100_000, u32::MAX).expect("it ends") as f64;
    let estimate = tree::on_board(&puzzle.candidates(), Estimate(Random::new(1)));
    assert!((0.7..1.4).contains(&(estimate / count)), "{estimate} for {count}");
}

#[test]
fn minimal_puzzles_are_minimal() {
    let of = dig::solved(7, 1).remove(0);
    let made = dig::minimal(&of.candidates(), 7).first.and_then(Puzzle::new).expect("a solved grid has one");
    assert_eq!(dig::flaw(&made, &of), None);
    let blanks: Vec<usize> = (0..256).filter(|&cell| made.cells()[cell] == 0).collect();
    let clue = (0..256).find(|&cell| made.cells()[cell] != 0).expect("it has clues");
    let with = |cell: usize, digit: u8| {
        let mut cells = made.cells().to_vec();
        cells[cell] = digit;
        Puzzle::new(cells).expect("a grid")
    };
    let more = with(blanks[0], of.cells()[blanks[0]]);
    assert_eq!(dig::flaw(&more, &of), Some("a clue of it is not needed"));
    assert_eq!(dig::flaw(&with(clue, 0), &of), Some("it has not one solution"));
    let other = with(blanks[0], of.cells()[blanks[0]] % 16 + 1);
    assert_eq!(dig::flaw(&other, &of), Some("it has a clue that was not given"));
}

#[test]
fn wrong_results_are_found() {
    let grid = dig::ambiguous(6, 500.0);
    let search = || searching(Goal::Solutions(100_000), Schedule::Chunk, vec![grid.clone()]);
    let input = search().generate();
    let right = search().solve(input.clone());
    let wrong = |change: fn(&mut Found)| {
        let mut output = right.clone();
        change(&mut output.0[0].found);
        // Whether it is the first that is checked, or one after a right one.
        let fresh = search().verify(&input, &output);
        let later = search();
        assert_eq!(later.verify(&input, &right), Ok(()));
        assert!(later.verify(&input, &output).is_err());
        fresh.expect_err("it is wrong").0
    };
    assert!(wrong(|found| found.solutions -= 1).contains("solutions"));
    assert!(wrong(|found| found.nodes += 1).contains("forks"));
    assert!(wrong(|found| found.first = None).contains("solutions"));
    let swapped = wrong(|found| found.first.as_mut().expect("it has one").swap(0, 1));
    assert!(swapped.contains("twice") || swapped.contains("clue"), "{swapped}");
    assert!(search().verify(&input, &Finds(Vec::new())).is_err());
}

#[test]
fn bytes_that_are_no_search_are_refused() {
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_ne_bytes()).collect::<Vec<u8>>();
    assert!(Items::from_message(&words(&[0, 0, 0, 80])).is_err());
    assert!(Items::from_message(&words(&[0, 0, 0, 81, 1])).is_err());
    let candidates = |word: u32| words(&[vec![0, 0, 0, 81], vec![word; 81]].concat());
    assert!(Items::from_message(&candidates(1 << 9)).is_err());
    assert_eq!(Items::from_message(&candidates(1 << 8)).map(|items| items.0.len()), Ok(1));
    let digits = |digit: u32| words(&[vec![0, 1, 0, 0, 0, 81], vec![digit; 81]].concat());
    assert!(Finds::from_message(&digits(10)).is_err());
    assert!(Finds::from_message(&digits(9)).is_ok());
}

/// The answer to a plan, by the serial program.
fn answer(plan: &Plan) -> Result<Answer, Problem> {
    struct Once;
    impl Visitor for Once {
        type Out = Answer;
        fn visit<W: Workload + 'static>(self, workload: W) -> Answer {
            let input = workload.generate();
            let output = workload.solve_serial(input.clone(), &Stopwatch::start(&Still));
            assert_eq!(workload.verify(&input, &output), Ok(()));
            workload.answer(&input, &output, 1000)
        }
    }
    registry::open(plan, Once)
}

fn own(workload: &str, options: &[(&str, &str)], input: &str) -> Result<(Vec<u32>, Option<String>), Problem> {
    let plan = Plan { workload: workload.into(), input: Some(input.into()), ..plan(options) };
    answer(&plan).map(|answer| match answer {
        Answer::Sudoku { answers, note, .. } => {
            (answers.iter().map(|answer| answer.solutions).collect(), note)
        }
        _ => panic!("sudoku answers sudoku"),
    })
}

#[test]
fn own_grids_of_every_side_are_answered() {
    let sixteen = Puzzle::new(dig::full(16, &mut Random::new(1))).expect("a grid").to_string();
    let twenty_five = dig::unique(2, 1).to_string();
    let text = format!("{sixteen}\n{twenty_five} # hard\n{}\n{}", super::UNIQUE, ".".repeat(256));
    assert!(own("sudoku", &[], &text).expect_err("large grids").takes.contains("9×9 puzzles; larger grids"));
    assert_eq!(own("sudoku-count", &[("limit", "2")], &text).expect("four grids").0, [1, 1, 1, 2]);
    assert_eq!(own("sudoku-unique", &[], &text).expect("four grids").0, [1, 1, 1, 2]);
    let text = format!("{}\n{}", super::UNIQUE, ".".repeat(256));
    assert_eq!(own("sudoku-minimal", &[], &text).expect("two grids").0, [1, 2]);
    let (counts, note) = own("sudoku-count", &[("limit", "1000")], &".".repeat(81)).expect("a grid");
    assert_eq!(counts, [1000]);
    let note = note.expect("it has more");
    assert!(note.contains("up to 1000.") && note.contains("e2"), "{note}");
}

#[test]
fn large_grids_are_read_in_both_forms() {
    for side in [16usize, 25] {
        let grid = Puzzle::new(dig::full(side, &mut Random::new(1))).expect("a grid");
        let text = grid.to_string();
        let rows: Vec<&str> = (0..side).map(|row| &text[row * side..][..side]).collect();
        let expected = Ok(vec![grid.clone()]);
        assert_eq!(parse::grids(&text), expected);
        assert_eq!(parse::grids(&text.to_lowercase()), expected);
        assert_eq!(parse::grids(&rows.join("\n")), expected);
        let rule = "-".repeat(side + 3);
        assert_eq!(parse::grids(&format!("{rule}\n{}\n{rule}", rows.join(" \n"))), expected);
        let refused = |text: &str| parse::grids(text).expect_err(text).takes;
        assert!(refused(&text[1..]).contains(&format!("there are {}", side * side - 1)));
        assert!(refused(&rows[1..].join("\n")).contains(&format!("{side} rows")));
        assert!(refused(&text.replace('5', "q")).contains("is “q”"));
    }
    assert!(parse::grids(&format!("H{}", ".".repeat(255))).expect_err("no H").takes.contains("A to G"));
    assert!(parse::puzzles(&".".repeat(256)).is_err());
}
