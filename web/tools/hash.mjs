// Hashes over the contents of files and folders: they tell whether a build is still good, and name it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ask, ROOT } from './sh.mjs';

function* files(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return yield path;
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

/** Paths are relative to the repository; `more` is anything else the result depends on. */
export function hashOf(paths, more = '') {
  const hash = createHash('sha256').update(more);
  for (const path of paths) {
    for (const file of files(join(ROOT, path)))
      hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** What this build calls itself in a report: the commit if that is all there is to it, else a hash of the sources. */
export function buildName() {
  const changed = ask('git', ['-C', ROOT, 'status', '--porcelain']);
  if (changed === '') return ask('git', ['-C', ROOT, 'rev-parse', '--short=10', 'HEAD']);
  const sources = [
    'Cargo.toml',
    'Cargo.lock',
    'crate',
    'web',
    'index.html',
    'package-lock.json',
    'vite.config.ts',
  ];
  return `local-${hashOf(sources).slice(0, 10)}`;
}
