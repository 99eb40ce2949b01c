// The page in WebKit: all modes, threads that the page itself makes possible, and no network. Skipped where there is no
// WebKit; there, what README says of it stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { everyMode, saw } from '../web/tools/engines.mjs';
import { serve } from '../web/tools/serve.mjs';
import { missing, webkit } from '../web/tools/webkit.mjs';

const skip = await missing();
let browser;

before(async () => {
  if (!skip) browser = await webkit();
});
after(() => browser?.end());

/** Asks the page until it says yes: it may reload in between, and then no answer comes. */
async function until(what) {
  for (let tries = 200; ; tries--) {
    const yes = await browser.call(what).catch(() => false);
    if (yes) return;
    assert.ok(tries > 0, `never: ${what}`);
    await wait(100);
  }
}

test('the page and all four modes', { skip }, async () => {
  const server = await serve();
  try {
    await browser.open(server.url);
    await until(
      async () =>
        document.querySelector('speedup-lab').shadowRoot.querySelector('#samples, [id*=samples]')?.value,
    );
    const seen = await browser.call(everyMode);
    saw('WebKit', Object.fromEntries(Object.entries(seen).map(([mode, right]) => [mode, right === true])));
    assert.deepEqual(seen, { serial: true, threads: true, processes: true, async: true });
    const report = await browser.call(async () =>
      document.querySelector('speedup-lab').run({ size: 20000, workers: [2], samples: 2, realms: 1 }),
    );
    assert.deepEqual([...new Set(report.trials.map(({ outcome }) => outcome.status))], ['done']);
  } finally {
    await server.close();
  }
});

test('a host without headers: threads after one reload; then without a network', { skip }, async () => {
  const server = await serve({ headers: 'none' });
  try {
    await browser.open(server.url);
    await until(async () => crossOriginIsolated);
    const seen = await browser.call(everyMode);
    saw('WebKit', { added: seen.threads === true });
    assert.equal(seen.threads, true);
    await until(async () => document.documentElement.dataset.offline === 'ready');
    await server.close();
    await browser.open(server.url);
    const offline = await browser.call(everyMode);
    saw('WebKit', { offline: offline.serial === true });
    assert.equal(offline.serial, true);
  } finally {
    await server.close();
  }
});
