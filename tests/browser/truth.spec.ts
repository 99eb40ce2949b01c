/** Known answers on real workers: a program whose serial fraction is programmed, and what the lab makes of it. */
import { expect, test } from '@playwright/test';

type Lab = typeof import('../../web/api.js');

/** How far a fraction may be from the programmed one. */
const NEAR = 0.03;
/** Two workers that do the work of nearly two: only then is a fraction of two workers' times the program's own. */
const TWO = 1.95;

test.beforeEach(({ page }) => page.goto('/'));

for (const percent of [0, 25, 100]) {
  test(`a serial fraction of ${percent} % is found again @alone`, async ({ page }) => {
    const { series, ceilings, trials } = await page.evaluate(async (percent) => {
      const lab: Lab = await import('/speedup-lab.js' as string);
      const { series, ceilings, trials } = await lab.run({
        workload: 'synthetic',
        options: { serial: String(percent) },
        modes: ['threads', 'processes'],
        workers: [1, 2],
        size: 32_000,
        samples: 5,
        realms: 2,
      });
      return { series, ceilings, trials };
    }, percent);
    expect(series.map(({ mode }) => mode)).toEqual(['threads', 'processes']);
    for (const { mode, amdahl } of series) {
      const shares = trials.flatMap(({ cell, outcome }) =>
        cell.mode === mode && cell.workers === 1 && cell.role === 'work' && outcome.status === 'done'
          ? outcome.samples.map(
              ({ phases: { split, solve, merge } }) => (split + merge) / (split + solve + merge),
            )
          : [],
      );
      expect(shares).toHaveLength(10);
      // The median: something else on the machine may have held up one of them.
      const share = shares.toSorted((a, b) => a - b)[5]!;
      expect(share, `${mode}, the serial phases at one worker`).toBeGreaterThan(percent / 100 - NEAR);
      expect(share, `${mode}, the serial phases at one worker`).toBeLessThan(percent / 100 + NEAR);
      // A machine that is busy with something else has another answer of its own: its ceiling says so.
      const compute = ceilings.find(({ kind }) => kind === 'compute')!;
      const two = compute.points.find(({ workers }) => workers === 2)!.speedup;
      if (two.low < TWO) continue;
      expect(amdahl!.serialFraction.low, `${mode}, fitted`).toBeLessThanOrEqual(percent / 100 + NEAR);
      expect(amdahl!.serialFraction.high, `${mode}, fitted`).toBeGreaterThanOrEqual(percent / 100 - NEAR);
    }
  });
}
