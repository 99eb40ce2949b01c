//! The plan as a permalink, both ways, and its validation.
//!
//! There is one way in for every plan, whether it comes from an address, an element's attributes, a form or a
//! program: a list of names and values. A bad value is named, with what the field takes, and the default stands in
//! for that one; the rest is kept.

mod embedding;
mod labs;
mod values;
mod view;

use crate::plan::{
    MAX_WORKERS, Mode, OptionInfo, Plan, Problem, Query, Takes, Transport, VERSION, WorkloadInfo,
};
use crate::registry::{self, CATALOGUE};
use crate::workload::{Visitor, Workload};
pub use embedding::EMBEDDING_PARAMETERS;
pub use labs::{lab_pairs, parse_lab};
use std::collections::BTreeMap;
use values::{name_of, whole, worker_counts};
pub use view::{VIEW_PARAMETERS, view_pairs};

/// The budget that a visitor finds, seconds.
const DEFAULT_BUDGET: u32 = 60;
/// The longest own input, in bytes, that a permalink carries.
pub const MAX_LINKED_INPUT: usize = 2000;
/// The most repetitions inside a realm.
pub const MAX_SAMPLES: u32 = 1000;
/// The most realms for each point.
pub const MAX_REALMS: u32 = 100;
/// The most parameters that are read: more than there are.
pub const MAX_PARAMETERS: usize = 200;
/// The longest budget, seconds.
pub const MAX_BUDGET: u32 = 3600;

/// Parameters that belong to the plan; the workload's own options come beside them.
pub const PLAN_PARAMETERS: [&str; 13] = [
    "version",
    "workload",
    "size",
    "modes",
    "transports",
    "workers",
    "samples",
    "realms",
    "seed",
    "precision",
    "budget",
    "scaled",
    "input",
];
/// Parameters of the page.
pub const FLAGS: [&str; 2] = ["run", "embed"];

/// The plan that a visitor finds.
///
/// Worker counts go from 1 to twice the cores that the browser claims: past the machine's ceiling on purpose, so
/// that the ceiling shows.
pub fn default_plan(workload: &WorkloadInfo, cores: u32) -> Plan {
    Plan {
        version: VERSION,
        workload: workload.id.into(),
        size: workload.size.default,
        options: workload.options.iter().map(|option| (option.name.into(), option.default.into())).collect(),
        modes: MODES.map(|(_, mode)| mode).to_vec(),
        transports: vec![Transport::Transfer],
        workers: default_workers(cores),
        samples: 5,
        realms: 4,
        seed: 42,
        precision: None,
        budget: DEFAULT_BUDGET,
        scaled: false,
        input: None,
    }
}

/// Worker counts from 1 to twice the cores; with many cores only powers of two, the cores and their double.
fn default_workers(cores: u32) -> Vec<u32> {
    let cores = cores.clamp(1, MAX_WORKERS);
    let most = (2 * cores).min(MAX_WORKERS);
    (1..=most).filter(|&k| most <= 8 || k.is_power_of_two() || k == cores || k == most).collect()
}

/// Reads a permalink's parameters.
pub fn parse(pairs: &[(String, String)], cores: u32) -> Query {
    Reader::new(pairs).read(cores)
}

/// A plan as a permalink's parameters. Own input that is too long for a link is left out, and so are a budget that is
/// the default and what is not asked for.
pub fn pairs(plan: &Plan) -> Vec<(String, String)> {
    let named = |items: &[&str]| items.join(",");
    let modes: Vec<&str> = plan.modes.iter().map(|&mode| name_of(&MODES, mode)).collect();
    let transports: Vec<&str> = plan.transports.iter().map(|&way| name_of(&TRANSPORTS, way)).collect();
    let workers: Vec<String> = plan.workers.iter().map(u32::to_string).collect();
    let mut pairs =
        vec![("workload".to_owned(), plan.workload.clone()), ("size".into(), plan.size.to_string())];
    pairs.extend(plan.options.clone());
    pairs.extend([
        ("modes".into(), named(&modes)),
        ("transports".into(), named(&transports)),
        ("workers".into(), workers.join(",")),
        ("samples".into(), plan.samples.to_string()),
        ("realms".into(), plan.realms.to_string()),
        ("seed".into(), plan.seed.to_string()),
    ]);
    pairs.extend(plan.precision.map(|percent| ("precision".into(), percent.to_string())));
    if plan.budget != DEFAULT_BUDGET {
        pairs.push(("budget".into(), plan.budget.to_string()));
    }
    if plan.scaled {
        pairs.push(("scaled".into(), String::new()));
    }
    let linked = plan.input.iter().filter(|input| input.len() <= MAX_LINKED_INPUT);
    pairs.extend(linked.map(|input| ("input".into(), input.clone())));
    pairs
}

