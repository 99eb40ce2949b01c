/** The views of a report: what each draws, says, and saves. The report is made up, so that every figure is known. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Report } from '../../web/generated/types.js';
import { report } from './fixtures/report.js';

const VIEWS = ['Speedup', 'Time', 'Efficiency', 'Karp–Flatt', 'Scaled', 'Lost time', 'Table'] as const;

const radio = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const point = (page: Page, name: RegExp | string) => page.getByRole('img', { name });
const chart = (page: Page) => page.locator('speedup-lab-chart');
const readout = (page: Page) => page.locator('speedup-lab-chart .readout');

/** Opens the page with a report on it. */
async function show(page: Page, shown: Report = report(), view = 'Speedup'): Promise<void> {
  await page.goto('/');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await put(page, shown);
  await radio(page, view).check();
}

async function put(page: Page, shown: Report): Promise<void> {
  await page.evaluate(async (shown) => {
    const lab = document.querySelector('speedup-lab')!;
    lab.report = shown;
    await lab.updateComplete;
  }, shown);
}

/** A report without what makes a view. */
function without(change: (report: Report) => void): Report {
  const changed = report();
  change(changed);
  return changed;
}

async function save(page: Page, what: string): Promise<Buffer> {
  const button = page.getByRole('button', { name: `Save ${what}` });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}

