//! A case: an input, and whoever runs on it.

use crate::runs::{Prepared, Runs};
#[cfg(feature = "crate-sudoku")]
use crate::solvers;
use crate::{records, sorts, texts};
use speedup_lab::modes::serial;
#[cfg(feature = "pool")]
use speedup_lab::modes::threads::Pool;
#[cfg(feature = "pool")]
use speedup_lab::plan::Mode;
use speedup_lab::plan::Plan;
use speedup_lab::run::{Clock, Stopwatch};
#[cfg(feature = "pool")]
use speedup_lab::trace::Recorder;
use speedup_lab::workload::{Visitor, Wire, Workload};
use speedup_lab::workloads::ceilings;
use speedup_lab::{query, registry};
use std::rc::Rc;

/// An input, and the programs that can run on it.
pub struct Case {
    plan: Plan,
    program: Box<dyn Ours>,
    /// The input's bytes, in the workload's own form.
    input: Vec<u8>,
    workers: usize,
    runs: Option<Box<dyn Runs>>,
}

impl Case {
    /// The case of a permalink, such as `workload=mergesort&size=1000`, for this many threads. With `input`, that is
    /// taken for the generated one (making hard puzzles takes time, and twice is not needed).
    ///
    /// # Errors
    /// A parameter that won't do.
    pub fn new(link: &str, workers: usize, input: Option<Vec<u8>>) -> Result<Self, String> {
        let pairs = link.split('&').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let plan = read_plan(&pairs)?;
        let program = registry::open(&plan, Open).map_err(|problem| problem.to_string())?;
        let input = input.unwrap_or_else(|| program.generate());
        Ok(Self { plan, program, input, workers, runs: None })
    }

    /// The input's bytes.
    pub fn input(&self) -> &[u8] {
        &self.input
    }

    /// Gets a program ready to run: copies the input this many times. `serial`, `one-worker` (the algorithm of the
    /// plan, where `serial` takes the best), `threads` and `threads-traced` are ours.
    ///
    /// # Errors
    /// There is no such program, or not in this build.
    pub fn prepare(&mut self, program: &str, runs: usize) -> Result<(), String> {
        self.runs = None; // the last program's memory first
        let prepared = match (program, self.plan.workload.as_str()) {
            ("serial", _) => Some(self.program.serial(&self.input, runs)),
            ("one-worker", _) => Some(self.program.one_worker(&self.input, runs)),
            #[cfg(feature = "pool")]
            ("threads", _) => Some(self.program.threads(&self.input, runs, self.workers)),
            #[cfg(feature = "pool")]
            ("threads-traced", _) => Some(self.program.traced(&self.input, runs, self.workers)),
            (_, "mergesort") if self.number() == "string" => {
                texts::prepare(program, &self.input, runs, self.workers)
            }
            (_, "mergesort") if program.starts_with(records::PREFIX) => {
                records::prepare(program, &self.input, runs, self.workers)
            }
            (_, "mergesort") => sorts::prepare(program, self.number(), &self.input, runs, self.workers),
            #[cfg(feature = "crate-sudoku")]
            (_, "sudoku") => solvers::prepare(program, &self.input, runs, self.workers),
            _ => None,
        };
        let missing = || format!("{}: this build has no program {program}", self.plan.workload);
        self.runs = Some(prepared.ok_or_else(missing)?);
        Ok(())
    }

    /// Runs the prepared program. To be timed.
    pub fn run(&mut self) {
        if let Some(runs) = &mut self.runs {
            runs.run();
        }
    }

    /// Checks every output since [`prepare`](Self::prepare); says how many there were.
    ///
    /// # Errors
    /// The first difference.
    pub fn check(&mut self) -> Result<usize, String> {
        let mut checked = 0;
        let Some(mut runs) = self.runs.take() else { return Ok(checked) };
        while let Some(output) = runs.next_output() {
            self.check_output(output)?;
            checked += 1;
        }
        Ok(checked)
    }

    /// Checks an output that was made elsewhere.
    ///
    /// # Errors
    /// The first difference.
    pub fn check_output(&self, output: Vec<u8>) -> Result<(), String> {
        self.program.check(&self.input, output)
    }

