/** What programs import from `speedup-lab`. Importing it has no effect: nothing is loaded or started before a call. */
import { capabilities, cores } from './capabilities.js';
import { core } from './core.js';
import catalogue from './generated/catalogue.json' with { type: 'json' };
import lessons from './generated/lessons.json' with { type: 'json' };
import type { Cell, Mode, Plan, SudokuAnswer } from './generated/types.js';
import { LABS } from './labs/entries.js';
import { inRealm } from './realm.js';
import { PlanError, queued } from './run.js';

export type { Capabilities, Capability } from './capabilities.js';
export type { FromFrame, ToFrame } from './frame.js';
export type * from './generated/types.js';
export { PlanError, type Progress, type RunHandlers, run } from './run.js';
export { capabilities };

/** The plan that a visitor of this machine finds. */
export async function defaultPlan(): Promise<Plan> {
  return (await core()).defaultPlan(cores());
}

/** Something a visitor can open. */
export interface Lab {
  id: string;
  title: string;
  /** A program that is measured; real workers on shared memory; every schedule of a small program; a page to read. */
  kind: 'workload' | 'live' | 'explorer' | 'lesson';
  /** Rows of the list of systems that it covers. */
  systems: number[];
  /** Its permalink, relative to the playground. */
  url: string;
}

/** Everything a visitor can open. */
export function labs(): Lab[] {
  const lab = (id: string, title: string, systems: number[], query: string[][]): Lab => ({
    id,
    title,
    kind: 'workload',
    systems: [...systems],
    url: `?${query.map(([name, value]) => (value ? `${name}=${value}` : name)).join('&')}`,
  });
  return [
    ...catalogue.workloads.map(({ id, title, systems }) => lab(id, title, systems, [['workload', id]])),
    ...catalogue.presets.map(({ id, title, systems, query }) => lab(id, title, systems, query)),
    ...LABS.map(({ id, title, systems, kind }) => ({ ...lab(id, title, [...systems], [['lab', id]]), kind })),
    ...lessons.map(
      ({ id, title, systems }): Lab => ({
        id: `lesson-${id}`,
        title,
        kind: 'lesson',
        systems: [...systems],
        url: `guide/${id}.html`,
      }),
    ),
  ];
}

/** How to run a program once. */
export interface OnceOptions {
  /** Default: threads where the page has shared memory, else serial. */
  mode?: Mode;
  /** 1 to 64; default: the machine's cores, or 64 of them. */
  workers?: number;
  signal?: AbortSignal;
}

/**
 * Solves puzzles: a text with one a line or with a single grid in lines, or an array with a puzzle in each string. Puzzles
 * are 9×9, 16×16 or 25×25: 81, 256 or 625 cells, 1 to 9 and then A to G or A to P.
 *
 * @param options.limit how many solutions to count to for each puzzle, 1 to 1,000,000; default 2, so that uniqueness shows
 * @returns an answer for each puzzle, in order
 * @throws PlanError that names the line that is no puzzle, or the option that won't do
 */
export async function solveSudoku(
  text: string | string[],
  { limit = 2, ...options }: OnceOptions & { limit?: number } = {},
): Promise<SudokuAnswer[]> {
  const input = typeof text === 'string' ? text : text.map(asLine).join('\n');
  if (input.trim() === '') return [];
  const solve = (workload: string) => once({ workload, input, options: { limit: String(limit) } }, options);
  // Grids that the batch won't take may be larger ones; if they are none either, its complaint stands.
  const done = await solve('sudoku').catch((problem: unknown) => {
    if (!(problem instanceof PlanError)) throw problem;
    return solve('sudoku-count').catch((other: unknown) => {
      throw other instanceof PlanError ? problem : other;
    });
  });
  return done.answer?.kind === 'sudoku' ? done.answer.answers : [];
}

/** A puzzle of an array as one line of a text. */
function asLine(puzzle: string, index: number): string {
  const lines = puzzle.trim();
  const line = lines.includes('\n') ? lines.replace(/\s+/g, '') : lines;
  // Lines of a text may be blank or remarks; an array's strings have an answer each.
  if (line !== '' && !line.startsWith('#')) return line;
  throw new PlanError([
    { field: `puzzle ${index + 1}`, value: puzzle, takes: 'a puzzle of 81, 256 or 625 cells' },
  ]);
}

/** The typed arrays that {@link sort} takes. */
export type Sortable = Uint32Array | Int32Array | Float32Array | Float64Array;

const TYPES = [
  [Uint32Array, 'uint32'],
  [Int32Array, 'int32'],
  [Float32Array, 'float32'],
  [Float64Array, 'float64'],
] as const;

/**
 * A sorted copy, in the total order of the type: for floats -0 before 0, and NaN last.
 *
 * @param options.algorithm how several workers sort: `mergesort` (default) or `radix`
 * @throws TypeError for anything but the four typed arrays
 * @throws PlanError for an option that won't do, by its name
 */
export async function sort<T extends Sortable>(
  array: T,
  { algorithm = 'mergesort', ...options }: OnceOptions & { algorithm?: 'mergesort' | 'radix' } = {},
): Promise<T> {
  const type = TYPES.find(([Type]) => array instanceof Type);
  if (!type) {
    throw new TypeError('sort takes a Uint32Array, Int32Array, Float32Array or Float64Array');
  }
  if (array.length === 0) return array.slice() as T;
  const [Type, name] = type;
  const input = new Uint8Array(array.slice().buffer);
  const done = await once(
    { workload: 'mergesort', size: array.length, options: { type: name, algorithm } },
    options,
    input,
  );
  return new Type(done.bytes.buffer as ArrayBuffer) as T;
}

async function once(
  partial: Omit<Partial<Plan>, 'workers'>,
  { mode, workers = Math.min(cores(), catalogue.mostWorkers), signal }: OnceOptions,
  input?: Uint8Array,
) {
  const [rust, can] = await Promise.all([core(), capabilities()]);
  const chosen = mode ?? (can.modes.threads.available ? 'threads' : 'serial');
  const asked = { ...partial, modes: [chosen], workers: [workers] };
  const { plan, problems } = rust.checkPlan(asked, can.hardwareConcurrency);
  if (problems.length > 0) throw new PlanError(problems);
  const { available, reason } = can.modes[chosen];
  if (!available) throw new Error(reason);
  const cell: Cell = {
    id: 0,
    mode: chosen,
    workers: chosen === 'serial' ? 1 : workers,
    realm: 0,
    role: 'work',
  };
  if (chosen === 'processes') cell.transport = 'transfer';
  const task = { task: 'once', plan, cell, ...(input && { input }) } as const;
  const done = await queued(() => inRealm(task, rust.memoryNeeded(plan), { signal }), signal);
  if (done.type !== 'ran') throw new Error('a realm answered another question');
  return done;
}
