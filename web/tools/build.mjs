// `npm run build`: the static site, in dist/.
import { program, say } from './sh.mjs';
import { race, wasm } from './wasm.mjs';

export async function build() {
  await race();
  await wasm(); // also installs the npm packages, so vite can only be imported after it
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
  say('dist/ is built: any static host can serve it');
}

await program(import.meta, build);
