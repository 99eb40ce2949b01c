/** What every worker did when, in real browsers; and what becomes of a sample that was disturbed. */
import { expect, type Page, test } from '@playwright/test';

type Lab = typeof import('../../web/api.js');

test.beforeEach(({ page }) => page.goto('/'));

for (const workload of ['mergesort', 'sudoku']) {
  test(`${workload}: every mode tells what its workers did, within the run @firefox`, async ({ page }) => {
    const traced = await page.evaluate(async (workload) => {
      const lab: Lab = await import('/speedup-lab.js' as string);
      const { modes: can } = await lab.capabilities();
      const modes = (['threads', 'processes', 'async'] as const).filter((mode) => can[mode].available);
      const plan = { workload, size: workload === 'sudoku' ? 200 : 100_000, modes: [...modes] };
      const { trials } = await lab.run({ ...plan, workers: [1, 3], samples: 1, realms: 1 });
      const firsts = trials.filter(({ cell }) => cell.role === 'work' && cell.realm === 0);
      return firsts.map(({ cell, outcome }) => ({ cell, outcome }));
    }, workload);
    expect(traced.length).toBeGreaterThanOrEqual(7); // serial; processes, with two transports, and async with 1 and 3
    for (const { cell, outcome } of traced) {
      if (outcome.status !== 'done') throw new Error(outcome.failure.message);
      const { totals, spans } = outcome.trace as {
        totals: number[];
        spans: (typeof outcome.trace & {})['spans'];
      };
      expect(totals).toHaveLength(3);
      const total = totals.toSorted((a, b) => a - b)[1] as number;
      const solvers = new Set<number>();
      const ends = new Map<number, number>();
      for (const { worker, activity, start, end } of spans ?? []) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(total);
        expect(start).toBeGreaterThanOrEqual(ends.get(worker) ?? 0);
        ends.set(worker, end);
        if (activity === 'solve') solvers.add(worker);
        if (worker === 0 && cell.mode !== 'serial') expect(activity).not.toBe('solve');
      }
      const workers = Array.from({ length: cell.workers }, (_, index) => index + 1);
      if (cell.mode === 'serial') expect([...solvers]).toEqual([0]);
      // A thread may find that the others were quicker.
      else if (cell.mode === 'threads') expect(workers).toEqual(expect.arrayContaining([...solvers]));
      else expect([...solvers].sort()).toEqual(workers);
      expect(solvers.size).toBeGreaterThan(0);
      const sends = spans?.some(({ worker, activity }) => worker > 0 && activity === 'send') ?? false;
      expect(sends).toBe(cell.mode === 'processes');
      if (cell.mode === 'async') expect(overlapping(spans ?? [])).toEqual([]);
    }
  });
}

/** Spans that begin before the one before has ended, whoever did them. */
function overlapping(spans: { start: number; end: number }[]) {
  const turns = spans.toSorted((a, b) => a.start - b.start);
  return turns.filter(({ start }, index) => start < (turns[index - 1]?.end ?? 0));
}

test('a run waits while the page is hidden, and takes the sample under way again @firefox', async ({
  page,
}) => {
  const told = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    let state: DocumentVisibilityState = 'visible';
    const show = (next: DocumentVisibilityState) => {
      state = next;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    Object.defineProperty(document, 'visibilityState', { get: () => state });
    const progress: { repetition: number; paused: boolean }[] = [];
    let hid = false;
    const plan = {
      workload: 'mergesort',
      size: 2_000_000,
      modes: ['serial'],
      samples: 3,
      realms: 2,
    } as const;
    const { trials } = await lab.run(
      { ...plan, modes: [...plan.modes] },
      {
        onProgress: ({ repetition, paused }) => {
          progress.push({ repetition, paused });
          // Right after a sample has begun, and until the run has said that it waits.
          if (repetition === 2 && !hid) {
            hid = true;
            setTimeout(() => show('hidden'));
          }
          if (paused) setTimeout(() => show('visible'));
        },
      },
    );
    const outcomes = trials.map(({ outcome }) => outcome);
    return {
      progress,
      hidden: outcomes.map((outcome) =>
        outcome.status === 'done' ? outcome.invalidated?.filter((why) => why === 'hidden').length : outcome,
      ),
      samples: outcomes.map((outcome) => (outcome.status === 'done' ? outcome.samples.length : outcome)),
    };
  });
  expect(told.samples).toEqual([3, 3]);
  expect(told.hidden[0]).toBe(1);
  expect(told.hidden[1] ?? 0).toBe(0);
  const paused = told.progress.filter(({ paused }) => paused);
  expect(paused).toHaveLength(1);
  const after = told.progress[told.progress.findIndex(({ paused }) => paused) + 1];
  expect(after?.paused).toBe(false);
});

/** A page that browsers with Compute Pressure have: it tells what the test says, and only when it changes. */
async function pressed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const observers = new Set<(records: { state: string }[]) => void>();
    class Observer {
      constructor(readonly changed: (records: { state: string }[]) => void) {}
      async observe() {
        observers.add(this.changed);
      }
      disconnect() {
        observers.delete(this.changed);
      }
    }
    const press = (state: string) => {
      for (const changed of observers) changed([{ state }]);
    };
    Object.assign(globalThis, { PressureObserver: Observer, press });
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 });
  });
  await page.goto('/');
}

