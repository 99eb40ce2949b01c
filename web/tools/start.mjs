// `npm start`: sets up, builds what changed, serves. The one line on stdout is the address.
import { build } from './build.mjs';
import { serveHere } from './serve.mjs';
import { program } from './sh.mjs';

await program(import.meta, async () => {
  await build();
  await serveHere();
});
