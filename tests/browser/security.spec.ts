/** Hostile links and files: none runs script, none freezes the page, and no request leaves the page's own origin. */
import { expect, type Page, test } from '@playwright/test';
import catalogue from '../../web/generated/catalogue.json' with { type: 'json' };
import { reportOf } from './fixtures/saved.js';

/** Printed with a failure, as part of the link or file. */
const SEED = 20260520;

/** Numbers below a bound, from a seed: the same on every machine (Mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const NAMES = [
  ...[
    'version',
    'workload',
    'size',
    'modes',
    'transports',
    'workers',
    'samples',
    'realms',
    'seed',
    'precision',
  ],
  ...[
    'budget',
    'scaled',
    'input',
    'view',
    'baseline',
    'counting',
    'predict',
    'prediction',
    'embed',
    'lock',
    'hide',
  ],
  ...['allow-origin', '__proto__', 'constructor', '<b>', ''],
  ...catalogue.workloads.flatMap(({ options }) => options.map(({ name }) => name)),
];

const VALUES = [
  '<img src=x onerror=hacked=1>',
  '"><script>hacked=1</script>',
  'javascript:hacked=1',
  '</textarea><svg onload=hacked=1>',
  'https://evil.example/x.js',
  '//evil.example',
  '-1',
  '0',
  '1e308',
  '9'.repeat(400),
  'NaN',
  '__proto__',
  '\u0000\u202e\ufeff',
  '\ud800',
  '🧵'.repeat(300),
  ','.repeat(3000),
  '1-64,'.repeat(3000),
  '2:1,'.repeat(3000),
  '1,2,4',
  '1',
  '2',
  'true',
  '.'.repeat(81),
  'serial',
  'table',
  'timeline',
  'lost',
  ...catalogue.workloads.map(({ id }) => id),
];

/** Watches a page: what it asks other hosts for, and what goes wrong in it. */
async function watch(page: Page): Promise<string[]> {
  const bad: string[] = [];
  const { origin } = new URL((await page.evaluate(() => location.href)) || 'about:blank');
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.origin !== origin)
      bad.push(`asked ${url}`);
  });
  page.on('pageerror', (error) => bad.push(`threw ${error}`));
  page.on('dialog', (dialog) => {
    bad.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return bad;
}

const hacked = (page: Page) => page.evaluate(() => 'hacked' in window);

/** The page answers: its parser is there, and a control takes a value and says what is wrong with it. */
async function answers(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeAttached();
  expect(await hacked(page)).toBe(false);
}

/** Lets links arrive one after the other, as by going back and forth. */
function arrive(page: Page, links: readonly string[]): Promise<void> {
  return page.evaluate(async (links) => {
    const lab = document.querySelector('speedup-lab')!;
    for (const link of links) {
      history.replaceState(null, '', `?${link}`);
      dispatchEvent(new PopStateEvent('popstate'));
      await lab.updateComplete;
    }
  }, links);
}

test('hostile links: each of any length and any values leaves a page that works', async ({ page }) => {
  test.slow();
  await page.goto('/');
  const bad = await watch(page);
  const next = random(SEED);
  const some = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const link = () => {
    const query = new URLSearchParams();
    for (let count = 1 + next(8); count > 0; count--) query.append(some(NAMES), some(VALUES));
    return query.toString();
  };
  const links = Array.from({ length: 250 }, link);
  // Every parameter with every value, one at a time, as far as they are not among those by chance.
  for (const name of new Set(NAMES)) links.push(new URLSearchParams([[name, some(VALUES)]]).toString());
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  // All of them on one page; some anew.
  await arrive(page, links);
  await answers(page);
  // Servers refuse links of more than some kilobytes, but pages are opened without one, too.
  const nasty = '%3Cimg+src%3Dx+onerror%3Dhacked%3D1%3E';
  const long = (length: number) => [
    Array.from({ length: length / 10 }, (_, at) => `p${at}=${nasty}`).join('&'),
    `workers=${'1,'.repeat(length)}`,
    `input=${'1.'.repeat(length)}`,
    `${'n'.repeat(length)}=1`,
  ];
  await arrive(page, long(100_000));
  await answers(page);
  const short = links.filter(({ length }) => length < 8000);
  for (const query of [...short.slice(0, 8), ...long(3000)]) {
    await page.goto(`/?${query}`);
    await expect(page.locator('speedup-lab')).toHaveJSProperty('phase', 'idle');
    await answers(page);
  }
  await page.goto(`/?${long(3000)[0]}`);
  await expect(page.getByRole('alert')).toContainText('parameters: 300. It takes up to 200');
  await page.goto('/?size=2000&modes=serial&samples=1&realms=1&title=<img src=x onerror=hacked=1>&run');
  await expect(page.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 30_000 });
  await answers(page);
  expect(bad).toEqual([]);
});

test('hostile files: reports with any field bent open, or are refused by name, and the page works', async ({
  page,
}) => {
  test.slow();
  await page.goto('/?size=2000&modes=serial&samples=1&realms=1');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  const bad = await watch(page);
  const next = random(SEED);
  const good = JSON.stringify(reportOf());
  const bends: unknown[] = [
    ...VALUES,
    ...[null, true, -1, 0, 0.5, 1e308, 2 ** 31, 2 ** 53, [], {}, [[]], { a: 1 }],
    Array.from({ length: 50_000 }, () => 1),
    Array.from({ length: 300 }).reduce((inner) => [inner], []),
  ];
  const files = Array.from({ length: 160 }, () => {
    const report = JSON.parse(good);
    bend(report, next, bends);
    return JSON.stringify(report);
  });
  files.push(
    '{',
    '[]',
    'null',
    '"<img src=x onerror=hacked=1>"',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  );
  files.push(good.replace('"trials":[', `"trials":[${'{},'.repeat(50_000)}`), '\u0000'.repeat(1000));
  const results = await page.evaluate(async (files) => {
    const lab = document.querySelector('speedup-lab')!;
    const results: number[] = [];
    for (const [at, text] of files.entries()) {
      const name = `<img src=x onerror=hacked=1>${at}.json`;
      results.push(await lab.open([new File([text], name, { type: 'application/json' })]));
      await lab.updateComplete;
      const root = lab.shadowRoot!;
      // Each is looked at in one of the views.
      const views = [...root.querySelectorAll<HTMLInputElement>('.view input')];
      views[at % views.length]?.click();
      await lab.updateComplete;
      const said = root.querySelector('.notice.bad')?.textContent ?? '';
      if (results.at(-1) === 0 && !said.includes(name)) results.push(Number.NaN);
      const close = [...root.querySelectorAll<HTMLButtonElement>('.saved button')];
      close.at(-1)?.click();
      root.querySelector<HTMLButtonElement>('.notice .dismiss')?.click();
      await lab.updateComplete;
    }
    return results;
  }, files);
  expect(results).not.toContain(Number.NaN);
  // Most bends matter, and some don't.
  expect(new Set(results)).toEqual(new Set([0, 1]));
  await answers(page);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 30_000 });
  expect(bad).toEqual([]);
});

/** Puts one of the bends in place of some value inside. */
function bend(value: unknown, next: (below: number) => number, bends: readonly unknown[]): void {
  let record = value as Record<string, unknown>;
  for (;;) {
    const names = Object.keys(record);
    const name = names[next(names.length)]!;
    const inner = record[name];
    const deeper = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
    if (!deeper || next(4) === 0) {
      record[name] = bends[next(bends.length)];
      return;
    }
    record = inner as Record<string, unknown>;
  }
}
