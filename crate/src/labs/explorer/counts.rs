//! How many schedules there are, and how many of them a partial-order reduction looks at.
//!
//! Two schedules that differ only in the order of neighbouring turns that don't meet ([`Footprint::meets`]) come out the
//! same: they are one trace (Mazurkiewicz, "Concurrent program schemes and their interpretations", 1977). Sleep sets
//! (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996, chapter 5) take
//! exactly one schedule of each trace to its end. Which turns are taken from a state depends on the state and its sleep
//! set alone, so both kinds are counted without being walked one by one: the ways to a state are the sum of the ways to
//! those before it.
//!
//! [`Footprint::meets`]: super::program::Footprint::meets

use super::graph::{Graph, Node};
use std::collections::VecDeque;

/// A count that may be too large for its type: then there is none.
pub type Count = Option<u128>;

/// Schedules from the start to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub schedules: Count,
    /// Those that fail.
    pub failing: Count,
    /// What sleep sets leave of them: one for each trace.
    pub traces: Count,
    /// Those of them that fail.
    pub failing_traces: Count,
    /// Schedules that sleep sets cut short: all their next turns were known from elsewhere.
    pub cut: Count,
}

/// A set of actors, a bit each.
type Sleep = u8;

/// Counting, a piece at a time.
pub struct Counting {
    counts: Counts,
    /// Edges that lead to each node from nodes that have not been counted.
    open: Vec<u32>,
    queue: VecDeque<u32>,
    counted: usize,
    plain: Vec<Count>,
    asleep: Vec<Vec<(Sleep, Count)>>,
}

impl Counting {
    /// Of a graph that is complete.
    pub fn new(graph: &Graph) -> Self {
        let nodes = graph.nodes.len();
        let mut open = vec![0; nodes];
        for edge in graph.nodes.iter().flat_map(|node| &node.edges) {
            open[edge.to as usize] += 1;
        }
        let none = Some(0);
        let mut counting = Self {
            counts: Counts { schedules: none, failing: none, traces: none, failing_traces: none, cut: none },
            queue: (0..1).filter(|_| open[0] == 0).collect(),
            open,
            counted: 0,
            plain: vec![none; nodes],
            asleep: vec![Vec::new(); nodes],
        };
        counting.plain[0] = Some(1);
        counting.asleep[0].push((0, Some(1)));
        counting
    }

    /// Counts on from this many more nodes; says whether all is counted.
    pub fn advance(&mut self, graph: &Graph, nodes: usize) -> bool {
        for _ in 0..nodes {
            let Some(at) = self.queue.pop_front() else { return true };
            self.count(&graph.nodes[at as usize], at as usize);
            self.counted += 1;
            for edge in &graph.nodes[at as usize].edges {
                let open = &mut self.open[edge.to as usize];
                *open -= 1;
                if *open == 0 {
                    self.queue.push_back(edge.to);
                }
            }
        }
        self.queue.is_empty()
    }

    /// The counts; none where a schedule can go round for ever: then there is no end of them.
    pub fn counts(&self) -> Option<Counts> {
        (self.counted == self.plain.len()).then_some(self.counts)
    }

    fn count(&mut self, node: &Node, at: usize) {
        let ways = self.plain[at];
        let asleep = std::mem::take(&mut self.asleep[at]);
        if node.edges.is_empty() {
            add(&mut self.counts.schedules, ways);
            let mut traces = Some(0);
            asleep.iter().for_each(|(_, ways)| add(&mut traces, *ways));
            add(&mut self.counts.traces, traces);
            if node.failed {
                add(&mut self.counts.failing, ways);
                add(&mut self.counts.failing_traces, traces);
            }
            return;
        }
        for edge in &node.edges {
            add(&mut self.plain[edge.to as usize], ways);
        }
        for (sleep, ways) in asleep {
            self.wake(node, sleep, ways);
        }
    }

    /// Takes every turn that is not asleep. A turn that was taken sleeps in what its later siblings lead to, until one
    /// that it meets is taken.
    fn wake(&mut self, node: &Node, mut sleep: Sleep, ways: Count) {
        let mut taken = false;
        for edge in node.edges.iter().filter(|edge| sleep >> edge.taken.actor & 1 == 0).collect::<Vec<_>>() {
            taken = true;
            let still = node
                .edges
                .iter()
                .filter(|other| sleep >> other.taken.actor & 1 == 1 && !other.footprint.meets(edge.footprint))
                .fold(0, |still, other| still | 1 << other.taken.actor);
            let there = &mut self.asleep[edge.to as usize];
            match there.iter_mut().find(|(set, _)| *set == still) {
                Some((_, sum)) => add(sum, ways),
                None => there.push((still, ways)),
            }
            sleep |= 1 << edge.taken.actor;
        }
        if !taken {
            add(&mut self.counts.cut, ways);
        }
    }
}

fn add(sum: &mut Count, more: Count) {
    *sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
}
