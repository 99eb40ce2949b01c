/** The matrix in a real browser: every workload x mode x worker count, and the module's functions against an oracle. */
import { expect, test } from '@playwright/test';
import catalogue from '../../web/generated/catalogue.json' with { type: 'json' };
import { serve } from '../../web/tools/serve.mjs';

type Lab = typeof import('../../web/api.js');

const MODES = ['serial', 'threads', 'processes', 'async'] as const;
/** Natively it is every count from 1 to 8: tests/matrix.rs. */
const COUNTS = [1, 3, 8];

test.beforeEach(({ page }) => page.goto('/'));

/** Sizes that take no time and that no worker count divides, by unit. */
const SIZES: Record<string, number> = {
  puzzles: 61,
  elements: 50_021,
  numbers: 50_021,
  tasks: 61,
  kilobytes: 257,
  pictures: 7,
  'thousand steps': 101,
};

for (const { id, unit } of catalogue.workloads) {
  test(`${id} is right in every mode with ${COUNTS.join(', ')} workers`, async ({ page }) => {
    const trials = await page.evaluate(
      async ([workload, modes, workers, size]) => {
        const lab: Lab = await import('/speedup-lab.js' as string);
        const transports = ['copy', 'transfer', 'shared'] as const;
        const plan = {
          workload,
          modes: [...modes],
          workers,
          transports: [...transports],
          size,
          samples: 2,
          realms: 1,
        };
        const report = await lab.run(plan);
        return report.trials.map(({ cell, outcome }) => ({ ...cell, outcome }));
      },
      [id, MODES, COUNTS, SIZES[unit]!] as const,
    );
    const failed = trials.filter(({ outcome }) => outcome.status !== 'done');
    expect(failed).toEqual([]);
    for (const mode of MODES) {
      const counts = trials.filter((trial) => trial.mode === mode && trial.role === 'work');
      const told = [...new Set(counts.map(({ workers }) => workers))].sort();
      expect(told).toEqual(mode === 'serial' ? [1] : COUNTS);
    }
  });
}

test('the least size runs in every mode, with more workers than work', async ({ page }) => {
  const failed = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const reports = [];
    for (const workload of ['mergesort', 'sudoku', 'synthetic'])
      reports.push(await lab.run({ workload, size: 1, workers: [3], samples: 1, realms: 1 }));
    return reports.flatMap(({ trials }) => trials.filter(({ outcome }) => outcome.status === 'failed'));
  });
  expect(failed).toEqual([]);
});

test('a sweep finds the machine’s ceiling and the tasks of each line, beside the points', async ({
  page,
}) => {
  const { trials, ended, answer } = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    return lab.run({ size: 5000, workers: [2], samples: 2, realms: 2 });
  });
  const done = (role: string) =>
    trials
      .filter(({ cell, outcome }) => cell.role === role && outcome.status === 'done')
      .map(({ cell: { mode, workers, realm } }) => `${mode} ${workers} ${realm}`)
      .sort();
  expect(ended).toBe('complete');
  for (const role of ['compute', 'memory'])
    expect(done(role)).toEqual(['threads 1 0', 'threads 1 1', 'threads 2 0', 'threads 2 1']);
  expect(done('graph')).toEqual(['processes 1 0', 'threads 1 0']);
  expect(done('scaled')).toEqual([]);
  expect(done('work')).toEqual(
    ['async 2', 'processes 2', 'serial 1', 'threads 2'].flatMap((point) => [`${point} 0`, `${point} 1`]),
  );
  expect(answer).toMatchObject({ kind: 'numbers', length: 5000 });
});