    fn number(&self) -> &str {
        self.plan.options.get("type").map_or("uint32", String::as_str)
    }
}

/// The plan of a permalink's parameters, or of a ceiling's name and size: ceilings are not in the catalogue.
fn read_plan(pairs: &[(String, String)]) -> Result<Plan, String> {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if let Some(ceiling) = value("workload").filter(|id| [ceilings::COMPUTE, ceilings::MEMORY].contains(id)) {
        let size = value("size").and_then(|size| size.parse().ok()).ok_or("a ceiling's size is a number")?;
        let plan = query::parse(&[], 1).plan;
        return Ok(Plan { workload: ceiling.to_owned(), size, ..plan });
    }
    let query = query::parse(pairs, 1);
    query.problems.first().map_or(Ok(query.plan), |problem| Err(problem.to_string()))
}

/// A workload of ours, its types forgotten.
trait Ours {
    fn generate(&self) -> Vec<u8>;
    fn serial(&self, input: &[u8], runs: usize) -> Box<dyn Runs>;
    fn one_worker(&self, input: &[u8], runs: usize) -> Box<dyn Runs>;
    #[cfg(feature = "pool")]
    fn threads(&self, input: &[u8], runs: usize, workers: usize) -> Box<dyn Runs>;
    #[cfg(feature = "pool")]
    fn traced(&self, input: &[u8], runs: usize, workers: usize) -> Box<dyn Runs>;
    fn check(&self, input: &[u8], output: Vec<u8>) -> Result<(), String>;
}

struct Open;

impl Visitor for Open {
    type Out = Box<dyn Ours>;
    fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out {
        Box::new(Opened(Rc::new(workload)))
    }
}

struct Opened<W>(Rc<W>);

fn read<T: Wire>(bytes: &[u8]) -> T {
    T::from_message(&bytes.to_vec()).unwrap_or_else(|error| panic!("{}", error.0))
}

impl<W: Workload + 'static> Ours for Opened<W> {
    fn generate(&self) -> Vec<u8> {
        self.0.generate().bytes().into_owned()
    }

    fn serial(&self, input: &[u8], runs: usize) -> Box<dyn Runs> {
        let workload = self.0.clone();
        let program = move |input| serial::run(&*workload, input, &Stopwatch::start(&Still));
        Box::new(Prepared::new(read::<W::Input>(input), runs, program))
    }

    fn one_worker(&self, input: &[u8], runs: usize) -> Box<dyn Runs> {
        let workload = self.0.clone();
        let program = move |input| {
            let parts = workload.split(input, 1).into_iter().map(|job| workload.solve(job)).collect();
            workload.merge(parts)
        };
        Box::new(Prepared::new(read::<W::Input>(input), runs, program))
    }

    #[cfg(feature = "pool")]
    fn threads(&self, input: &[u8], runs: usize, workers: usize) -> Box<dyn Runs> {
        let workload = self.0.clone();
        let pool = pool(workers);
        let program = move |input| workload.solve_shared(input, &pool, &Stopwatch::start(&Still));
        Box::new(Prepared::new(read::<W::Input>(input), runs, program))
    }

    #[cfg(feature = "pool")]
    fn traced(&self, input: &[u8], runs: usize, workers: usize) -> Box<dyn Runs> {
        let workload = self.0.clone();
        let pool = pool(workers);
        let program = move |input| {
            let recorder = Recorder::new(Mode::Threads, workers);
            workload.solve_shared(input, &pool, &Stopwatch::traced(&Ticking, &recorder))
        };
        Box::new(Prepared::new(read::<W::Input>(input), runs, program))
    }

    fn check(&self, input: &[u8], output: Vec<u8>) -> Result<(), String> {
        let output = W::Output::from_message(&output).map_err(|error| error.0.to_owned())?;
        self.0.verify(&read(input), &output).map_err(|mismatch| mismatch.to_string())
    }
}

/// A clock that stands still: the time is taken outside, for everybody alike.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> f64 {
        0.0
    }

    fn grain(&self) -> f64 {
        0.0
    }
}

