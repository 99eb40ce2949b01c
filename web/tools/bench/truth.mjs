// Suite truth: what is programmed must come back. First from simulated times that obey a law and stray by seeded noise
// (tests/truth/rows.rs, up to 64 workers), then from real workers that run the workload `synthetic`.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { nativeRust } from '../rust.mjs';
import { ROOT, Stop } from '../sh.mjs';
import { truthHeading, truthLine } from './table.mjs';

/** Serial parts of `synthetic`, percent. */
const SERIAL = [0, 5, 10, 25, 50, 100];
const QUICK = [25];
/** Worker counts, as far as the machine has cores. */
const COUNTS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

export const truth = {
  /** The published site, in a browser. */
  async open(browser) {
    await build();
    const { open } = await import('./lab.mjs'); // imports npm packages, which may have just been installed
    return open(join(ROOT, 'dist'), browser);
  },
  async run(lab, options) {
    const rows = [];
    const failures = [];
    const add = (row) => {
      console.log(truthLine(row));
      rows.push(row);
    };
    console.log(truthHeading(options));
    for (const row of await simulated(options)) add(row);
    for (const percent of options.quick ? QUICK : SERIAL) {
      const plan = realPlan(percent, options);
      try {
        for (const { mode, fraction, verdict } of await lab.page.evaluate(inPage, plan)) {
          const name = `real ${mode}, ${plan.realms} realms, serial fraction`;
          if (fraction) add(realRow(name, percent / 100, fraction));
          else console.log(`${name} ${percent / 100}: no law was fitted. ${verdict}`);
        }
      } catch (error) {
        failures.push(`truth: real workers, serial part ${percent} %: ${error.message}`);
      }
    }
    return { rows, failures };
  },
};

/** What the Rust half says: an array of rows. */
async function simulated({ quick }) {
  const { cargo, env } = await nativeRust();
  // The profile of tests: optimised, and built already where `npm test` was run.
  const program = [
    'run',
    '--quiet',
    '--locked',
    '--profile',
    'test',
    '--package',
    'speedup-lab',
    '--example',
    'truth',
  ];
  const done = spawnSync(cargo, [...program, ...(quick ? ['--', '--quick'] : [])], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Stop('the simulated half of suite truth did not run');
  return JSON.parse(done.stdout);
}

const realPlan = (percent, { quick, realms, rounds, seed }) => ({
  workload: 'synthetic',
  size: quick ? 5000 : 20_000,
  options: { serial: String(percent) },
  modes: ['threads', 'processes'],
  transports: ['transfer'],
  workers: COUNTS.filter((count) => count <= Math.max(2, cpus().length)),
  realms,
  samples: rounds,
  seed,
});

/** One run, so it is covered or it isn't. */
const realRow = (name, programmed, { value, low, high }) => ({
  suite: 'truth',
  case: name,
  programmed,
  recovered: value,
  low,
  high,
  covered: low <= programmed && programmed <= high ? 1 : 0,
});

/** On the page: what each line of a plan recovers. */
async function inPage(plan) {
  const { run } = await import('/speedup-lab.js');
  const { series } = await run(plan);
  return series.map(({ mode, amdahl, verdict }) => ({ mode, fraction: amdahl?.serialFraction, verdict }));
}
