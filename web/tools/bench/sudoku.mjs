// The cases of suite sudoku: seeded puzzles of our generator, each grade a set, solutions counted up to two.
// One run of ours takes 50 ms or more: in less, starting a pool's threads would show.
const SETS = { easy: 60_000, medium: 40_000, hard: 20_000, 'very-hard': 10_000 };
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

export const sudokuCases = (options) => Object.keys(SETS).flatMap((grade) => cases(grade, options));
