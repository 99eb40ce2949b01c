//! The forms in which puzzles are written, and what is said of those that are not.

use super::{SOLVED, UNIQUE, grid};
use speedup_lab::random::Random;
use speedup_lab::workloads::sudoku::grid::Grid;
use speedup_lab::workloads::sudoku::parse::{self, MOST_PUZZLES};

#[test]
fn usual_forms_are_read() {
    let expected = Ok(vec![grid(UNIQUE)]);
    for blank in ["0", "*", "_", "-", "?", "x", "X"] {
        assert_eq!(parse::puzzles(&UNIQUE.replace('.', blank)), expected, "{blank}");
    }
    for after in [" # 3.2", ",534678912", "\t17", ";0", ":1:unique", "   "] {
        assert_eq!(parse::puzzles(&format!("{UNIQUE}{after}")), expected, "{after}");
    }
    let file = format!("\u{FEFF}# two puzzles\r\n\r\n{UNIQUE}\r\n  {SOLVED}  \r\n# end\r\n");
    assert_eq!(parse::puzzles(&file), Ok(vec![grid(UNIQUE), grid(SOLVED)]));
}

fn rows(text: &str) -> Vec<&str> {
    (0..9).map(|row| &text[9 * row..9 * row + 9]).collect()
}

/// The grid with bars and rules, as programs print it.
fn drawn(text: &str, rule: &str) -> String {
    let mut lines = vec![rule.to_owned()];
    for (number, row) in rows(text).into_iter().enumerate() {
        let threes: Vec<String> = [&row[..3], &row[3..6], &row[6..]]
            .map(|three| three.split("").collect::<Vec<_>>().join(" "))
            .into();
        lines.push(format!("|{}|", threes.join("|")));
        if number % 3 == 2 {
            lines.push(rule.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn a_drawn_grid_is_read() {
    let expected = Ok(vec![grid(UNIQUE)]);
    assert_eq!(parse::puzzles(&rows(UNIQUE).join("\n")), expected);
    assert_eq!(parse::puzzles(&rows(UNIQUE).join("\r\n\r\n")), expected);
    for rule in ["+-------+-------+-------+", "---+---+---", "-----------", "======", ""] {
        assert_eq!(parse::puzzles(&drawn(UNIQUE, rule)), expected, "{rule}");
    }
    assert_eq!(parse::puzzles(&["---------"; 9].join("\n")), Ok(vec![Grid::BLANK]));
    assert_eq!(parse::puzzles(&"-".repeat(81)), Ok(vec![Grid::BLANK]));
}

/// What the message about this text must say.
fn refused(text: &str, says: &[&str]) {
    let problem = parse::puzzles(text).expect_err(text);
    assert_eq!(problem.field, "input");
    for words in says {
        assert!(problem.takes.contains(words), "{problem} does not say “{words}”");
    }
}

#[test]
fn bad_lines_are_named() {
    let good = format!("{UNIQUE}\n");
    refused(&format!("{good}{}", &UNIQUE[1..]), &["line 2", "81 cells", "there are 80"]);
    refused(&format!("{good}# note\n{UNIQUE}5"), &["line 3", "81 cells", "there are more"]);
    refused(&format!("{good}{good}abc"), &["line 3", "character 1 is “a”"]);
    refused(&UNIQUE.replace('7', "é"), &["line 1", "character 5 is “é”"]);
    refused(&format!("{good}12345"), &["line 2", "there are 5"]);
    refused("", &["there is none"]);
    refused(" \r\n\n# only a note\n", &["there is none"]);
    refused(&rows(UNIQUE)[..8].join("\n"), &["line 8", "nine rows", "last of 8"]);
    refused(&format!("{}\n123456789", rows(UNIQUE).join("\n")), &["line 10", "nine rows"]);
    refused(&rows(UNIQUE).join("\n").replace("..8.3..", "..8.3."), &["line 5", "9 cells", "there are 8"]);
    refused(
        &rows(UNIQUE).join("\n").replace("..8.3..", "..8.3...."),
        &["line 5", "9 cells", "there are more"],
    );
    refused(&rows(UNIQUE).join("\n").replace("..8.3..", "..8!3.."), &["line 5", "character 5 is “!”"]);
}

#[test]
fn too_many_puzzles_are_refused() {
    let most = format!("{UNIQUE}\n").repeat(MOST_PUZZLES);
    assert_eq!(parse::puzzles(&most).map(|puzzles| puzzles.len()), Ok(MOST_PUZZLES));
    refused(&format!("{most}{UNIQUE}"), &["line 100001", "at most 100000"]);
}

#[test]
fn megabytes_of_noise_are_refused_at_the_first_bad_character() {
    let mut random = Random::new(1);
    let noise: String = (0..10_000_000).map(|_| (b' ' + random.below(95) as u8) as char).collect();
    refused(&noise, &["line 1"]);
    refused(&"1".repeat(10_000_000), &["line 1", "there are more"]);
    refused(&"\n".repeat(10_000_000), &["there is none"]);
    let problem = parse::puzzles(&noise).expect_err("noise");
    assert!(problem.value.chars().count() <= 61, "the value is cut");
}
