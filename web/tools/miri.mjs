// `npm run miri`: the tests of unsafe code under Miri, which watches every access to memory. Looks at native code: what
// exists in wasm only (its vectors) it can't see.
import { miri } from './rust.mjs';
import { setup } from './setup.mjs';
import { must, program, say } from './sh.mjs';

/**
 * What watches them, by test. The allocator holds to the stricter model of what a pointer may do; rayon's queues
 * (crossbeam-epoch) do not, so whatever runs on a pool is held to the other one, tree borrows.
 */
const TESTS = { memory: '', soundness: '-Zmiri-tree-borrows -Zmiri-permissive-provenance' };

/** Runs them; says so where there is no Miri. */
export async function underMiri(rust) {
  const missing = await miri(rust);
  if (missing) return say(`SKIPPED: no Miri: ${missing}`);
  for (const [test, model] of Object.entries(TESTS)) {
    // A pool's threads, and the allocator's blocks, outlive the test: that is no leak.
    const flags = `-Zmiri-disable-isolation -Zmiri-ignore-leaks ${model}`;
    const args = ['miri', 'test', '--locked', '--package', 'speedup-lab', '--test', test];
    await must(rust.cargo, args, { env: { ...rust.env, MIRIFLAGS: flags } });
  }
}

await program(import.meta, async () => underMiri((await setup()).wasm));
