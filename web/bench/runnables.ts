/** A program of a case as something to measure, wherever it runs. */
import type { Runnable } from './measure.js';
import { program } from './programs.js';
import type { Contender } from './protocol.js';

/** A case in wasm: an input, and the programs that run on it. */
export interface Case {
  prepare(program: string, runs: number): void;
  run(): void;
  check(): number;
  checkOutput(output: Uint8Array): void;
}

/** A program in wasm. */
export function inWasm({ name, program }: Contender, on: Case): Runnable {
  return {
    name,
    prepare: (runs) => on.prepare(program, runs),
    run: () => on.run(),
    check: () => on.check(),
  };
}

/**
 * A program in JavaScript. Like `Prepared` in crate/peers: copies first, then the program on each, then a look at every
 * output.
 */
export function inScript(contender: Contender, link: string, input: Uint8Array, judge: Case): Runnable {
  const { take, solve, give } = program(contender.program, new URLSearchParams(link));
  let inputs: unknown[] = [];
  let outputs: unknown[] = [];
  return {
    name: contender.name,
    prepare: (runs) => {
      inputs = Array.from({ length: runs }, () => take(input));
    },
    run: () => {
      outputs = inputs.map(solve);
    },
    check: () => {
      for (const output of outputs) judge.checkOutput(give(output));
      const checked = outputs.length;
      inputs = [];
      outputs = [];
      return checked;
    },
  };
}
