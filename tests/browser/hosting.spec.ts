/** dist/ on hosts of all kinds: in a folder, without headers, without a network, and as a new build. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { everyMode, saw } from '../../web/tools/engines.mjs';
import { serve } from '../../web/tools/serve.mjs';

test.use({ serviceWorkers: 'allow' });

const DIST = join(import.meta.dirname, '../../dist');
const FOLDER = 'course/week 3/lab/';
const SMALL = 'size=20000&workers=2&samples=2&realms=1';

/** A host whose root has the site in a folder, as a link to it or a copy of it. */
function host(copied = false) {
  const root = mkdtempSync(join(tmpdir(), 'speedup-lab-host-'));
  const site = join(root, FOLDER);
  mkdirSync(join(site, '..'), { recursive: true });
  if (copied) cpSync(DIST, site, { recursive: true });
  else symlinkSync(DIST, site.replace(/\/$/, ''));
  return { root, site, end: () => rmSync(root, { recursive: true, force: true }) };
}

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated);
const threads = (page: Page) => page.getByRole('checkbox', { name: 'Threads', exact: true });
const kept = (page: Page) =>
  expect(page.locator('html')).toHaveAttribute('data-offline', 'ready', { timeout: 20_000 });

async function measures(page: Page) {
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
  await expect(page.getByText('20,000 numbers, in order.')).toBeVisible();
}

const ENGINES: Record<string, string> = { chromium: 'Chromium', firefox: 'Firefox' };

test('in a folder of a host without headers: one reload that says so, then threads; then without a network @firefox', async ({
  page,
  browserName,
}) => {
  const engine = ENGINES[browserName]!;
  await page.goto('/');
  const seen = await page.evaluate(everyMode);
  saw(engine, Object.fromEntries(Object.entries(seen).map(([mode, right]) => [mode, right === true])));
  expect(seen).toEqual({ serial: true, threads: true, processes: true, async: true });
  const { root, end } = host();
  const server = await serve({ folder: root, headers: 'none' });
  const address = `${server.url}${FOLDER}?${SMALL}`;
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  try {
    await page.goto(address);
    await expect(page.getByText(/^Reloaded once/)).toBeVisible({ timeout: 20_000 });
    expect(await isolated(page)).toBe(true);
    await expect(threads(page)).toBeEnabled();
    const added = await page.evaluate(everyMode);
    saw(engine, { added: added.threads === true });
    expect(added.threads).toBe(true);
    expect(new URL(page.url()).search).toBe(`?${SMALL}`);
    await kept(page);
    await page.goto(address);
    await expect(threads(page)).toBeEnabled();
    await expect(page.getByText(/^Reloaded once/)).toHaveCount(0);
    expect(loads).toBe(3);
    await server.close();
    await page.reload();
    await measures(page);
    saw(engine, { offline: true });
    await page.goto(new URL('methodology.html', address).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    await server.close();
    end();
  }
});

test('a new build takes over: the open page goes on with its own files, the next load has the new ones', async ({
  page,
}) => {
  const { root, site, end } = host(true);
  const server = await serve({ folder: root });
  const address = `${server.url}${FOLDER}?${SMALL}`;
  try {
    await page.goto(address);
    await kept(page);
    await expect(page.getByText(/^Reloaded once/)).toHaveCount(0);
    // The new build: another page, another service worker, and a part that the open page has not loaded yet is gone.
    const html = join(site, 'index.html');
    writeFileSync(
      html,
      readFileSync(html, 'utf8').replace('<h1>Speedup Lab</h1>', '<h1>Speedup Lab, new</h1>'),
    );
    const worker = join(site, 'sw.js');
    writeFileSync(worker, readFileSync(worker, 'utf8').replace(/[0-9a-f]{16}/, 'f'.repeat(16)));
    const assets = join(site, 'assets');
    for (const file of readdirSync(assets)) if (file.startsWith('timeline-')) rmSync(join(assets, file));
    const old = await page.evaluate(() => caches.keys());
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
      await registration.update();
      await taken;
    });
    await measures(page);
    await page.getByRole('radio', { name: 'Timeline', exact: true }).check();
    await expect(page.getByRole('group', { name: /^Timeline of/ })).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Speedup Lab, new');
    expect(old).toHaveLength(1);
  } finally {
    await server.close();
    end();
  }
});

test('where service workers are refused, a host without headers gives what it can, without a reload', async ({
  page,
}) => {
  const server = await serve({ headers: 'none' });
  await page.addInitScript(() => {
    const refused = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
    Object.defineProperty(ServiceWorkerContainer.prototype, 'register', { value: refused });
  });
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  try {
    await page.goto(`${server.url}?${SMALL}`);
    await measures(page);
    await expect(threads(page)).toBeDisabled();
    expect(loads).toBe(1);
  } finally {
    await server.close();
  }
});

for (const [kind, sandbox] of [
  ['of another site', null],
  ['in a sandbox', 'allow-scripts'],
] as const) {
  test(`in a frame ${kind}, on a host without headers, the lab runs and the frame does not reload`, async ({
    page,
  }) => {
    const server = await serve({ headers: 'none' });
    const outside = await serve({ headers: 'none', folder: join(DIST, 'assets') });
    try {
      await page.goto(outside.url.replace('localhost', '127.0.0.1'));
      let loads = 0;
      page.on('framenavigated', (frame) => {
        if (frame !== page.mainFrame() && frame.url().startsWith(server.url)) loads += 1;
      });
      await page.setContent(
        `<iframe ${sandbox === null ? '' : `sandbox="${sandbox}"`} src="${server.url}?embed&${SMALL}" width="900" height="900"></iframe>`,
      );
      const frame = page.frameLocator('iframe');
      await expect(frame.getByLabel('Samples')).not.toHaveValue('');
      await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
      if (sandbox === null) {
        await frame.getByRole('button', { name: 'Run', exact: true }).click();
        await expect(frame.getByRole('status')).toHaveText(/^Measured in/, { timeout: 50_000 });
      }
      expect(loads).toBe(1);
    } finally {
      await Promise.all([server.close(), outside.close()]);
    }
  });
}
