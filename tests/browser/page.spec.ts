/** The page, as a visitor uses it: by what it says and by the keyboard. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Report } from '../../web/generated/types.js';
import { serve } from '../../web/tools/serve.mjs';

/** A plan that is measured in a few seconds. */
const SMALL = 'size=20000&workers=1,2&samples=2&realms=1';
const PUZZLE = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const SOLUTION = '534678912672195348198342567859761423426853791713924856961537284287419635345286179';

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const cancelButton = (page: Page) => page.getByRole('button', { name: 'Cancel' });
const size = (page: Page) => page.getByRole('textbox', { name: 'Size' });
const status = (page: Page) => page.getByRole('status');
const point = (page: Page, name: RegExp | string) => page.getByRole('img', { name });
const view = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
const table = (page: Page) => page.getByRole('table', { name: 'Every point of the chart' });

/** Opens the page and waits until its parser is there: only then do the settings have their defaults. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/?${query}`);
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
}

async function measured(page: Page): Promise<void> {
  await expect(status(page)).toHaveText(/^Measured in/, { timeout: 50_000 });
}

async function run(page: Page, query: string): Promise<void> {
  await open(page, query);
  await runButton(page).click();
  await measured(page);
}

/** Types into a field and leaves it, key by key: only then do all browsers say that it has changed. */
async function type(field: Locator, text: string): Promise<void> {
  await field.clear();
  await field.pressSequentially(text);
  await field.blur();
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('the lab stands at once, with its defaults @firefox', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Speedup Lab');
  await expect(page.getByRole('radio').first()).toBeChecked();
  await expect(size(page)).toHaveValue('1,000,000');
  for (const mode of ['Serial', 'Threads', 'Processes', 'Async']) {
    await expect(page.getByRole('checkbox', { name: mode, exact: true })).toBeChecked();
  }
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  await expect(page.getByRole('checkbox', { name: String(2 * cores), exact: true })).toBeChecked();
  await expect(runButton(page)).toBeEnabled();
  await expect(cancelButton(page)).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save the report as JSON' })).toBeDisabled();
});

for (const [workload, query, answer] of [
  ['mergesort', SMALL, '20,000 numbers, in order.'],
  ['sudoku', 'workload=sudoku&size=40&workers=1,2&samples=2&realms=1', '40 puzzles: 40 with one solution.'],
] as const) {
  test(`${workload}: Run gives a chart with all four modes, and the result @firefox`, async ({ page }) => {
    await run(page, `workload=${workload}&${query}`);
    await expect(point(page, /^Serial: speedup 1\.00×/)).toBeVisible();
    for (const name of ['Threads, 2 threads', 'Processes (transfer), 2 processes', 'Async, 2 tasks']) {
      await expect(point(page, `${name}: speedup`)).toBeVisible();
    }
    await expect(page.getByText(/^Best serial program: [\d.]+\s(µs|ms|s)/)).toBeVisible();
    await expect(page.getByText(answer)).toBeVisible();
    await expect(page.getByText('Not measured yet')).toHaveCount(0);
    await view(page, 'Table');
    await expect(table(page).getByRole('row')).toHaveCount(1 + 1 + 3 * 2);
  });
}

test('a run shows how far it is, and Cancel ends it and its workers', async ({ page }) => {
  await open(page, 'size=50000&workers=1,2&samples=200&realms=9');
  await runButton(page).click();
  await expect(
    page.getByText(/^Cell \d+ of \d+, repetition \d+ of 200, \d+\s(s|min \d+\ss) left$/),
  ).toBeVisible({ timeout: 30_000 });
  await expect(runButton(page)).toBeDisabled();
  await cancelButton(page).click();
  await expect(status(page)).toHaveText('Cancelled; every worker has ended');
  await expect.poll(() => page.workers().length).toBe(0);
  await expect(runButton(page)).toBeEnabled();
});

