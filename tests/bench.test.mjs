// `node --test tests/bench.test.mjs`: the bench's command line, and a quick run of every suite. No timing is judged.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { blocks, COSTS } from '../web/tools/bench/modes.mjs';
import { caseOf, PUZZLES, SORT, TRANSPORTS } from '../web/tools/bench/processes.mjs';
import { nativeCases, sortCases } from '../web/tools/bench/sort.mjs';
import { sudokuCases } from '../web/tools/bench/sudoku.mjs';
import { ROOT } from '../web/tools/sh.mjs';

const bench = (...args) =>
  spawnSync(process.execPath, [join(ROOT, 'web/tools/bench.mjs'), ...args], { encoding: 'utf8' });

test('a bad option ends the bench with what it takes', () => {
  const said = (...args) => {
    const { status, stderr } = bench(...args);
    assert.equal(status, 1, args.join(' '));
    return stderr;
  };
  assert.match(said('--suite', 'sorting'), /--suite is sorting: it takes sort or sudoku or modes or truth/);
  assert.match(said('--suite', 'sort,'), /--suite is : it takes sort or sudoku or modes or truth/);
  assert.match(said('--rounds', '2'), /--rounds is 2: it takes a whole number, 5 to 1000/);
  assert.match(said('--rounds', '1e2'), /--rounds is 1e2/);
  assert.match(said('--workers', '0'), /--workers is 0: it takes a whole number, 1 to 64/);
  assert.match(said('--browser', 'lynx'), /--browser is lynx: it takes chromium or firefox/);
  assert.match(said('--quick', '--full'), /one of them, or neither/);
  assert.match(said('--fast'), /--fast/);
});

/** Every cost against its goal and its rival, one pool, and each whole of the published page. */
function assertModes(rows) {
  const known = rows.map(({ case: name, peer }) => `${name}: ${peer}`);
  for (const { name, goal, against } of [...COSTS, ...blocks(1), ...blocks(2)]) {
    if (against) assert.ok(known.includes(`${name}: ${against}`), `${name}, ${known.join('\n')}`);
    if (goal) assert.ok(known.includes(`${name}: goal: ${goal * 1000} µs`), `${name}, ${known.join('\n')}`);
  }
  for (const wanted of [
    'trace on: not traced',
    'pool of 2, from asking: wasm-bindgen-rayon',
    'realm with a pool of 2: wasm-bindgen-rayon',
    'from Run to the first point: goal: 600 ms',
  ])
    assert.ok(known.includes(wanted), known.join('\n'));
}

/** Every parameter of every law, and each mode of real workers, unless its machine has no room for a law. */
function assertKnown(rows, stdout) {
  const cases = rows.map((row) => row.case);
  for (const wanted of [
    /simulated Amdahl.*fraction/,
    /USL.*contention/,
    /USL.*coherency/,
    /Gustafson.*fraction/,
  ])
    assert.equal(cases.filter((it) => wanted.test(it)).length, 1, cases.join('\n'));
  for (const mode of ['threads', 'processes']) assert.ok(stdout.includes(`real ${mode}`), stdout);
  for (const { case: name, programmed, recovered, low, high, covered, ...rest } of rows) {
    assert.deepEqual(rest, { suite: 'truth' });
    assert.ok(low <= recovered && recovered <= high, name);
    assert.ok(0 <= programmed && 0 <= covered && covered <= 1, name);
  }
  const simulated = rows.filter((row) => row.case.startsWith('simulated'));
  for (const { case: name, covered } of simulated) assert.ok(covered >= 0.9, name);
}

test('a quick run has every row, from outputs that are all right', () => {
  const folder = mkdtempSync(join(tmpdir(), 'speedup-lab-bench-'));
  const file = join(folder, 'rows.json');
  try {
    const { status, stdout, stderr } = bench('--quick', '--workers', '2', '--json', file);
    assert.equal(status, 0, stdout + stderr);
    const rows = JSON.parse(readFileSync(file, 'utf8'));
    const of = (...suites) => rows.filter(({ suite }) => suites.includes(suite));
    const compared = of('sort', 'sudoku', 'modes');
    const named = of('sort', 'sudoku').map((row) => [row.suite, row.case, row.ours, row.peer]);
    const quick = { quick: true, workers: 2 };
    const paired = (suite, cases) =>
      cases.flatMap(({ case: name, ours, peers, ceilings = [] }) =>
        [...peers, ...ceilings].map((peer) => [suite, name, ours.name, peer.name]),
      );
    const native = nativeCases(quick).flatMap(({ case: name, programs }) =>
      programs.map((ours) => ['sort', name, ours.name, `${ours.name}, native`]),
    );
    const processes = (work) =>
      TRANSPORTS.map((transport) => [work.suite, caseOf(work, transport, quick), work.ours, work.peer]);
    assert.deepEqual(named, [
      ...paired('sort', sortCases(quick)),
      ...native,
      ...processes(SORT),
      ...paired('sudoku', sudokuCases(quick)),
      ...processes(PUZZLES),
    ]);
    for (const { ratio, low, high, samples, ...rest } of compared) {
      assert.ok(0 < low && low <= ratio && ratio <= high && high < Infinity, JSON.stringify(rest));
      assert.equal(samples, rest.case === 'from Run to the first point' ? 1 : 3);
      assert.deepEqual(Object.keys(rest), ['suite', 'case', 'ours', 'peer']);
    }
    assertModes(of('modes'));
    assertKnown(of('truth'), stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
