// Suite modes: what it costs to have workers at all. Empty calls and messages, blocks of memory, a pool's start, a trace.
// A peer is somebody else's way where there is one, else the figure that a cost is to stay below.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { THEIRS } from '../pool-snippet.mjs';
import { ROOT } from '../sh.mjs';
import { peers } from '../wasm.mjs';
import { startPools, untilFirst } from './modes-page.mjs';
import { runCase } from './paired.mjs';
import { comparison } from './ratio.mjs';
import { heading, line } from './table.mjs';

const SITE = join(ROOT, 'target/bench/modes');
const us = (microseconds) => microseconds / 1000;

/** Each realm's pool has one size, so one thread's blocks have a realm of their own. */
export const blocks = (workers) => {
  const many = `${workers} thread${workers === 1 ? '' : 's'}`;
  const standard = `dlmalloc, ${many}`;
  return [
    { name: `alloc and free, ${many}`, program: 'blocks', against: standard },
    { name: standard, program: 'blocks-default' },
  ];
};

export const COSTS = [
  { name: 'parallel call from outside', program: 'call-outside', goal: us(15) },
  { name: 'parallel call from inside', program: 'call-inside', goal: us(1) },
  { name: '1,000 empty items', program: 'items', goal: us(10) },
  { name: 'message round trip', program: 'round-trip', goal: us(60), against: 'bare message round trip' },
  { name: 'bare message round trip', program: 'bare-round-trip' },
  { name: '16 MB there and back, transfer', program: 'bulk-transfer', goal: us(400) },
  { name: 'async, one turn', program: 'turns', goal: us(5), against: 'a turn of the event loop' },
  { name: 'a turn of the event loop', program: 'event-loop' },
];

/** Worker counts of pools that are started. */
export const POOLS = [2, 4, 8, 16];

/** The page of the site, and beside it wasm-bindgen-rayon's own start. */
async function site() {
  await build();
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  cpSync(join(ROOT, 'dist'), SITE, { recursive: true });
  const theirs = join(SITE, 'theirs');
  cpSync(join(await peers(), 'shared'), theirs, { recursive: true });
  const [snippet] = readdirSync(join(theirs, 'snippets')).filter((name) => name.includes('rayon'));
  const scripts = join(theirs, 'snippets', snippet, 'src');
  renameSync(join(scripts, THEIRS), join(scripts, 'workerHelpers.js'));
  writeFileSync(join(theirs, 'host.js'), HOST);
  writeFileSync(join(SITE, 'index.html'), '<!doctype html><title>Speedup Lab benchmark</title>');
  return SITE;
}

/** A worker that starts a pool as wasm-bindgen-rayon's documentation has it, and says how long that took. */
const HOST = `import { initSync, initThreadPool } from './peers.js';
onmessage = async ({ data: { module, memory, workers } }) => {
  initSync({ module, memory });
  const asked = performance.now();
  await initThreadPool(workers);
  postMessage(performance.now() - asked);
};
`;

export const modes = {
  async open(browser) {
    const { lab, open } = await import('./lab.mjs'); // imports npm packages, which may have just been installed
    const bench = await lab(browser);
    const published = await open(await site(), browser);
    const close = async () => void (await Promise.all([bench.close(), published.close()]));
    return { ...bench, published: published.page, compare: await comparison(), close };
  },
  async run(on, options) {
    const rows = [];
    const failures = [];
    console.log(heading('modes', options));
    const { realms, rounds } = options;
    for (const [name, measure] of Object.entries(parts(on, options))) {
      try {
        for (const { ourTime, peerTime, ...row } of await measure()) {
          console.log(line({ ...row, ourTime, peerTime }, {}));
          const { case: what, ours, peer, ratio, low, high, samples = realms * rounds } = row;
          rows.push({ suite: 'modes', case: what, ours, peer, ratio, low, high, samples });
        }
      } catch (error) {
        failures.push(`modes: ${name}: ${error.message}`);
        console.log(`${name}: FAILED: ${error.message}`);
      }
    }
    return { rows, failures };
  },
};

/** What is measured, by name; each gives rows. */
function parts(on, options) {
  const { workers, quick } = options;
  return {
    costs: () => costs(on, options, workers, [...COSTS, ...blocks(workers)]),
    'blocks of one thread': () => costs(on, options, 1, blocks(1)),
    trace: () => trace(on, options),
    ...Object.fromEntries(
      (quick ? [2] : POOLS).map((count) => [`pool of ${count}`, () => pools(on, options, count)]),
    ),
    'first point': () => firstPoint(on, options),
  };
}

async function costs(on, { realms, rounds, quick }, workers, costs) {
  const before = [];
  let compared = [];
  for (let realm = 0; realm < realms; realm++) {
    const done = await on.run({ role: 'costs', workers, rounds, costs, before, quick });
    before.push(done.times);
    compared = done.compared;
  }
  return compared.map((row) => ({ case: row.ours, ...row }));
}

/** Our pool with every task written down, against the same without. */
async function trace(on, options) {
  const ours = { name: 'traced', build: 'shared', program: 'threads-traced' };
  const size = options.quick ? 2e4 : 1e6;
  const one = {
    link: `workload=mergesort&size=${size}`,
    ours,
    peers: [{ name: 'not traced', build: 'shared', program: 'threads' }],
  };
  return (await runCase(on, one, options)).map((row) => ({ case: 'trace on', ours: ours.name, ...row }));
}

/**
 * A pool made ready: from the moment its host asks; and a whole realm, from nothing until a sudoku of 80 clues is solved
 * in it (theirs: until its pool is ready).
 */
async function pools({ published, compare }, { realms, rounds }, count) {
  const { asked, whole } = await published.evaluate(startPools, { count, rounds: realms * rounds });
  const [ours, peer] = ['ours', 'wasm-bindgen-rayon'];
  return [
    { case: `pool of ${count}, from asking`, ours, peer, ...compare(asked) },
    { case: `realm with a pool of ${count}`, ours, peer, ...compare(whole) },
  ];
}

async function firstPoint({ published, compare }, { realms }) {
  const times = await published.evaluate(untilFirst, realms);
  const goal = times.map(() => 600);
  return [
    {
      case: 'from Run to the first point',
      ours: 'default plan',
      peer: 'goal: 600 ms',
      ...compare({ ours: times, theirs: goal }),
      samples: realms,
    },
  ];
}
