//! The text form: what won't do is named with its place, what stands there and what it takes.

use super::{MODES, explore};
use proptest::prelude::*;
use speedup_lab::labs::explorer::Explorer;
use speedup_lab::plan::{ProgramProblem, Switching};

fn problems(text: &str, mode: Switching) -> Vec<ProgramProblem> {
    Explorer::new(text, mode).err().unwrap_or_default()
}

/// The only problem: its line, column, what stands there and what it takes.
#[track_caller]
fn problem(text: &str) -> (usize, usize, String, String) {
    let mut all = problems(text, Switching::Threads);
    assert_eq!(all.len(), 1, "{all:?}");
    let ProgramProblem { line, column, found, takes } = all.remove(0);
    (line, column, found, takes)
}

#[test]
fn errors_name_line_column_what_stands_there_and_what_it_takes() {
    let head = "shared n\nmutex m, k\nchannel c holds 1\nactor A\n";
    for (body, line, column, found, takes) in [
        ("  n == 1", 5, 3, "n", "a statement"),
        ("  x = y", 5, 7, "y", "set above"),
        ("  x = 1 +", 5, 10, "the end of the line", "a value"),
        ("  lock c", 5, 8, "c", "a mutex: m, k"),
        ("  wait n", 5, 8, "n", "a semaphore, and none is declared"),
        ("  lock m m", 5, 10, "m", "the end of the line"),
        ("  n = n + 1", 5, 7, "n", "write atomic before the line"),
        ("  if n == n\n  end", 5, 11, "n", "one access to shared memory a step"),
        ("  if n = 1\n  do it\n  end", 5, 8, "=", "== to compare"),
        ("  repeat 0\n  do it\n  end", 5, 10, "0", "a whole number from 1 to 100"),
        ("  repeat\n  do it\n  end", 5, 9, "the end of the line", "a whole number from 1 to 100"),
        ("  while n == 1\n  do it", 5, 3, "while", "an end line"),
        ("  end", 5, 3, "end", "before it"),
        ("  if n == 1\n  else\n  else\n  end", 7, 3, "else", "only an if has one else"),
        ("  loop\n  end", 5, 1, "loop", "at least one step inside"),
        ("  n = trylock m", 5, 3, "n", "a variable of this actor"),
        ("  await x = 1", 5, 9, "x", "something that may have to wait"),
        ("  send c n", 5, 10, "n", "a variable of this actor"),
        ("  x = (1 + 2", 5, 13, "the end of the line", "a closing parenthesis"),
        ("  x = 1 < 2 < 3", 5, 13, "<", "one comparison at a time"),
        ("  x = 99999999999", 5, 7, "99999999999", "a whole number from 0 to 2147483647"),
        ("  x = 1 & 2", 5, 9, "&", "names, whole numbers"),
        ("  lock = 1", 5, 8, "=", "a mutex"),
        ("  m = 1", 5, 3, "m", "a shared variable, or a name for a variable of this actor"),
    ] {
        let text = format!("{head}{body}\n");
        let all = problems(&text, Switching::Threads);
        let first = all.first().unwrap_or_else(|| panic!("nothing wrong with {body:?}"));
        assert_eq!((first.line, first.column, &*first.found), (line, column, found), "{body:?}: {first:?}");
        assert!(first.takes.contains(takes), "{body:?}: {first:?}");
    }
}

#[test]
fn errors_of_declarations_and_claims() {
    for (text, line, column, found, takes) in [
        ("", 1, 1, "no actor", "at least one actor"),
        ("shared n\n", 1, 1, "no actor", "at least one actor"),
        ("hello\nactor A\n do x", 1, 1, "hello", "a declaration"),
        ("shared n n\nactor A\n do x", 1, 10, "n", "a comma"),
        ("shared n, n\nactor A\n do x", 1, 11, "n", "nothing else has"),
        ("mutex lock\nactor A\n do x", 1, 7, "lock", "no word of the language"),
        ("semaphore s\nactor A\n do x", 1, 12, "the end of the line", "= and its first count"),
        ("channel c\nactor A\n do x", 1, 10, "the end of the line", "holds"),
        ("channel c holds 9\nactor A\n do x", 1, 17, "9", "from 1 to 8"),
        ("actor\n do x", 1, 6, "the end of the line", "a name for the actor"),
        ("actor A\n do x\nfinally B.y == 1", 3, 9, "B", "an actor before the dot"),
        ("actor A\n do x\nfinally A.y == 1", 3, 11, "y", "a variable of A"),
        ("actor A\n x = 1\nfinally x == 1", 3, 9, "x", "as in A.x"),
        ("actor A, B, C, D, E, F, G\n do x", 1, 25, "G", "at most 6 actors"),
    ] {
        let (at, place, stands, may) = problem(text);
        assert_eq!((at, place, &*stands), (line, column, found), "{text:?}");
        assert!(may.contains(takes), "{text:?}: {may}");
    }
}

