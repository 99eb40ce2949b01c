// Puts our own start of pool workers in the place of wasm-bindgen-rayon's.
//
// Theirs (1.3.0) has no error path: a worker that fails to load leaves the page waiting for ever. It also makes every
// worker load the whole module graph again. Ours, web/worker/pool.ts, has the same signature.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, Stop } from './sh.mjs';

/**
 * What remains of theirs beside it, for `npm run bench` to compare with. Without a bundler it can't import a folder, so
 * it names the file.
 */
export const THEIRS = 'theirs.js';

/** `folder` holds a build for shared memory; `name` is its module's. */
export function useOurPool(folder, name) {
  const snippets = join(folder, 'snippets');
  const found = existsSync(snippets)
    ? readdirSync(snippets).filter((name) => name.startsWith('wasm-bindgen-rayon-'))
    : [];
  const script = found.length === 1 ? join(snippets, found[0], 'src/workerHelpers.js') : '';
  const imported = readFileSync(join(folder, `${name}.js`), 'utf8').includes(
    `snippets/${found[0]}/src/workerHelpers.js`,
  );
  if (
    !existsSync(script) ||
    !imported ||
    !/export (async )?function startWorkers/.test(readFileSync(script, 'utf8'))
  ) {
    throw new Stop(
      `wasm-bindgen-rayon's workerHelpers.js, with startWorkers, should be one file under ${relative(ROOT, snippets)}, ` +
        'and is not. Does the crate `pub use wasm_bindgen_rayon::init_thread_pool`, and is the version still 1.3.0?',
    );
  }
  const theirs = readFileSync(script, 'utf8');
  writeFileSync(
    join(script, '..', THEIRS),
    theirs.replace("import('../../..')", `import('../../../${name}.js')`),
  );
  const ours = relative(join(script, '..'), join(ROOT, 'web/worker/pool.ts'));
  writeFileSync(script, `export { startWorkers } from '${ours}';\n`);
}
