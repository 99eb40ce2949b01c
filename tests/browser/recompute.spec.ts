/** Reports of real runs, saved for crate/recompute: it computes their numbers anew once the browsers are done. */
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';

type Lab = typeof import('../../web/api.js');

/** Where `npm test` looks for them. */
const FOLDER = new URL('./results/reports/', import.meta.url);

const PLANS = {
  scaled: { workload: 'mergesort', size: 20_000, workers: [1, 2, 3], samples: 3, realms: 2, scaled: true },
  known: { workload: 'synthetic', size: 500, workers: [1, 2], samples: 2, realms: 1 },
};

for (const [name, plan] of Object.entries(PLANS)) {
  test(`a report for others to compute anew: ${name}${name === 'known' ? ' @firefox' : ''}`, async ({
    page,
    browserName,
  }) => {
    await page.goto('/');
    const report = await page.evaluate(async (plan) => {
      const lab: Lab = await import('/speedup-lab.js' as string);
      return lab.run(plan);
    }, plan);
    expect(report.ended).toBe('complete');
    expect(report.ceilings.map(({ kind }) => kind)).toEqual(['compute', 'memory']);
    expect(report.series.map(({ mode, points }) => [mode, points.length])).toContainEqual([
      'threads',
      plan.workers.length,
    ]);
    await mkdir(FOLDER, { recursive: true });
    await writeFile(new URL(`${browserName}-${name}.json`, FOLDER), JSON.stringify(report));
  });
}
