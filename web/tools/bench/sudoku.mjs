// The cases of suite sudoku. Sets of seeded puzzles of our generator, each grade a set, solutions counted up to two; then
// single searches, split over a pool by work stealing and, beside it, in static chunks.
// One run of ours takes a core 50 ms or so: in less, starting a pool's threads would show. The workload takes no more
// than 100,000 puzzles, so the easy ones stay below that.
const SETS = {
  easy: 100_000,
  'few-clues': 80_000,
  medium: 80_000,
  hard: 50_000,
  'very-hard': 25_000,
};
const SEARCHES = [
  { title: 'prove a 25×25 grid', workload: 'sudoku-unique', size: 5000, quick: 20 },
  { title: 'count all solutions', workload: 'sudoku-count', size: 500_000, quick: 1000 },
  { title: 'make minimal 16×16 puzzles', workload: 'sudoku-minimal', size: 4, quick: 1 },
];
const QUICK = 20;
/** As many as the workload takes. */
const MOST = 100_000;
/** JavaScript takes seconds for what takes us milliseconds: a thirtieth of the puzzles will do. */
const FOR_SCRIPT = 1 / 30;

const many = (workers) => `${workers} thread${workers === 1 ? '' : 's'}`;

/** With more puzzles in a set, its median puzzle differs less from another seed's. */
const puzzles = (grade, { quick, full }) =>
  quick ? QUICK : full ? Math.min(10 * SETS[grade], MOST) : SETS[grade];

/** One worker, and a pool, on one set. Stealing, since puzzles are unlike each other. */
function cases(grade, options) {
  const size = puzzles(grade, options);
  const few = Math.max(QUICK, Math.round(size * FOR_SCRIPT));
  const linkTo = (count) => `workload=sudoku&size=${count}&difficulty=${grade}&schedule=steal`;
  const link = linkTo(size);
  const ours = { name: 'bitboard, one worker', build: 'isolated', program: 'serial' };
  const threads = many(options.workers);
  return [
    {
      case: `${grade}, one worker`,
      link,
      puzzles: size,
      ours,
      peers: [{ name: 'crate sudoku, one worker', build: 'isolated', program: 'crate-sudoku' }],
    },
    {
      case: `${grade}, one worker, a few`,
      link: linkTo(few),
      puzzles: few,
      ours,
      peers: [{ name: 'JS dancing-links', build: 'js', program: 'dancing-links' }],
    },
    {
      case: `${grade}, ${threads}`,
      link,
      puzzles: size,
      ours: { name: `bitboard, ${threads}`, build: 'shared', program: 'threads' },
      peers: [ours, { name: `crate sudoku, ${threads}`, build: 'shared', program: 'crate-sudoku-threads' }],
    },
  ];
}

/** A search whose tree a pool splits, as it goes or before the start, against the same search by one worker. */
function split({ title, workload, size, quick }, options) {
  const threads = many(options.workers);
  const peers = [{ name: 'one worker', build: 'isolated', program: 'serial' }];
  return Object.entries({ steal: 'work stealing', chunk: 'static chunks' }).map(([schedule, how]) => ({
    case: `${title}, ${threads}, ${how}`,
    link: `workload=${workload}&size=${options.quick ? quick : size}&schedule=${schedule}`,
    ours: { name: `${how}, ${threads}`, build: 'shared', program: 'threads' },
    peers,
  }));
}

export const sudokuCases = (options) => [
  ...Object.keys(SETS).flatMap((grade) => cases(grade, options)),
  ...SEARCHES.flatMap((search) => split(search, options)),
];
