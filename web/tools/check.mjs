// `npm run check`: format, lint, types and generated files, of Rust and of TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.mjs';
import { lints } from './rust.mjs';
import { setup } from './setup.mjs';
import { must, program, ROOT, say } from './sh.mjs';
import { stages } from './stages.mjs';
import { clippy, peers, race, wasm } from './wasm.mjs';

const node = (file, ...args) => must(process.execPath, [join(ROOT, 'node_modules', file), ...args]);

await program(import.meta, async () => {
  const rust = await setup();
  const { cargo, env } = rust.native;
  const found = await lints(rust.native);
  const onWasm = (await lints(rust.wasm)).includes('clippy');
  const need = (tool, work) =>
    found.includes(tool) ? work : () => say(`SKIPPED: ${cargo} has no ${tool}, and none could be installed`);
  return stages('check', {
    'rust format': need('fmt', () => must(cargo, ['fmt', '--all', '--check'], { env })),
    'rust lint': need('clippy', () =>
      must(
        cargo,
        [
          'clippy',
          '--quiet',
          '--locked',
          '--workspace',
          '--all-targets',
          '--features',
          'speedup-lab/schema,peers/native',
          '--',
          '-Dwarnings',
        ],
        { env },
      ),
    ),
    'wasm lint': () =>
      onWasm
        ? clippy(rust.wasm)
        : say(`SKIPPED: ${rust.wasm.cargo} has no clippy, and none could be installed`),
    'generated files': () => {
      if (existsSync(join(ROOT, 'crate/src/bin/generate.rs')))
        return generate({ check: true, rust: rust.native });
      say('SKIPPED: crate/src/bin/generate.rs is not written yet');
    },
    'format and lint': () => node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
    types: async () => {
      await wasm(); // its .d.ts files
      await race();
      await peers();
      await node('typescript/bin/tsc', '--noEmit');
      await node('typescript/bin/tsc', '--noEmit', '--project', 'web/worker');
    },
  });
});
