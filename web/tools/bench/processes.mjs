// Isolated workers that sort, for suite sort: the product's own report, in which messages are counted, for each way that
// they travel. The peer is the best serial program of the same report.
import { join } from 'node:path';
import { build } from '../build.mjs';
import { ROOT } from '../sh.mjs';
import { runPlan } from './modes-page.mjs';
import { line } from './table.mjs';

export const TRANSPORTS = ['transfer', 'shared'];
const WORDS = { transfer: 'by transfer', shared: 'over a shared buffer' };

export const PEER = 'our best, serial';
const size = ({ quick }) => (quick ? 2e4 : 4e6);
export const caseOf = (transport, options) =>
  `uint32 random ${size(options).toExponential().replace('+', '')}, ${options.workers} processes, ${WORDS[transport]}`;

async function rows({ browser, realms, rounds, seed, ...options }) {
  const { open } = await import('./lab.mjs'); // imports npm packages, which may have just been installed
  await build();
  const published = await open(join(ROOT, 'dist'), browser);
  try {
    const points = await published.page.evaluate(runPlan, {
      workload: 'mergesort',
      size: size(options),
      options: { algorithm: 'radix' },
      modes: ['processes'],
      transports: TRANSPORTS,
      workers: [options.workers],
      realms,
      samples: rounds,
      seed,
    });
    return TRANSPORTS.map((transport) => ({
      suite: 'sort',
      case: caseOf(transport, options),
      ours: 'radix, processes',
      peer: PEER,
      ...points[transport],
      samples: realms * rounds,
    }));
  } finally {
    await published.close();
  }
}

/** A suite with these rows after its own. */
export const withProcesses = ({ open, run }) => ({
  open,
  async run(on, options) {
    const done = await run(on, options);
    try {
      for (const { ourTime, peerTime, ...row } of await rows(options)) {
        console.log(line({ ...row, ourTime, peerTime }, {}));
        done.rows.push(row);
      }
    } catch (error) {
      done.failures.push(`sort: processes: ${error.message}`);
    }
    return done;
  },
});
