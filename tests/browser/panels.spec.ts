/** Timeline, prediction, saved reports and help, as a visitor uses them; with reports made by hand, so none is measured. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Report } from '../../web/generated/types.js';
import { reportOf } from './fixtures/saved.js';

const ANNA = reportOf();
const BEN = reportOf({
  number: 2,
  browser: 'Firefox 144',
  system: 'macOS 15',
  cores: 8,
  plan: { size: 50_000 },
});

const file = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/?${query}`);
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
}

/** Chooses files with the page's own button. */
const choose = (page: Page, ...files: ReturnType<typeof file>[]) =>
  page.getByLabel('Open reports').first().setInputFiles(files);

/** Drops files on the lab's heading of the chart: anywhere will do. */
async function drop(page: Page, ...files: { name: string; text: string }[]): Promise<void> {
  await page.locator('#chart-title').evaluate((target, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of files)
      dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
    for (const type of ['dragover', 'drop'])
      target.dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      );
  }, files);
}

const alert = (page: Page) => page.getByRole('alert');
const saved = (page: Page) => page.getByRole('region', { name: 'Saved report', exact: true });
const size = (page: Page) => page.getByRole('textbox', { name: 'Size' });
const sideBySide = (page: Page) => page.getByRole('table', { name: 'The reports side by side' });
const row = (page: Page, name: string) =>
  sideBySide(page).getByRole('row', { name: new RegExp(`^${name}( |$)`) });
const machines = (page: Page) => page.getByRole('list', { name: /^Speedup of each machine/ });

test('a saved report is shown as it was measured, and the visitor can go back @firefox', async ({ page }) => {
  await open(page, 'size=4000&workers=1,3');
  await drop(page, { name: 'anna.json', text: JSON.stringify(ANNA) });
  await expect(saved(page)).toContainText('anna.json');
  await expect(saved(page)).toContainText('20 May 2026');
  await expect(saved(page)).toContainText('Chrome 141 on Windows 11, 4 cores');
  await expect(size(page)).toHaveValue('20,000');
  await expect(page.getByLabel('Worker counts, as a list')).toHaveValue('1, 2, 4');
  await expect(page.getByRole('img', { name: /^Threads, 4 threads: speedup/ })).toBeVisible();
  await expect(page.getByText('The controls have changed since')).toHaveCount(0);
  await page.getByRole('button', { name: 'Back to my own' }).click();
  await expect(saved(page)).toHaveCount(0);
  await expect(size(page)).toHaveValue('4,000');
  await expect(page.getByRole('img', { name: /^Threads/ })).toHaveCount(0);
});

test('the card says on what and how it was measured, how it ended and what was thrown away', async ({
  page,
}) => {
  await open(page);
  await choose(page, file('anna.json', reportOf({ plan: { precision: 5 } })));
  const card = page.locator('.report-card');
  for (const [name, words] of [
    ['Browser', 'Chrome 141'],
    ['System', 'Windows 11'],
    ['Cores claimed', '4'],
    ['Power', 'plugged in'],
    ['Compute pressure before', 'nominal'],
    ['Seed', '42'],
    ['How it ended', /every interval was narrow enough/],
    ['Thrown away', '2 samples because the tab was hidden; taken again'],
  ] as const) {
    await expect(card.locator('dt', { hasText: new RegExp(`^${name}`) }).locator('+ dd')).toHaveText(words);
  }
});

test('another reading is made of the same trials, and is in the address', async ({ page }) => {
  await open(page);
  await choose(page, file('anna.json', ANNA));
  const fastest = page.getByRole('img', { name: /^Threads, 4 threads: speedup/ });
  const words = () => fastest.getAttribute('aria-label');
  const before = await words();
  await page.getByRole('combobox', { name: 'What counts' }).selectOption('Everything');
  await expect.poll(words).not.toBe(before);
  expect(parameter(page, 'counting')).toBe('all');
  await page.getByRole('combobox', { name: 'What counts' }).selectOption('The run');
  await expect.poll(words).toBe(before);
  expect(parameter(page, 'counting')).toBeNull();
});

