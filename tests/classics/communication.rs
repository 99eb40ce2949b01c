//! Moving data: what goes along with a job, and that nothing of it may be lost.

use crate::programmed;
use speedup_lab::random::Random;
use speedup_lab::workload::Wire;
use speedup_lab::workloads::communication::{Communication, INFO};
use speedup_lab::workloads::simple::{Simple, Words};

fn program(size: u32, send: &str) -> Communication {
    Communication::new(&programmed(&INFO, size, &[("send", send)])).expect("good options")
}

#[test]
fn data_go_along_byte_by_byte_and_a_name_is_short() {
    for (send, bytes) in [("data", 9000), ("name", 3 * 16)] {
        let program = program(9, send);
        let jobs = program.split(program.generate(), 3);
        assert_eq!(jobs.iter().map(|job| job.bytes().len()).sum::<usize>(), bytes, "{send}");
    }
}

#[test]
fn a_name_leads_to_the_same_data() {
    let (data, name) = (program(5, "data"), program(5, "name"));
    for workers in [1, 2, 7] {
        let jobs = data.split(data.generate(), workers).into_iter().zip(name.split(name.generate(), workers));
        for (data_job, name_job) in jobs {
            assert_eq!(data.solve(data_job), name.solve(name_job));
        }
    }
}

#[test]
fn skipping_numbers_is_drawing_them() {
    let (mut drawn, mut skipped) = (Random::new(7), Random::new(7));
    (0..1000).for_each(|_| {
        drawn.bits();
    });
    skipped.skip(1000);
    assert_eq!(drawn.bits(), skipped.bits());
}

#[test]
fn a_number_lost_or_out_of_place_is_a_wrong_answer() {
    let program = program(3, "data");
    let input = program.generate();
    let sums = |words: Vec<u64>| program.solve_alone(Words::new(words));
    assert_eq!(program.verify(&input, &sums(input.as_slice().to_vec())), Ok(()));
    let mut swapped = input.as_slice().to_vec();
    swapped.swap(10, 200);
    assert!(program.verify(&input, &sums(swapped)).is_err());
    assert!(program.verify(&input, &sums(input.as_slice()[1..].to_vec())).is_err());
}