test('every control is in the address, and the address is in every control @firefox', async ({ page }) => {
  await open(page, 'embed');
  await page.getByRole('combobox', { name: 'Workload' }).selectOption('sudoku');
  await type(size(page), '1e3');
  await page.getByRole('checkbox', { name: 'Async', exact: true }).uncheck();
  await type(page.getByLabel('Worker counts, as a list'), '4 2, 1');
  await type(page.getByLabel('Samples'), '3');
  await type(page.getByLabel('Realms'), '2');
  await type(page.getByRole('textbox', { name: 'Seed', exact: true }), '7');
  await type(page.getByLabel('Precision, percent'), '5');
  await type(page.getByLabel('Budget, seconds'), '90');
  await page.getByRole('checkbox', { name: /^Growing sizes/ }).check();
  await page.getByRole('checkbox', { name: /^Copy/ }).check();
  const schedule = page.getByLabel('Schedule');
  const other = await schedule.locator('option:not(:checked)').first().getAttribute('value');
  await schedule.selectOption(other);
  const query = Object.fromEntries(new URL(page.url()).searchParams);
  expect(query).toMatchObject({
    workload: 'sudoku',
    size: '1000',
    modes: 'serial,threads,processes',
    workers: '1,2,4',
    samples: '3',
    realms: '2',
    seed: '7',
    precision: '5',
    budget: '90',
    scaled: '',
    transports: expect.stringMatching(/^(copy,transfer|transfer,copy)$/),
    schedule: other,
    embed: '',
  });
  await page.reload();
  await expect(page.getByLabel('Samples')).toHaveValue('3');
  await expect(page.getByRole('combobox', { name: 'Workload' })).toHaveValue('sudoku');
  await expect(size(page)).toHaveValue('1,000');
  await expect(page.getByRole('checkbox', { name: 'Async', exact: true })).not.toBeChecked();
  await expect(page.getByLabel('Worker counts, as a list')).toHaveValue('1, 2, 4');
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue('7');
  await expect(page.getByLabel('Precision, percent')).toHaveValue('5');
  await expect(page.getByLabel('Budget, seconds')).toHaveValue('90');
  await expect(page.getByRole('checkbox', { name: /^Growing sizes/ })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^Copy/ })).toBeChecked();
  await expect(schedule).toHaveValue(other ?? '');
  await expect(page.getByText('What this is')).toBeHidden();
});

test('sizes that cannot grow are refused beside their control, for generated and for own data', async ({
  page,
}) => {
  await open(page, 'size=50000000&workers=1,2');
  const growing = page.getByRole('checkbox', { name: /^Growing sizes/ });
  const error = page.locator('#scaled-error');
  await growing.check();
  await expect(error).toContainText('50000000 times 2 is 100000000');
  await type(size(page), '1000');
  await expect(error).toHaveCount(0);
  await open(page, 'input=3,1,2&workers=1,2');
  await growing.check();
  await expect(error).toContainText("your own can't grow with the workers");
  await growing.uncheck();
  await expect(error).toHaveCount(0);
});

