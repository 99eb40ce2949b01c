//! Times of one of our programs without a browser, for `npm run bench`, which sets them against those in wasm.
//!
//! Arguments: a permalink's query, a program, threads, warm-up rounds and milliseconds, timed rounds. Prints the times,
//! in milliseconds, as a JSON array.

use peers::case::Case;
use std::time::Instant;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    arguments.retain(|argument| !argument.starts_with("--")); // cargo's
    let [link, program, workers, warm_rounds, warm_time, rounds] = arguments.as_slice() else {
        panic!("a link, a program, threads, warm-up rounds, warm-up milliseconds, rounds");
    };
    let number = |text: &str| text.parse::<u32>().expect("a whole number");
    let mut case = Case::new(link, number(workers) as usize, None).expect("a link of ours");
    let mut once = || {
        case.prepare(program, 1).expect("a program of this build");
        let start = Instant::now();
        case.run();
        let time = start.elapsed().as_secs_f64() * 1e3;
        assert_eq!(case.check(), Ok(1), "one right output");
        time
    };
    let started = Instant::now();
    let mut round = 0;
    while round < number(warm_rounds) || started.elapsed().as_millis() < number(warm_time).into() {
        once();
        round += 1;
    }
    let times: Vec<String> = (0..number(rounds)).map(|_| once().to_string()).collect();
    println!("[{}]", times.join(","));
}
