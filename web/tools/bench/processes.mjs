// Isolated workers, for suites sort and sudoku: the product's own report, in which messages are counted, for each way
// that they travel. The peer is the best serial program of the same report.
import { join } from 'node:path';
import { build } from '../build.mjs';
import { ROOT } from '../sh.mjs';
import { runPlan } from './modes-page.mjs';
import { line } from './table.mjs';

export const TRANSPORTS = ['transfer', 'shared'];
const WORDS = { transfer: 'by transfer', shared: 'over a shared buffer' };

/** What they work on: a suite's name, that of the input, the program's and its peer's, and the plan's own part. */
export const SORT = {
  suite: 'sort',
  input: (options) => `uint32 random ${size(options).toExponential().replace('+', '')}`,
  ours: 'radix, processes',
  peer: 'our best, serial',
  plan: (options) => ({ workload: 'mergesort', size: size(options), options: { algorithm: 'radix' } }),
};
export const PUZZLES = {
  suite: 'sudoku',
  input: () => 'hard',
  ours: 'bitboard, processes',
  peer: 'bitboard, one worker',
  plan: ({ quick }) => ({
    workload: 'sudoku',
    size: quick ? 200 : 50_000,
    options: { difficulty: 'hard', schedule: 'steal' },
  }),
};

const size = ({ quick }) => (quick ? 2e4 : 4e6);
export const caseOf = (work, transport, options) =>
  `${work.input(options)}, ${options.workers} processes, ${WORDS[transport]}`;

async function rows(work, { browser, realms, rounds, seed, ...options }) {
  const { open } = await import('./lab.mjs'); // imports npm packages, which may have just been installed
  await build();
  const published = await open(join(ROOT, 'dist'), browser);
  try {
    const points = await published.page.evaluate(runPlan, {
      ...work.plan(options),
      modes: ['processes'],
      transports: TRANSPORTS,
      workers: [options.workers],
      realms,
      samples: rounds,
      seed,
    });
    return TRANSPORTS.map((transport) => ({
      suite: work.suite,
      case: caseOf(work, transport, options),
      ours: work.ours,
      peer: work.peer,
      ...points[transport],
      samples: realms * rounds,
    }));
  } finally {
    await published.close();
  }
}

/** A suite with these rows after its own. */
export const withProcesses = (work, { open, run }) => ({
  open,
  async run(on, options) {
    const done = await run(on, options);
    try {
      for (const { ourTime, peerTime, ...row } of await rows(work, options)) {
        console.log(line({ ...row, ourTime, peerTime }, {}));
        done.rows.push(row);
      }
    } catch (error) {
      done.failures.push(`${work.suite}: processes: ${error.message}`);
    }
    return done;
  },
});
