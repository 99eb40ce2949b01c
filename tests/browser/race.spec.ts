/** Race the peers, as a visitor runs it: real programs of others, small inputs. No timing is judged. */
import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { serve } from '../../web/tools/serve.mjs';

const SMALL = 'lab=race-peers&size=20000&rounds=5&workers=2';

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const status = (page: Page) => page.getByRole('status');
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
const cells = async (page: Page, name: string) =>
  (await row(page, name).getByRole('cell').allInnerTexts()).map((text) => text.trim());

async function open(page: Page, query: string, base = '/'): Promise<void> {
  await page.goto(`${base}?${query}`);
  await expect(runButton(page)).toHaveAttribute('aria-disabled', 'false');
}

async function run(page: Page): Promise<void> {
  await runButton(page).click();
  await expect(status(page)).toHaveText('Done', { timeout: 45_000 });
}

const TIME = /^\d[\d.,]*\s(µs|ms|s)$/;
const RATIO = /^\d[\d.,]*×\s+\d[\d.,]*× to \d[\d.,]*×$/;

test('sorts are raced on one worker and on threads, and whoever is slower or quicker is told @firefox', async ({
  page,
}) => {
  await open(page, SMALL);
  await expect(row(page, 'sort_unstable')).toBeVisible();
  await run(page);
  await expect(page.getByRole('row')).toHaveCount(11);
  for (const peer of [
    'sort_unstable',
    'sort Rust',
    'Uint32Array.sort',
    'Array.sort',
    'par_sort_unstable',
    'par_sort Rust',
  ])
    expect(await cells(page, peer)).toEqual([TIME, RATIO, RATIO].map((form) => expect.stringMatching(form)));
  expect(await cells(page, 'Our best serial sort')).toEqual([
    expect.stringMatching(TIME),
    '–',
    expect.stringMatching(RATIO),
  ]);
  expect(await cells(page, 'Our radix sort')).toEqual([
    expect.stringMatching(TIME),
    expect.stringMatching(RATIO),
    '–',
  ]);
  await expect(page.locator('.verdict')).toContainText(
    /20,000 numbers, every answer checked\. .*the quickest of the others/,
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('sudoku solvers are raced; the link says what, and the visitor can change it', async ({ page }) => {
  await open(page, 'lab=race-peers&program=sudoku&puzzles=30&difficulty=easy&rounds=5&workers=2');
  await run(page);
  await expect(page.getByRole('row')).toHaveCount(4);
  expect(await cells(page, 'Dancing links')).toEqual(
    [TIME, RATIO, RATIO].map((form) => expect.stringMatching(form)),
  );
  await page.getByLabel('Program').selectOption('sort');
  await expect(page).toHaveURL(/lab=race-peers&puzzles=30&difficulty=easy/);
});

test('without shared memory those on one worker are raced', async ({ page }) => {
  const { url, close } = await serve({ headers: 'none' });
  try {
    await open(page, SMALL, url);
    await run(page);
    await expect(page.getByRole('row')).toHaveCount(7);
    await expect(row(page, 'par_sort')).toHaveCount(0);
    await expect(page.getByRole('columnheader')).toHaveCount(3);
  } finally {
    await close();
  }
});

test('a race is cancelled, and every worker has ended', async ({ page }) => {
  await open(page, 'lab=race-peers&size=1000000&rounds=50&workers=2');
  await runButton(page).click();
  await expect(page.getByText(/^Round \d+ of 50$/)).toBeVisible({ timeout: 30_000 });
  expect(page.workers().length).toBeGreaterThanOrEqual(3);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(status(page)).toHaveText(/Cancelled/);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('the peers are loaded by those who race them, and a program that does not load is told', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.route('**/assets/peers_bg*.wasm', (route) => route.fulfill({ status: 404, body: 'Not found' }), {
    times: 2,
  });
  expect(asked.filter((url) => /peers|race/.test(url))).toEqual([]);
  await open(page, SMALL);
  await runButton(page).click();
  await expect(page.getByRole('alert')).toContainText(
    /The program \(.*peers_bg.*\) did not load: the server answered 404/,
  );
  await run(page);
});

test('what visitors get holds the peers that may be shipped, and not the one that may not', () => {
  const programs = readdirSync('dist/assets').filter((file) => file.endsWith('.wasm'));
  const texts = programs.map((file) => readFileSync(`dist/assets/${file}`, 'latin1'));
  expect(texts.filter((text) => text.includes('rdst-')).length).toBe(2);
  expect(texts.filter((text) => /\/sudoku-\d/.test(text)).length).toBe(0);
});
