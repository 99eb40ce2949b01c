//! A solver for grids of any size whose boxes are square: 9×9, 16×16, 25×25.
//!
//! A grid of side N asks 4 N² questions: which digit stands in a cell, and where a digit stands in a row, a column or a
//! box. Each has a word of N bits for the answers that are left, so one candidate is a bit in four words:
//!
//! ```text
//!   cells[row][column]      digits          rows[row][digit]        columns
//!   boxes[box][digit]       places          columns[column][digit]  rows
//! ```
//!
//! A word with one bit left places a digit; one without any is a contradiction. So naked and hidden singles are the
//! same rule, and so are cells with two candidates and digits with two places, between which the search chooses. Where
//! a row and a box cross, a digit that one of them has nowhere else is taken from the rest of the other (locked
//! candidates). The search supposes one candidate, on a copy; then it rules that candidate out.
//!
//! Sources: the four kinds of question as one exact cover, D. E. Knuth, "Dancing links" (2000, arXiv cs/0011047), and
//! with it the choice of a question with the fewest answers; one candidate supposed and then ruled out, J. Hwang and
//! D. G. Mitchell, "2-way vs. d-way branching for CSP" (CP 2005).

use super::tree::{Board, Step};

/// What may still stand where, in a grid of side `N`.
#[derive(Clone)]
pub struct Masks<const N: usize> {
    cells: [[u32; N]; N],
    rows: [[u32; N]; N],
    columns: [[u32; N]; N],
    boxes: [[u32; N]; N],
    /// Digits, a bit each, whose places in the row (column, box) have become fewer since they were looked at.
    stale: [[u32; N]; 3],
    /// Candidates left.
    left: u32,
    /// What the search has decided, and has not carried out.
    decided: Option<Decision>,
    /// A contradiction was there from the start.
    dead: bool,
}

/// A digit in a cell.
#[derive(Clone, Copy)]
struct Place {
    row: u8,
    column: u8,
    digit: u8,
}

impl Place {
    fn cell(self, side: usize) -> usize {
        usize::from(self.row) * side + usize::from(self.column)
    }
}

#[derive(Clone, Copy)]
enum Decision {
    Suppose(Place),
    RuleOut(Place),
}

/// A question has no answer left.
struct Contradiction;

type Drawn = Result<(), Contradiction>;

/// The bits of a word, as numbers.
fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            lowest
        })
    })
}

const fn single(word: u32) -> bool {
    word & word.wrapping_sub(1) == 0
}

impl<const N: usize> Masks<N> {
    /// The side of a box.
    const B: usize = N.isqrt();
    const ALL: u32 = ((1u64 << N) - 1) as u32;
    /// The first `B` bits: a row of a box, or a box in a row.
    const RUN: u32 = (1 << Self::B) - 1;
    /// Every `B`-th bit: a column of a box.
    const COMB: u32 = {
        let mut comb = 0;
        let mut place = 0;
        while place < N {
            comb |= 1 << place;
            place += Self::B;
        }
        comb
    };

    /// Every candidate in its four words, but for those that a cell's only candidate takes from the cell's units: most
    /// cells of a puzzle need no more.
    fn set_up(&mut self, candidates: &[u32]) {
        let mut used = [[0u32; N]; 3];
        for (cell, &word) in candidates.iter().enumerate() {
            if word != 0 && single(word) {
                let (row, column) = (cell / N, cell % N);
                for (kind, unit) in [row, column, Self::box_of(row, column)].into_iter().enumerate() {
                    self.dead |= used[kind][unit] & word != 0;
                    used[kind][unit] |= word;
                }
            }
        }
        for (cell, &word) in candidates.iter().enumerate() {
            let (row, column) = (cell / N, cell % N);
            let (in_box, at) = (Self::box_of(row, column), Self::place_of(row, column));
            let taken = used[0][row] | used[1][column] | used[2][in_box];
            let word = if word != 0 && single(word) { word } else { word & !taken };
            self.cells[row][column] = word;
            self.left += word.count_ones();
            for digit in bits(word) {
                self.rows[row][digit] |= 1 << column;
                self.columns[column][digit] |= 1 << row;
                self.boxes[in_box][digit] |= 1 << at;
            }
        }
    }

    fn box_of(row: usize, column: usize) -> usize {
        row / Self::B * Self::B + column / Self::B
    }

    fn place_of(row: usize, column: usize) -> usize {
        row % Self::B * Self::B + column % Self::B
    }

    /// Queues every question with one answer.
    fn look_everywhere(&self, queue: &mut Vec<Place>) -> Drawn {
        for a in 0..N {
            for b in 0..N {
                self.look(self.cells[a][b], queue, |digit| place(a, b, digit))?;
                self.look(self.rows[a][b], queue, |column| place(a, column, b))?;
                self.look(self.columns[a][b], queue, |row| place(row, a, b))?;
                self.look(self.boxes[a][b], queue, |at| Self::in_box(a, at, b))?;
            }
        }
        Ok(())
    }

