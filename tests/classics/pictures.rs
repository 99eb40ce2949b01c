//! Pictures: the format against its own rules, the programmed source, and what comes of tries that fail.

use crate::programmed;
use proptest::prelude::*;
use speedup_lab::plan::{Answer, Plan};
use speedup_lab::workloads::pictures::own::{MOST, addresses};
use speedup_lab::workloads::pictures::qoi::{Picture, decode, encode};
use speedup_lab::workloads::pictures::schedule::{Latency, Schedule};
use speedup_lab::workloads::pictures::{INFO, Pictures, draw::draw};
use speedup_lab::workloads::simple::{Simple, Words};

fn picture(width: u32, pixels: Vec<[u8; 3]>) -> Picture {
    Picture { width, height: pixels.len() as u32 / width, pixels }
}

/// Pixels that make use of every kind of chunk: runs, colours seen before, small and larger differences.
fn any_pixels() -> impl Strategy<Value = Vec<[u8; 3]>> {
    let near = (any::<[u8; 3]>(), 1usize..90, 0u8..4);
    prop::collection::vec(near, 1..60).prop_map(|pieces| {
        let grow = |(pixel, length, by): ([u8; 3], usize, u8)| {
            (0..length).map(move |at| pixel.map(|value| value.wrapping_add(by.wrapping_mul(at as u8))))
        };
        pieces.into_iter().flat_map(grow).collect()
    })
}

proptest! {
    #[test]
    fn a_file_holds_its_picture(pixels in any_pixels()) {
        let picture = picture(1, pixels);
        prop_assert_eq!(decode(&encode(&picture)), Some(picture));
    }

    #[test]
    fn no_file_makes_the_reader_fall_over(file in prop::collection::vec(any::<u8>(), 0..200), width in 0u32..9) {
        let _ = decode(&file);
        let header = [b"qoif", &width.to_be_bytes()[..], &3u32.to_be_bytes(), &[3, 0]].concat();
        if let Some(picture) = decode(&[header, file].concat()) {
            prop_assert_eq!(picture.pixels.len() as u32, 3 * width);
        }
    }

    #[test]
    fn a_picture_that_is_cut_is_none(side in 8u32..20, cut in 1usize..30) {
        let file = encode(&draw(1, 2, side));
        // The end mark is eight bytes, and says nothing.
        prop_assert_eq!(decode(&file[..file.len() - 8 - cut]), None);
    }
}

#[test]
fn chunks_are_those_of_the_specification() {
    let pixels = vec![[0, 0, 0], [0, 0, 0], [1, 255, 0], [6, 9, 5], [200, 100, 50], [1, 255, 0]];
    let file = encode(&picture(3, pixels));
    // By hand: a run of 2; a difference of (1, -1, 0); luma 10 with (-5, -5) beside it; in full; colour 34 again.
    let chunks = [0xc1, 0x40 | 3 << 4 | 1 << 2 | 2, 0x80 | 42, 3 << 4 | 3, 0xfe, 200, 100, 50];
    let index = (3 + 5 * 255 + 11 * 255) % 64;
    let header = [b"qoif", &[0, 0, 0, 3][..], &[0, 0, 0, 2], &[3, 0]].concat();
    assert_eq!(file, [&header[..], &chunks, &[index as u8], &[0, 0, 0, 0, 0, 0, 0, 1]].concat());
}

#[test]
fn a_file_that_claims_to_be_huge_is_refused_at_once() {
    let header = [b"qoif", &u32::MAX.to_be_bytes()[..], &u32::MAX.to_be_bytes(), &[3, 0]].concat();
    assert_eq!(decode(&header), None);
}

#[test]
fn pictures_differ_and_are_the_same_again() {
    assert_ne!(draw(1, 0, 32), draw(1, 1, 32));
    assert_ne!(draw(1, 0, 32), draw(2, 0, 32));
    assert_eq!(draw(1, 0, 32), draw(1, 0, 32));
    let colours: std::collections::BTreeSet<_> = draw(1, 0, 64).pixels.into_iter().collect();
    assert!(colours.len() > 10, "a picture shows something");
}

