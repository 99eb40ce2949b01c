/** Plans and reports as they come from a real run, against the published schemas. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Lab = typeof import('../../web/api.js');

function validator(name: string) {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  for (const format of ['uint', 'uint32', 'double']) ajv.addFormat(format, true);
  return ajv.compile(JSON.parse(readFileSync(`pkg/schema/${name}.schema.json`, 'utf8')));
}

test('real reports and plans are what their schemas say', async ({ page }) => {
  await page.goto('/');
  const reports = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const few = {
      workers: [1, 2],
      samples: 2,
      realms: 2,
      transports: ['copy', 'transfer', 'shared'] as ('copy' | 'transfer' | 'shared')[],
    };
    const sort = await lab.run({ ...few, workload: 'mergesort', size: 20_000, options: { type: 'float64' } });
    const sudoku = await lab.run({ ...few, workload: 'sudoku', size: 30, workers: [2], realms: 1 });
    const one = await lab.run({
      ...few,
      workload: 'mergesort',
      input: '3, 1, 2',
      modes: ['async'],
      workers: [1],
    });
    // As a file has it: what JSON can't hold would be lost here, and refused below.
    return [sort, sudoku, one].map((report) => JSON.stringify(report));
  });
  const report = validator('report');
  const plan = validator('plan');
  for (const text of reports) {
    const parsed = JSON.parse(text);
    expect(report(parsed), JSON.stringify(report.errors)).toBe(true);
    expect(plan(parsed.plan), JSON.stringify(plan.errors)).toBe(true);
    expect(parsed.series.length).toBeGreaterThan(0);
  }
});

test('a schema refuses what is not of its kind', () => {
  const report = validator('report');
  const plan = validator('plan');
  expect(report({ version: 1 })).toBe(false);
  expect(plan({ version: 1, workload: 'mergesort', size: 'many' })).toBe(false);
});