test('a link with every parameter broken at once: each is named with what it takes, and defaults stand', async ({
  page,
}) => {
  const broken = {
    workload: 'bogosort',
    size: '0',
    modes: 'fish',
    transports: 'pigeon',
    workers: '1.5',
    samples: '-1',
    realms: '10000',
    seed: 'x',
    pattern: 'plaid',
    merge: 'soup',
    foo: 'bar',
  };
  await open(page, new URLSearchParams(broken).toString());
  const alert = page.getByRole('alert');
  for (const [name, value] of Object.entries(broken)) {
    await expect(
      alert.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${name}: ${value}`) }),
    ).toContainText('It takes');
  }
  await expect(size(page)).toHaveValue('1,000,000');
  await expect(size(page)).toHaveAccessibleDescription(/0.*It takes a whole number/s);
  await alert.getByRole('button', { name: 'Go to seed' }).click();
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toBeFocused();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
});

test('worker counts are offered up to what a plan takes', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 48 });
  });
  await open(page);
  const chips = page.locator('.worker-counts').getByRole('checkbox');
  await expect(chips.last()).toHaveAccessibleName('64');
  await expect(chips.last()).toBeChecked();
  await expect(page.getByLabel('Worker counts, as a list')).toHaveAttribute('aria-invalid', 'false');
});

test('a link that says so starts at once', async ({ page }) => {
  await page.goto(`/?${SMALL}&modes=serial,async&run`);
  await measured(page);
  await expect(point(page, /^Async, 2 tasks: speedup/)).toBeVisible();
});

test('sizes as people type them; what won’t do is said at the control, and Run goes there', async ({
  page,
}) => {
  await open(page);
  const field = size(page);
  for (const [typed, shown] of [
    ['1e4', '10,000'],
    ['2 000', '2,000'],
    ['1.5M', '1,500,000'],
    ['25k', '25,000'],
  ] as const) {
    await field.fill(typed);
    await field.blur();
    await expect(field).toHaveValue(shown);
  }
  for (const bad of ['', '0', '-5', '1.5', '60,000,000', 'many']) {
    await field.fill(bad);
    await field.blur();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/It takes a whole number of elements from 1 to/);
  }
  await runButton(page).click();
  await expect(field).toBeFocused();
  await expect(status(page)).toHaveText('A value needs mending first');
  await field.fill('1000');
  await field.blur();
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByText('A value needs mending first')).toHaveCount(0);
});

test('the page says when the controls no longer say what was run', async ({ page }) => {
  await run(page, 'size=2000&workers=1,2&samples=1&realms=1&modes=serial,processes');
  const stale = page.getByText('The controls have changed since');
  for (const name of [/^Copy/, 'Async', 'Processes']) {
    const box = page.getByRole('checkbox', { name, exact: true });
    const checked = await box.isChecked();
    await expect(stale).toHaveCount(0);
    await box.setChecked(!checked);
    await expect(stale).toBeVisible();
    await box.setChecked(checked);
  }
  await expect(stale).toHaveCount(0);
});

test('a run that breaks down says why, and its report does not say that it goes on', async ({ page }) => {
  await open(page, `${SMALL}&modes=serial,async`);
  await page.evaluate(() => {
    window.requestAnimationFrame = () => {
      throw new Error('no frames today');
    };
  });
  await runButton(page).click();
  await expect(status(page)).toHaveText('The run broke down', { timeout: 30_000 });
  await expect(page.getByRole('alert')).toContainText('no frames today');
  const report: Report = JSON.parse((await save(page, 'the report as JSON')).body.toString());
  expect(report.ended).toBe('cancelled');
  expect(report.trials).toHaveLength(1);
});

test('a point with very many samples is drawn, with some of them', async ({ page }) => {
  await run(page, 'size=2000&workers=1,2&samples=1&realms=1&modes=serial,async');
  const dots = await page.locator('speedup-lab-chart').evaluate(async (node) => {
    const chart = node as HTMLElement & { report: Report; updateComplete: Promise<unknown> };
    const report = structuredClone(chart.report);
    const line = report.series.find(({ mode }) => mode === 'async')!;
    for (const point of line.points) point.dots = Array.from({ length: 200_000 }, (_, at) => at / 200_000);
    chart.report = report;
    await chart.updateComplete;
    const paths = [...chart.shadowRoot!.querySelectorAll('path[stroke-opacity="0.5"]')];
    return Math.max(...paths.map((path) => path.getAttribute('d')!.split('M').length - 1));
  });
  expect(dots).toBe(2 * 200);
  await expect(page.getByText(/Dots are samples \(at most 200/)).toBeVisible();
});

test('all of it by keyboard @firefox', async ({ page }) => {
  await open(page, `${SMALL}&modes=serial,threads,async`);
  await size(page).focus();
  await page.keyboard.press('Enter');
  await measured(page);
  const first = point(page, /^Serial: speedup/);
  for (let presses = 0; presses < 60 && !(await focused(first)); presses++) await page.keyboard.press('Tab');
  await expect(first).toBeFocused();
  const readout = page.locator('speedup-lab-chart .readout');
  await page.keyboard.press('ArrowDown');
  await expect(readout).toContainText('Threads, 1 thread: speedup');
  await page.keyboard.press('ArrowRight');
  await expect(readout).toContainText('Threads, 2 threads: speedup');
  await expect(point(page, /^Threads, 2 threads/)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(readout).toContainText('Async, 2 tasks: speedup');
  await page.keyboard.press('Home');
  await expect(readout).toContainText('Async, 1 task: speedup');
});

const focused = (locator: Locator) =>
  locator.evaluate((node) => (node.getRootNode() as Document | ShadowRoot).activeElement === node);

test('the table sorts by any column, both ways', async ({ page }) => {
  await run(page, `${SMALL}&modes=serial,threads,processes`);
  await view(page, 'Table');
  const head = (name: string) => table(page).getByRole('columnheader', { name });
  const times = async () => {
    const texts = await table(page).locator('tbody tr td:nth-child(3)').allInnerTexts();
    const unit: Record<string, number> = { µs: 1e-3, ms: 1, s: 1e3 };
    return texts.map((text) => {
      const [, value, name] = /^([\d.,]+)\s(µs|ms|s)/.exec(text) ?? [];
      return Number(value?.replace(',', '')) * (unit[name ?? ''] ?? Number.NaN);
    });
  };
  await expect(head('Mode')).toHaveAttribute('aria-sort', 'ascending');
  await head('Time').getByRole('button').click();
  await expect(head('Time')).toHaveAttribute('aria-sort', 'ascending');
  await expect(head('Mode')).toHaveAttribute('aria-sort', 'none');
  const up = await times();
  expect(up).toHaveLength(5);
  expect(up).toEqual([...up].sort((a, b) => a - b));
  await head('Time').getByRole('button').click();
  await expect(head('Time')).toHaveAttribute('aria-sort', 'descending');
  const down = await times();
  expect(down).toEqual([...down].sort((a, b) => b - a));
});

// A palette and a width are each looked at once: neither changes the other.
for (const [name, colorScheme, width] of [
  ['light', 'light', 1440],
  ['a dark phone', 'dark', 360],
] as const) {
  test(`no axe violation, and nothing moves while results arrive: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await open(page, `${SMALL}&transports=copy,transfer`);
    await watchShifts(page);
    await runButton(page).click();
    await measured(page);
    expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}

/** Collects layout shifts from now on in `window.shifts`, but for those that the visitor's own input makes. */
async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shifts: unknown[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        hadRecentInput: boolean;
        sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
      })[]) {
        const moved = entry.sources.map(({ node, previousRect, currentRect }) => [
          node?.textContent,
          previousRect,
          currentRect,
        ]);
        if (!entry.hadRecentInput) shifts.push(moved);
      }
    }).observe({ type: 'layout-shift' });
  });
}

