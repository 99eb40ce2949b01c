// The cases of suite sort.
const js = (name, program) => ({ name, build: 'js', program });
const isolated = (name, program) => ({ name, build: 'isolated', program });
const shared = (name, program) => ({ name, build: 'shared', program });

const SCRIPT = {
  uint32: 'Uint32Array',
  int32: 'Int32Array',
  float32: 'Float32Array',
  float64: 'Float64Array',
};
const PATTERNS = ['random', 'sorted', 'reversed', 'nearly-sorted', 'few-distinct', 'organ-pipe'];
const ALGORITHMS = ['mergesort', 'radix'];
/** Above this, an array with a comparator takes seconds a run. */
const COMPARATOR = 1e5;

const count = (size) => size.toExponential().replace('+', '');
const title = (pattern, type, size, how) => `${type} ${pattern} ${count(size)}, ${how}`;
const query = (pattern, type, size) => `workload=mergesort&size=${size}&type=${type}&pattern=${pattern}`;
const many = (workers) => `${workers} thread${workers === 1 ? '' : 's'}`;

/** What a page would use without us. */
const script = (type) =>
  type === 'string' ? js('JS Array.sort', 'strings') : js(`JS ${SCRIPT[type]}.sort`, 'typed-array');

/** One worker: our serial sort, and everybody else's. */
function serial(pattern, type, size) {
  const comparator =
    size <= COMPARATOR && type !== 'string' ? [js('JS Array.sort with a comparator', 'array')] : [];
  const radix = type === 'string' ? [] : [isolated('rdst, serial', 'rdst')];
  return {
    case: title(pattern, type, size, 'serial'),
    link: query(pattern, type, size),
    ours: isolated('our best, serial', 'serial'),
    peers: [
      isolated('std sort_unstable', 'std-unstable'),
      isolated('std sort', 'std-stable'),
      ...radix,
      script(type),
      ...comparator,
    ],
  };
}

/** A pool: our sort on shared memory, theirs, and the best serial ones: a pool that loses to those is no use. */
function threads(pattern, type, size, workers, algorithm) {
  const radix = type === 'string' ? [] : [shared(`rdst, ${many(workers)}`, 'rdst-threads')];
  return {
    case: title(pattern, type, size, `${algorithm}, ${many(workers)}`),
    link: `${query(pattern, type, size)}&algorithm=${algorithm}`,
    ours: shared(`${algorithm}, ${many(workers)}`, 'threads'),
    peers: [
      isolated('our best, serial', 'serial'),
      isolated('std sort_unstable', 'std-unstable'),
      shared(`rayon par_sort_unstable, ${many(workers)}`, 'rayon-unstable'),
      shared(`rayon par_sort, ${many(workers)}`, 'rayon-stable'),
      ...radix,
      script(type),
    ],
  };
}

/** A 32-bit key and the place where it stood, sorted by key alone by any comparison: nothing knows that it is a number. */
const records = (pattern, size, workers) => ({
  case: title(pattern, 'records', size, `stable, ${many(workers)}`),
  link: query(pattern, 'uint32', size),
  ours: shared(`generic mergesort, ${many(workers)}`, 'records-threads'),
  peers: [
    isolated('std sort_by_key', 'records-std-stable'),
    shared(`rayon par_sort_by_key, ${many(workers)}`, 'records-rayon-stable'),
  ],
});

/** Mergesort against itself on one worker, and how much that is of what the machine gives to as many workers now. */
function share(size, workers) {
  const ceiling = (kind, steps) => {
    const link = `workload=ceiling-${kind}&size=${steps}`;
    return {
      name: `${kind} ceiling`,
      one: { ...isolated(`${kind}, one worker`, 'one-worker'), link },
      many: { ...shared(`${kind}, ${many(workers)}`, 'threads'), link },
    };
  };
  return {
    case: title('random', 'uint32', size, 'share of the ceiling'),
    link: query('random', 'uint32', size),
    ours: shared(`mergesort, ${many(workers)}`, 'threads'),
    peers: [isolated('mergesort, one worker', 'one-worker'), isolated('std sort', 'std-stable')],
    // Registers alone, and memory alone: 10 ms each.
    ceilings: [ceiling('compute', 8000), ceiling('memory', 20)],
  };
}

/** What runs natively, too. */
export function nativeCases({ quick, workers }) {
  const of = (type, size, ...programs) => ({
    case: title('random', type, size, 'wasm against native'),
    link: query('random', type, size),
    programs: programs.map(([name, program, algorithm]) => ({
      name,
      link: `${query('random', type, size)}&algorithm=${algorithm}`,
      build: program === 'threads' ? 'shared' : 'isolated',
      program,
    })),
  });
  const each = [
    ['mergesort, one worker', 'one-worker', 'mergesort'],
    ['radix, one worker', 'one-worker', 'radix'],
    [`mergesort, ${many(workers)}`, 'threads', 'mergesort'],
    [`radix, ${many(workers)}`, 'threads', 'radix'],
  ];
  return [
    of('uint32', quick ? 2e4 : 4e6, ...each),
    of('float64', quick ? 2e4 : 4e6, ...each),
    of('string', quick ? 2e4 : 1e6, ...each),
  ];
}

export function sortCases({ quick, full, workers }) {
  const sizes = quick ? [2e4] : full ? [1e5, 1e6, 4e6, 1.6e7] : [1e5, 1e6, 4e6];
  const both = (pattern, type, size) => [
    serial(pattern, type, size),
    ...ALGORITHMS.map((algorithm) => threads(pattern, type, size, workers, algorithm)),
  ];
  const most = quick ? 2e4 : 4e6;
  const cases = [
    ...sizes.flatMap((size) => both('random', 'uint32', size)),
    ...both('random', 'float64', most),
    ...both('random', 'string', quick ? 2e4 : 1e6),
    records('random', most, workers),
    share(most, workers),
  ];
  if (!full) return cases;
  const rest = [...Object.keys(SCRIPT), 'string'].flatMap((type) =>
    PATTERNS.map((pattern) => [pattern, type]),
  );
  return [
    ...cases,
    ...rest.flatMap(([pattern, type]) => both(pattern, type, 1e6)),
    ...PATTERNS.map((pattern) => records(pattern, 1e6, workers)),
  ];
}
