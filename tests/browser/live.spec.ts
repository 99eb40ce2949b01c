/** Live labs, as a visitor uses them: each one's claim, on real workers. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { serve } from '../../web/tools/serve.mjs';

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const status = (page: Page) => page.getByRole('status');

/** Opens a lab with these knobs, ready to run. */
async function open(page: Page, query: string): Promise<void> {
  await page.goto(`/?${query}`);
  await expect(runButton(page)).toHaveAttribute('aria-disabled', 'false');
}

/** Runs what the controls say, and gives the result as the element tells it. */
async function result<Shown>(page: Page): Promise<Shown> {
  const told = page.evaluate(
    () =>
      new Promise((resolve) => {
        const told = (event: HTMLElementEventMap['speedup-result']) => resolve(event.detail.result);
        document.body.addEventListener('speedup-result', told, { once: true });
      }),
  );
  await runButton(page).click();
  const shown = await told;
  await expect(status(page)).toHaveText('Done');
  return shown as Shown;
}

/** No accessibility violation on the page as it stands. */
async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('the page lists everything to open, from the same source as labs()', async ({ page }) => {
  await page.goto('/');
  await page.getByText('All programs and labs').click();
  const links = page.getByRole('navigation', { name: 'Everything to open' }).getByRole('link');
  const labs = await page.evaluate(async () => {
    const { labs } = await import(new URL('speedup-lab.js', location.href).href);
    return labs() as { id: string; title: string; kind: string; systems: number[]; url: string }[];
  });
  expect(await links.allInnerTexts()).toEqual(labs.map(({ title }) => title));
  expect(labs).toContainEqual({
    id: 'race',
    title: 'Race on a counter',
    kind: 'live',
    systems: [4],
    url: '?lab=race',
  });
  await accessible(page);
  await links.filter({ hasText: 'Race on a counter' }).click();
  await expect(page.getByRole('heading', { name: 'Race on a counter', level: 2 }).last()).toBeVisible();
  await expect(page).toHaveTitle(/^Race on a counter/);
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Size' })).toBeVisible();
});

test('a lab’s knobs are in the address, bad ones are named, and an unknown lab is, too', async ({ page }) => {
  await open(page, 'lab=race&workers=many&runs=1e2&size=5&counter=soup');
  const alert = page.getByRole('alert');
  for (const words of [
    /^\s*workers: many\s*\. It takes a whole number from 1 to 16/,
    /^\s*counter: soup\s*\. It takes one of unsynchronised, mutex, atomic, all/,
    /^\s*size: 5\s*\. It takes nothing: there is no such parameter here, only lab, counter, workers/,
  ]) {
    await expect(alert.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  }
  await expect(page.getByLabel('Workers')).toHaveValue('2');
  await expect(page.getByLabel('Runs')).toHaveValue('100');
  await page.getByLabel('Counter').selectOption('atomic');
  await expect(page).toHaveURL(/\?lab=race&counter=atomic&runs=100$/);
  await page.getByLabel('Increments').fill('lots');
  await page.getByLabel('Increments').blur();
  await expect(page.getByLabel('Increments')).toHaveAccessibleDescription(
    /“lots” won’t do. It takes a whole number from 1/,
  );
  await runButton(page).click();
  await expect(page.getByLabel('Increments')).toBeFocused();
  await expect(status(page)).not.toHaveText('Running');

  await page.goto('/?lab=teleport');
  await expect(page.getByRole('alert').getByRole('listitem')).toContainText(
    /lab: teleport. It takes one of race/,
  );
});

test('as an element: attributes in, its result as an event, no trace in the address', async ({ page }) => {
  await page.goto('/?embed');
  const detail = await page.evaluate(async () => {
    document.querySelector('speedup-lab')?.remove();
    const lab = document.createElement('speedup-lab');
    const attributes = { lab: 'race', counter: 'mutex', runs: '3', increments: '1000', run: '' };
    for (const [name, value] of Object.entries(attributes)) lab.setAttribute(name, value);
    const told = new Promise<HTMLElementEventMap['speedup-result']['detail']>((resolve) => {
      document.body.addEventListener('speedup-result', (event) => resolve(event.detail), { once: true });
    });
    document.body.append(lab);
    return told;
  });
  expect(detail).toMatchObject({
    lab: 'race',
    knobs: { counter: 'mutex', runs: '3' },
    result: { expected: 2000 },
  });
  expect(new URL(page.url()).search).toBe('?embed');
});

test('without shared memory a lab says so, with the cure, and does not pretend', async ({ page }) => {
  const { url, close } = await serve({ headers: 'none' });
  try {
    await page.goto(`${url}?lab=race&run`);
    const note = page.getByRole('note');
    await expect(note).toContainText('Not on this page');
    await expect(note).toContainText('Cross-Origin-Opener-Policy');
    await expect(runButton(page)).toHaveAttribute('aria-disabled', 'true');
    expect(page.workers()).toHaveLength(0);
    await accessible(page);
  } finally {
    await close();
  }
});

test('Cancel ends a lab and its workers, and it runs again', async ({ page }) => {
  await open(page, 'lab=race&increments=1e6&runs=1000');
  await runButton(page).click();
  await expect(page.getByText(/^Unsynchronised, run \d+ of 1000$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(status(page)).toHaveText('Cancelled; every worker has ended');
  await expect.poll(() => page.workers().length).toBe(0);
  await page.getByLabel('Increments').fill('1000');
  await page.getByLabel('Runs').fill('5');
  await page.getByLabel('Runs').blur();
  await runButton(page).click();
  await expect(status(page)).toHaveText('Done');
});

interface Race {
  expected: number;
  counters: { counter: string; values: number[] }[];
}

test('the race loses updates, the lock and the atomic lose none @firefox', async ({ page }) => {
  await open(page, 'lab=race&workers=4&increments=3e6&runs=10');
  const race = await result<Race>(page);
  const values = race.counters[0]!.values;
  expect([race.expected, values.length]).toEqual([12_000_000, 10]);
  // Ten runs of 12 million steps each: all right would take that no worker is ever interrupted between two steps.
  expect(Math.min(...values)).toBeLessThan(race.expected);
  expect(Math.max(...values)).toBeLessThanOrEqual(race.expected);
  // However they are scheduled, two additions are left.
  expect(Math.min(...values)).toBeGreaterThanOrEqual(2);
  await expect(page.getByText(/Unsynchronised: \d+ of 10 runs lost additions/)).toBeVisible();

  await page.getByLabel('Counter').selectOption('all');
  await page.getByLabel('Increments').fill('20000');
  await page.getByLabel('Increments').blur();
  const { expected, counters } = await result<Race>(page);
  expect(counters.map(({ counter }) => counter)).toEqual(['unsynchronised', 'mutex', 'atomic']);
  for (const { values } of counters.slice(1)) expect(new Set(values)).toEqual(new Set([expected]));
  await expect(page.getByText(/Behind a lock: no addition was lost in any of 10 runs/)).toBeVisible();
  await accessible(page);
});