#[test]
fn the_source_is_as_slow_as_it_is_programmed_to_be() {
    for latency in [Latency::Constant, Latency::Exponential, Latency::Heavy] {
        let schedule = Schedule { seed: 3, latency, mean: 1000, failures: 25 };
        let reactions: Vec<_> = (0..20_000).map(|picture| schedule.reaction(picture, 0)).collect();
        let mean = reactions.iter().map(|it| it.after as f64).sum::<f64>() / 20_000.0;
        // Pareto's tail is cut at 20 means, which takes a tenth off (1/3 of (1/60)^(1/2) is 4 %), and it is slow to settle.
        let (low, high) = if latency == Latency::Heavy { (800.0, 1050.0) } else { (960.0, 1040.0) };
        assert!((low..high).contains(&mean), "{latency:?}: {mean}");
        let failed = reactions.iter().filter(|it| it.fails).count();
        assert!((4600..5400).contains(&failed), "{failed} of 20000 failed");
        let above = reactions.iter().filter(|it| it.after > 4000).count();
        match latency {
            Latency::Constant => assert_eq!(above, 0),
            // e^-4 is 1.8 %; Pareto's (1/12)^1.5 is 2.4 %.
            Latency::Exponential => assert!((280..460).contains(&above), "{above}"),
            Latency::Heavy => assert!((380..590).contains(&above), "{above}"),
        }
    }
}

fn fetch(plan: &Plan) -> (Words, Pictures) {
    let program = Pictures::new(plan).expect("good options");
    let output = program.solve_alone(program.generate());
    (output, program)
}

#[test]
fn failures_are_tried_again_and_some_never_come() {
    let options = [("failures", "60"), ("tries", "3"), ("side", "8")];
    let (output, program) = fetch(&programmed(&INFO, 60, &options));
    assert_eq!(program.verify(&program.generate(), &output), Ok(()));
    let Answer::Pictures { total, missing, tries, .. } = program.answer(&output) else { panic!("pictures") };
    assert_eq!(total, 60);
    // 0.6^3 of 60 is 13.
    assert!((3..28).contains(&missing.len()), "{missing:?}");
    assert!((90..150).contains(&tries), "{tries}");
}

#[test]
fn late_answers_are_given_up() {
    let options = [("latency", "constant"), ("mean", "50"), ("timeout", "20"), ("tries", "2"), ("side", "8")];
    let (output, program) = fetch(&programmed(&INFO, 5, &options));
    let Answer::Pictures { missing, tries, .. } = program.answer(&output) else { panic!("pictures") };
    assert_eq!((missing.len(), tries), (5, 10));
    assert_eq!(program.verify(&program.generate(), &output), Ok(()));
}

#[test]
fn a_picture_that_must_come_and_does_not_is_a_wrong_answer_and_so_is_another() {
    let (output, program) = fetch(&programmed(&INFO, 3, &[("side", "8")]));
    let input = program.generate();
    let with = |at: usize, value: u64| {
        let mut words = output.as_slice().to_vec();
        words[at] = value;
        program.verify(&input, &Words::new(words)).expect_err("something is wrong").to_string()
    };
    assert_eq!(program.verify(&input, &output), Ok(()));
    assert_eq!(with(4, 404), "picture 2 did not come (tries: 1): the source answered 404");
    assert_eq!(with(3, output.as_slice()[7]), "picture 1 is not the picture that it must be");
    assert!(program.verify(&input, &output.slice(0..8)).is_err());
}

#[test]
fn own_addresses_are_lines_and_ranges() {
    let text = "# mine\nhttps://a.example/1.png\n\n  https://b.example/{8-10}/x?y={\n";
    assert!(addresses(text).is_err(), "a second brace is no range");
    let text = "# mine\nhttps://a.example/1.png\n\n  http://b.example/{8-10}/x\n";
    let eights = ["http://b.example/8/x", "http://b.example/9/x", "http://b.example/10/x"];
    assert_eq!(addresses(text).unwrap(), [&["https://a.example/1.png"][..], &eights].concat());
    for (bad, line) in [
        ("ftp://a.example/", "line 1 is no such address"),
        ("https://a.example/1\njavascript:alert(1)", "line 2 is no such address"),
        ("https:///x", "line 1 is no such address"),
        ("https://a.example/{9-1}", "line 1 has no good range"),
        ("https://a.example/{1-4000000000}", "line 1 makes them more"),
        ("\n \n# nothing", "one a line"),
    ] {
        let problem = addresses(bad).expect_err(bad);
        assert_eq!(problem.field, "input");
        assert!(problem.takes.contains(line), "{problem}");
    }
    assert_eq!(addresses("https://a.example/{1-1000}").map(|all| all.len()), Ok(MOST));
}
