import { type Contender, OURS, OURS_ON_THREADS } from '../bench/protocol.js';

/** What is raced. */
export interface Settings {
  program: 'sort' | 'sudoku';
  /** Numbers to sort, or puzzles to solve. */
  size: number;
  /** Of numbers. */
  type: 'uint32' | 'float64';
  /** Of puzzles. */
  difficulty: string;
  /** Threads of the pool. */
  workers: number;
}

/** Somebody in a race, as the table has it. */
export interface Entrant extends Contender {
  ours: boolean;
  /** How many workers it uses. */
  workers: number;
  /** Where it comes from. */
  from: string;
}

/** Above this, an array with a comparator takes seconds a run. */
const COMPARATOR = 1_000_000;

const SCRIPT = { uint32: 'Uint32Array', float64: 'Float64Array' };

/** Who runs: on threads only where the page has shared memory. */
export function entrants(settings: Settings, threads: boolean): Entrant[] {
  const { program, workers } = settings;
  const one = (name: string, from: string, program: string, build: Contender['build'] = 'isolated') => ({
    name,
    from,
    program,
    build,
    workers: 1,
    ours: false,
  });
  const many = (name: string, from: string, program: string) => ({
    ...one(name, from, program, 'shared'),
    workers,
  });
  const ours = {
    ...one(program === 'sort' ? 'Our best serial sort' : 'Our solver', 'Speedup Lab', OURS),
    ours: true,
  };
  const pooled = {
    ...many(program === 'sort' ? 'Our radix sort' : 'Our solver', 'Speedup Lab', OURS_ON_THREADS),
    ours: true,
  };
  const peers = program === 'sort' ? sorts(settings, one, many) : [one(...DANCING)];
  const all = [ours, pooled, ...peers];
  return threads ? all : all.filter(({ build }) => build !== 'shared');
}

const DANCING = ['Dancing links, JavaScript', 'npm dancing-links', 'dancing-links', 'js'] as const;

type One = (name: string, from: string, program: string, build?: Contender['build']) => Entrant;

function sorts({ size, type }: Settings, one: One, many: One): Entrant[] {
  const array = SCRIPT[type];
  return [
    one('sort_unstable', 'Rust’s std', 'std-unstable'),
    one('sort', 'Rust’s std', 'std-stable'),
    one('radix sort', 'Rust crate rdst', 'rdst'),
    one(`${array}.sort`, 'this browser', 'typed-array', 'js'),
    ...(size <= COMPARATOR ? [one('Array.sort with a comparator', 'this browser', 'array', 'js')] : []),
    many('par_sort_unstable', 'Rust crate rayon', 'rayon-unstable'),
    many('par_sort', 'Rust crate rayon', 'rayon-stable'),
    many('radix sort', 'Rust crate rdst', 'rdst-threads'),
  ];
}

/** The input, as a permalink's query. */
export function linkOf({ program, size, type, difficulty }: Settings): string {
  return program === 'sort'
    ? `workload=mergesort&algorithm=radix&size=${size}&type=${type}&seed=42`
    : `workload=sudoku&size=${size}&difficulty=${difficulty}&schedule=steal&seed=42`;
}