test('without shared memory isolated workers find the ceiling', async ({ page }) => {
  const { url, close } = await serve({ headers: 'none' });
  try {
    await page.goto(url);
    const trials = await page.evaluate(async () => {
      const lab: Lab = await import('/speedup-lab.js' as string);
      const plan = { size: 5000, workers: [1, 2], samples: 1, realms: 1 };
      const transports = ['transfer', 'shared'] as const;
      return (await lab.run({ ...plan, modes: ['threads', 'processes'], transports: [...transports] }))
        .trials;
    });
    const ceilings = trials.filter(({ cell }) => ['compute', 'memory'].includes(cell.role));
    expect(ceilings.map(({ cell, outcome }) => `${cell.mode} ${cell.transport} ${outcome.status}`)).toEqual(
      Array(4).fill('processes transfer done'),
    );
    const shared = trials.filter(({ cell }) => cell.transport === 'shared');
    expect(shared.map(({ outcome }) => outcome)).toEqual(
      Array(2).fill({
        status: 'failed',
        failure: {
          kind: 'unavailable',
          message: expect.stringMatching(/^A shared buffer needs shared memory.*this page is not/),
        },
      }),
    );
  } finally {
    await close();
  }
});

test('growing sizes are measured on every line and on the serial program', async ({ page }) => {
  const trials = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const plan = { workload: 'synthetic', size: 100, workers: [1, 3], samples: 1, realms: 1, scaled: true };
    return (await lab.run(plan)).trials;
  });
  const scaled = trials.filter(({ cell }) => cell.role === 'scaled');
  expect(scaled.map(({ cell, outcome }) => `${cell.mode} ${cell.workers} ${outcome.status}`).sort()).toEqual(
    ['async', 'processes', 'serial', 'threads'].flatMap((mode) => [`${mode} 1 done`, `${mode} 3 done`]),
  );
});

test('for a precision the sweep goes on until it is reached, or the budget is over', async ({ page }) => {
  const [precise, late] = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const plan = { size: 100_000, workers: [2], samples: 1, realms: 1, modes: ['threads' as const] };
    const run = async (more: { precision: number; budget: number }) => {
      const cells: number[] = [];
      const { ended, trials } = await lab.run(
        { ...plan, ...more },
        { onProgress: ({ forPrecision, cells: all }) => forPrecision && cells.push(all) },
      );
      const points = trials.filter(({ cell }) => cell.role === 'work');
      const realms = points.filter(({ cell }) => cell.mode === 'threads').map(({ cell }) => cell.realm);
      const ids = trials.every(({ cell }, at) => cell.id === at);
      return { ended, realms, ids, all: trials.length, told: cells, last: trials.at(-1)!.cell.mode };
    };
    return [await run({ precision: 100, budget: 3600 }), await run({ precision: 1, budget: 1 })];
  });
  // One realm is never enough to believe an interval, so there are rounds.
  expect(precise!.ended).toBe('precise');
  expect(precise!.realms.length).toBeGreaterThanOrEqual(3);
  expect(precise!.realms).toEqual(precise!.realms.map((_, realm) => realm));
  expect(precise!.ids).toBe(true);
  expect(Math.max(...precise!.told)).toBe(precise!.all);
  expect(precise!.last).toBe('serial');
  expect(late!.ended).toBe('budget');
  expect(late!.last).toBe('serial');
});

test('sort agrees with the browser on every type, algorithm, mode and awkward value @firefox', async ({
  page,
}) => {
  const wrong = await page.evaluate(async (modes) => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const { modes: can } = await lab.capabilities();
    const awkward = [NaN, -0, 0, Infinity, -Infinity, -1.5, 1.5, 5e-324, 2 ** 31, -(2 ** 31), 4294967295];
    let state = 1;
    const values = Array.from({ length: 20_000 }, (_, i) => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return i < awkward.length * 3 ? (awkward[i % awkward.length] as number) : state / 7;
    });
    const wrong: string[] = [];
    for (const type of [Uint32Array, Int32Array, Float32Array, Float64Array]) {
      const array = type.from(values);
      const oracle = array.slice().sort();
      for (const mode of modes) {
        if (!can[mode].available) continue;
        for (const algorithm of ['mergesort', 'radix'] as const) {
          const sorted = await lab.sort(array, { algorithm, mode, workers: 3 });
          const at = oracle.findIndex((value, i) => !Object.is(value, sorted[i]));
          if (at >= 0 || sorted.constructor !== type)
            wrong.push(`${algorithm} ${type.name} ${mode} at ${at}: ${sorted[at]}`);
        }
      }
    }
    return wrong;
  }, MODES);
  expect(wrong).toEqual([]);
});

