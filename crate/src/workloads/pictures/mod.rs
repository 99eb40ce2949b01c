//! Pictures from somewhere else: nearly all the time is waiting, so whoever waits for many at once is done sooner,
//! however many cores there are.
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`source`] | requests, blocking and not |
//! | [`schedule`] | how long the programmed source takes, and when it fails |
//! | [`draw`], [`qoi`] | pictures from a seed, and as files |
//! | [`own`] | the visitor's own addresses |
//! | [`info`] | the catalogue's entry |

pub mod draw;
pub mod info;
pub mod own;
pub mod qoi;
pub mod schedule;
pub mod source;

use super::simple::{Program, Simple, Words, even, whole};
use crate::plan::{Answer, OptionInfo, Plan, Problem};
use crate::workload::{Mismatch, Opened, Visitor, chosen};
use futures::future::LocalBoxFuture;
pub use info::INFO;
use info::{DISTRIBUTION, FAILURES, MEAN, SIDE, TIMEOUT, TRIES};
use qoi::Picture;
use schedule::{Latency, Reaction, Schedule};
use source::{Blocking, Source, Trouble, Yielding, blocking};
use std::sync::OnceLock;

/// The first pause before another try, milliseconds; each is twice as long as the one before (exponential backoff).
const PAUSE: u64 = 10;
/// Numbers in a result: 0 where the picture came, or else why not; tries; bytes; a check of its pixels.
const RESULT: usize = 4;

/// Where the pictures are.
#[derive(Clone, Debug)]
enum Origin {
    /// At the page's own source, which does as it is told.
    Programmed(Schedule),
    /// At these addresses.
    Visitor(Vec<String>),
}

/// The program, configured.
#[derive(Debug)]
pub struct Pictures {
    origin: Origin,
    seed: u32,
    count: u64,
    side: u32,
    tries: u64,
    /// Milliseconds.
    timeout: u64,
    /// What the check of each programmed picture must come to, once somebody has asked.
    checks: OnceLock<Vec<u64>>,
}

/// Configures it from a plan.
///
/// # Errors
/// An option or a line of the input that won't do.
pub fn open<V: Visitor>(plan: &Plan, visitor: V) -> Opened<V> {
    Ok(visitor.visit(Program::new(Pictures::new(plan)?)))
}

impl Pictures {
    /// Configures it from a plan. With addresses, the plan's size and the programmed source's options are not used.
    ///
    /// # Errors
    /// An option or a line of the input that won't do.
    pub fn new(plan: &Plan) -> Result<Self, Problem> {
        let number =
            |option: &OptionInfo| whole(plan, &INFO, option).map(|value| value.expect("it takes no word"));
        let latency = chosen(plan, &INFO, DISTRIBUTION.name, |value| match value {
            "constant" => Some(Latency::Constant),
            "exponential" => Some(Latency::Exponential),
            "heavy" => Some(Latency::Heavy),
            _ => None,
        })?;
        let schedule =
            Schedule { seed: plan.seed, latency, mean: number(&MEAN)?, failures: number(&FAILURES)? };
        let (origin, count) = match &plan.input {
            None => (Origin::Programmed(schedule), u64::from(plan.size)),
            Some(text) => {
                let addresses = own::addresses(text)?;
                let count = addresses.len() as u64;
                (Origin::Visitor(addresses), count)
            }
        };
        Ok(Self {
            origin,
            seed: plan.seed,
            count,
            side: number(&SIDE)? as u32,
            tries: number(&TRIES)?,
            timeout: number(&TIMEOUT)?,
            checks: OnceLock::new(),
        })
    }

    /// A programmed picture, by its number.
    pub fn picture(&self, number: u64) -> Picture {
        draw::draw(self.seed, number, self.side)
    }

    /// A programmed picture's name at the source, without what the source is told to do.
    pub fn name(&self, number: u64) -> String {
        format!("pictures/{}/{}/{number}.qoi", self.seed, self.side)
    }

    /// Where to ask for a picture, at this try.
    pub fn address(&self, number: u64, attempt: u64) -> String {
        match &self.origin {
            Origin::Visitor(addresses) => addresses[number as usize].clone(),
            Origin::Programmed(schedule) => {
                let Reaction { after, fails } = schedule.reaction(number, attempt);
                let status = if fails { 503 } else { 200 };
                format!("{}?after={after}&status={status}&try={attempt}", self.name(number))
            }
        }
    }

    /// Gets and decodes a picture, with another try after each that brought nothing.
    async fn fetch(&self, number: u64, source: &impl Source) -> [u64; RESULT] {
        let mut trouble = Trouble::Unreachable;
        for attempt in 0..self.tries {
            if attempt > 0 {
                source.pause(PAUSE << (attempt - 1)).await;
            }
            match source.get(&self.address(number, attempt), self.timeout).await {
                Ok(file) => return [0, attempt + 1, file.len() as u64, self.check(&file)],
                Err(why) => trouble = why,
            }
        }
        [trouble.number(), self.tries, 0, 0]
    }