for (const [view, axis, words, marks] of [
  [
    'Speedup',
    'speedup',
    /^Threads, 4 threads: speedup 2\.87× .*time 34\.8 ms .*efficiency 72 %, 12 samples/,
    13,
  ],
  ['Time', 'time of one run', /^Threads, 4 threads: time 34\.8 ms .*speedup 2\.87×, start-up 36\.0 ms/, 13],
  [
    'Throughput',
    'elements a second',
    /^Threads, 4 threads: throughput 28,[78]00,000 a second \(.*time 34\.8 ms, speedup 2\.87×/,
    13,
  ],
  [
    'Efficiency',
    'efficiency: speedup ÷ workers',
    /^Threads, 4 threads: efficiency 72 % \(70 % to 74 %\)/,
    13,
  ],
  [
    'Karp–Flatt',
    'serial fraction (Karp–Flatt)',
    /^Threads, 4 threads: serial fraction 13 % \(12 % to 15 %\)/,
    9,
  ],
  [
    'Scaled',
    'scaled speedup',
    /^Threads, 4 threads: scaled speedup 3\.28× .*time 122 ms, serial program at that size 400 ms/,
    12,
  ],
] as const) {
  test(`${view}: its axis, its marks with intervals, every sample, and its words @firefox`, async ({
    page,
  }) => {
    await show(page, report(), view);
    await expect(chart(page).locator('text').filter({ hasText: axis }).first()).toBeVisible();
    await expect(point(page, words)).toBeVisible();
    await expect(chart(page).locator('.mark')).toHaveCount(marks);
    const dots = await chart(page)
      .locator('path.dots')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')!.split('M').length - 1));
    expect(dots.reduce((sum, some) => sum + some)).toBe(12 * marks);
    await point(page, words).focus();
    await expect(readout(page)).toHaveText((await point(page, words).getAttribute('aria-label'))!);
  });
}

test('the views are one group of radio buttons, gone through with the arrow keys', async ({ page }) => {
  await show(page);
  await radio(page, 'Speedup').focus();
  for (const [view, title] of [
    ['Time', 'Time against workers'],
    ['Throughput', 'Throughput against workers'],
    ['Efficiency', 'Efficiency against workers'],
    ['Karp–Flatt', 'Serial fraction by Karp and Flatt, against workers'],
  ] as const) {
    await page.keyboard.press('ArrowRight');
    await expect(radio(page, view)).toBeChecked();
    await expect(radio(page, view)).toBeFocused();
    await expect(page.getByRole('group', { name: title })).toBeVisible();
  }
  await page.keyboard.press('ArrowLeft');
  await expect(radio(page, 'Efficiency')).toBeChecked();
});

test('the marks of a view are gone through with the arrow keys', async ({ page }) => {
  await show(page, report(), 'Karp–Flatt');
  await point(page, /^Threads, 2 threads: serial fraction/).focus();
  await page.keyboard.press('ArrowRight');
  await expect(readout(page)).toContainText('Threads, 4 threads: serial fraction');
  await page.keyboard.press('ArrowDown');
  await expect(readout(page)).toContainText('Processes (transfer), 4 processes: serial fraction');
  await page.keyboard.press('End');
  await expect(readout(page)).toContainText('8 processes: serial fraction 45 %');
  await expect(readout(page)).toContainText('Oversubscribed.');
});

test('what the machine can do: both ceilings with their bands, and what is oversubscribed', async ({
  page,
}) => {
  await show(page);
  for (const kind of ['compute', 'memory']) {
    await expect(chart(page).getByText(`${kind} ceiling`)).toBeVisible();
    await expect(chart(page).locator(`.ceiling[data-kind=${kind}] path`)).toHaveCount(2);
  }
  const legend = page.locator('.series.ceiling');
  await expect(legend.nth(0)).toContainText(
    '3.80× (3.72× to 3.88×) with 8 workers. More workers than 4 share its cores: they are oversubscribed',
  );
  await expect(legend.nth(1)).toContainText('2.30× (2.25× to 2.35×) with 4 workers.');
  // Where more workers than the knee were not tried, nobody knows what they would do.
  await put(
    page,
    without((shown) => Object.assign(shown, { knee: 8 })),
  );
  await expect(legend.nth(0)).toContainText('with 8 workers.');
  await expect(legend.nth(0)).not.toContainText('share its cores');
  await put(page, report());
  await expect(chart(page).getByText('oversubscribed', { exact: true })).toBeVisible();
  const region = (await chart(page).locator('.oversubscribed rect').boundingBox())!;
  const x = async (name: RegExp) => (await point(page, name).boundingBox())!.x;
  expect(await x(/^Threads, 4 threads/)).toBeLessThan(region.x);
  expect(await x(/^Threads, 8 threads/)).toBeGreaterThan(region.x);
  await expect(
    point(page, /^Threads, 8 threads.*Oversubscribed\.$|^Threads, 8 threads.*oversubscribed\.$/),
  ).toBeVisible();
  await expect(point(page, /^Async, 8 tasks.*oversubscribed/i)).toHaveCount(0);

  await put(
    page,
    without((shown) => Object.assign(shown, { knee: null, ceilings: [] })),
  );
  await expect(chart(page).locator('.oversubscribed, .ceiling')).toHaveCount(0);
  await expect(legend.nth(0)).toContainText('Not measured.');
});

test('one model at a time beside the points, with its band; what is simulated says so', async ({ page }) => {
  await show(page);
  const bands = chart(page).locator('path.band');
  const curves = chart(page).locator('path.model');
  const path = () => curves.first().getAttribute('d');
  await expect(bands).toHaveCount(3);
  const amdahl = await path();
  await radio(page, 'USL').check();
  await expect(bands).toHaveCount(3);
  expect(await path()).not.toBe(amdahl);
  await radio(page, 'Simulated').check();
  await expect(bands).toHaveCount(0);
  await expect(curves).toHaveCount(2);
  await expect(chart(page).getByText('simulated', { exact: true })).toHaveCount(2);
  await radio(page, 'None').check();
  await expect(curves).toHaveCount(0);
  await expect(chart(page).getByText('simulated', { exact: true })).toHaveCount(0);
  const threads = page.locator('.series').filter({ hasText: 'Threads' });
  for (const [title, words] of [
    ['Serial fraction', '10 %'],
    ['Contention', '9 %'],
    ['Coherency', '0.4 %'],
    ['Scaled serial', '10 %'],
  ] as const) {
    const figure = threads
      .locator('.law > div')
      .filter({ has: page.getByRole('button', { name: title, exact: true }) });
    await expect(figure).toContainText(words);
  }
  await expect(point(page, /^Threads, 2 threads.*off Amdahl by −2\.1 %, off USL by −2\.1 %/)).toBeVisible();
});

test('a law is drawn lighter where it was not fitted, and says that it is extrapolated', async ({ page }) => {
  await show(page);
  const fitted = chart(page).locator('path.model');
  const beyond = chart(page).locator('path.extrapolated');
  // Fitted to 1, 2 and 4 workers; the curve goes on to 8.
  await expect(beyond).toHaveCount(3);
  await expect(readout(page)).toContainText('lighter where it is extrapolated');
  const ends = (path: string) => path.match(/-?[\d.]+(?=,)/g)!.map(Number);
  const [law, further] = [await fitted.first().getAttribute('d'), await beyond.first().getAttribute('d')];
  expect(ends(law!).at(-1)).toBe(ends(further!)[0]);
  expect(await beyond.first().getAttribute('stroke-dasharray')).not.toBe(
    await fitted.first().getAttribute('stroke-dasharray'),
  );
  expect((await save(page, 'the chart as SVG')).toString()).toContain('lighter where extrapolated');

  const measured = (from: number, to: number) =>
    without(({ series }) => {
      for (const { amdahl } of series) {
        if (amdahl) amdahl.residuals = [from, to].map((workers) => ({ workers, share: 0 }));
      }
    });
  await put(page, measured(2, 4));
  await expect(beyond).toHaveCount(6);
  await put(page, measured(1, 8));
  await expect(beyond).toHaveCount(0);
  await expect(readout(page)).not.toContainText('extrapolated');
});

test('what the visitor expects is a line of its own, from one worker on, until there is a report that it is not of', async ({
  page,
}) => {
  await page.goto('/?workers=1,4&prediction=4:2.5');
  const line = chart(page).locator('.expected');
  await expect(line).toHaveAttribute('d', /^M[^ML]+L[^ML]+$/);
  await expect(chart(page).getByText('expected', { exact: true })).toBeVisible();
  await put(page, report());
  await expect(line).toHaveCount(0);
  await expect(point(page, /^Threads, 4 threads/)).toBeVisible();
});

test('an interval that is wider than the plot ends at its edge, without a cap', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  const saved = fileURLToPath(new URL('../golden/report-v1.json', import.meta.url));
  await page.getByLabel('Open reports').first().setInputFiles(saved);
  const bars = chart(page).locator('path.interval');
  await expect(bars.first()).toBeAttached();
  const paths = await bars.evaluateAll((all) => all.map((path) => path.getAttribute('d')!));
  expect(paths.some((path) => !/V.*M/.test(path))).toBe(true);
  const [top, bottom] = [28, Number(await chart(page).locator('svg').getAttribute('height')) - 44];
  for (const end of paths.flatMap((path) => path.match(/(?<=,|V)[\d.]+/g)!)) {
    expect(Number(end)).toBeGreaterThanOrEqual(top);
    expect(Number(end)).toBeLessThanOrEqual(bottom);
  }
});

