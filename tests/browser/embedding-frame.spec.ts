/** The lab in a frame: what it tells the page around it, what it takes from there, and that it is a good guest. */
import { expect, type Frame, type Page, test } from '@playwright/test';
import type { FromFrame } from '../../web/frame.js';
import type { Report } from '../../web/generated/types.js';
import { click, type Hosts, hosts, ISOLATED } from './fixtures/hosts.js';

const SMALL = 'size=2000&modes=serial,processes&workers=2&samples=1&realms=1';
const SMALL_PLAN = {
  workload: 'mergesort',
  size: 2000,
  modes: ['serial', 'async'],
  workers: [1],
  samples: 1,
  realms: 1,
};

/** A run may take its time. */
const SLOW = { timeout: 40_000 };

let at: Hosts;
test.beforeAll(async () => {
  at = await hosts();
});
test.afterAll(() => at.close());

/**
 * Opens a page with a lab in a frame, which collects the lab's messages. A `fitted` one gives it the height it asks; one
 * with `headers` that isolate it has a finer clock, so that a run takes less time.
 */
async function framed(page: Page, query: string, { fitted = false, lab = at.lab.DIP, headers = {} } = {}) {
  const script = `<script>
    messages = [];
    addEventListener('message', ({ data, origin }) => {
      messages.push({ ...data, origin });
      if (${fitted} && data.type === 'speedup-lab:resize') document.querySelector('iframe').height = data.height;
    });
    tell = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*');
  </script>`;
  const frame = `<iframe src="${lab}?${query}" width="700" height="400"></iframe>`;
  await page.goto(
    at.page({ body: `${script}<button>Before</button>${frame}<button>After</button>`, headers }),
  );
  const inside = page.frameLocator('iframe');
  await expect(inside.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(inside.locator('speedup-lab')).toHaveJSProperty('report', null);
  return { inside, frame: page.frames().find((frame) => frame.url().startsWith(lab))! };
}

type Sent = FromFrame & { origin: string };
const sent = (page: Page) => page.evaluate(() => (window as unknown as { messages: Sent[] }).messages);
const tell = (page: Page, message: unknown) =>
  page.evaluate((message) => (window as unknown as { tell(message: unknown): void }).tell(message), message);
const reports = async (page: Page): Promise<Report[]> =>
  (await sent(page)).flatMap((message) => (message.type === 'speedup-lab:report' ? [message.report] : []));

/** Resolves when the frame has heard every message sent to it before. */
async function heard(page: Page, frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    Object.assign(window, {
      heard: new Promise<void>((resolve) => {
        addEventListener('message', ({ data }) => data === 'last' && resolve());
      }),
    });
  });
  await tell(page, 'last');
  await frame.evaluate(() => (window as unknown as { heard: Promise<void> }).heard);
}

test('a frame tells its height and its reports, and shows no scrollbar where it is given that height @firefox', async ({
  page,
}) => {
  const { inside, frame } = await framed(page, `${SMALL}&embed`, { fitted: true, headers: ISOLATED });
  const fits = () =>
    frame.evaluate(() => {
      const { scrollHeight, clientWidth } = document.documentElement;
      return scrollHeight <= innerHeight && clientWidth === innerWidth;
    });
  await expect.poll(fits).toBe(true);
  await expect(inside.getByText('What this is')).toBeHidden();
  await click(inside.getByRole('button', { name: 'Run', exact: true }));
  await expect.poll(async () => (await reports(page)).length, SLOW).toBe(1);
  await expect.poll(fits).toBe(true);
  const [report] = await reports(page);
  expect(report).toMatchObject({ version: 1, ended: 'complete', plan: { size: 2000, workers: [2] } });
  const messages = await sent(page);
  expect(new Set(messages.map(({ origin }) => origin))).toEqual(new Set([new URL(at.lab.DIP).origin]));
  const heights = messages.flatMap((message) =>
    message.type === 'speedup-lab:resize' ? [message.height] : [],
  );
  // The result came to stand below, and nothing went up and down.
  expect(heights.length).toBeGreaterThan(1);
  expect(heights.length).toBeLessThan(40);
});

test('where the page gives a frame another height, all of it can be scrolled to', async ({ page }) => {
  const { inside } = await framed(page, 'embed');
  const last = inside.getByText('Open reports…');
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
});

test('the keyboard goes into a frame and out of it again', async ({ page }) => {
  await framed(page, `${SMALL}&embed&hide=controls,reports,environment`);
  await page.getByRole('button', { name: 'Before' }).focus();
  const inFrame = () => page.evaluate(() => document.activeElement?.localName === 'iframe');
  await page.keyboard.press('Tab');
  expect(await inFrame()).toBe(true);
  for (let at = 0; at < 60 && (await inFrame()); at++) await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'After' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  expect(await inFrame()).toBe(true);
});

