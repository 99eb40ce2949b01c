// One hash over the contents of files and folders: tells whether a build is still good, and names it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './sh.mjs';

function* files(path) {
  if (statSync(path).isFile()) return yield path;
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

/** Paths are relative to the repository; `more` is anything else the result depends on. */
export function hashOf(paths, more = '') {
  const hash = createHash('sha256').update(more);
  for (const path of paths) {
    for (const file of files(join(ROOT, path))) hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