test('the report is saved as JSON and CSV, the chart as SVG and PNG', async ({ page }) => {
  await run(page, `${SMALL}&modes=serial,threads`);
  const json = await save(page, 'the report as JSON');
  const report: Report = JSON.parse(json.body.toString());
  expect(json.name).toMatch(/^speedup-lab-mergesort-20000-\d{4}-\d\d-\d\d-\d{4}\.json$/);
  expect(report).toMatchObject({
    version: 1,
    ended: 'complete',
    plan: { workload: 'mergesort', size: 20000, workers: [1, 2] },
  });

  const [head = '', ...rows] = (await save(page, 'every sample as CSV')).body
    .toString()
    .trimEnd()
    .split('\r\n');
  const total = head.split(',').indexOf('total_ms');
  const samples = report.trials.flatMap(({ outcome }) =>
    outcome.status === 'done' ? [outcome.warmUp, ...outcome.samples] : [],
  );
  expect(rows.map((row) => Number(row.split(',')[total]))).toEqual(samples.map((sample) => sample.total));

  const svg = (await save(page, 'the chart as SVG')).body.toString();
  const drawn = await page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    return { name: root.nodeName, text: root.textContent, bad: root.querySelector('parsererror') !== null };
  }, svg);
  // The laws in the picture are those of a saved report in views.spec.ts: on a busy machine there may be none here.
  expect(drawn).toMatchObject({ name: 'svg', bad: false, text: expect.stringContaining('compute ceiling') });
  expect(svg).not.toContain('var(');

  const png = (await save(page, 'the chart as PNG')).body;
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1800);
});