test('work and span: figures, checks against what was measured, and 1,024 simulated workers', async ({
  page,
}) => {
  await show(page);
  await page.getByText('Work and span', { exact: true }).click();
  const room = page.locator('speedup-lab-work-span');
  await expect(room.getByRole('img', { name: /^Simulated speedup on 1 to 1,024 workers/ })).toBeVisible();
  await expect(room.getByText('1,024', { exact: true })).toBeVisible();
  await expect(room.getByText('Threads, simulated')).toBeVisible();
  const threads = room.locator('.lines > li').filter({ hasText: 'Threads' });
  for (const words of ['106 ms', '6.36 ms', '16.7', '+2.1 %', '190 tasks, cut for 64']) {
    await expect(threads.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(threads).toContainText('2 threads: simulated 56.2 ms, measured 59.0 ms (57.2 ms to 60.8 ms)');
  await put(
    page,
    without(({ series }) => {
      for (const one of series) one.workSpan = null;
    }),
  );
  await expect(room).toContainText('Not measured. Run a plan with threads or processes');
});

test('lost time: a bar for each traced point, its shares in words, and what is unexplained', async ({
  page,
}) => {
  await show(page, report(), 'Lost time');
  const rows = page.locator('speedup-lab-lost .bars > li');
  await expect(rows).toHaveCount(8);
  await expect(rows.filter({ hasText: 'Threads, 8 threads' })).toContainText(
    'useful 35 %, extra 6 %, serial 11 %, imbalance 5 %, idle 40 %, unexplained 2.9 %',
  );
  const over = rows.filter({ hasText: 'Processes (transfer), 4 processes' });
  await expect(over).toContainText('186 ms in all');
  await expect(over).toContainText('unexplained −2.8 %');
  const widths = await over
    .locator('.bar rect')
    .evaluateAll((pieces) =>
      pieces.map((piece) => [piece.getAttribute('data-part'), Number(piece.getAttribute('width'))] as const),
    );
  const width = Object.fromEntries(widths);
  expect(width.copying! / width.useful!).toBeCloseTo(0.18 / (100 / 186), 3);
  // The longest bar takes the whole width: its parts come to more than there was.
  const told = widths.filter(([part]) => part !== 'unexplained').reduce((sum, [, one]) => sum + one, 0);
  expect(told).toBeCloseTo(1000, 1);
});

for (const [view, words, shown] of [
  [
    'Karp–Flatt',
    'Karp–Flatt takes a point with 2 workers or more. Choose 2 under Workers, and run.',
    without(({ plan, series }) => {
      plan.workers = [1];
      for (const one of series) one.points.length = 1;
    }),
  ],
  [
    'Scaled',
    'Not measured: switch on “Growing sizes, too” in More settings, and run.',
    without(({ plan, series }) => {
      plan.scaled = false;
      for (const { points } of series) for (const one of points) one.scaled = null;
    }),
  ],
  [
    'Lost time',
    'No point of this report was traced.',
    without(({ series }) => {
      for (const { points } of series) for (const one of points) one.lost = null;
    }),
  ],
] as const) {
  test(`${view} without its data says what to do`, async ({ page }) => {
    await show(page, shown, view);
    await expect(page.locator('.hint')).toContainText(words);
    await put(page, report());
    await expect(page.locator('.hint')).toHaveCount(0);
  });
}

test('every empty view stands before the first run', async ({ page }) => {
  await page.goto('/');
  for (const view of VIEWS.filter((name) => name !== 'Scaled' && name !== 'Table')) {
    await radio(page, view).check();
    await expect(page.locator('.hint')).toContainText('Press Run.');
  }
});

test('the axes keep still while results arrive', async ({ page }) => {
  const early = without(({ series }) => {
    series.splice(2);
    for (const { points } of series) points.length = 1;
  });
  await show(page, early);
  const ticks = () =>
    chart(page)
      .locator('svg text[text-anchor="end"]')
      .evaluateAll((texts) => texts.map((text) => `${text.textContent} ${text.getAttribute('y')}`));
  for (const view of ['Speedup', 'Efficiency', 'Scaled']) {
    await put(page, early);
    await radio(page, view).check();
    const before = (await ticks()).filter((text) => /^\d/.test(text));
    await put(page, report());
    expect((await ticks()).filter((text) => /^\d/.test(text))).toEqual(before);
  }
});

test('both baselines are named with their times, and both readings say what they are', async ({ page }) => {
  await show(page);
  await expect(page.locator('.baselines p')).toHaveText('Best serial program: 100 ms (99.0 ms to 101 ms)');
  const own = page.getByRole('list', { name: 'Each program at one worker' });
  await expect(own.getByRole('listitem')).toHaveText([
    'Threads at one worker: 106 ms',
    'Processes (transfer) at one worker: 121 ms',
    'Async at one worker: 103 ms',
  ]);
  const against = page.getByLabel('Against', { exact: true });
  const counts = page.getByRole('combobox', { name: 'What counts', exact: true });
  await expect(against).toHaveAccessibleDescription('What going parallel gains.');
  await against.selectOption('Own program at one worker');
  await expect(against).toHaveAccessibleDescription(/How well each program scales/);
  await counts.selectOption('Everything');
  await expect(counts).toHaveAccessibleDescription(/starting workers/);
  await expect(against).toHaveValue('one');
});

test('the table has the figures of all views', async ({ page }) => {
  await show(page, report(), 'Table');
  const row = page.getByRole('row').filter({ hasText: 'Threads' }).nth(2);
  await expect(row.getByRole('cell')).toContainText([
    '4',
    '34.8 ms',
    '2.87×',
    '72 %',
    '13 %',
    '+1.3 %',
    '+1.3 %',
    '3.28×',
  ]);
});

test('a picture is of the view', async ({ page }) => {
  await show(page);
  const words = async () => {
    const text = (await save(page, 'the chart as SVG')).toString();
    expect(text).not.toContain('var(');
    return page.evaluate((source) => {
      const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
      return root.querySelector('parsererror') ? 'broken' : root.textContent!.replace(/\s+/g, ' ');
    }, text);
  };
  expect(await words()).toMatch(
    /Speedup against workers.*Against the best serial program; the run counts\..*compute ceiling.*Amdahl: serial fraction 10 %/,
  );
  await radio(page, 'USL').check();
  expect(await words()).toContain('USL: contention 9 %');
  for (const [view, found] of [
    ['Time', /Time against workers.*200 ms/],
    ['Efficiency', /Efficiency against workers.*100 %/],
    ['Karp–Flatt', /Karp and Flatt/],
    ['Scaled', /Speedup on sizes that grow.*Gustafson: serial fraction 10 %/],
    ['Lost time', /Where the workers’ time went.*unexplained −2\.8 %/],
    ['Table', /Speedup against workers/],
  ] as const) {
    await radio(page, view).check();
    expect(await words()).toMatch(found);
  }
  await radio(page, 'Lost time').check();
  const png = await save(page, 'the chart as PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

for (const [name, colorScheme, width] of [
  ['light', 'light', 1280],
  ['a dark phone', 'dark', 360],
] as const) {
  test(`no axe violation and no sideways scrolling in any view: ${name}`, async ({ page }) => {
    test.slow(); // axe looks at seven views
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await show(page);
    await page.getByText('Work and span', { exact: true }).click();
    for (const view of VIEWS) {
      await radio(page, view).check();
      await expect(shown(page, view)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const { violations } = await new AxeBuilder({ page })
        .include({ fromShadowDom: ['speedup-lab', 'section[aria-labelledby="chart-title"]'] })
        .analyze();
      expect(violations.map(({ id, nodes }) => [view, id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
}

/** What a view is drawn in. */
function shown(page: Page, view: string): Locator {
  if (view === 'Lost time') return page.locator('speedup-lab-lost .bars');
  if (view === 'Table') return page.getByRole('table', { name: 'Every point of the chart' });
  return chart(page).locator('svg').first();
}
