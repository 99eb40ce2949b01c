/** What goes wrong outside, and what the visitor of the module is told. */
import { expect, type Page, test } from '@playwright/test';
import { serve } from '../../web/tools/serve.mjs';

type Lab = typeof import('../../web/api.js');

/** Runs a small plan on the open page: the outcome of each point's cell, or the run's error. */
function outcomes(page: Page, plan: object = {}): Promise<string[]> {
  return page.evaluate(async (plan) => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const small = { workload: 'mergesort', size: 5000, workers: [2], samples: 1, realms: 1, ...plan };
    try {
      const { trials } = await lab.run(small);
      const points = trials.filter(({ cell }) => cell.role === 'work');
      return points.map(({ cell, outcome }) =>
        outcome.status === 'done'
          ? `${cell.mode} done`
          : `${cell.mode} ${outcome.failure.kind}: ${outcome.failure.message}`,
      );
    } catch (error) {
      return [`error: ${(error as Error).message}`];
    }
  }, plan);
}

test('a worker script that is gone is a failed trial with its reason, and the sweep goes on', async ({
  page,
}) => {
  await page.goto('/');
  await page.route('**/assets/worker-*.js', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  const [first, ...rest] = await outcomes(page);
  expect(first).toBe('serial not-started: the worker script did not load');
  expect(rest).toHaveLength(4);
  await page.unroute('**/assets/worker-*.js');
  expect(await outcomes(page, { modes: ['processes'] })).toEqual([
    'serial done',
    'processes done',
    'serial done',
  ]);
});

test('a worker that hangs is a failed trial with its reason, and the sweep goes on', async ({ page }) => {
  // Three minutes of silence, in no time.
  await page.clock.install();
  await page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      constructor(...of: ConstructorParameters<typeof Worker>) {
        super(...of);
        this.addEventListener('message', () => document.body.classList.add('heard'), { once: true });
      }
    };
  });
  await page.goto('/');
  const hang = `onmessage = () => { postMessage({ type: 'ready' }); for (;;); }`;
  await page.route(
    '**/assets/worker-*.js',
    async (route) => route.fulfill({ response: await route.fetch(), body: hang }),
    { times: 1 },
  );
  const results = outcomes(page, { modes: ['processes'] });
  await page.locator('body.heard').waitFor();
  await page.clock.runFor(181_000);
  const [first, ...rest] = await results;
  expect(first).toBe('serial timed-out: no repetition began within 180 s');
  expect(rest).toEqual(['processes done', 'serial done']);
});

test('a program that is gone is an error that says so, and a second try works', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await page.goto('/');
  expect(await outcomes(page)).toEqual([
    expect.stringMatching(/^error: The program .* did not load: the server answered 404$/),
  ]);
  await page.unroute('**/*.wasm');
  expect(await outcomes(page, { modes: ['serial'] })).toEqual(['serial done', 'serial done']);
});

test('a program that does not compile is an error that says so', async ({ page }) => {
  await page.route('**/*.wasm', (route) =>
    route.fulfill({ contentType: 'application/wasm', body: Buffer.from('0061736d01000000ff', 'hex') }),
  );
  await page.goto('/');
  expect(await outcomes(page)).toEqual([expect.stringMatching(/^error: The program .* did not compile: /)]);
});

test('where only the shared program is broken, only threads fail', async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(new Uint8Array(body)));
    const shared = imports.some(({ kind }) => kind === 'memory');
    await route.fulfill(shared ? { response, body: body.subarray(0, 1000) } : { response });
  });
  await page.goto('/');
  const results = await outcomes(page, { modes: ['serial', 'threads', 'processes'] });
  expect(results.filter((result) => result.endsWith(' done'))).toHaveLength(3);
  expect(results).toContainEqual(
    expect.stringMatching(/^threads not-started: The program .* did not compile/),
  );
});

test('a host without isolation headers: threads say why not, all else works @firefox', async ({ page }) => {
  const { url, close } = await serve({ headers: 'none' });
  try {
    await page.goto(url);
    const results = await outcomes(page, { modes: ['serial', 'threads', 'processes', 'async'] });
    expect(results.filter((result) => result.endsWith(' done'))).toHaveLength(4);
    expect(results).toContainEqual(expect.stringMatching(/^threads unavailable: .*cross-origin isolated/));
  } finally {
    await close();
  }
});

test('a size above memory is refused in words, and the next run works', async ({ page }) => {
  await page.goto('/');
  const huge = await outcomes(page, { size: 50_000_001 });
  expect(huge).toEqual([expect.stringMatching(/^error: size: “50000001” .* from 1 to 50000000/)]);
  // A browser that gives little memory: the shared memory's maximum can't be had.
  await page.evaluate(() => {
    const Memory = WebAssembly.Memory;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if ((descriptor.maximum ?? 0) > 16)
          throw new RangeError('WebAssembly.Memory(): could not allocate memory');
        super(descriptor);
      }
    };
  });
  expect(await outcomes(page, { modes: ['threads'] })).toEqual([
    'serial done',
    'threads out-of-memory: WebAssembly.Memory(): could not allocate memory',
    'serial done',
  ]);
});
