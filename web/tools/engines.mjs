// `node web/tools/engines.mjs [--check]`: README's table of what works where, from what tests in browsers saw.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program, ROOT, Stop } from './sh.mjs';

const README = join(ROOT, 'README.md');
const SEEN = join(ROOT, 'tests/browser/results/engines');
const ENGINES = ['Chromium', 'Firefox', 'WebKit'];
/** What tests look for, by a short name. */
const ROWS = {
  serial: 'Serial',
  processes: 'Processes',
  async: 'Async',
  threads: 'Threads, on a host that sends the headers',
  added: 'Threads, on a host without headers (after one reload)',
  offline: 'Without a network, after the first visit',
};
const [BEGIN, END] = ['<!-- What works where: made by the tests. -->', '<!-- End of what works where. -->'];

/** Keeps what a test saw: true or false for each of ROWS that it looked at. */
export function saw(engine, facts) {
  for (const fact of Object.keys(facts)) if (!(fact in ROWS)) throw new Error(`no row for ${fact}`);
  mkdirSync(SEEN, { recursive: true });
  const file = join(SEEN, `${engine}.json`);
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...before, ...facts }));
}

/**
 * To be run in a page of the site, on its root: sorts and solves in every mode, and gives for each whether both were
 * right, or why it is not available.
 *
 * @returns {Promise<Record<string, boolean | string | undefined>>}
 */
export async function everyMode() {
  const { capabilities, solveSudoku, sort } = await import(new URL('speedup-lab.js', document.baseURI).href);
  const { modes } = await capabilities();
  const puzzle = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
  const solved = '534678912672195348198342567859761423426853791713924856961537284287419635345286179';
  const numbers = Int32Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001);
  const seen = {};
  for (const [mode, { available, reason }] of Object.entries(modes)) {
    if (!available) {
      seen[mode] = reason;
      continue;
    }
    const sorted = await sort(numbers, { mode, workers: 2 });
    const [answer] = await solveSudoku(puzzle, { mode, workers: 2 });
    seen[mode] = String(sorted) === String([...numbers].sort((a, b) => a - b)) && answer.solution === solved;
  }
  return seen;
}

/** README's lines, and where its table is in them. */
function readme() {
  const text = readFileSync(README, 'utf8');
  const [before, rest] = text.split(`${BEGIN}\n`);
  const [table, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Stop(`README.md has no place for the table: ${BEGIN} … ${END}`);
  return { before, table, after };
}

/** A table's cells, by row and column. */
function cells(table) {
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  const [head, , ...body] = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return Object.fromEntries(
    (body ?? []).map(([label, ...values]) => [
      label,
      Object.fromEntries(values.map((value, i) => [head[i + 1], value])),
    ]),
  );
}

/** The table, with what was seen in place of what stood there. What no test has looked at this time stands. */
function table(stands) {
  const files = existsSync(SEEN) ? readdirSync(SEEN) : [];
  const seen = Object.fromEntries(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(SEEN, file), 'utf8'))]),
  );
  const had = cells(stands);
  const cell = (engine, fact, label) =>
    seen[engine]?.[fact] === undefined
      ? (had[label]?.[engine] ?? '')
      : seen[engine][fact] === true
        ? 'yes'
        : 'no';
  const rows = Object.entries(ROWS).map(([fact, label]) => [
    label,
    ...ENGINES.map((it) => cell(it, fact, label)),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return `\n${[line(['', ...ENGINES]), line(['---', ...ENGINES.map(() => '---')]), ...rows.map(line)].join('\n')}\n\n`;
}

export function engines({ check = false } = {}) {
  const { before, table: stands, after } = readme();
  const now = table(stands);
  if (now === stands) return;
  if (check)
    throw new Stop(
      `README.md's table of what works where is not what tests saw: run \`node web/tools/engines.mjs\`.${now}`,
    );
  writeFileSync(README, `${before}${BEGIN}\n${now}${END}${after}`);
}

await program(import.meta, (args) => engines({ check: args.includes('--check') }));
