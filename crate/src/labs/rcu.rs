//! A network that readers go through while writers rebuild it: behind a lock, as snapshots, or with neither.

use super::gate::Gate;
use super::snapshots::Snapshots;
use super::sync::AtomicU32;
use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use crate::random::Random;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "rcu",
    title: "Readers that never wait",
    kind: LabKind::Live,
    summary: "A network of lines between stations: each station knows the other end of its line, and that one knows it. Readers go through all of it, writers join lines anew. A reader that catches a writer half-way sees a torn network.",
    notice: "With a lock, readers queue for each other, and more of them read no more. With snapshots (read, copy, update) each reader has a state of its own that no writer touches: no reader waits, and none sees a torn network. Without either, reads are quick and some are wrong: the failing read is shown.",
    knobs: &[
        OptionInfo {
            name: "network",
            label: "Network",
            help: "How readers and writers keep out of each other’s way.",
            default: "all",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "lock", label: "Behind a lock" },
                    Choice { value: "rcu", label: "Snapshots (RCU)" },
                    Choice { value: "neither", label: "Neither: no snapshot" },
                    Choice { value: "all", label: "All three, side by side" },
                ],
            },
        },
        OptionInfo {
            name: "readers",
            label: "Most readers",
            help: "Measured with 1, 2 and so on up to this many.",
            default: "3",
            takes: Takes::Whole { min: 1, max: 12, word: None },
        },
        OptionInfo {
            name: "writers",
            label: "Writers",
            help: "Workers that join lines anew.",
            default: "1",
            takes: Takes::Whole { min: 0, max: 4, word: None },
        },
        OptionInfo {
            name: "pause",
            label: "Pause between updates, microseconds",
            help: "Of each writer: the shorter, the more updates.",
            default: "20",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "stations",
            label: "Stations",
            help: "How much a read goes through.",
            default: "256",
            takes: Takes::Whole { min: 4, max: 10_000, word: None },
        },
        OptionInfo {
            name: "time",
            label: "Time, milliseconds",
            help: "How long each of five samples of a point takes.",
            default: "60",
            takes: Takes::Whole { min: 20, max: 2000, word: None },
        },
    ],
    systems: &[6],
};

/// The ways of keeping readers and writers apart.
#[derive(Clone, Copy)]
enum Way {
    Lock,
    Rcu,
    Neither,
}

const WAYS: [(&str, Way); 3] = [("lock", Way::Lock), ("rcu", Way::Rcu), ("neither", Way::Neither)];

enum Network {
    Lock(Mutex<Box<[AtomicU32]>>),
    Rcu(Snapshots),
    Neither(Box<[AtomicU32]>),
}

/// The network, its readers and its writers.
pub struct Rcu {
    board: Board,
    network: Network,
    readers: usize,
    stations: u32,
    pause: u32,
    time: f64,
    gate: Gate,
}

impl Rcu {
    /// The knobs are `network`, `readers`, `pause`, `stations` and `time`; all actors after the readers are writers.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        let readers = setting.whole("readers")? as usize;
        // An even number: 0 with 1, 2 with 3 and so on.
        let stations = setting.whole("stations")? & !1;
        let ends: Vec<u32> = (0..stations).map(|station| station ^ 1).collect();
        let words = || ends.iter().map(|&end| AtomicU32::new(end)).collect();
        let network = match setting.one_of("network", &WAYS)? {
            Way::Lock => Network::Lock(Mutex::new(words())),
            Way::Rcu => Network::Rcu(Snapshots::new(readers, &ends)),
            Way::Neither => Network::Neither(words()),
        };
        Ok(Self {
            board: setting.board(0, &["at work"]),
            network,
            readers,
            stations,
            pause: setting.whole("pause")?,
            time: f64::from(setting.whole("time")?),
            gate: Gate::new(setting.actors),
        })
    }

    /// Goes through the whole network; a station whose line's other end does not know it, if there is one.
    fn torn(&self, reader: usize) -> Option<u32> {
        match &self.network {
            Network::Lock(network) => torn(&network.lock().unwrap_or_else(PoisonError::into_inner)),
            Network::Rcu(snapshots) => snapshots.read(reader, torn),
            Network::Neither(network) => torn(network),
        }
    }

    fn rebuild(&self, station: u32, other: u32) {
        let change = |network: &[AtomicU32]| rejoin(network, station, other);
        match &self.network {
            Network::Lock(network) => change(&network.lock().unwrap_or_else(PoisonError::into_inner)),
            Network::Rcu(snapshots) => snapshots.update(change),
            Network::Neither(network) => change(network),
        }
    }

    fn keep_reading(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let start = now();
        let (mut reads, mut torn, mut example) = (0_u32, 0_u32, None);
        // The clock costs as much as a read.
        while !reads.is_multiple_of(16) || now() - start < self.time {
            if let Some(station) = self.torn(actor) {
                torn += 1;
                example = Some(station);
            }
            reads += 1;
        }
        self.board.count(actor).store(reads, Ordering::Relaxed);
        vec![f64::from(reads), f64::from(torn), now() - start, example.map_or(-1.0, f64::from)]
    }

    fn keep_writing(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let start = now();
        let mut random = Random::new(actor as u32);
        let mut updates = 0_u32;
        while now() - start < self.time {
            let any = |random: &mut Random| random.below(self.stations as usize) as u32;
            self.rebuild(any(&mut random), any(&mut random));
            updates += 1;
            pause(self.pause);
        }
        vec![f64::from(updates), 0.0, now() - start, -1.0]
    }
}

/// Joins two stations, and the other ends of their lines with each other. Between these four steps the network is torn.
fn rejoin(network: &[AtomicU32], station: u32, other: u32) {
    let end_of = |station: u32| network[station as usize].load(Ordering::Relaxed);
    let join = |station: u32, end: u32| network[station as usize].store(end, Ordering::Relaxed);
    let (far, other_far) = (end_of(station), end_of(other));
    if station == other || far == other {
        return;
    }
    join(station, other);
    join(other, station);
    join(far, other_far);
    join(other_far, far);
}

/// The first station whose line's other end has a line to elsewhere.
fn torn(network: &[AtomicU32]) -> Option<u32> {
    (0..network.len() as u32).find(|&station| {
        let end = network[station as usize].load(Ordering::Relaxed);
        network[end as usize].load(Ordering::Relaxed) != station
    })
}

impl Stage for Rcu {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns how many reads (or updates), how many of them saw a torn network, how long all took in milliseconds, and a
    /// station at which it was torn, or -1.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        self.gate.begin();
        if actor < self.readers { self.keep_reading(actor, now) } else { self.keep_writing(actor, now) }
    }
}
