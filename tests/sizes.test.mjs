// What a visitor downloads, with gzip, against what it may be. Prints every file, so that growth has a name.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../web/tools/sh.mjs';
import { BUDGETS } from './sizes.mjs';

const DIST = join(ROOT, 'dist');
const read = (file) => readFileSync(join(DIST, file));
const kB = (bytes) => Number((bytes / 1000).toFixed(1));

/** Every file, by its size with gzip. */
const sizes = new Map();
before(() => {
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name).slice(DIST.length + 1);
    sizes.set(file, gzipSync(read(file), { level: 9 }).length);
  }
});

const sum = (files) => [...files].reduce((all, file) => all + sizes.get(file), 0);

/** A module of the site and all that it imports before it runs. */
function imported(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const code = read(file).toString();
  for (const [, name] of code.matchAll(/(?:\bfrom|\bimport) ?["'`](\.[^"'`]+\.js)["'`]/g))
    imported(join(file, '..', name), found);
  return found;
}

function within(name, files) {
  const budget = BUDGETS[name];
  const list = [...files].sort((a, b) => sizes.get(b) - sizes.get(a));
  const shown = list.map((file) => `  ${String(kB(sizes.get(file))).padStart(6)} ${file}`).join('\n');
  const total = sum(files);
  console.log(`${name}: ${kB(total)} of ${budget} kB\n${shown}`);
  assert.ok(files.size > 0, `${name}: no files`);
  assert.ok(total <= budget * 1000, `${name}: ${kB(total)} kB, and ${budget} are allowed\n${shown}`);
}

test('script before Run', () => {
  const entry = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(read('index.html').toString())[1];
  within('script before Run', imported(entry));
});

test('each program', () => {
  const programs = [...sizes.keys()].filter((file) => file.endsWith('.wasm'));
  assert.ok(programs.length >= 3, programs.join());
  for (const file of programs) {
    // Which program a file is, is in its name only before the hash; its size tells it from the others well enough.
    console.log(`program: ${kB(sizes.get(file))} of ${BUDGETS.program} kB: ${file}`);
  }
  const [largest] = programs.sort((a, b) => sizes.get(b) - sizes.get(a));
  within('program', new Set([largest]));
});

test('the whole playground', () => {
  within('playground', new Set([...sizes.keys()]));
});
