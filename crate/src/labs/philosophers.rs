//! Dining philosophers (Dijkstra, "Hierarchical ordering of sequential processes", Acta Informatica 1, 1971): each needs
//! the two forks beside their plate.

use super::gate::Gate;
use super::semaphore::Semaphore;
use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "philosophers",
    title: "Dining philosophers",
    kind: LabKind::Live,
    summary: "Philosophers round a table think, get hungry, and need both forks beside their plate to eat. If all take their left fork first, all may wait for their right one, for ever.",
    notice: "Watch the naive table stop: everybody holds one fork. Then let one philosopher take the forks in the other order, or let a footman seat all but one: both tables eat on. Async philosophers take turns on one worker; thinking costs them no thread, and they never deadlock here as nothing can come between taking both forks.",
    knobs: &[
        OptionInfo {
            name: "solution",
            label: "Solution",
            help: "How they take their forks.",
            default: "naive",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "naive", label: "Naive: left fork, then right" },
                    Choice { value: "ordered", label: "Ordered forks: the lower number first" },
                    Choice { value: "footman", label: "A footman seats all but one (semaphore)" },
                    Choice { value: "async", label: "Async: all on one worker" },
                    Choice { value: "all", label: "All four, side by side" },
                ],
            },
        },
        OptionInfo {
            name: "philosophers",
            label: "Philosophers",
            help: "A worker each, but for async.",
            default: "5",
            takes: Takes::Whole { min: 2, max: 16, word: None },
        },
        OptionInfo {
            name: "servings",
            label: "Servings",
            help: "How often each one eats.",
            default: "30",
            takes: Takes::Whole { min: 1, max: 10_000, word: None },
        },
        OptionInfo {
            name: "think",
            label: "Thinking, microseconds",
            help: "How long each thinks between meals.",
            default: "500",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "eat",
            label: "Eating, microseconds",
            help: "How long a meal takes.",
            default: "500",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "reach",
            label: "Reaching, microseconds",
            help: "How long it takes from the first fork to the second.",
            default: "2000",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "runs",
            label: "Dinners",
            help: "How often each solution is run.",
            default: "3",
            takes: Takes::Whole { min: 1, max: 50, word: None },
        },
    ],
    systems: &[8],
};

#[derive(Clone, Copy, PartialEq)]
enum Solution {
    Naive,
    Ordered,
    Footman,
    Async,
}

const SOLUTIONS: [(&str, Solution); 4] = [
    ("naive", Solution::Naive),
    ("ordered", Solution::Ordered),
    ("footman", Solution::Footman),
    ("async", Solution::Async),
];

const STATES: &[&str] = &["thinking", "hungry", "one fork", "eating", "done"];
const THINKING: u32 = 0;
const HUNGRY: u32 = 1;
const ONE_FORK: u32 = 2;
const EATING: u32 = 3;
const DONE: u32 = 4;

/// An async philosopher.
type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// A table.
pub struct Table {
    board: Board,
    solution: Solution,
    seats: usize,
    servings: u32,
    think: u32,
    eat: u32,
    reach: u32,
    forks: Box<[Mutex<()>]>,
    footman: Semaphore,
    gate: Gate,
}

