// `import workerUrl from 'virtual:worker'`: the address of web/worker/main.ts, bundled into one file.
//
// One file without imports, because a page of another origin can't start our worker: it fetches the text and starts
// that from a blob, where a relative import would lead nowhere. The same goes for wasm:
// whoever starts a worker hands it the compiled module.
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './sh.mjs';

const NAME = 'virtual:worker';
const ENTRY = 'web/worker/main.ts';
const DEV_URL = '/worker.js';

/** Bundles a worker, `entry`, into one file without imports: its code, and the files that went into it. */
export async function bundle(entry, { define = {}, minify = false } = {}) {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      minify,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: join(ROOT, entry),
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const [{ output }] = [result].flat();
  const extra = output.slice(1).map((file) => file.fileName);
  if (extra.length > 0) throw new Error(`the worker must be one file, and came with ${extra.join(', ')}`);
  return { code: output[0].code, modules: output[0].moduleIds };
}

export function worker({ define }) {
  let serving = false;
  const shipped = {
    name: 'speedup-lab:worker',
    configResolved: (config) => {
      serving = config.command === 'serve';
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return;
      if (serving) return `export default new URL('${DEV_URL}', import.meta.url).href;`;
      const { code, modules } = await bundle(ENTRY, { define, minify: true });
      for (const file of modules) this.addWatchFile(file);
      const file = this.emitFile({ type: 'asset', name: 'worker.js', source: code });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.middlewares.use(DEV_URL, (_request, response, next) => {
        bundle(ENTRY, { define }).then(({ code }) => {
          response.setHeader('Content-Type', 'text/javascript');
          for (const [name, value] of Object.entries(server.config.server.headers))
            response.setHeader(name, value);
          response.end(code);
        }, next);
      });
    },
  };
  return shipped;
}
