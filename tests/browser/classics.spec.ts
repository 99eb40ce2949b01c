/** The classic programs, in a real browser: what each is there to show. Nothing here depends on how long anything takes. */
import { expect, type Page, test } from '@playwright/test';
import type { Plan, Report, Span, Trial } from '../../web/generated/types.js';

type Lab = typeof import('../../web/api.js');

test.beforeEach(({ page }) => page.goto('/'));

const run = (page: Page, plan: Partial<Plan>): Promise<Report> =>
  page.evaluate(async (plan) => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    return lab.run(plan);
  }, plan);

/** The traced runs of a mode's points with so many workers. */
const spansOf = ({ trials }: Report, mode: string, workers: number): Span[] =>
  trials.flatMap(({ cell, outcome }: Trial) =>
    cell.role === 'work' && cell.mode === mode && cell.workers === workers && outcome.status === 'done'
      ? (outcome.trace?.spans ?? [])
      : [],
  );

const overlap = (spans: Span[]) =>
  spans.some((one) =>
    spans.some((other) => one.worker !== other.worker && one.start < other.end && other.start < one.end),
  );

const solving = (spans: Span[]) => spans.filter(({ worker, activity }) => worker > 0 && activity === 'solve');

const small = { samples: 2, realms: 1 } satisfies Partial<Plan>;

test('with the GIL on no two threads compute at once, and with it off they do', async ({ page }) => {
  const gil = (on: 'on' | 'off') => {
    const options = { gil: on, interval: '1000' };
    return run(page, { ...small, workload: 'gil', size: 20_000, modes: ['threads'], workers: [2], options });
  };
  const on = await gil('on');
  const turns = solving(spansOf(on, 'threads', 2));
  expect(new Set(turns.map(({ worker }) => worker))).toEqual(new Set([1, 2]));
  expect(overlap(turns)).toBe(false);
  expect(on.answer).toMatchObject({
    words: expect.stringMatching(/passed from one thread to another \d+ times/),
  });
  const off = await gil('off');
  expect(overlap(solving(spansOf(off, 'threads', 2)))).toBe(true);
});

test('an iteration is one job, whoever is there to help', async ({ page }) => {
  const report = await run(page, {
    ...small,
    workload: 'iteration',
    size: 2000,
    modes: ['threads', 'processes'],
    workers: [3],
  });
  for (const mode of ['threads', 'processes']) {
    const spans = solving(spansOf(report, mode, 3));
    expect(new Set(spans.map(({ worker }) => worker)).size, mode).toBe(1);
  }
});

test('a pool says in which order its results came in', async ({ page }) => {
  const { answer } = await run(page, {
    ...small,
    workload: 'pools',
    size: 30,
    modes: ['threads'],
    workers: [3],
    options: { chunk: '4' },
  });
  const words = answer?.kind === 'words' ? answer.words : '';
  const order =
    words
      .match(/in this order: ([\d, ]+)\./)?.[1]
      ?.split(', ')
      .map(Number) ?? [];
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, task) => task));
  expect(words).toMatch(/“imap” hands them on in the order of the tasks: (none|\d+ results?) had to wait/);
});

test('every lab opens by its link, presets too', async ({ page }) => {
  const labs = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    return lab.labs();
  });
  const rows = labs.flatMap(({ systems }) => systems);
  for (const row of [1, 2, 3, 14, 15, 16, 17, 18, 20]) expect(rows).toContain(row);
  for (const { title, url } of labs.filter(({ kind }) => kind === 'workload')) {
    await page.goto(`/${url}`);
    await expect(page.getByLabel('Samples')).not.toHaveValue('');
    await expect(page.getByRole('alert'), title).toHaveCount(0);
    const asked = new URL(url, 'http://localhost').searchParams;
    const now = new URL(page.url()).searchParams;
    for (const [name, value] of asked) expect(now.get(name), `${title}: ${name}`).toBe(value);
  }
});

test('weak scaling opens on its view, and charts a scaled speedup for every line', async ({ page }) => {
  await page.goto(
    '/?workload=sudoku&size=60&schedule=steal&scaled&view=scaled&workers=1,2&samples=2&realms=1',
  );
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await expect(page.getByRole('radio', { name: 'Scaled', exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  for (const line of ['Threads', 'Processes', 'Async'])
    await expect(
      page.getByRole('img', {
        name: new RegExp(`^${line}.*2 (threads|workers|processes|tasks): scaled speedup`),
      }),
    ).toHaveCount(1);
});

test('with start-up counted the same run has less to show for its workers', async ({ page }) => {
  await page.goto('/?workload=primes&size=1000000&modes=processes&workers=2&samples=2&realms=1&view=table');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  const counting = async (value: string) => {
    await page.getByRole('combobox', { name: 'What counts' }).selectOption(value);
    return page.getByRole('table', { name: 'Every point of the chart' }).innerText();
  };
  const [run, all] = [await counting('run'), await counting('all')];
  // The same samples, with the start of two workers on top, which is never nothing.
  expect(all).not.toBe(run);
  expect(await counting('run')).toBe(run);
});

test('time against bytes is measured for a copy, a transfer and a shared buffer', async ({ page }) => {
  const lines = 'modes=processes&transports=copy,transfer,shared&workers=2';
  await page.goto(`/?workload=communication&size=16&${lines}&samples=1&realms=1&view=sizes`);
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.getByRole('button', { name: 'Measure 4 sizes' }).click();
  const rows = page.getByRole('region', { name: 'Time of every size' }).getByRole('row');
  await expect(rows).toHaveCount(5, { timeout: 50_000 });
  const heads = await rows.first().getByRole('columnheader').allInnerTexts();
  expect(heads).toEqual([
    'kilobytes',
    'Serial',
    ...['copy', 'transfer', 'shared buffer'].map((way) => `Processes (${way})`),
  ]);
  await expect(page.getByText('failed')).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^Time against size/ })).toBeVisible();
});