    async fn fetch_all(&self, job: &Words, source: &impl Source) -> Words {
        let mut results = Vec::new();
        for &number in job.as_slice() {
            results.extend(self.fetch(number, source).await);
        }
        Words::new(results)
    }

    /// Decodes a programmed picture and looks at every pixel. The visitor's own are decoded when they are shown.
    fn check(&self, file: &[u8]) -> u64 {
        match self.origin {
            Origin::Visitor(_) => 0,
            Origin::Programmed(_) => qoi::decode(file).map_or(0, |picture| check(&picture)),
        }
    }

    /// Whether a picture need not come: each of its tries fails, or comes too close to the timeout to tell.
    fn may_fail(&self, number: u64) -> bool {
        let Origin::Programmed(schedule) = &self.origin else { return false };
        (0..self.tries).all(|attempt| {
            let Reaction { after, fails } = schedule.reaction(number, attempt);
            fails || 2 * after > self.timeout
        })
    }

    fn right_check(&self, number: u64) -> u64 {
        match self.origin {
            Origin::Visitor(_) => 0,
            Origin::Programmed(_) => {
                let all = || (0..self.count).map(|number| check(&self.picture(number))).collect();
                self.checks.get_or_init(all)[number as usize]
            }
        }
    }

    /// Which picture, for people.
    fn called(&self, number: u64) -> String {
        match &self.origin {
            Origin::Programmed(_) => format!("picture {}", number + 1),
            Origin::Visitor(addresses) => format!("picture {} ({})", number + 1, addresses[number as usize]),
        }
    }
}

/// A number that depends on every pixel and its place: FNV-1a (Fowler, Noll and Vo), a pixel at a time. Never 0.
fn check(picture: &Picture) -> u64 {
    let step = |hash: u64, &[red, green, blue]: &[u8; 3]| {
        let pixel = u64::from(red) << 16 | u64::from(green) << 8 | u64::from(blue);
        (hash ^ pixel).wrapping_mul(0x0100_0000_01b3)
    };
    picture.pixels.iter().fold(0xcbf2_9ce4_8422_2325, step) | 1
}

impl Simple for Pictures {
    /// Their numbers.
    fn generate(&self) -> Words {
        Words::new((0..self.count).collect::<Vec<u64>>())
    }

    /// A job for each: whoever has one picture asks for the next.
    fn split(&self, input: Words, _workers: usize) -> Vec<Words> {
        even(self.count, self.count).map(|one| input.slice(one.start as usize..one.end as usize)).collect()
    }

    fn solve(&self, job: Words) -> Words {
        blocking(self.fetch_all(&job, &Blocking))
    }

    fn solve_async(&self, job: Words) -> LocalBoxFuture<'_, Words> {
        Box::pin(async move { self.fetch_all(&job, &Yielding).await })
    }

    fn merge(&self, parts: Vec<Words>) -> Words {
        Words::new(parts.iter().flat_map(|part| part.as_slice().iter().copied()).collect::<Vec<u64>>())
    }

    /// One after the other.
    fn solve_alone(&self, input: Words) -> Words {
        self.solve(input)
    }

    fn verify(&self, _input: &Words, output: &Words) -> Result<(), Mismatch> {
        let results = output.as_slice().as_chunks::<RESULT>().0;
        if results.len() as u64 != self.count {
            return Err(Mismatch(format!("{} results for {} pictures", results.len(), self.count)));
        }
        for (number, &[trouble, tries, _, found]) in (0..).zip(results) {
            let name = || self.called(number);
            if trouble != 0 && !self.may_fail(number) {
                let why = Trouble::words(trouble);
                return Err(Mismatch(format!("{} did not come (tries: {tries}): {why}", name())));
            }
            if trouble == 0 && found != self.right_check(number) {
                return Err(Mismatch(format!("{} is not the picture that it must be", name())));
            }
        }
        Ok(())
    }

    fn answer(&self, output: &Words) -> Answer {
        let results = output.as_slice().as_chunks::<RESULT>().0;
        let missing = (0..).zip(results).filter(|(_, result)| result[0] != 0);
        Answer::Pictures {
            total: self.count as u32,
            missing: missing.map(|(number, _)| number).collect(),
            tries: results.iter().map(|result| result[1] as u32).sum(),
            bytes: results.iter().map(|result| result[2] as f64).sum(),
            addresses: match &self.origin {
                Origin::Programmed(_) => Vec::new(),
                Origin::Visitor(addresses) => addresses.clone(),
            },
        }
    }

    /// A picture for each of 64 workers, as a file and as pixels, and all results.
    fn memory(&self) -> u64 {
        64 * 8 * u64::from(self.side).pow(2) + 256 * self.count
    }
}