    fn in_box(number: usize, at: usize, digit: usize) -> Place {
        let row = number / Self::B * Self::B + at / Self::B;
        place(row, number % Self::B * Self::B + at % Self::B, digit)
    }

    #[inline(always)]
    fn look(&self, word: u32, queue: &mut Vec<Place>, answer: impl FnOnce(usize) -> Place) -> Drawn {
        if single(word) {
            if word == 0 {
                return Err(Contradiction);
            }
            queue.push(answer(word.trailing_zeros() as usize));
        }
        Ok(())
    }

    /// Takes a candidate from its four questions.
    #[inline]
    fn eliminate(&mut self, row: usize, column: usize, digit: usize, queue: &mut Vec<Place>) -> Drawn {
        let (in_box, at) = (Self::box_of(row, column), Self::place_of(row, column));
        self.left -= 1;
        self.cells[row][column] &= !(1 << digit);
        self.rows[row][digit] &= !(1 << column);
        self.columns[column][digit] &= !(1 << row);
        self.boxes[in_box][digit] &= !(1 << at);
        self.stale[0][row] |= 1 << digit;
        self.stale[1][column] |= 1 << digit;
        self.stale[2][in_box] |= 1 << digit;
        self.look(self.cells[row][column], queue, |digit| place(row, column, digit))?;
        self.look(self.rows[row][digit], queue, |column| place(row, column, digit))?;
        self.look(self.columns[column][digit], queue, |row| place(row, column, digit))?;
        self.look(self.boxes[in_box][digit], queue, |at| Self::in_box(in_box, at, digit))
    }

    /// Puts a digit in a cell: every other answer of its four questions goes.
    fn put(&mut self, at: Place, queue: &mut Vec<Place>) -> Drawn {
        let (row, column, digit) = (usize::from(at.row), usize::from(at.column), usize::from(at.digit));
        if self.cells[row][column] & 1 << digit == 0 {
            return Err(Contradiction);
        }
        for other in bits(self.cells[row][column] & !(1 << digit)) {
            self.eliminate(row, column, other, queue)?;
        }
        for other in bits(self.rows[row][digit] & !(1 << column)) {
            self.eliminate(row, other, digit, queue)?;
        }
        for other in bits(self.columns[column][digit] & !(1 << row)) {
            self.eliminate(other, column, digit, queue)?;
        }
        let (in_box, here) = (Self::box_of(row, column), Self::place_of(row, column));
        for other in bits(self.boxes[in_box][digit] & !(1 << here)) {
            let Place { row, column, .. } = Self::in_box(in_box, other, digit);
            self.eliminate(row.into(), column.into(), digit, queue)?;
        }
        Ok(())
    }

    /// Draws every conclusion.
    fn propagate(&mut self, queue: &mut Vec<Place>) -> Drawn {
        loop {
            while let Some(at) = queue.pop() {
                self.put(at, queue)?;
            }
            let before = self.left;
            self.lock(queue)?;
            if self.left == before {
                return Ok(());
            }
        }
    }

    /// Locked candidates, of the digits whose places have changed.
    fn lock(&mut self, queue: &mut Vec<Place>) -> Drawn {
        for unit in 0..N {
            for digit in bits(std::mem::take(&mut self.stale[0][unit])) {
                self.lock_line(unit, digit, false, queue)?;
            }
            for digit in bits(std::mem::take(&mut self.stale[1][unit])) {
                self.lock_line(unit, digit, true, queue)?;
            }
            for digit in bits(std::mem::take(&mut self.stale[2][unit])) {
                self.lock_box(unit, digit, queue)?;
            }
        }
        Ok(())
    }

    /// A row or a column that has a digit in one box only: the box has it nowhere else.
    fn lock_line(&mut self, line: usize, digit: usize, upright: bool, queue: &mut Vec<Place>) -> Drawn {
        let word = if upright { self.columns[line][digit] } else { self.rows[line][digit] };
        let first = word.trailing_zeros() as usize / Self::B;
        if single(word) || word & !(Self::RUN << (first * Self::B)) != 0 {
            return Ok(());
        }
        let (in_box, own) = if upright {
            (first * Self::B + line / Self::B, Self::COMB << (line % Self::B))
        } else {
            (line / Self::B * Self::B + first, Self::RUN << (line % Self::B * Self::B))
        };
        for at in bits(self.boxes[in_box][digit] & !own) {
            let Place { row, column, .. } = Self::in_box(in_box, at, digit);
            self.eliminate(row.into(), column.into(), digit, queue)?;
        }
        Ok(())
    }