test('plans from a named origin are run, one after the other; what is wrong with one is said @firefox', async ({
  page,
}) => {
  const { inside, frame } = await framed(page, `embed&allow-origin=https://example.org,${at.origin}`, {
    headers: ISOLATED,
  });
  const run = (plan: unknown) => tell(page, { type: 'speedup-lab:run', plan });
  const alert = inside.getByRole('alert');
  const bad: [plan: unknown, field: string][] = [
    [undefined, 'plan'],
    ['size=7', 'plan'],
    [[SMALL_PLAN], 'plan'],
    [{ ...SMALL_PLAN, workload: '<img src=x onerror=hacked=1>' }, 'workload'],
    [{ ...SMALL_PLAN, size: { valueOf: 7 } }, 'size'],
    [{ ...SMALL_PLAN, workers: Array.from({ length: 200_000 }, () => 1) }, 'workers'],
    [{ ...SMALL_PLAN, workers: [0] }, 'workers'],
    [{ ...SMALL_PLAN, options: 'merge' }, 'options'],
    [{ ...SMALL_PLAN, options: { merge: 'soup' } }, 'merge'],
    [{ ...SMALL_PLAN, samples: 'x'.repeat(2_000_000) }, 'samples'],
    [Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`field${at}`, at])), 'plan'],
    [{ ...SMALL_PLAN, constructor: 1 }, 'constructor'],
  ];
  for (const [plan, field] of bad) {
    await run(plan);
    await expect(alert.getByRole('listitem').first()).toHaveText(new RegExp(`^\\s*${field}:.*It takes`));
    await alert.getByRole('button', { name: 'Dismiss' }).click();
  }
  expect(await frame.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await reports(page)).toEqual([]);
  await run(SMALL_PLAN);
  await run({ ...SMALL_PLAN, size: 3000 });
  const sizes = async () => (await reports(page)).map(({ plan }) => plan.size);
  await expect.poll(sizes, SLOW).toEqual([2000, 3000]);
  await expect(alert).toHaveCount(0);
});

test('a page whose origin is not named can’t run a plan, whatever it sends', async ({ page }) => {
  const { inside, frame } = await framed(page, 'embed&allow-origin=https://example.org');
  await expect(inside.getByLabel('Samples')).not.toHaveValue('');
  const before = await inside.getByLabel('Samples').inputValue();
  for (const message of [
    { type: 'speedup-lab:run', plan: SMALL_PLAN },
    { type: 'speedup-lab:run', plan: { workload: 'bogosort' } },
    { type: 'speedup-lab:report', report: {} },
    { type: ['speedup-lab:run'] },
    'speedup-lab:run',
    null,
    7,
    [],
  ]) {
    await tell(page, message);
  }
  await heard(page, frame);
  await expect(inside.getByRole('alert')).toHaveCount(0);
  await expect(inside.getByRole('status').first()).toHaveText('');
  expect(await inside.getByLabel('Samples').inputValue()).toBe(before);
  expect(await reports(page)).toEqual([]);
});

test('where a frame has no threads, its whole plan goes to a new tab that has them @firefox', async ({
  page,
  browserName,
}) => {
  const query = 'workload=sudoku&size=50&samples=3&realms=2&seed=9&view=table&lock=workload&embed';
  const { inside } = await framed(page, query, { lab: at.lab['COEP require-corp'] });
  await expect(inside.getByLabel('Samples')).toHaveValue('3');
  await expect(inside.getByText(/^Not on this page\. Threads need shared memory/)).toBeVisible();
  await click(inside.getByText('More settings'));
  await inside.getByLabel('Samples').fill('4');
  await inside.getByLabel('Samples').blur();
  // Firefox, as it is driven, changes a field in a frame without an event.
  if (browserName === 'firefox') await inside.getByLabel('Samples').dispatchEvent('change');
  const link = inside.getByRole('link', { name: 'Open this plan in a new tab' });
  await expect(link).toHaveAttribute('href', /samples=4/);
  const address = (await link.getAttribute('href'))!;
  const open = async () => {
    const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    return tab;
  };
  const tab = browserName === 'chromium' ? await open() : page;
  if (tab === page) await page.goto(address);
  await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(tab.getByRole('checkbox', { name: 'Threads', exact: true })).toBeEnabled();
  await expect(tab.getByLabel('Samples')).toHaveValue('4');
  const asked = Object.fromEntries(new URL(tab.url()).searchParams);
  expect(asked).toMatchObject({
    workload: 'sudoku',
    size: '50',
    samples: '4',
    realms: '2',
    seed: '9',
    view: 'table',
    lock: 'workload',
  });
  expect(asked).not.toHaveProperty('embed');
});
