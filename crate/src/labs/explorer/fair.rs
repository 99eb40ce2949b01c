//! Schedules that never end, and in which nobody is to blame but the program: livelock and starvation.
//!
//! A round is a set of states through which a schedule can go for ever. It counts only where it is strongly fair: every
//! actor that can move again and again does (Lehmann, Pnueli and Stavi, "Impartiality, justice and fairness", ICALP
//! 1981). So a lock's owner that is never let run is the scheduler's fault, and is not told. Found as an empty Streett
//! automaton is: strongly connected parts, from which the states go where an actor could move but has no move in the part
//! (Emerson and Lei, "Modalities for model checking", 1987).

use super::graph::{Edge, Failure, Fault, Graph, Node, Taken};
use super::program::{Op, Program};
use std::collections::{HashMap, HashSet, VecDeque};

/// Adds livelocks and starvations to the failures of a graph, one of each kind and actor.
pub fn look(graph: &mut Graph) {
    if let Some(part) = fair_part(&graph.nodes, &|edge| !edge.progress) {
        let moving = movers(&graph.nodes, &part, &|edge| !edge.progress);
        add(graph, Fault::Livelock(moving), &part, &|edge| !edge.progress);
        return;
    }
    for actor in 0..graph.program.actors.len() {
        if !expects_progress(&graph.program, actor) {
            continue;
        }
        let allowed = move |edge: &Edge| !(edge.progress && edge.taken.actor as usize == actor);
        let unended = |node: &Node| graph.program.next(&node.state, actor).is_some();
        let inside: Vec<bool> = graph.nodes.iter().map(unended).collect();
        let kept = |edge: &Edge| allowed(edge) && inside[edge.to as usize];
        if let Some(part) = fair_part(&graph.nodes, &kept) {
            add(graph, Fault::Starved(actor), &part, &allowed);
        }
    }
}

/// Whether an actor is there to get something done: it can end, or says where it gets on.
fn expects_progress(program: &Program, actor: usize) -> bool {
    let code = &program.actors[actor].code;
    if code.iter().any(|step| matches!(step.op, Op::Progress)) {
        return true;
    }
    let (mut seen, mut open) = (vec![false; code.len() + 1], vec![0]);
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) || at == code.len() {
            continue;
        }
        match code[at].op {
            Op::Jump(target) => open.push(target),
            Op::Branch(_, target) => open.extend([at + 1, target]),
            _ => open.push(at + 1),
        }
    }
    seen[code.len()]
}

/// A set of states through which a strongly fair schedule can go for ever on allowed turns.
fn fair_part(nodes: &[Node], allowed: &dyn Fn(&Edge) -> bool) -> Option<Vec<u32>> {
    let mut open: Vec<Vec<u32>> = vec![(0..nodes.len() as u32).collect()];
    while let Some(set) = open.pop() {
        for part in strongly_connected(nodes, &set, allowed) {
            let movers = movers(nodes, &part, allowed);
            if movers.is_empty() {
                continue; // a single state without a turn to itself
            }
            let wronged =
                |node: &Node| node.edges.iter().any(|edge| !movers.contains(&(edge.taken.actor as usize)));
            let (out, fair): (Vec<u32>, Vec<u32>) =
                part.iter().partition(|at| wronged(&nodes[**at as usize]));
            if out.is_empty() {
                return Some(part);
            }
            if !fair.is_empty() {
                open.push(fair);
            }
        }
    }
    None
}

/// Who has turns within a part.
fn movers(nodes: &[Node], part: &[u32], allowed: &dyn Fn(&Edge) -> bool) -> Vec<usize> {
    let inside: HashSet<u32> = part.iter().copied().collect();
    let edges = part.iter().flat_map(|at| &nodes[*at as usize].edges);
    let mut movers: Vec<usize> = edges
        .filter(|edge| allowed(edge) && inside.contains(&edge.to))
        .map(|edge| edge.taken.actor as usize)
        .collect();
    movers.sort_unstable();
    movers.dedup();
    movers
}

/// Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972), without recursion.
fn strongly_connected(nodes: &[Node], set: &[u32], allowed: &dyn Fn(&Edge) -> bool) -> Vec<Vec<u32>> {
    let mut marks: HashMap<u32, Mark> = set.iter().map(|at| (*at, Mark::default())).collect();
    let (mut parts, mut stack, mut next) = (Vec::new(), Vec::new(), 0);
    for root in set {
        if marks[root].index.is_some() {
            continue;
        }
        let mut path = vec![(*root, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 && marks[&at].index.is_none() {
                marks.insert(at, Mark { index: Some(next), low: next, on_stack: true });
                next += 1;
                stack.push(at);
            }
            let edges = &nodes[at as usize].edges;
            let step = (edge..edges.len())
                .find(|index| allowed(&edges[*index]) && marks.contains_key(&edges[*index].to));
            if let Some(index) = step {
                path.push((at, index + 1));
                let there = marks[&edges[index].to];
                match there.index {
                    None => path.push((edges[index].to, 0)),
                    Some(number) if there.on_stack => lower(&mut marks, at, number),
                    Some(_) => {}
                }
                continue;
            }
            if let Some((parent, _)) = path.last() {
                let low = marks[&at].low;
                lower(&mut marks, *parent, low);
            }
            if marks[&at].index == Some(marks[&at].low) {
                let begin = stack.iter().rposition(|other| *other == at).unwrap_or(0);
                let mut part = stack.split_off(begin);
                part.iter().for_each(|at| marks.entry(*at).or_default().on_stack = false);
                part.sort_unstable();
                parts.push(part);
            }
        }
    }
    parts
}

#[derive(Clone, Copy, Default)]
struct Mark {
    index: Option<u32>,
    low: u32,
    on_stack: bool,
}

fn lower(marks: &mut HashMap<u32, Mark>, at: u32, low: u32) {
    let mark = marks.entry(at).or_default();
    mark.low = mark.low.min(low);
}

/// The shortest way to a part, and one round through it in which everyone who moves in it does.
fn add(graph: &mut Graph, fault: Fault, part: &[u32], allowed: &dyn Fn(&Edge) -> bool) {
    let inside: HashSet<u32> = part.iter().copied().collect();
    let nodes = &graph.nodes;
    let start = part[0]; // the nearest: nodes are numbered in the order of their distance
    let (mut at, mut round) = (start, Vec::new());
    for actor in movers(nodes, part, allowed) {
        let moved = round.iter().any(|taken: &Taken| taken.actor as usize == actor);
        if !moved {
            at = walk(nodes, &inside, allowed, at, &|edge| edge.taken.actor as usize == actor, &mut round);
        }
    }
    // Where someone waits all the time, the round goes through a state in which it can't move: none can, in a fair part.
    if at != start {
        walk(nodes, &inside, allowed, at, &|edge| edge.to == start, &mut round);
    }
    let way = graph.way(start);
    graph.failures.push(Failure { fault, way, round });
}

/// Takes the fewest turns within a part, the last of which is wanted; says where that leads.
fn walk(
    nodes: &[Node],
    inside: &HashSet<u32>,
    allowed: &dyn Fn(&Edge) -> bool,
    from: u32,
    wanted: &dyn Fn(&Edge) -> bool,
    round: &mut Vec<Taken>,
) -> u32 {
    let mut before: HashMap<u32, (u32, Taken)> = HashMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for edge in nodes[at as usize].edges.iter().filter(|edge| allowed(edge) && inside.contains(&edge.to))
        {
            if wanted(edge) {
                let mut way = vec![edge.taken];
                let mut back = at;
                while back != from {
                    let (earlier, taken) = before[&back];
                    way.push(taken);
                    back = earlier;
                }
                round.extend(way.iter().rev());
                return edge.to;
            }
            if edge.to != from && !before.contains_key(&edge.to) {
                before.insert(edge.to, (at, edge.taken));
                queue.push_back(edge.to);
            }
        }
    }
    from
}
