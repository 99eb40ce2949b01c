//! The search tree of a puzzle, whatever solver draws the conclusions: depth first, up to a limit of solutions.

use super::masks::Masks;
use crate::random::Random;
use crate::workloads::sudoku::bitboard;

/// A position in a search tree that a solver can take further.
pub trait Board: Clone + Send + 'static {
    /// The board of these candidates: a word for each cell in reading order, with a bit for each digit.
    fn new(candidates: &[u32]) -> Self;
    /// The candidates that are left, as [`new`](Self::new) takes them.
    fn candidates(&self) -> Vec<u32>;
    /// Takes the top of the stack one step further. Solved boards stay on it.
    fn step(stack: &mut Vec<Self>) -> Step;
    /// The digits of a solved board, from 1, in reading order.
    fn solution(&self) -> Vec<u8>;
}

/// What became of the top of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It has no solution, and is gone.
    Dead,
    /// It is one.
    Solved,
    /// It has become two: one supposes something, and is now the top; below it is the one that rules that out.
    Forked,
}

/// What a search has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Solutions, up to the limit.
    pub solutions: u64,
    /// Forks of the tree.
    pub nodes: u64,
    /// The first solution, depth first.
    pub first: Option<Vec<u8>>,
}

impl Found {
    /// A search that was ended by its limit has as many forks as chance has it: they are not told.
    #[must_use]
    pub fn up_to(self, limit: u64) -> Self {
        if self.solutions < limit { self } else { Self { solutions: limit, nodes: 0, ..self } }
    }
}

/// Explores a stack of boards, the top first, until it is empty, has this many solutions in all, or this many more nodes.
pub fn explore<B: Board>(stack: &mut Vec<B>, found: &mut Found, limit: u64, nodes: u64) {
    let end = found.nodes.saturating_add(nodes);
    while found.nodes < end {
        match B::step(stack) {
            Step::Forked => found.nodes += 1,
            Step::Solved => {
                let board = stack.pop().expect("a solved board stays");
                found.solutions += 1;
                found.first.get_or_insert_with(|| board.solution());
                if found.solutions >= limit {
                    stack.clear();
                    return;
                }
            }
            Step::Dead => {}
        }
        if stack.is_empty() {
            return;
        }
    }
}

/// The subtrees below a board, in depth-first order, and the forks above them: at least `wanted` of them, if the tree
/// has so many. Level by level, so they are as unlike in size as subtrees are.
pub fn branches<B: Board>(board: B, wanted: usize) -> (Vec<B>, u64) {
    let mut level = vec![board];
    let mut nodes = 0;
    loop {
        let before = nodes;
        let mut next = Vec::with_capacity(2 * level.len());
        for board in level {
            let mut stack = vec![board];
            nodes += u64::from(B::step(&mut stack) == Step::Forked);
            next.extend(stack.into_iter().rev());
        }
        level = next;
        if nodes == before || level.len() >= wanted {
            return (level, nodes);
        }
    }
}

/// About how many solutions a board has, from this many random descents: at each fork one side is taken, and stands
/// for both. On average over all descents it is exact; one may be far off. D. E. Knuth, "Estimating the efficiency of
/// backtrack programs" (Mathematics of Computation 29, 1975).
pub fn estimate<B: Board>(board: &B, descents: u32, random: &mut Random) -> f64 {
    let mut sum = 0.0;
    for _ in 0..descents {
        let mut stack = vec![board.clone()];
        let mut weight = 1.0;
        loop {
            match B::step(&mut stack) {
                Step::Dead => break,
                Step::Solved => {
                    sum += weight;
                    break;
                }
                Step::Forked => {
                    weight *= 2.0;
                    stack.swap_remove(random.below(2));
                }
            }
        }
    }
    sum / f64::from(descents)
}

/// What can be done on any board. See [`on_board`].
pub trait OnBoard {
    /// What comes of it.
    type Out;
    /// Does it.
    fn on<B: Board>(self, board: B) -> Self::Out;
}

/// Does something on the board of these candidates, by the solver that is best for its size.
///
/// # Panics
/// There are not 81, 256 or 625 cells.
pub fn on_board<T: OnBoard>(candidates: &[u32], task: T) -> T::Out {
    match candidates.len() {
        81 => task.on(<bitboard::Board as Board>::new(candidates)),
        256 => task.on(Masks::<16>::new(candidates)),
        625 => task.on(Masks::<25>::new(candidates)),
        cells => panic!("no grid has {cells} cells"),
    }
}

/// Searches the tree of these candidates for up to `limit` solutions; none after this many forks without an end.
pub fn search(candidates: &[u32], limit: u64, nodes: u64) -> Option<Found> {
    struct Search(u64, u64);
    impl OnBoard for Search {
        type Out = Option<Found>;
        fn on<B: Board>(self, board: B) -> Option<Found> {
            let mut stack = vec![board];
            let mut found = Found::default();
            explore(&mut stack, &mut found, self.0, self.1);
            stack.is_empty().then_some(found)
        }
    }
    on_board(candidates, Search(limit, nodes))
}
