// The tables that `npm run bench` prints: a line for each peer, or for each known answer.
const WIDTHS = [28, 22, 34, 22, 12, 12, 24];

const row = (cells) =>
  cells
    .map((cell, index) => (index > 2 ? cell.padStart(WIDTHS[index]) : cell.padEnd(WIDTHS[index])))
    .join(' ');

const known = ([name, ...rest]) => [name.padEnd(72), ...rest.map((cell) => cell.padStart(26))].join(' ');

const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** The suite's name, how it was run, and what the columns are. */
export function heading(suite, { realms, rounds, workers, seed }) {
  const how = `${realms} × ${rounds} interleaved rounds, ${workers} workers where threads are, seed ${seed}`;
  const what = 'ratio: the median time of the peer over ours, with its 95 % interval; above 1 we are faster';
  const more = suite === 'sudoku' ? ['puzzles/s, ours:peer'] : [];
  const columns = row(['case', 'ours', 'peer', 'ratio [low, high]', 'ours, ms', 'peer, ms', ...more]);
  return `\n${suite}: ${how}\n${what}\n${columns}`;
}

/** One peer in one case. With `puzzles`, also how many each solves in a second. */
export function line({ case: name, ours, peer, ratio, low, high, ourTime, peerTime }, { puzzles }) {
  const rate = (time) => `${((1000 * puzzles) / time).toFixed(0)}`;
  const rates = puzzles ? [`${rate(ourTime)} : ${rate(peerTime)}`] : [];
  const interval = `${digits(ratio)} [${digits(low)}, ${digits(high)}]`;
  return row([name, ours, peer, interval, digits(ourTime), digits(peerTime), ...rates]);
}

/** Suite truth: how it was run, and what the columns are. */
export function truthHeading({ realms, rounds, seed }) {
  const how = `simulated times, then real workers in ${realms} × ${rounds} samples a point, seed ${seed}`;
  const what =
    'covered: the share of runs whose 95 % interval holds what was programmed; real workers run once';
  return `\ntruth: ${how}\n${what}\n${known(['case', 'programmed', 'recovered [low, high]', 'covered'])}`;
}

/** One parameter of one law. */
export function truthLine({ case: name, programmed, recovered, low, high, covered }) {
  const short = (value) => String(Number(value.toPrecision(3)));
  const interval = `${short(recovered)} [${short(low)}, ${short(high)}]`;
  return known([name, short(programmed), interval, `${(100 * covered).toFixed(0)} %`]);
}
