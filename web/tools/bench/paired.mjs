// A suite of cases in which we and our peers run on the same input, in interleaved rounds, in the same worker; then
// again in another worker. What a worker is dealt (where its memory lies, on which core its threads wake) stays with
// it, so rounds in one are not independent, and the interval resamples both levels.
import { heading, line } from './table.mjs';

/** How long, at least, everybody runs before anything is timed, milliseconds. The compiler works meanwhile. */
const WARM_UP = 1000;

/** `cases(options)` gives `{ case, link, ours, peers }[]`; a contender is `{ name, build, program }`. */
export const paired = (suite, cases) => ({
  // Imports npm packages, which may have just been installed.
  open: async (browser) => (await import('./lab.mjs')).lab(browser),
  async run(lab, options) {
    const rows = [];
    const failures = [];
    console.log(heading(suite, options));
    for (const one of cases(options)) {
      try {
        for (const compared of await runCase(lab, one, options)) {
          const row = { suite, case: one.case, ours: one.ours.name, ...compared };
          console.log(line(row, one));
          const { peer, ratio, low, high } = row;
          rows.push({
            suite,
            case: one.case,
            ours: row.ours,
            peer,
            ratio,
            low,
            high,
            samples: options.realms * options.rounds,
          });
        }
      } catch (error) {
        failures.push(`${suite}: ${one.case}: ${error.message}`);
        console.log(`${one.case}: FAILED: ${error.message}`);
      }
    }
    return { rows, failures };
  },
});

/** What the worker answers for a case: us against each peer, in the peers' order. */
export async function runCase(lab, { link, ours, peers }, { realms, rounds, workers, seed, quick }) {
  const warmUp = quick ? { rounds: 1, time: 0 } : { rounds: 3, time: WARM_UP };
  const order = { link: `${link}&seed=${seed}`, contenders: [ours, ...peers], rounds, workers, warmUp };
  const before = [];
  let compared = [];
  for (let realm = 0; realm < realms; realm++) {
    const done = await lab.run({ ...order, before });
    before.push(done.times);
    compared = done.compared;
  }
  const wanted = peers.map(({ name }) => name).join();
  const found = compared.map(({ peer }) => peer).join();
  if (found !== wanted) throw new Error(`rows for ${found || 'nobody'}, and not for ${wanted}`);
  for (const { peer, ratio, low, high } of compared)
    if (!(0 < low && low <= ratio && ratio <= high && high < Infinity))
      throw new Error(`${peer}: ${ratio} [${low}, ${high}] is no ratio with its interval`);
  return compared;
}
