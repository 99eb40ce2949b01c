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

/** One worker: our serial sort, and everybody else's. */
function serial(pattern, type, size) {
  const comparator = size <= COMPARATOR ? [js('JS Array.sort with a comparator', 'array')] : [];
  return {
    case: title(pattern, type, size, 'serial'),
    link: query(pattern, type, size),
    ours: isolated('our best, serial', 'serial'),
    peers: [
      isolated('std sort_unstable', 'std-unstable'),
      isolated('std sort', 'std-stable'),
      isolated('rdst, serial', 'rdst'),
      js(`JS ${SCRIPT[type]}.sort`, 'typed-array'),
      ...comparator,
    ],
  };
}

/** A pool: our sort on shared memory, theirs, and the best serial ones: a pool that loses to those is no use. */
function threads(pattern, type, size, workers, algorithm) {
  const many = `${workers} thread${workers === 1 ? '' : 's'}`;
  return {
    case: title(pattern, type, size, `${algorithm}, ${many}`),
    link: `${query(pattern, type, size)}&algorithm=${algorithm}`,
    ours: shared(`${algorithm}, ${many}`, 'threads'),
    peers: [
      isolated('our best, serial', 'serial'),
      isolated('std sort_unstable', 'std-unstable'),
      shared(`rayon par_sort_unstable, ${many}`, 'rayon-unstable'),
      shared(`rayon par_sort, ${many}`, 'rayon-stable'),
      shared(`rdst, ${many}`, 'rdst-threads'),
      js(`JS ${SCRIPT[type]}.sort`, 'typed-array'),
    ],
  };
}

export function sortCases({ quick, full, workers }) {
  const sizes = quick ? [2e4] : full ? [1e5, 1e6, 4e6, 1.6e7] : [1e5, 1e6, 4e6];
  const both = (pattern, type, size) => [
    serial(pattern, type, size),
    ...ALGORITHMS.map((algorithm) => threads(pattern, type, size, workers, algorithm)),
  ];
  const random = sizes.flatMap((size) => both('random', 'uint32', size));
  if (!full) return [...random, ...both('random', 'float64', quick ? 2e4 : 1e6)];
  const rest = Object.keys(SCRIPT).flatMap((type) => PATTERNS.map((pattern) => [pattern, type]));
  return [...random, ...rest.flatMap(([pattern, type]) => both(pattern, type, 1e6))];
}
