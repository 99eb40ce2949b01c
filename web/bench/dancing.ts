/**
 * Sudoku as an exact cover, for the npm package `dancing-links` (Knuth, "Dancing links", 2000, arXiv cs/0011047): every
 * cell, and every digit in every row, column and box, is covered exactly once.
 */
import { DancingLinks } from 'dancing-links';

const CELLS = 81;
/** An answer as our workload has it: the first solution, then how many there are, four bytes. */
const ANSWER = CELLS + 4;
/** As many solutions as show whether the first is the only one. */
const LIMIT = 2;

interface Choice {
  cell: number;
  digit: number;
}

/** For each cell and digit, what the choice covers. */
const CHOICES = Array.from({ length: CELLS }, (_, cell) => {
  const [row, column] = [Math.floor(cell / 9), cell % 9];
  const box = Math.floor(row / 3) * 3 + Math.floor(column / 3);
  return Array.from({ length: 9 }, (_, digit) => ({
    data: { cell, digit: digit + 1 },
    columnIndices: [cell, 81 + row * 9 + digit, 162 + column * 9 + digit, 243 + box * 9 + digit],
  }));
});

const dancing = new DancingLinks<Choice>();

/** Solves puzzles of 81 bytes each, 0 for a blank; 85 bytes of answer for each. */
export function solveAll(puzzles: Uint8Array): Uint8Array {
  const count = puzzles.length / CELLS;
  const answers = new Uint8Array(count * ANSWER);
  for (let puzzle = 0; puzzle < count; puzzle++) {
    const clues = puzzles.subarray(puzzle * CELLS, (puzzle + 1) * CELLS);
    solve(clues, answers.subarray(puzzle * ANSWER, (puzzle + 1) * ANSWER));
  }
  return answers;
}

function solve(clues: Uint8Array, answer: Uint8Array): void {
  const solver = dancing.createSolver({ columns: 4 * CELLS });
  solver.addSparseConstraints(
    CHOICES.flatMap((digits, cell) => {
      const clue = clues[cell] as number;
      return clue === 0 ? digits : [digits[clue - 1] as (typeof digits)[number]];
    }),
  );
  const solutions = solver.find(LIMIT);
  for (const { data } of solutions[0] ?? []) answer[data.cell] = data.digit;
  answer[CELLS] = solutions.length;
}