test('a wrong file is named with what is wrong, and loses nothing', async ({ page }) => {
  await open(page);
  await choose(page, file('anna.json', ANNA));
  await expect(saved(page)).toContainText('anna.json');
  const { plan: _, ...planless } = reportOf({ number: 7 });
  await drop(
    page,
    { name: 'notes.txt', text: 'not a report' },
    { name: 'none.json', text: '[]' },
    { name: 'planless.json', text: JSON.stringify(planless) },
    { name: 'again.json', text: JSON.stringify(ANNA) },
    { name: 'mixed.json', text: JSON.stringify([BEN, { version: 1 }]) },
  );
  const items = alert(page).getByRole('listitem');
  await expect(items).toHaveText([
    /notes\.txt is no JSON/,
    /none\.json holds no report/,
    /planless\.json is no report that this lab reads\. .*plan/,
    /again\.json is open already, as anna\.json/,
    /mixed\.json, report 2 is no report that this lab reads/,
  ]);
  await expect(sideBySide(page).getByRole('columnheader')).toHaveText([
    /anna\.json/,
    /mixed\.json, report 1/,
  ]);
  await alert(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert(page)).toHaveCount(0);
});

test('two reports stand side by side, with what differs marked', async ({ page }) => {
  await open(page);
  await choose(page, file('anna.json', ANNA), file('ben.json', BEN));
  await expect(page.getByRole('heading', { name: '2 reports compared' })).toBeVisible();
  await expect(
    page.getByText(/The plans differ in size, so their speedups are not of the same thing/),
  ).toBeVisible();
  await expect(row(page, 'Size')).toContainText('differs');
  await expect(row(page, 'Browser')).toContainText('differs');
  await expect(row(page, 'Program')).not.toContainText('differs');
  await expect(row(page, '4 workers').first().getByRole('cell').first()).toHaveText(
    /^\d\.\d\d×\d\.\d\d× to \d\.\d\d×$/,
  );
  await expect(machines(page).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('Left out:').locator('..')).toContainText(/ben\.json: .*50000, not .*20000/);

  await sideBySide(page).getByRole('button', { name: 'Remove ben.json' }).click();
  await expect(sideBySide(page)).toHaveCount(0);
  await expect(saved(page)).toContainText('anna.json');
});

test('a class of forty: sorted by speedup, with who was left out and why; saved as one file and opened again', async ({
  page,
}) => {
  const reports = Array.from({ length: 40 }, (_, at) =>
    reportOf({ number: at + 1, ...(at === 7 ? { plan: { workers: [1, 2] } } : {}) }),
  );
  await open(page);
  await choose(page, file('class.json', reports));
  await expect(page.getByRole('heading', { name: '40 reports compared' })).toBeVisible({ timeout: 30_000 });
  const items = machines(page).getByRole('listitem');
  await expect(items).toHaveCount(39);
  const names = await items.evaluateAll((all) => all.map((item) => item.getAttribute('aria-label') ?? ''));
  const speedups = names.map((name) => Number(/: ([\d.]+)×/.exec(name)?.[1]));
  expect(speedups).toEqual([...speedups].sort((a, b) => b - a));
  await expect(page.getByText(/^median \d\.\d\d×$/)).toBeVisible();
  await expect(page.getByText('Left out:').locator('..')).toContainText('class.json, report 8');

  await page.locator('speedup-lab-compare').getByLabel('Workers').selectOption('2');
  await expect(items).toHaveCount(40);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all as one file' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect((JSON.parse(text) as Report[]).map(({ trials }) => trials.length)).toEqual(
    reports.map(({ trials }) => trials.length),
  );
  await page.getByRole('button', { name: 'Close all' }).click();
  await expect(sideBySide(page)).toHaveCount(0);
  await drop(page, { name: 'again.json', text });
  await expect(page.getByRole('heading', { name: '40 reports compared' })).toBeVisible({ timeout: 30_000 });
});

test('a report of an earlier edition opens, and says that it holds no traces', async ({ page }) => {
  await open(page, 'view=timeline');
  await choose(page, file('old.json', reportOf({ old: true })));
  await expect(saved(page)).toContainText('old.json');
  await expect(page.getByText('This report holds no traces')).toBeVisible();
});

const timeline = (page: Page) => page.locator('speedup-lab-timeline');
const plot = (page: Page) => page.getByRole('group', { name: /^Timeline of/ });
const readout = (page: Page) => timeline(page).locator('.readout');