async function save(page: Page, what: string): Promise<{ name: string; body: Buffer }> {
  return saved(page, page.getByRole('button', { name: `Save ${what}` }));
}

async function saved(page: Page, button: Locator): Promise<{ name: string; body: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), body: await readFile(await download.path()) };
}

test('own puzzles, pasted: solved and shown, with those that have none or several solutions', async ({
  page,
}) => {
  const several = SOLUTION.replaceAll(/[12]/g, '.');
  const none = `55${PUZZLE.slice(2)}`;
  await open(page, 'workload=sudoku&modes=serial,processes&workers=1,2&samples=1&realms=1');
  const field = page.getByRole('textbox', { name: /puzzles/i });
  await field.fill(`${PUZZLE}\n${several}\n${none}\n`);
  await field.blur();
  await expect(page.getByText('Pasted: 3 lines').first()).toBeVisible();
  expect(parameter(page, 'input')).toContain(PUZZLE);
  await runButton(page).click();
  await measured(page);
  await expect(page.getByText('3 puzzles: 1 with one solution, 1 with none, 1 with several.')).toBeVisible();
  const solved = page.getByRole('table', { name: 'Puzzle 1, one solution' });
  expect((await solved.getByRole('cell').allInnerTexts()).join('')).toBe(SOLUTION);
  await expect(page.getByRole('table', { name: 'Puzzle 2, several solutions' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Puzzle 3, no solution' })).toBeVisible();
  const { name, body } = await saved(page, page.getByRole('button', { name: 'Download all solutions' }));
  expect(name).toBe('sudoku-solutions.txt');
  const lines = body.toString().trimEnd().split('\n');
  expect(lines).toEqual([
    SOLUTION,
    expect.stringMatching(/^[1-9]{81} # one of several$/),
    expect.stringMatching(/# no solution$/),
  ]);
});

test('a 16×16 grid: searched by stealing, drawn with its boxes, and the search told', async ({ page }) => {
  const full = Array.from({ length: 256 }, (_, cell) => {
    const [row, column] = [Math.floor(cell / 16), cell % 16];
    return '123456789ABCDEFG'[((row % 4) * 4 + Math.floor(row / 4) + column) % 16];
  }).join('');
  const puzzle = full.replaceAll(/[1-5]/g, '.');
  const query = 'workload=sudoku-unique&schedule=steal&modes=serial,threads&workers=2&samples=1&realms=1';
  await run(page, `${query}&input=${puzzle}`);
  await expect(page.getByText(/^1 puzzle: 0 with one solution, 1 with several\./)).toBeVisible();
  const grid = page.getByRole('table', { name: 'Puzzle 1, several solutions' });
  await expect(grid.getByRole('row')).toHaveCount(16);
  const cells = (await grid.getByRole('cell').allInnerTexts()).join('');
  expect(cells).toMatch(/^[1-9A-G]{256}$/);
  for (const [at, clue] of [...puzzle].entries()) if (clue !== '.') expect(cells[at]).toBe(clue);
  await page.setViewportSize({ width: 375, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

test('one solution looked for: the page does not say that it is the only one', async ({ page }) => {
  const query = 'workload=sudoku&algorithm=norvig&limit=1&modes=serial,async&workers=1&samples=1&realms=1';
  const several = SOLUTION.replaceAll(/[12]/g, '.');
  await run(page, `${query}&input=${encodeURIComponent(`${PUZZLE}\n${several}`)}`);
  await expect(page.getByText('2 puzzles: 2 solved; not looked for a second.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Puzzle 2, solved; not looked for a second' })).toBeVisible();
  await expect(page.getByText(/^Serial program \(Norvig's\): [\d.]+\s(µs|ms|s)/)).toBeVisible();
  const { body } = await saved(page, page.getByRole('button', { name: 'Download all solutions' }));
  const lines = body.toString().trimEnd().split('\n');
  expect(lines).toEqual([
    `${SOLUTION} # not looked for a second`,
    expect.stringMatching(/^[1-9]{81} # not looked for a second$/),
  ]);
});

test('reports of a run under way leave the page of puzzles; a new run begins at the first', async ({
  page,
}) => {
  await run(page, 'workload=sudoku&size=40&workers=1&samples=1&realms=1&modes=serial,async');
  await page.getByRole('button', { name: 'Next' }).click();
  const where = page.getByText('Puzzles 13 to 24 of 40');
  await expect(where).toBeVisible();
  const again = (started?: string) =>
    page.locator('speedup-lab-answer').evaluate(async (node, started) => {
      const answer = node as HTMLElement & { report: Report; updateComplete: Promise<unknown> };
      const report = structuredClone(answer.report);
      if (started) report.environment.started = started;
      answer.report = report;
      await answer.updateComplete;
    }, started);
  await again();
  await expect(where).toBeVisible();
  await again('2026-01-01T00:00:00.000Z');
  await expect(page.getByText('Puzzles 1 to 12 of 40')).toBeVisible();
});

test('own data count in bytes: what is short in characters may be too long for a link', async ({ page }) => {
  await open(page, 'workload=sudoku');
  const field = page.getByRole('textbox', { name: /puzzles/i });
  const remark = (length: number) => `# ${'é'.repeat(length)}\n${PUZZLE}`;
  const tooLong = page.getByText('Too long for a link');
  await field.fill(remark(500));
  await field.blur();
  await expect(page.getByText('Pasted: 2 lines').first()).toBeVisible();
  await expect(tooLong).toHaveCount(0);
  expect(parameter(page, 'input')).toBe(remark(500));
  await field.fill(remark(1500));
  await field.blur();
  await expect(tooLong).toBeVisible();
  expect(parameter(page, 'input')).toBeNull();
});

test('own puzzles, in a dropped file of any length: kept out of the link, and paged @firefox', async ({
  page,
}) => {
  await open(page, 'workload=sudoku&modes=serial&samples=1&realms=1');
  const text = `${PUZZLE}\n`.repeat(400);
  await page.getByRole('textbox', { name: /puzzles/i }).evaluate((field, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'class.txt', { type: 'text/plain' }));
    field.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
    );
  }, text);
  await expect(page.getByText('class.txt: 400 lines, 32.8').first()).toBeVisible();
  await expect(page.getByText('Too long for a link')).toBeVisible();
  expect(parameter(page, 'input')).toBeNull();
  await runButton(page).click();
  await measured(page);
  await expect(page.getByText('400 puzzles: 400 with one solution.')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('table', { name: 'Puzzle 13, one solution' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('class.txt')).toHaveCount(0);
});

test('bad own data are said at the field, by line', async ({ page }) => {
  await open(page, 'workload=sudoku');
  const field = page.getByRole('textbox', { name: /puzzles/i });
  await field.fill(`${PUZZLE}\n${PUZZLE.slice(1)}`);
  await field.blur();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/line 2.*80/s);
});

test('own numbers from a chosen file are sorted and shown', async ({ page }) => {
  await open(page, 'modes=serial,threads&workers=1,2&samples=1&realms=1&type=float64');
  const file = { name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from('3,1,2\n-0.5\n1e3\n') };
  await page.getByLabel('Choose a file').setInputFiles(file);
  await expect(page.getByText('numbers.csv: 3 lines').first()).toBeVisible();
  await expect(size(page)).toBeDisabled();
  await runButton(page).click();
  await measured(page);
  await expect(page.getByText('5 numbers, in order.')).toBeVisible();
  const shown = await page.locator('speedup-lab-answer .numbers').innerText();
  expect(shown.trim().split(/\s+/).map(Number)).toEqual([-0.5, 1, 2, 3, 1000]);
});

test('a page without isolation headers: threads is off with its reason and cure, the rest runs', async ({
  page,
}) => {
  const { url, close } = await serve({ headers: 'none' });
  try {
    await page.goto(`${url}?${SMALL}`);
    const threads = page.getByRole('checkbox', { name: 'Threads', exact: true });
    await expect(threads).toBeDisabled();
    await expect(threads).toHaveAccessibleDescription(/cross-origin isolated.*Cross-Origin-Opener-Policy/s);
    await runButton(page).click();
    await measured(page);
    await expect(point(page, /^Processes \(transfer\), 2 processes: speedup/)).toBeVisible();
    await expect(point(page, /^Threads/)).toHaveCount(0);
    await expect(page.getByText('The controls have changed since')).toHaveCount(0);

    await page.goto(`${url}?${SMALL}&modes=threads`);
    await expect(page.getByLabel('Samples')).not.toHaveValue('');
    await runButton(page).click();
    const alert = page.getByRole('alert');
    await expect(alert.getByRole('heading')).toHaveText('The run did not start: one value won’t do');
    await expect(alert.getByRole('listitem')).toContainText(
      /modes: threads. It takes a mode that this page can run. Threads need shared memory.*this page is not\.\s/s,
    );
    await expect(status(page)).toHaveText('A value needs mending first');
    await page.getByRole('checkbox', { name: 'Serial', exact: true }).check();
    await expect(alert).toHaveCount(0);

    await page.goto(`${url}?${SMALL}&modes=processes&transports=shared`);
    const processes = page.getByRole('checkbox', { name: 'Processes', exact: true });
    await expect(processes).toHaveAccessibleDescription(/shared buffer: not on this page/);
    await expect(page.getByRole('checkbox', { name: /^Shared buffer/ })).toBeDisabled();
    await runButton(page).click();
    await expect(alert.getByRole('listitem')).toContainText(
      /A shared buffer needs shared memory.*this page/s,
    );
  } finally {
    await close();
  }
});

test('a program that does not load is said in words, and the controls stand', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await page.goto(`/?${SMALL}`);
  await expect(page.getByRole('alert')).toContainText('The program could not be loaded');
  await expect(page.getByRole('alert')).toContainText('404');
  await expect(size(page)).toHaveValue('20,000');
  await page.unroute('**/*.wasm');
  await size(page).fill('1000');
  await page.getByRole('checkbox', { name: 'Processes', exact: true }).uncheck();
  await runButton(page).click();
  await measured(page);
});

test('the element: attributes in, events and promises out', async ({ page }) => {
  await open(page);
  const seen = await page.evaluate(async () => {
    document.querySelector('speedup-lab')?.remove();
    const events: Record<string, number> = {};
    for (const name of ['progress', 'trial', 'report', 'error']) {
      document.addEventListener(`speedup-${name}`, () => {
        events[name] = (events[name] ?? 0) + 1;
      });
    }
    const lab = document.createElement('speedup-lab');
    for (const [name, value] of Object.entries({
      modes: 'serial,async',
      workers: '1,2',
      size: '5000',
      samples: '2',
      realms: '1',
    })) {
      lab.setAttribute(name, value);
    }
    document.body.append(lab);
    const report = await lab.run();
    const again = await lab.run({
      workload: 'mergesort',
      size: 2000,
      modes: ['serial'],
      samples: 1,
      realms: 1,
    });
    const bad = await lab.run({ size: 0 }).catch((error: Error) => error.name);
    const cut = lab.run({ size: 100_000, samples: 500 }).catch((error: Error) => error.name);
    const busy = await lab.run().catch((error: Error) => error.name);
    lab.cancel();
    return { report, again: again.plan.size, bad, cut: await cut, busy, events, address: location.search };
  });
  expect(seen.report).toMatchObject({
    ended: 'complete',
    plan: { size: 5000, modes: ['serial', 'async'], workers: [1, 2] },
  });
  expect(seen).toMatchObject({
    again: 2000,
    bad: 'PlanError',
    cut: 'AbortError',
    busy: 'InvalidStateError',
    address: '',
  });
  await expect(page.getByText('its default stands instead')).toHaveCount(0);
  expect(seen.events).toMatchObject({ trial: expect.any(Number), progress: expect.any(Number), error: 1 });
  await expect(size(page)).toHaveValue('100,000');
});
