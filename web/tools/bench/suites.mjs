// Every suite, one line each. A suite has `open(browser)`, which gives where it runs, and `run(there, options)`: it prints
// its table as it goes, and resolves with `{ rows, failures }`: what --json writes, and what went wrong, in words. Never
// throws for a case that fails.
import { modes } from './modes.mjs';
import { withNative } from './native.mjs';
import { paired } from './paired.mjs';
import { PUZZLES, SORT, withProcesses } from './processes.mjs';
import { nativeCases, sortCases } from './sort.mjs';
import { sudokuCases } from './sudoku.mjs';
import { truth } from './truth.mjs';

export const SUITES = {
  sort: withProcesses(SORT, withNative('sort', paired('sort', sortCases), nativeCases)),
  sudoku: withProcesses(PUZZLES, paired('sudoku', sudokuCases)),
  modes,
  truth,
};