const MODES: [(&str, Mode); 4] = [
    ("serial", Mode::Serial),
    ("threads", Mode::Threads),
    ("processes", Mode::Processes),
    ("async", Mode::Async),
];
const TRANSPORTS: [(&str, Transport); 3] =
    [("copy", Transport::Copy), ("transfer", Transport::Transfer), ("shared", Transport::Shared)];

/// Takes parameters one by one; what is left at the end is unknown.
struct Reader {
    given: BTreeMap<String, String>,
    problems: Vec<Problem>,
}

impl Reader {
    fn new(pairs: &[(String, String)]) -> Self {
        let mut reader = Self { given: BTreeMap::new(), problems: Vec::new() };
        if pairs.len() > MAX_PARAMETERS {
            let takes = format!("up to {MAX_PARAMETERS}: the first ones are read");
            reader.problems.push(Problem::new("parameters", pairs.len(), takes));
        }
        for (name, value) in pairs.iter().take(MAX_PARAMETERS) {
            if reader.given.contains_key(name) {
                reader.problems.push(Problem::new(name, value, "one value; the first one given is used"));
            } else {
                reader.given.insert(name.clone(), value.clone());
            }
        }
        reader
    }

    fn read(mut self, cores: u32) -> Query {
        let workload = self.value("workload", CATALOGUE[0], registry::find);
        let default = default_plan(workload, cores);
        let version = format!("{VERSION}, the version of this format");
        let mut plan = Plan {
            version: self.whole("version", VERSION, VERSION..=VERSION, &version),
            workload: default.workload,
            size: self.whole(
                "size",
                default.size,
                workload.size.min..=workload.size.max,
                &format!(
                    "a whole number of {} from {} to {}",
                    workload.unit, workload.size.min, workload.size.max
                ),
            ),
            options: workload
                .options
                .iter()
                .map(|option| (option.name.into(), self.option(option)))
                .collect(),
            modes: self.names("modes", default.modes, &MODES),
            transports: self.names("transports", default.transports, &TRANSPORTS),
            workers: self.value("workers", default.workers, worker_counts),
            samples: self.count("samples", default.samples, MAX_SAMPLES),
            realms: self.count("realms", default.realms, MAX_REALMS),
            seed: self.whole(
                "seed",
                default.seed,
                0..=u32::MAX,
                &format!("a whole number from 0 to {}", u32::MAX),
            ),
            precision: self.some_count("precision", 100),
            budget: self.count("budget", default.budget, MAX_BUDGET),
            scaled: self.flag("scaled"),
            input: self.given.remove("input").filter(|input| !input.trim().is_empty()),
        };
        if let Err(problem) = registry::open(&plan, Openable) {
            self.problems.push(problem);
            plan.input = None;
        }
        if let Some(takes) = not_scaled(&plan, workload) {
            self.problems.push(Problem::new("scaled", "1", takes));
            plan.scaled = false;
        }
        let [run, embed] = FLAGS.map(|flag| self.flag(flag));
        let view = self.view();
        let embedding = self.embedding(workload, view.predict);
        self.no_lab();
        let options = workload.options.iter().map(|option| option.name);
        self.leftovers(
            PLAN_PARAMETERS
                .into_iter()
                .chain(options)
                .chain(VIEW_PARAMETERS)
                .chain(FLAGS)
                .chain(EMBEDDING_PARAMETERS)
                .collect(),
        );
        Query { plan, run, embed, view, embedding, problems: self.problems }
    }

