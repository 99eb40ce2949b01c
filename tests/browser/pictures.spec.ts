/** Pictures from the page's own service worker. Latencies are programmed, so what is in flight is counted, not timed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import type { Plan, Report, Span } from '../../web/generated/types.js';

type Lab = typeof import('../../web/api.js');

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

const run = (page: Page, plan: Partial<Plan>): Promise<Report> =>
  page.evaluate(async (plan) => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    return lab.run({ workload: 'pictures', samples: 2, realms: 1, ...plan });
  }, plan);

const spansOf = ({ trials }: Report, mode: string, workers: number): Span[] =>
  trials.flatMap(({ cell, outcome }) =>
    cell.role === 'work' && cell.mode === mode && cell.workers === workers && outcome.status === 'done'
      ? (outcome.trace?.spans ?? [])
      : [],
  );

/** The most requests that were in flight at one moment. */
function mostAtOnce(spans: Span[]): number {
  const solving = spans.filter(({ worker, activity }) => worker > 0 && activity === 'solve');
  const moments = solving.map(({ start }) => start);
  const at = (moment: number) => solving.filter(({ start, end }) => start <= moment && moment < end).length;
  return Math.max(0, ...moments.map(at));
}

test('every mode gets every picture, with as many in flight as it has workers or tasks', async ({ page }) => {
  const report = await run(page, {
    size: 8,
    samples: 3,
    modes: ['serial', 'threads', 'processes', 'async'],
    workers: [1, 4],
    options: { latency: 'constant', mean: '25', side: '32' },
  });
  const failed = report.trials.filter(({ outcome }) => outcome.status === 'failed');
  expect(failed).toEqual([]);
  expect(report.answer).toMatchObject({ kind: 'pictures', total: 8, missing: [], tries: 8 });
  for (const mode of ['threads', 'processes', 'async']) {
    expect(mostAtOnce(spansOf(report, mode, 4)), mode).toBe(4);
    expect(mostAtOnce(spansOf(report, mode, 1)), mode).toBe(1);
  }
  // Four are in flight while one waits 25 ms: a gain on any machine, and the reason is said.
  const verdict = report.series.find(({ mode }) => mode === 'async')!.verdict;
  expect(verdict).toContain('one thread is enough to wait for all of them');
});

test('failures are tried again, timeouts too, and what never comes is told', async ({ page }) => {
  const report = await run(page, {
    size: 20,
    modes: ['threads', 'async'],
    workers: [3],
    options: { latency: 'constant', mean: '3', failures: '60', tries: '3', side: '16' },
  });
  expect(report.trials.filter(({ outcome }) => outcome.status === 'failed')).toEqual([]);
  const { answer } = report;
  if (answer?.kind !== 'pictures') throw new Error('no pictures');
  expect(answer.tries).toBeGreaterThan(20);
  expect(answer.missing.length).toBeGreaterThan(0);
  const late = await run(page, {
    size: 2,
    modes: ['threads', 'async'],
    workers: [2],
    options: { latency: 'constant', mean: '2000', timeout: '20', tries: '1', side: '16' },
  });
  expect(late.answer).toMatchObject({ missing: [0, 1], tries: 2 });
  // What the page put on the shelf is gone again.
  expect(
    await page.evaluate(async () => (await (await caches.open('speedup-lab-pictures')).keys()).length),
  ).toBe(0);
});

test('the visitor’s own addresses are fetched, without cookies, and only when asked to', async ({ page }) => {
  const asked: { url: string; cookie: string | undefined }[] = [];
  const pixel = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', cookie: request.headers.cookie });
    response.writeHead(request.url?.startsWith('/gone') ? 404 : 200, {
      'Access-Control-Allow-Origin': '*',
      'Content-Type': 'image/gif',
      'Set-Cookie': 'who=you',
    });
    response.end(pixel);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    // A link may say so, but requests to others wait for the visitor.
    await page.goto(
      `/?workload=pictures&input=${encodeURIComponent(`${site}/{1-3}.gif`)}&modes=async&workers=2&samples=1&realms=1&run`,
    );
    await expect(page.getByLabel('Samples')).not.toHaveValue('');
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 50_000 });
    expect(new Set(asked.map(({ url }) => url.split('?')[0]))).toEqual(
      new Set(['/1.gif', '/2.gif', '/3.gif']),
    );
    expect(new Set(asked.map(({ url }) => url)).size).toBe(asked.length);
    expect(asked.every(({ cookie }) => cookie === undefined)).toBe(true);
    const gone = await run(page, {
      input: `${site}/gone.gif`,
      modes: ['processes'],
      workers: [1],
      options: { tries: '1' },
    });
    expect(
      gone.trials.map(({ outcome }) => outcome.status === 'failed' && outcome.failure.message),
    ).toContain(`picture 1 (${site}/gone.gif) did not come (tries: 1): the source answered 404`);
  } finally {
    server.close();
  }
});

test('pictures can be watched as they arrive', async ({ page }) => {
  await page.goto('/?workload=pictures&size=6&mean=5&modes=async&workers=2&samples=1&realms=1');
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 50_000 });
  await page.getByLabel('Watch them arrive, with').selectOption('8');
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(
    page.getByText(/^6 pictures in .*, with 8 in flight at most\. That is [\d,]+ a second\.$/),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^Picture \d$/ })).toHaveCount(6);
  await expect(page.getByRole('img', { name: /^Waterfall of 6 pictures/ })).toBeVisible();
  // Something is drawn: the first picture has more than one colour.
  const colours = await page.getByRole('img', { name: 'Picture 1', exact: true }).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(colours).toBeGreaterThan(2);
});
