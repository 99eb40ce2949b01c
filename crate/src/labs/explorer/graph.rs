//! Every state that any schedule can reach, the nearest first, and what fails on the way.

use super::machine::{State, Status};
use super::program::{Footprint, Program};
use std::collections::HashMap;
use std::rc::Rc;

/// The states and turns of a program, as far as they have been visited.
pub struct Graph {
    /// The program.
    pub program: Program,
    /// Each state once, the start first; those nearer to the start come earlier.
    pub nodes: Vec<Node>,
    /// What was found to fail, each kind and place once, with the shortest way there.
    pub failures: Vec<Failure>,
    /// Nodes before this have been visited: all their turns were taken.
    visited: usize,
    places: HashMap<Rc<State>, u32>,
    most: usize,
}

/// A state.
pub struct Node {
    /// The memory.
    pub state: Rc<State>,
    /// The turns that can be taken here, in the order of the actors; none where the program has ended, well or badly.
    pub edges: Vec<Edge>,
    /// The node that it was first reached from, and the turn; the start has none.
    pub from: Option<(u32, Taken)>,
    /// Whether a schedule that ends here has failed.
    pub failed: bool,
    /// Whether an actor runs on and on here, and never gives the only thread back.
    pub endless: bool,
}

/// Whose turn, and how many steps it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The actor.
    pub actor: u8,
    /// Steps.
    pub steps: u32,
}

/// A turn from one state to another.
pub struct Edge {
    /// Where it leads.
    pub to: u32,
    /// Whose it is.
    pub taken: Taken,
    /// What it touches.
    pub footprint: Footprint,
    /// Whether the actor gets on with what it is there for.
    pub progress: bool,
}

/// Something that must not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What.
    pub fault: Fault,
    /// The shortest way there.
    pub way: Vec<Taken>,
    /// Where it never ends: what is done over and over from there.
    pub round: Vec<Taken>,
}

/// What must not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An actor's step failed: an `assert`, or an `unlock` of what it had not locked. Its line.
    Step(usize, usize),
    /// An `always` claim, by its number, did not hold.
    Always(usize),
    /// A `finally` claim, by its number, did not hold.
    Finally(usize),
    /// These actors wait, and none that could help is left.
    Deadlock(Vec<usize>),
    /// An actor never gives the only thread back.
    Endless(usize),
    /// All that run go round without progress, though everyone who can move gets turns.
    Livelock(Vec<usize>),
    /// This actor never makes progress, though others do and everyone who can move gets turns.
    Starved(usize),
}

impl Graph {
    /// The start alone. `most` states will be kept.
    pub fn new(program: Program, most: usize) -> Self {
        let mut graph = Self {
            program,
            nodes: Vec::new(),
            failures: Vec::new(),
            visited: 0,
            places: HashMap::new(),
            most,
        };
        let start = graph.program.start();
        graph.place(start, None, false);
        graph
    }

    /// How many states have been visited.
    pub fn visited(&self) -> usize {
        self.visited
    }

    /// Whether there was no room for all states.
    pub fn full(&self) -> bool {
        self.nodes.len() >= self.most && self.visited < self.nodes.len()
    }

    /// Visits this many more states; says whether that is all there is to do.
    pub fn advance(&mut self, states: usize) -> bool {
        for _ in 0..states {
            if self.visited == self.nodes.len() || self.full() {
                return true;
            }
            self.visit(self.visited as u32);
            self.visited += 1;
        }
        self.visited == self.nodes.len()
    }

    fn visit(&mut self, at: u32) {
        if self.nodes[at as usize].endless {
            return;
        }
        let state = self.nodes[at as usize].state.clone();
        let ready: Vec<usize> = self.program.ready(&state).collect();
        let mut edges = Vec::with_capacity(ready.len());
        for actor in ready {
            let turn = self.program.turn(&state, actor);
            let taken = Taken { actor: actor as u8, steps: turn.steps };
            let to = self.place(turn.state, Some((at, taken)), turn.endless);
            edges.push(Edge { to, taken, footprint: turn.footprint, progress: turn.progress });
        }
        if edges.is_empty() {
            self.end(at);
        }
        self.nodes[at as usize].edges = edges;
    }

    /// The node of a state, made where it is new.
    fn place(&mut self, state: State, from: Option<(u32, Taken)>, endless: bool) -> u32 {
        if let Some(place) = self.places.get(&state) {
            return *place;
        }
        let (state, at) = (Rc::new(state), self.nodes.len() as u32);
        self.places.insert(state.clone(), at);
        self.nodes.push(Node { state, edges: Vec::new(), from, failed: endless, endless });
        self.look(at);
        if let (true, Some((_, taken))) = (endless, from) {
            self.report(Fault::Endless(taken.actor as usize), at);
        }
        at
    }

    /// Finds what has failed in this state and had not in the one before.
    fn look(&mut self, at: u32) {
        let state = self.nodes[at as usize].state.clone();
        let before = self.nodes[at as usize].from.map(|(node, _)| self.nodes[node as usize].state.clone());
        for actor in 0..self.program.actors.len() {
            let failed = self.program.failed_at(&state, actor);
            let had = before.as_ref().is_some_and(|before| self.program.failed_at(before, actor).is_some());
            if let (Some(step), false) = (failed, had) {
                self.report(Fault::Step(actor, step.line), at);
            }
        }
        let had = before.map_or(0, |before| before[Program::BROKEN]);
        for claim in
            (0..self.program.claims.len()).filter(|bit| (state[Program::BROKEN] & !had) >> bit & 1 == 1)
        {
            self.report(Fault::Always(claim), at);
        }
    }

    /// Nothing can move here: all is done, or all that is left waits.
    fn end(&mut self, at: u32) {
        let state = self.nodes[at as usize].state.clone();
        let program = &self.program;
        let actors = 0..program.actors.len();
        let waiting: Vec<usize> = actors
            .clone()
            .filter(|actor| !matches!(program.status(&state, *actor), Status::Done | Status::Failed))
            .collect();
        let mut faults = Vec::new();
        if waiting.is_empty() {
            let claims = program.claims.iter().enumerate();
            let broken = claims.filter(|(_, claim)| !claim.always && claim.condition.value(&state) == 0);
            faults.extend(broken.map(|(claim, _)| Fault::Finally(claim)));
        } else {
            faults.push(Fault::Deadlock(waiting));
        }
        let before = state[Program::BROKEN] != 0
            || actors.into_iter().any(|actor| program.failed_at(&state, actor).is_some());
        self.nodes[at as usize].failed = before || !faults.is_empty();
        faults.into_iter().for_each(|fault| self.report(fault, at));
    }

    fn report(&mut self, fault: Fault, at: u32) {
        if self.failures.iter().all(|known| known.fault != fault) {
            let way = self.way(at);
            self.failures.push(Failure { fault, way, round: Vec::new() });
        }
    }

    /// The shortest way to a node, turn by turn.
    pub fn way(&self, mut at: u32) -> Vec<Taken> {
        let mut way = Vec::new();
        while let Some((from, taken)) = self.nodes[at as usize].from {
            way.push(taken);
            at = from;
        }
        way.reverse();
        way
    }
}
