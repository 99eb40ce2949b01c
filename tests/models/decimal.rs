//! Numbers from text, against Rust's own reader.

use proptest::prelude::*;
use speedup_lab::decimal::read;

/// Rust's reader in the place of a browser's: what it is shown, it must take.
fn read_by_rust(text: &str) -> Option<u64> {
    read(text, |digits| digits.parse().expect("digits alone")).map(f64::to_bits)
}

fn rust(text: &str) -> Option<u64> {
    text.parse().ok().map(f64::to_bits)
}

#[test]
fn awkward_texts_are_read_as_rust_reads_them() {
    let texts = [
        "",
        "+",
        "-",
        ".",
        "-.",
        "e5",
        ".e5",
        "1",
        "+1",
        "-1",
        "--1",
        "1.",
        ".5",
        "-.5",
        "1.5e",
        "1.5e+",
        "1e5",
        "1E-5",
        "1e+5",
        "1e++5",
        "1..5",
        "1.5.5",
        "0x10",
        "1_000",
        "1e400",
        "1e-400",
        " 1",
        "1 ",
        "inf",
        "-inf",
        "+inf",
        "Infinity",
        "-INFINITY",
        "infinit",
        "nan",
        "NaN",
        "-nan",
        "+NaN",
        "nano",
        "١",
        "1e٥",
        "Number",
    ];
    for text in texts {
        assert_eq!(read_by_rust(text), rust(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_as_rust_reads_it(text in "[-+]?[0-9]{0,3}[.e]?[-+]?[0-9]{0,3}[.eE]?[-+]?[0-9a-z]{0,3}") {
        prop_assert_eq!(read_by_rust(&text), rust(&text));
    }
}
