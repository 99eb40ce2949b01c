// The cases of suite sudoku: seeded puzzles of our generator, each grade a set, solutions counted up to two.
const SETS = { easy: 2000, medium: 2000, hard: 1000, 'very-hard': 500 };
const QUICK = 20;

const many = (workers) => `${workers} thread${workers === 1 ? '' : 's'}`;

/** With more puzzles in a set, its median puzzle differs less from another seed's. */
const puzzles = (grade, { quick, full }) => (quick ? QUICK : full ? 10 * SETS[grade] : SETS[grade]);

/** One worker, and a pool, on one set. Stealing, since puzzles are unlike each other. */
function cases(grade, options) {
  const size = puzzles(grade, options);
  const link = `workload=sudoku&size=${size}&difficulty=${grade}&schedule=steal`;
  const ours = { name: 'bitboard, one worker', build: 'isolated', program: 'serial' };
  const threads = many(options.workers);
  return [
    {
      case: `${grade}, one worker`,
      link,
      puzzles: size,
      ours,
      peers: [
        { name: 'crate sudoku, one worker', build: 'isolated', program: 'crate-sudoku' },
        { name: 'JS dancing-links', build: 'js', program: 'dancing-links' },
      ],
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