test('the timeline is read, zoomed and moved by keyboard', async ({ page }) => {
  await open(page, 'view=timeline');
  await choose(page, file('anna.json', ANNA));
  await expect(plot(page)).toHaveAccessibleName('Timeline of Threads, 4 threads');
  await plot(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(readout(page)).toContainText(/^Caller: split, 0.ms to/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(readout(page)).toContainText(/^Worker 2: solve, [\d.]+.ms to [\d.]+.ms/);
  const ticks = () => plot(page).locator('text').allTextContents();
  const first = await ticks();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('+');
  const close = await ticks();
  expect(close).not.toEqual(first);
  await page.keyboard.press('ArrowRight');
  expect(await ticks()).not.toEqual(close);
  await page.keyboard.press('0');
  expect(await ticks()).toEqual(first);
  await timeline(page).getByRole('combobox', { name: 'Line' }).selectOption('Processes (transfer)');
  await timeline(page).getByRole('combobox', { name: 'Workers' }).selectOption('2');
  await expect(plot(page)).toHaveAccessibleName('Timeline of Processes (transfer), 2 processes');
  await expect(timeline(page).getByText(/Looking made these runs 2\.9.% longer/)).toBeVisible();
});

test('the timeline by pointer: hover reads, drag moves, the wheel with Ctrl zooms; start-up stands before zero', async ({
  page,
}) => {
  await open(page, 'view=timeline');
  await choose(page, file('anna.json', ANNA));
  await plot(page).scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot(page).boundingBox())!;
  const lane = (index: number) => y + 26 + ((height - 32) / 5) * (index + 0.5);
  await page.mouse.move(x + width / 2, lane(3));
  await expect(readout(page)).toContainText('Worker 3: solve,');
  await page.mouse.move(x + width / 2, lane(0));
  await expect(readout(page)).toContainText('Caller: waits,');
  await page.mouse.move(x + 90, lane(1));
  await expect(readout(page)).toContainText('Worker 1: start-up, 7.00');
  const ticks = () => plot(page).locator('text').allTextContents();
  const first = await ticks();
  await page.mouse.move(x + width / 2, lane(2));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect.poll(ticks).not.toEqual(first);
  const close = await ticks();
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 200, lane(2), { steps: 4 });
  await page.mouse.up();
  expect(await ticks()).not.toEqual(close);
  await timeline(page).getByRole('button', { name: 'With start-up' }).click();
  await expect(plot(page).getByText(/once, before the first run/)).toBeVisible();
});

test('the timeline as tables: what each worker did for how long, and every bar', async ({ page }) => {
  await open(page, 'view=timeline');
  await choose(page, file('anna.json', ANNA));
  const totals = page.getByRole('table', { name: 'Who did what for how long' });
  await expect(totals.getByRole('row')).toHaveCount(1 + 5);
  await expect(totals.getByRole('row', { name: /^Worker 4/ })).toContainText(/71.%.*29.%/s);
  await timeline(page).getByText('Every bar in words').click();
  const bars = page.getByRole('region', { name: 'Every bar, scrollable' });
  await expect(bars.getByRole('row')).toHaveCount(1 + 2 + 4);
});