    /// A value, parsed; where it is bad, its problem and the default.
    fn value<T>(&mut self, name: &str, default: T, parse: impl Fn(&str) -> Result<T, Problem>) -> T {
        match self.given.remove(name).map(|text| parse(&text)) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(problem)) => {
                self.problems.push(problem);
                default
            }
        }
    }

    fn whole(&mut self, name: &str, default: u32, range: std::ops::RangeInclusive<u32>, takes: &str) -> u32 {
        self.value(name, default, |text| {
            whole(text).filter(|value| range.contains(value)).ok_or_else(|| Problem::new(name, text, takes))
        })
    }

    fn count(&mut self, name: &str, default: u32, most: u32) -> u32 {
        self.whole(name, default, 1..=most, &format!("a whole number from 1 to {most}"))
    }

    /// A whole number that may be absent.
    fn some_count(&mut self, name: &str, most: u32) -> Option<u32> {
        self.given.contains_key(name).then(|| self.count(name, 0, most)).filter(|&count| count > 0)
    }

    /// An option's value; a whole number in its plain form.
    fn option(&mut self, option: &OptionInfo) -> String {
        self.value(option.name, option.default.to_owned(), |text| {
            let good = match option.takes {
                Takes::Choice { choices } => {
                    choices.iter().any(|choice| choice.value == text).then(|| text.to_owned())
                }
                Takes::Whole { word, .. } if word == Some(text) => Some(text.to_owned()),
                Takes::Whole { min, max, .. } => {
                    whole(text).filter(|value| (min..=max).contains(value)).map(|value| value.to_string())
                }
                Takes::Text { most } => (text.chars().count() <= most as usize).then(|| text.to_owned()),
            };
            good.ok_or_else(|| Problem::new(option.name, text, option.takes.to_string()))
        })
    }

    /// One of a list of names.
    fn name<T: Copy>(&mut self, name: &str, default: T, names: &[(&str, T)]) -> T {
        self.value(name, default, |text| {
            let known: Vec<&str> = names.iter().map(|(known, _)| *known).collect();
            let found = names.iter().find(|(known, _)| *known == text).map(|(_, value)| *value);
            found.ok_or_else(|| Problem::new(name, text, format!("one of {}", known.join(", "))))
        })
    }

    fn names<T: Copy + PartialEq>(&mut self, name: &str, default: Vec<T>, names: &[(&str, T)]) -> Vec<T> {
        self.value(name, default, |text| {
            let known: Vec<&str> = names.iter().map(|(known, _)| *known).collect();
            let bad =
                |value: &str| Problem::new(name, value, format!("some of {}, with commas", known.join(",")));
            let wanted: Vec<&str> = text.split(',').map(str::trim).collect();
            if let Some(unknown) = wanted.iter().find(|&&word| !known.contains(&word)) {
                return Err(bad(unknown));
            }
            Ok(names.iter().filter(|(known, _)| wanted.contains(known)).map(|(_, value)| *value).collect())
        })
    }

    fn flag(&mut self, name: &str) -> bool {
        self.value(name, false, |text| match text {
            "" | "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            _ => Err(Problem::new(name, text, "nothing, 1 or 0")),
        })
    }

    /// Names what is left: parameters that are none of the known ones.
    fn leftovers(&mut self, known: Vec<&str>) {
        for (name, value) in std::mem::take(&mut self.given) {
            let takes = format!("nothing: there is no such parameter here, only {}", known.join(", "));
            self.problems.push(Problem::new(name, value, takes));
        }
    }
}

/// What `scaled` takes, where the plan can't be scaled.
fn not_scaled(plan: &Plan, workload: &WorkloadInfo) -> Option<String> {
    if !plan.scaled {
        return None;
    }
    if plan.input.is_some() {
        return Some("data made from the seed: your own can't grow with the workers".into());
    }
    let most = plan.workers.iter().copied().max().unwrap_or(1);
    let (largest, max) = (u64::from(plan.size) * u64::from(most), workload.size.max);
    (largest > max.into()).then(|| {
        format!(
            "a size that times the workers is {max} {} at most, and {} times {most} is {largest}; choose a smaller \
             size or fewer workers",
            workload.unit, plan.size
        )
    })
}

/// Does nothing with a workload: it could be configured.
struct Openable;

impl Visitor for Openable {
    type Out = ();
    fn visit<W: Workload + 'static>(self, _workload: W) {}
}
