// `node web/tools/setup.mjs`: finds what the other tools need and installs what is missing.
// Everything present: well under a second, and silent.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { linker, nativeRust, wasmRust } from './rust.mjs';
import { must, program, ROOT, Stop, say } from './sh.mjs';

/** node_modules as the lock file says; npm keeps a copy of the lock it installed, whose time tells whether it still holds. */
export async function modules() {
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
    join(ROOT, file),
  );
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing the npm packages that package-lock.json names');
  await must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true, timeout: 600_000 });
}

/** All that a build needs. Browsers are not part of it: only tests and benchmarks need them. */
export async function setup() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Stop(`Node 20 or newer is needed, this is ${process.version}`);
  await modules();
  await linker();
  const wasm = await wasmRust();
  return { wasm, native: await nativeRust() };
}

await program(import.meta, async () => {
  const { wasm, native } = await setup();
  say(`ready: wasm by ${wasm.name} (${wasm.bin}), native by ${native.cargo}`);
});