#[test]
fn processes_share_nothing() {
    let all = problems("shared n\nactor A\n  do x\n", Switching::Processes);
    assert!(all[0].takes.contains("a process has its own memory"), "{all:?}");
    assert_eq!(problems("channel c holds 1\nactor A\n  send c 1\n", Switching::Processes), []);
}

#[test]
fn what_is_too_large_is_refused_with_its_bound() {
    let (_, _, found, takes) = problem(&"# remark\n".repeat(500));
    assert_eq!((&*found, &*takes), ("4500 bytes", "a program of up to 4000 bytes"));
    let (line, .., takes) = problem("actor A\n  repeat 100\n  repeat 100\n  do it\n  end\n  end\n");
    assert_eq!(line, 3);
    assert!(takes.contains("at most 400 steps"), "{takes}");
    let deep = format!("actor A\n  x = {}1{}\n", "(".repeat(40), ")".repeat(40));
    assert!(problem(&deep).3.contains("less deeply nested"));
}

#[test]
fn expressions_bind_as_is_usual() {
    for (expression, value) in [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("-2 + 5", 3),
        ("1 + 1 == 2", 1),
        ("1 > 2 or 2 >= 2 and not 3 != 3", 1),
        ("not 1 == 1", 0),
        ("true and not false", 1),
        ("me * 10", 10),
        ("2147483647 + 1", i32::MIN),
    ] {
        let text = format!("actor A\n  x = {expression}\nfinally A.x == 0 - 1 * (0 - ({value}))\n");
        let text = text.replace("-2147483648", "0 - 2147483647 - 1");
        assert_eq!(explore(&text, Switching::Threads).failures().len(), 0, "{expression}");
    }
}

#[test]
fn branches_and_loops_go_where_they_should() {
    let text = "actor A\n  x = 0\n  y = 0\n  while x < 3\n    x = x + 1\n    if x == 2\n      y = y + 10\n    else\n      y = y + 1\n    end\n  end\n  repeat 2\n    y = y * 2\n  end\nfinally A.y == 48\n";
    let explored = explore(text, Switching::Threads).explored();
    assert_eq!((explored.failing.as_deref(), explored.schedules.as_deref()), (Some("0"), Some("1")));
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,80}") {
        for mode in MODES {
            let _ = Explorer::new(&text, mode);
        }
    }

    /// Words of the language in any order: what parses runs, and what does not is named within the text.
    #[test]
    fn no_program_breaks_the_machine(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "shared", "n", "=", "1", "\n", "\n", "\n", "actor", "A", "x", "lock", "m", "mutex", "if", "end", "else", "while",
                "repeat", "2", "loop", "await", "yield", "assert", "(", ")", "+", "==", "always", "finally", ".", ",", "do",
                "atomic", "receive", "send", "c", "channel", "holds", "progress", "not", "trylock", "unlock",
            ]),
            0..40,
        )
    ) {
        let text = words.join(" ");
        for mode in MODES {
            match Explorer::new(&text, mode) {
                Ok(explorer) => {
                    let mut exploration = explorer.explore(200);
                    while !exploration.advance(50) {}
                    let _ = exploration.explored();
                    let played = explorer.play(&explorer.random(7));
                    prop_assert_eq!(played.problem, None);
                }
                Err(problems) => {
                    for problem in problems {
                        prop_assert!(problem.line >= 1 && problem.line <= text.lines().count().max(1), "{problem:?}\n{text}");
                        prop_assert!(problem.column >= 1, "{problem:?}");
                    }
                }
            }
        }
    }
}