test('samples under critical pressure are taken again in every realm, where cores are to spare', async ({
  page,
}) => {
  await pressed(page);
  const told = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const { press } = globalThis as unknown as { press(state: string): void };
    const plan = { workload: 'mergesort', size: 20_000, workers: [1, 2], samples: 2, realms: 2 };
    const pressure: boolean[] = [];
    let critical = false;
    const { trials, ended } = await lab.run(
      { ...plan, modes: ['processes'], transports: ['copy'] },
      {
        onProgress: ({ done, repetition }) => {
          // Once, in the middle of the first realm: the others are told nothing new.
          if (done === 0 && repetition === 1 && !critical) {
            critical = true;
            press('serious');
            press('critical');
          }
        },
        onTrial: () => {
          pressure.push(critical);
          if (pressure.length === 12) {
            critical = false;
            press('serious');
          }
        },
      },
    );
    const rows = trials.map(({ cell, outcome }, index) => ({
      workers: cell.workers,
      critical: pressure[index],
      samples: outcome.status === 'done' ? outcome.samples.length : outcome.failure.message,
      pressed: outcome.status === 'done' && (outcome.invalidated ?? []).length,
      kept: outcome.status === 'done' && (outcome.disturbed ?? 0),
    }));
    return { rows, ended };
  });
  expect(told.ended).toBe('complete');
  expect(told.rows.length).toBeGreaterThan(12);
  for (const { workers, critical, samples, pressed, kept } of told.rows) {
    expect([2, 10]).toContain(samples); // ceilings take ten
    if (critical && workers < 2) {
      expect(pressed).toBeGreaterThan(0);
      expect(kept).toBe(samples);
    } else {
      expect([pressed, kept]).toEqual([0, 0]);
    }
  }
  const pressedRows = told.rows.filter(({ critical, workers }) => critical && workers < 2);
  expect(pressedRows.length).toBeGreaterThan(2);
  expect(told.rows.filter(({ critical, workers }) => !critical && workers < 2).length).toBeGreaterThan(0);
});

test('a cell whose workers start while the page is hidden is started again, twice at most', async ({
  page,
}) => {
  const runs = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    let state: DocumentVisibilityState = 'visible';
    Object.defineProperty(document, 'visibilityState', { get: () => state });
    const blink = () => {
      for (const next of ['hidden', 'visible'] as const) {
        state = next;
        document.dispatchEvent(new Event('visibilitychange'));
      }
    };
    let [realms, blinks] = [0, 0];
    const post = Worker.prototype.postMessage as (...of: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, ...of: unknown[]) {
      const { role } = (of[0] ?? {}) as { role?: string };
      if (role === 'realm') realms += 1;
      if (role === 'process' && blinks > 0) {
        blinks -= 1;
        blink();
      }
      post.apply(this, of);
    };
    const run = async (times: number) => {
      [realms, blinks] = [0, times];
      const plan = { workload: 'mergesort', size: 5000, workers: [1], samples: 1, realms: 1 };
      const { trials } = await lab.run({ ...plan, modes: ['processes'], transports: ['copy'] });
      const outcomes = trials.map(({ outcome }) =>
        outcome.status === 'done' ? 'done' : `${outcome.failure.kind}: ${outcome.failure.message}`,
      );
      const bad = outcomes.filter((outcome) => outcome !== 'done');
      return { again: realms - trials.length, bad };
    };
    return [await run(0), await run(2), await run(3)];
  });
  expect(runs).toEqual([
    { again: 0, bad: [] },
    { again: 2, bad: [] },
    { again: 2, bad: ['not-started: the page was hidden or suspended while its workers started'] },
  ]);
});

test('the tasks of a program cut for 64 are told stage by stage', async ({ page }) => {
  const graphs = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const plan = { workload: 'mergesort', size: 100_000, workers: [2], samples: 1, realms: 1 };
    const { trials } = await lab.run({ ...plan, modes: ['threads', 'processes'], transports: ['copy'] });
    const graphs = trials.filter(({ cell }) => cell.role === 'graph');
    return graphs.map(({ cell, outcome }) => ({ mode: cell.mode, outcome }));
  });
  expect(graphs.map(({ mode }) => mode).sort()).toEqual(['processes', 'threads']);
  for (const { mode, outcome } of graphs) {
    if (outcome.status !== 'done') throw new Error(outcome.failure.message);
    const stages = outcome.trace?.stages ?? [];
    expect(outcome.trace?.spans ?? []).toEqual([]);
    const solve = stages.filter(({ activity }) => activity === 'solve');
    expect(solve.map(({ tasks }) => tasks.length)).toEqual([64]);
    const messages = mode === 'processes' ? 64 : 0;
    expect(solve[0]?.send ?? []).toHaveLength(messages);
    expect(solve[0]?.receive ?? []).toHaveLength(messages);
    // On shared memory every level of merging is a stage; messages leave it to the caller.
    const merges = stages.filter(({ activity }) => activity === 'merge');
    expect(merges).toHaveLength(mode === 'threads' ? 6 : 1);
  }
});
