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
  const listed = ['workload', 'live', 'explorer', 'lesson'].flatMap((kind) =>
    labs.filter((lab) => lab.kind === kind).map(({ title }) => title),
  );
  expect(await links.allInnerTexts()).toEqual(listed);
  expect(listed).toHaveLength(labs.length);
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
    /^\s*size: 5\s*\. It takes nothing: there is no such parameter here, only lab, .*counter, workers/,
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
    await expect(note.getByRole('link')).toHaveAttribute('href', /\?lab=explorer&program=lost-update$/);
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

test('the race loses updates, the lock and the atomic lose none @alone', async ({ page }) => {
  await open(page, 'lab=race&workers=4&increments=3e6&runs=10');
  let race = await result<Race>(page);
  const values = () => race.counters[0]!.values;
  expect([race.expected, values().length]).toEqual([12_000_000, 10]);
  // All ten right takes that no worker is ever interrupted between two of its steps, nor ever beside another: rare on a
  // single core, and no reason to fail before it has happened five times in a row.
  for (let more = 4; more > 0 && Math.min(...values()) === race.expected; more--)
    race = await result<Race>(page);
  expect(Math.min(...values())).toBeLessThan(race.expected);
  expect(Math.max(...values())).toBeLessThanOrEqual(race.expected);
  // However they are scheduled, two additions are left.
  expect(Math.min(...values())).toBeGreaterThanOrEqual(2);
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

interface Scaling {
  approximate: { workers: number; errors: number[] }[];
  locked: { workers: number; errors: number[] }[];
}

test('the approximate counter is too low by no more than threshold × workers, the locked one by nothing', async ({
  page,
}) => {
  // No multiple of the threshold, so that something is left for the error to show.
  await open(page, 'lab=counter&workers=3&increments=20011&threshold=500&runs=5');
  const { approximate, locked } = await result<Scaling>(page);
  expect(approximate.map(({ workers }) => workers)).toEqual([1, 2, 3]);
  for (const { workers, errors } of approximate) {
    expect(errors).toHaveLength(5);
    for (const error of errors) {
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThanOrEqual(500 * workers);
    }
  }
  expect(locked.flatMap(({ errors }) => errors)).toEqual(Array(15).fill(0));
  await expect(page.getByRole('img', { name: /^Approximate, 3 workers: / })).toHaveCount(2);
  await expect(page.getByText(/too low by [\d,]+ at most; the bound is 1,500/)).toBeVisible();
  await accessible(page);
});

interface Rcu {
  ways: { way: string; points: { readers: number; reads: number; torn: number; updates: number }[] }[];
}

test('readers of snapshots never see a torn network, nor do those behind the lock; with neither, some do @alone', async ({
  page,
}) => {
  await open(page, 'lab=rcu&readers=2&pause=0&time=40');
  const { ways } = await result<Rcu>(page);
  for (const { way, points } of ways) {
    expect(points.map(({ readers }) => readers)).toEqual([1, 2]);
    for (const { reads, updates, torn } of points) {
      expect(Math.min(reads, updates)).toBeGreaterThan(0);
      if (way !== 'neither') expect(torn).toBe(0);
    }
  }
  // 0.4 s of reads beside a writer that never pauses, whose four steps tear the network each time.
  const torn = ways.find(({ way }) => way === 'neither')!.points.reduce((sum, point) => sum + point.torn, 0);
  expect(torn).toBeGreaterThan(0);
  await expect(page.getByRole('img', { name: /^Snapshots \(RCU\), 2 readers: / })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /^Neither.* one of them at station \d+/ })).toBeVisible();
  await accessible(page);
});

interface Deadlock {
  ended: string;
  rounds: number[];
  retreats: number;
  seats: { holds: number[]; wants: number | null }[];
}

test('crossed locks deadlock and the watchdog ends them; one order does not; the polite livelock', async ({
  page,
}) => {
  await open(page, 'lab=deadlock&rounds=1000&delay=1000&patience=300');
  const crossed = await result<Deadlock>(page);
  expect(crossed.ended).toBe('deadlock');
  expect(crossed.seats.map(({ holds, wants }) => [holds, wants])).toEqual([
    [[0], 1],
    [[1], 0],
  ]);
  await expect.poll(() => page.workers().length).toBe(0);
  await expect(
    page.getByRole('img', { name: /Worker A, waiting: holds lock 1, waits for lock 2/ }),
  ).toBeVisible();
  await expect(page.getByText(/^Deadlock after [\d,]+ rounds?.*The watchdog ended both/)).toBeVisible();
  await accessible(page);

  await page.getByLabel('Locks').selectOption('polite');
  const polite = await result<Deadlock>(page);
  expect(polite).toMatchObject({ ended: 'livelock', rounds: [0, 0] });
  expect(polite.retreats).toBeGreaterThan(1);

  await page.getByLabel('Locks').selectOption('ordered');
  await page.getByLabel('Pause').fill('0');
  await page.getByLabel('Pause').blur();
  expect(await result<Deadlock>(page)).toMatchObject({ ended: 'done', rounds: [1000, 1000] });
});

interface Philosophers {
  solutions: { solution: string; deadlocks: number; meals: number[] }[];
}

