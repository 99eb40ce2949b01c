// `npm run dev`: the page from source, reloading as it changes. Wasm is built once, at the start.
import { program } from './sh.mjs';
import { wasm } from './wasm.mjs';

await program(import.meta, async () => {
  await wasm();
  const { createServer } = await import('vite');
  const server = await createServer({ server: { port: Number(process.env.PORT ?? 5173) } });
  await server.listen();
  server.printUrls();
});