    /// A box that has a digit in one row or column only: the line has it nowhere else.
    fn lock_box(&mut self, in_box: usize, digit: usize, queue: &mut Vec<Place>) -> Drawn {
        let word = self.boxes[in_box][digit];
        if single(word) {
            return Ok(());
        }
        let first = word.trailing_zeros() as usize;
        let (top, left) = (in_box / Self::B * Self::B, in_box % Self::B * Self::B);
        if word & !(Self::RUN << (first / Self::B * Self::B)) == 0 {
            let row = top + first / Self::B;
            for column in bits(self.rows[row][digit] & !(Self::RUN << left)) {
                self.eliminate(row, column, digit, queue)?;
            }
        } else if word & !(Self::COMB << (first % Self::B)) == 0 {
            let column = left + first % Self::B;
            for row in bits(self.columns[column][digit] & !(Self::RUN << top)) {
                self.eliminate(row, column, digit, queue)?;
            }
        }
        Ok(())
    }

    /// Of the questions with the fewest answers left, one whose answers touch the most other questions with few; of
    /// its answers, the one that touches the most.
    fn choose(&self) -> Place {
        let mut fewest = u32::MAX;
        let mut best = (0, place(0, 0, 0));
        for a in 0..N {
            for b in 0..N {
                let words = [self.cells[a][b], self.rows[a][b], self.columns[a][b], self.boxes[a][b]];
                for (kind, word) in words.into_iter().enumerate() {
                    let count = word.count_ones();
                    if count > 1 && count <= fewest {
                        let weighed =
                            self.weigh(bits(word).map(|answer| Self::candidate(kind, a, b, answer)));
                        if count < fewest || weighed.0 > best.0 {
                            best = weighed;
                        }
                        fewest = count;
                    }
                }
            }
        }
        best.1
    }

    /// The candidate that an answer to a question is.
    #[inline(always)]
    fn candidate(kind: usize, a: usize, b: usize, answer: usize) -> Place {
        match kind {
            0 => place(a, b, answer),
            1 => place(a, answer, b),
            2 => place(answer, a, b),
            _ => Self::in_box(a, answer, b),
        }
    }

    /// The product of what a question's answers touch, and the answer that touches the most.
    #[inline(always)]
    fn weigh(&self, answers: impl Iterator<Item = Place>) -> (u32, Place) {
        let (mut weight, mut most, mut best) = (1, 0, place(0, 0, 0));
        for at in answers {
            let touched = 1 + self.touched(at);
            weight *= touched;
            if touched > most {
                (most, best) = (touched, at);
            }
        }
        (weight, best)
    }

    /// What a candidate touches: of its four questions, those with two answers left count four times those with three.
    fn touched(&self, Place { row, column, digit }: Place) -> u32 {
        let (row, column, digit) = (usize::from(row), usize::from(column), usize::from(digit));
        let words = [
            self.cells[row][column],
            self.rows[row][digit],
            self.columns[column][digit],
            self.boxes[Self::box_of(row, column)][digit],
        ];
        words
            .into_iter()
            .map(|word| match word.count_ones() {
                2 => 4,
                3 => 1,
                _ => 0,
            })
            .sum()
    }

    fn carry_out(&mut self) -> Drawn {
        let mut queue = Vec::new();
        match self.decided.take() {
            None => return if self.dead { Err(Contradiction) } else { Ok(()) },
            Some(Decision::Suppose(at)) => queue.push(at),
            Some(Decision::RuleOut(Place { row, column, digit })) => {
                self.eliminate(row.into(), column.into(), digit.into(), &mut queue)?;
            }
        }
        self.propagate(&mut queue)
    }
}

const fn place(row: usize, column: usize, digit: usize) -> Place {
    Place { row: row as u8, column: column as u8, digit: digit as u8 }
}

impl<const N: usize> Board for Masks<N> {
    fn new(candidates: &[u32]) -> Self {
        let mut board = Self {
            cells: [[0; N]; N],
            rows: [[0; N]; N],
            columns: [[0; N]; N],
            boxes: [[0; N]; N],
            stale: [[Self::ALL; N]; 3],
            left: 0,
            decided: None,
            dead: false,
        };
        board.set_up(candidates);
        let mut queue = Vec::new();
        board.dead |= board.look_everywhere(&mut queue).and_then(|()| board.propagate(&mut queue)).is_err();
        board
    }

    fn candidates(&self) -> Vec<u32> {
        let mut words = self.cells.as_flattened().to_vec();
        match self.decided {
            _ if self.dead => words.fill(0),
            Some(Decision::Suppose(at)) => words[at.cell(N)] = 1 << at.digit,
            Some(Decision::RuleOut(at)) => words[at.cell(N)] &= !(1 << at.digit),
            None => {}
        }
        words
    }

    fn step(stack: &mut Vec<Self>) -> Step {
        let Some(board) = stack.last_mut() else { return Step::Dead };
        if board.carry_out().is_err() {
            stack.pop();
            return Step::Dead;
        }
        if board.left as usize == N * N {
            return Step::Solved;
        }
        let at = board.choose();
        let mut supposed = board.clone();
        board.decided = Some(Decision::RuleOut(at));
        supposed.decided = Some(Decision::Suppose(at));
        stack.push(supposed);
        Step::Forked
    }

    fn solution(&self) -> Vec<u8> {
        self.cells.as_flattened().iter().map(|word| word.trailing_zeros() as u8 + 1).collect()
    }
}