/// The machine's clock, for traces: they cost what looking at it costs.
#[cfg(feature = "pool")]
struct Ticking;

#[cfg(feature = "pool")]
impl Clock for Ticking {
    fn now(&self) -> f64 {
        #[cfg(target_arch = "wasm32")]
        return crate::wasm::performance_now();
        #[cfg(not(target_arch = "wasm32"))]
        return std::time::UNIX_EPOCH.elapsed().map_or(0.0, |since| since.as_secs_f64() * 1e3);
    }

    fn grain(&self) -> f64 {
        0.0
    }
}

/// The pool of the peers, and ours: in the browser the instance's own.
#[cfg(feature = "pool")]
pub fn pool(workers: usize) -> Pool {
    #[cfg(target_arch = "wasm32")]
    return Pool::global(workers);
    #[cfg(not(target_arch = "wasm32"))]
    return Pool::new(workers);
}

#[cfg(test)]
mod tests {
    use super::Case;

    const SORTS: [&str; 9] = [
        "serial",
        "one-worker",
        "threads",
        "std-unstable",
        "std-stable",
        "rdst",
        "rayon-unstable",
        "rayon-stable",
        "rdst-threads",
    ];

    #[test]
    fn every_sort_is_right_on_every_type() {
        for number in ["uint32", "int32", "float32", "float64"] {
            let link = format!("workload=mergesort&size=30011&type={number}&seed=3");
            let mut case = Case::new(&link, 2, None).unwrap();
            for program in SORTS {
                case.prepare(program, 2).unwrap();
                case.run();
                assert_eq!(case.check(), Ok(2), "{program} on {number}");
            }
        }
    }

    #[test]
    fn every_sort_of_strings_is_right() {
        for algorithm in ["mergesort", "radix"] {
            let link = format!("workload=mergesort&size=30011&type=string&algorithm={algorithm}&seed=3");
            let mut case = Case::new(&link, 2, None).unwrap();
            for program in SORTS.iter().filter(|sort| !sort.starts_with("rdst")) {
                case.prepare(program, 2).unwrap();
                case.run();
                assert_eq!(case.check(), Ok(2), "{program}");
            }
        }
    }

    #[test]
    fn every_stable_sort_of_records_is_right_and_stable() {
        for pattern in ["random", "few-distinct", "sorted", "reversed"] {
            let link = format!("workload=mergesort&size=30011&pattern={pattern}&seed=3");
            let mut case = Case::new(&link, 2, None).unwrap();
            for program in ["records-threads", "records-std-stable", "records-rayon-stable"] {
                case.prepare(program, 2).unwrap();
                case.run();
                assert_eq!(case.check(), Ok(2), "{program}");
            }
        }
    }

    #[test]
    fn every_solver_is_right() {
        let mut case = Case::new("workload=sudoku&size=21&seed=3&difficulty=mixed", 2, None).unwrap();
        for program in ["serial", "threads", "threads-traced", "crate-sudoku", "crate-sudoku-threads"] {
            case.prepare(program, 2).unwrap();
            case.run();
            assert_eq!(case.check(), Ok(2), "{program}");
        }
    }

    #[test]
    fn a_wrong_output_is_told() {
        let case = Case::new("workload=mergesort&size=1000&seed=3", 2, None).unwrap();
        let unsorted = case.input().to_vec();
        assert!(case.check_output(unsorted).is_err());
        assert!(case.check_output(vec![0; 4000]).is_err(), "sorted, but not what was given");
        let case = Case::new("workload=sudoku&size=3&seed=3", 2, None).unwrap();
        assert!(case.check_output(vec![1; 3 * 85]).is_err());
    }

    #[test]
    fn bad_parameters_and_unknown_programs_are_named() {
        let problem = Case::new("workload=mergesort&size=none", 2, None).err().unwrap();
        assert!(problem.contains("size"), "{problem}");
        let mut case = Case::new("workload=sudoku&size=1", 2, None).unwrap();
        assert!(case.prepare("rdst", 1).unwrap_err().contains("rdst"));
    }
}