test('the naive philosophers deadlock; ordered forks, a footman and async never do @alone', async ({
  page,
}) => {
  // While each reaches for the second fork, there is time for all to take their first.
  await open(page, 'lab=philosophers&solution=all&servings=15&think=100&eat=100&reach=5000&runs=4');
  const { solutions } = await result<Philosophers>(page);
  const [naive, ...others] = solutions;
  // Four dinners of up to fifteen rounds, each of which needs no more than that all take a fork within 5 ms.
  expect(naive!.solution).toBe('naive');
  expect(naive!.deadlocks).toBeGreaterThan(0);
  expect(others.map(({ solution, deadlocks, meals }) => [solution, deadlocks, meals])).toEqual(
    ['ordered', 'footman', 'async'].map((solution) => [solution, 0, [75, 75, 75, 75]]),
  );
  await expect(page.getByRole('img', { name: /^Footman: [\d,]+ meals per second/ })).toBeVisible();
  await expect(page.getByText(/Naive: .*deadlock in [1-4] of 4 dinners/).last()).toBeVisible();
  await accessible(page);
});

interface ReadersWriters {
  policies: { policy: string; overtaken: number[]; writers: { waits: number[] } }[];
}

test('a writer starves under reader priority, and is overtaken by nobody in the order of arrival @alone', async ({
  page,
}) => {
  await open(page, 'lab=readers-writers&readers=5&hold=1000&rest=0&time=400');
  const { policies } = await result<ReadersWriters>(page);
  const of = (name: string) => policies.find(({ policy }) => policy === name)!;
  const worst = (name: string) => Math.max(...of(name).overtaken);
  // Five readers that come back at once: the writer is let in only when all five are outside together.
  expect(worst('readers')).toBeGreaterThan(20);
  expect([worst('fair'), worst('writers')]).toEqual([0, 0]);
  expect(of('fair').writers.waits.length).toBeGreaterThan(of('readers').writers.waits.length);
  await expect(
    page.getByText(/Readers first: a waiting writer was overtaken by up to [\d,]+ readers/),
  ).toBeVisible();
  await accessible(page);
});

interface Coordination {
  told: { actor: number; kind: number; token: number }[];
  tokens: unknown[];
}

test('queue, event, barrier, semaphore, condition and thread-local storage do what they promise', async ({
  page,
}) => {
  await open(page, 'lab=coordination&items=20&work=300');
  for (const way of ['queue', 'condition']) {
    await page.getByLabel('Coordinated with').selectOption(way);
    const { told, tokens } = await result<Coordination>(page);
    const taken = told.filter(({ kind }) => kind === 1).map(({ token }) => token);
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, token) => token));
    expect(tokens).toHaveLength(20);
    await expect(page.getByText('20 items went through, each exactly once.')).toBeVisible();
  }
  await accessible(page);
  await page.getByLabel('Coordinated with').selectOption('semaphore');
  const inside = (await result<Coordination>(page)).told.map(({ token }) => token);
  expect(Math.max(...inside)).toBeLessThanOrEqual(2);
  for (const [way, words] of [
    ['event', 'nobody went on before the event was set'],
    ['barrier', 'nobody passed the barrier before all had come'],
    ['thread-local', 'own count ended at 20, the shared one at 80'],
  ] as const) {
    await page.getByLabel('Coordinated with').selectOption(way);
    await result<Coordination>(page);
    await expect(page.getByText(words)).toBeVisible();
  }
});

interface Stopping {
  stopped: { by: string; opened: number[]; closed: number[]; states: string[] }[];
}

test('a flag leaves nothing open; ending workers leaves open what was', async ({ page }) => {
  // A piece takes so long that each is in the middle of one.
  await open(page, 'lab=stopping&workers=3&piece=400000&after=100');
  const { stopped } = await result<Stopping>(page);
  const [flag, terminate] = stopped;
  const sum = (some: number[]) => some.reduce((total, one) => total + one, 0);
  expect([flag!.by, terminate!.by]).toEqual(['flag', 'terminate']);
  expect(sum(flag!.opened)).toBeGreaterThan(0);
  expect(flag!.closed).toEqual(flag!.opened);
  expect(new Set(flag!.states)).toEqual(new Set(['stopped']));
  expect(sum(terminate!.opened)).toBeGreaterThan(sum(terminate!.closed));
  await expect(page.getByText(/Asked by a flag: all had ended .* with nothing left open/)).toBeVisible();
  await expect(page.getByText(/Ended from outside: all had ended .* resources? left open/)).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(0);
  await accessible(page);
});

interface LifeCycle {
  kinds: { kind: string; runs: Record<string, number>[][] }[];
}

test('a worker is spawned, ready, runs, is joined and ends, in that order, with a memory of its own or without', async ({
  page,
}) => {
  await open(page, 'lab=life-cycle&workers=3&work=1000&runs=2');
  const { kinds } = await result<LifeCycle>(page);
  expect(kinds.map(({ kind }) => kind)).toEqual(['threads', 'processes']);
  const steps = ['spawned', 'ready', 'began', 'ended', 'joined', 'terminated'];
  for (const { runs } of kinds) {
    expect(runs.map((lives) => lives.length)).toEqual([3, 3]);
    for (const life of runs.flat()) {
      const times = steps.map((step) => life[step]!);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  }
  await expect.poll(() => page.workers().length).toBe(0);
  await accessible(page);
});