const expectation = (page: Page) => page.getByRole('slider');
const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('with a prediction asked for, Run waits for it; sliders by keyboard, and the words beside the result', async ({
  page,
}) => {
  await open(page, 'predict&size=5000&workers=1,2,3&modes=serial,threads&samples=1&realms=1');
  await expect(runButton(page)).toBeDisabled();
  await expect(runButton(page)).toHaveAccessibleDescription('First say what you expect');
  await size(page).focus();
  await page.keyboard.press('Enter');
  await expect(expectation(page).first()).toBeFocused();
  await expect(expectation(page).first()).toHaveAccessibleName('2 workers');
  for (let presses = 0; presses < 8; presses++) await page.keyboard.press('ArrowRight');
  await expect(expectation(page).first()).toHaveAttribute('aria-valuetext', '1.80×');
  await expect(runButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Use this curve' }).click();
  await expect(runButton(page)).toBeEnabled();
  expect(parameter(page, 'prediction')).toBe('2:1.8,3:1.8');
  expect(page.url()).toMatch(/[?&]predict(&|$)/);
  await runButton(page).click();
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  await expect(page.locator('.predict .outcome')).toContainText(/1\.8/);
  await expect(expectation(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Expect something else' }).click();
  expect(parameter(page, 'prediction')).toBeNull();
  await expect(runButton(page)).toBeDisabled();
});

test('a run that the link asks for waits for the prediction, and then starts @firefox', async ({ page }) => {
  await open(page, 'predict&run&size=5000&workers=1,2&modes=serial,threads&samples=1&realms=1');
  await expectation(page).first().focus();
  await page.keyboard.press('ArrowRight');
  expect(page.url()).toMatch(/[?&]run(&|$)/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('status')).toHaveText(/^(Running|Measured in)/);
  expect(page.url()).not.toMatch(/[?&]run(&|$)/);
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  await expect(page.locator('.predict .outcome')).toContainText(/1\.1/);
  await expect(page.locator('speedup-lab-chart .expected')).toHaveCount(1);
});

test('a report of a program that this lab does not have leaves the controls alone', async ({ page }) => {
  await open(page, 'size=4000&workers=1,3');
  const address = page.url();
  await choose(page, file('later.json', reportOf({ plan: { workload: 'bogosort' } })));
  await expect(saved(page)).toContainText('This page doesn’t have that program');
  await expect(page.locator('#chart-title')).toHaveText('bogosort, size 20,000');
  await expect(page.getByRole('img', { name: /^Threads, 4 threads: speedup/ })).toBeVisible();
  await expect(size(page)).toHaveValue('4,000');
  expect(page.url()).toBe(address);
});

test('a file opened during a run does not take the page over', async ({ page }) => {
  await open(page, 'size=5000&workers=1,2&modes=serial,threads&samples=1&realms=1');
  await runButton(page).click();
  await choose(page, file('anna.json', ANNA));
  await expect(saved(page)).toContainText('A saved report is open');
  await expect(size(page)).toHaveValue('5,000');
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(size(page)).toHaveValue('20,000');
});

test('absurd numbers do not make the page wide', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const absurd = JSON.parse(JSON.stringify(ANNA)) as Report;
  const { outcome } = absurd.trials[0]!;
  if (outcome.status === 'done') for (const sample of outcome.samples) sample.total = 1e300;
  await open(page);
  await choose(page, file('absurd.json', absurd));
  await expect(page.getByText(/e\d{3}/).first()).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test('the expected curve is drawn by hand, and comes back with the link', async ({ page }) => {
  await open(page, 'workers=1,2,4');
  await page.getByText('What do you expect?').click();
  const paper = page.locator('speedup-lab-predict svg');
  await paper.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = (await paper.boundingBox())!;
  await page.mouse.move(x + width * 0.45, y + height * 0.6);
  await page.mouse.down();
  await page.mouse.move(x + width - 20, y + height * 0.4, { steps: 8 });
  await page.mouse.up();
  const said = parameter(page, 'prediction') ?? '';
  expect(said).toMatch(/^2:\d(\.\d)?,4:\d(\.\d)?$/);
  await page.reload();
  await page.getByText('What do you expect?').click();
  const values = await expectation(page).evaluateAll((all) =>
    all.map((one) => (one as HTMLInputElement).value),
  );
  expect(`2:${values[0]},4:${values[1]}`).toBe(said);
});

const term = (page: Page): Locator => page.locator('speedup-lab-term[name="split"]');

test('a term says what it means, by click and by keyboard, and closes on Escape', async ({ page }) => {
  await open(page, 'view=timeline');
  await choose(page, file('anna.json', ANNA));
  const help = page.getByRole('dialog', { name: 'Split' });
  await expect(help).toBeHidden();
  await term(page).getByRole('button', { name: 'Split' }).click();
  await expect(help).toBeVisible();
  await expect(help).toContainText('jobs');
  await expect(help.getByRole('link')).toHaveAttribute('href', /methodology\.html#split$/);
  const box = (await help.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(page.viewportSize()!.width);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await term(page).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(help).toBeVisible();
});

test('a term that nobody knows is plain text', async ({ page }) => {
  await open(page, 'view=timeline');
  await choose(page, file('anna.json', ANNA));
  await term(page).evaluate(async (node) => {
    const lab = node as HTMLElement & { name: string; updateComplete: Promise<unknown> };
    lab.name = 'flux';
    await lab.updateComplete;
  });
  const unknown = page.locator('speedup-lab-term[name="split"]');
  await expect(unknown).toHaveText('Split');
  await expect(unknown.getByRole('button')).toHaveCount(0);
});

// A palette and a width are each looked at once: neither changes the other.
for (const [name, colorScheme, width] of [
  ['light', 'light', 1440],
  ['a dark phone', 'dark', 360],
] as const) {
  test(`no axe violation in any panel, and none wider than the window: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await open(page, 'view=timeline&predict');
    await choose(page, file('anna.json', ANNA), file('ben.json', BEN));
    await expect(sideBySide(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove ben.json' }).click();
    await expect(plot(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

async function violations(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