impl Table {
    /// The knobs are `solution`, `philosophers`, `servings`, `think`, `eat` and `reach`. Async has one actor, which plays
    /// all philosophers; else there is one for each.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        let seats = setting.whole("philosophers")? as usize;
        Ok(Self {
            // A row for each philosopher, whoever plays them.
            board: Board::new(seats, 0, STATES, setting.origin),
            solution: setting.one_of("solution", &SOLUTIONS)?,
            seats,
            servings: setting.whole("servings")?,
            think: setting.whole("think")?,
            eat: setting.whole("eat")?,
            reach: setting.whole("reach")?,
            forks: (0..seats).map(|_| Mutex::new(())).collect(),
            footman: Semaphore::new(seats as u32 - 1),
            gate: Gate::new(setting.actors),
        })
    }

    /// The forks of a philosopher in the order in which they are taken.
    fn forks_of(&self, seat: usize) -> [usize; 2] {
        let [left, right] = [seat, (seat + 1) % self.seats];
        let swap = self.solution == Solution::Ordered && right < left;
        if swap { [right, left] } else { [left, right] }
    }

    /// On the board: the fork held (from 1), and from bit 8 the one waited for.
    fn tell(&self, seat: usize, held: Option<usize>, wanted: Option<usize>) {
        let word = |fork: Option<usize>| fork.map_or(0, |fork| fork as u32 + 1);
        self.board.detail(seat).store(word(held) | word(wanted) << 8, Ordering::Relaxed);
    }

    fn take(&self, fork: usize) -> MutexGuard<'_, ()> {
        self.forks[fork].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn dine(&self, seat: usize, now: fn() -> f64) {
        let [first, second] = self.forks_of(seat);
        for _ in 0..self.servings {
            self.board.enter(seat, THINKING, now());
            pause(self.think);
            self.board.enter(seat, HUNGRY, now());
            let _seat = (self.solution == Solution::Footman).then(|| self.footman.acquire());
            self.tell(seat, None, Some(first));
            let _first = self.take(first);
            self.tell(seat, Some(first), None);
            self.board.enter(seat, ONE_FORK, now());
            pause(self.reach);
            self.tell(seat, Some(first), Some(second));
            let _second = self.take(second);
            self.tell(seat, Some(first), None);
            self.board.enter(seat, EATING, now());
            pause(self.eat);
            self.tell(seat, None, None);
            self.board.count(seat).fetch_add(1, Ordering::Relaxed);
        }
        self.board.enter(seat, DONE, now());
    }

    /// The same dinner on one worker: the forks need no locks, as nobody comes between two steps without an await.
    async fn dine_async(&self, seat: usize, free: &[Cell<bool>], now: fn() -> f64) {
        let [first, second] = self.forks_of(seat);
        let both = || free[first].get() && free[second].get();
        for _ in 0..self.servings {
            self.board.enter(seat, THINKING, now());
            until(now, self.think).await;
            self.board.enter(seat, HUNGRY, now());
            self.tell(seat, None, Some(first));
            when(both).await;
            free[first].set(false);
            free[second].set(false);
            self.tell(seat, Some(first), None);
            until(now, self.reach).await;
            self.board.enter(seat, EATING, now());
            until(now, self.eat).await;
            free[first].set(true);
            free[second].set(true);
            self.tell(seat, None, None);
            self.board.count(seat).fetch_add(1, Ordering::Relaxed);
        }
        self.board.enter(seat, DONE, now());
    }

    /// Gives every philosopher a turn, round and round, until all have eaten.
    fn dine_in_turns(&self, now: fn() -> f64) {
        let free: Vec<_> = (0..self.seats).map(|_| Cell::new(true)).collect();
        let mut tasks: Vec<Task<'_>> = Vec::new();
        for seat in 0..self.seats {
            tasks.push(Box::pin(self.dine_async(seat, &free, now)));
        }
        let mut context = Context::from_waker(Waker::noop());
        while !tasks.is_empty() {
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        }
    }
}

/// Ready when the condition holds.
async fn when(holds: impl Fn() -> bool) {
    poll_fn(|_| if holds() { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Ready after so many microseconds.
async fn until(now: fn() -> f64, microseconds: u32) {
    let end = now() + f64::from(microseconds) / 1000.0;
    if microseconds > 0 {
        when(|| now() >= end).await;
    }
}

impl Stage for Table {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns the milliseconds that the dinner took; never, where it is blocked.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        self.gate.begin();
        let start = now();
        if self.solution == Solution::Async {
            self.dine_in_turns(now);
        } else {
            self.dine(actor, now);
        }
        vec![now() - start]
    }
}
