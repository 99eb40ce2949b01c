// A suite of cases in which we and our peers run on the same input, in interleaved rounds, in the same worker; then
// again in another worker. What a worker is dealt (where its memory lies, on which core its threads wake) stays with
// it, so rounds in one are not independent, and the interval resamples both levels.
import { heading, line } from './table.mjs';

/** How long, at least, everybody runs before anything is timed, milliseconds. The compiler works meanwhile. */
const WARM_UP = 1000;

/**
 * `cases(options)` gives `{ case, link, ours, peers }[]`, where a contender is `{ name, build, program }`; perhaps also
 * `ceilings`, each `{ name, one, many }` of two more contenders.
 */
export const paired = (suite, cases) => ({
  // Imports npm packages, which may have just been installed.
  open: async (browser) => (await import('./lab.mjs')).lab(browser),
  async run(lab, options) {
    console.log(heading(suite, options));
    return runCases(suite, lab, cases(options), runCase, options);
  },
});

/** Case after case, each printed when it is done: `{ rows, failures }`. `compare` gives a case's rows, with times. */
export async function runCases(suite, lab, cases, compare, options) {
  const rows = [];
  const failures = [];
  const { only: wanted = [''] } = options;
  for (const one of cases.filter(({ case: name }) => wanted.some((text) => name.includes(text)))) {
    try {
      for (const compared of await compare(lab, one, options)) {
        const row = { suite, case: one.case, ours: one.ours?.name, ...compared };
        console.log(line(row, one));
        const { case: name, ours, peer, ratio, low, high } = row;
        const samples = options.realms * options.rounds;
        rows.push({ suite, case: name, ours, peer, ratio, low, high, samples });
      }
    } catch (error) {
      failures.push(`${suite}: ${one.case}: ${error.message}`);
      console.log(`${one.case}: FAILED: ${error.message}`);
    }
  }
  return { rows, failures };
}

/** What the worker answers for a case: us against each peer, in the peers' order, and against each ceiling. */
export async function runCase(lab, { link, ours, peers, ceilings = [] }, options) {
  const { realms, rounds, workers, seed } = options;
  const contenders = [ours, ...peers, ...ceilings.flatMap(({ one, many }) => [one, many])];
  const order = {
    link: `${link}&seed=${seed}`,
    contenders,
    ceilings: ceilings.map(({ name, one, many }) => ({ name, one: one.name, many: many.name })),
    rounds,
    workers,
    warmUp: warmUp(options),
  };
  const before = [];
  let compared = [];
  for (let realm = 0; realm < realms; realm++) {
    const done = await lab.run({ ...order, before });
    before.push(done.times);
    const names = [...peers, ...ceilings].map(({ name }) => name);
    compared = done.compared.filter(({ peer }) => names.includes(peer));
  }
  const wanted = [...peers, ...ceilings].map(({ name }) => name).join();
  const found = compared.map(({ peer }) => peer).join();
  if (found !== wanted) throw new Error(`rows for ${found || 'nobody'}, and not for ${wanted}`);
  for (const row of compared) assertRatio(row);
  return compared;
}

/** Rounds and milliseconds before anything is timed. */
export const warmUp = ({ quick }) => (quick ? { rounds: 1, time: 0 } : { rounds: 3, time: WARM_UP });

/** Throws where a row is none. */
export function assertRatio({ peer, ratio, low, high }) {
  if (!(0 < low && low <= ratio && ratio <= high && high < Infinity))
    throw new Error(`${peer}: ${ratio} [${low}, ${high}] is no ratio with its interval`);
}