test('sort takes empty and single arrays, and names what it does not take', async ({ page }) => {
  const results = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const error = (promise: Promise<unknown>) =>
      promise.then(
        () => 'no error',
        (error) => error.message,
      );
    return {
      empty: (await lab.sort(new Float64Array(0))).length,
      single: [...(await lab.sort(Uint32Array.of(7)))],
      array: await error(lab.sort([3, 1, 2] as never)),
      workers: await error(lab.sort(Uint32Array.of(2, 1), { mode: 'processes', workers: 0 })),
    };
  });
  expect(results).toEqual({
    empty: 0,
    single: [7],
    array: 'sort takes a Uint32Array, Int32Array, Float32Array or Float64Array',
    workers: expect.stringMatching(/^workers: “0” .* from 1 to 64/),
  });
});

const PUZZLE = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const SOLUTION = '534678912672195348198342567859761423426853791713924856961537284287419635345286179';

test('solveSudoku counts solutions, and says which puzzles have none or several @firefox', async ({
  page,
}) => {
  const several = SOLUTION.replaceAll(/[12]/g, '.');
  const none = `55${PUZZLE.slice(2)}`;
  const answers = await page.evaluate(
    async ([puzzles, modes]) => {
      const lab: Lab = await import('/speedup-lab.js' as string);
      const { modes: can } = await lab.capabilities();
      const able = modes.filter((mode) => can[mode].available);
      return Promise.all(
        able.map((mode) => lab.solveSudoku(puzzles as unknown as string[], { mode, workers: 2, limit: 3 })),
      );
    },
    [[PUZZLE, several, none], MODES] as const,
  );
  expect(answers.length).toBeGreaterThanOrEqual(3);
  for (const [one, two, zero] of answers) {
    expect(one).toEqual({ puzzle: PUZZLE, solution: SOLUTION, solutions: 1 });
    expect(two?.solutions).toBeGreaterThan(1);
    expect(zero).toEqual({ puzzle: none, solution: null, solutions: 0 });
  }
});

test('a bad puzzle is named by its line', async ({ page }) => {
  const message = await page.evaluate(async (puzzle) => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    return lab.solveSudoku(`${puzzle}\n${puzzle.slice(1)}`).catch((error: Error) => error.message);
  }, PUZZLE);
  expect(message).toMatch(/^input: .*line 2.*80/s);
});

test('a plan with bad values is refused with every one of them named', async ({ page }) => {
  const problems = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const plan = { workload: 'mergesort', size: 0, workers: [1.5], samples: -1 };
    return lab.run(plan).catch((error) => error.problems.map(({ field }: { field: string }) => field));
  });
  expect(problems.sort()).toEqual(['samples', 'size', 'workers']);
});

test('an abort ends the run and its workers', async ({ page, browserName }) => {
  const { name, reports } = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const abort = new AbortController();
    const reports: string[] = [];
    const name = await lab
      .run(
        { workload: 'mergesort', size: 4_000_000, modes: ['threads'], workers: [4], samples: 3 },
        {
          signal: abort.signal,
          onReport: ({ ended }) => reports.push(ended),
          onProgress: ({ cell, repetition }) => {
            if (cell.role === 'work' && cell.mode === 'threads' && repetition === 2) abort.abort();
          },
        },
      )
      .catch((error) => error.name);
    return { name, reports };
  });
  expect(name).toBe('AbortError');
  expect(reports.at(-1)).toBe('cancelled');
  expect(browserName).toBe('chromium');
  await expect.poll(() => page.workers().length).toBe(0);
});
