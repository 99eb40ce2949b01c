// `import workerUrl from 'virtual:worker'`: the address of web/worker/main.ts, bundled into one file; 'virtual:live-worker'
// is web/worker/live.ts.
//
// One file without imports, because a page of another origin can't start our worker: it fetches the text and starts
// that from a blob, where a relative import would lead nowhere. The same goes for wasm:
// whoever starts a worker hands it the compiled module.
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './sh.mjs';

/** Each worker: the module that its address is imported from, what it is made of, and its file's name. */
const WORKERS = [
  { module: 'virtual:worker', entry: 'web/worker/main.ts', name: 'worker.js' },
  { module: 'virtual:live-worker', entry: 'web/worker/live.ts', name: 'live-worker.js' },
];

/** Bundles a worker, `entry`, into one file without imports: its code, and the files that went into it. */
export async function bundle(entry, { define = {}, minify = false, plugins = [] } = {}) {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    define,
    plugins,
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
    resolveId: (id) => (WORKERS.some(({ module }) => module === id) ? `\0${id}` : undefined),
    async load(id) {
      const found = WORKERS.find(({ module }) => id === `\0${module}`);
      if (!found) return;
      const { entry, name } = found;
      if (serving) return `export default new URL('/${name}', import.meta.url).href;`;
      const { code, modules } = await bundle(entry, { define, minify: true });
      for (const file of modules) this.addWatchFile(file);
      const file = this.emitFile({ type: 'asset', name, source: code });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      for (const { entry, name } of WORKERS) {
        server.middlewares.use(`/${name}`, (_request, response, next) => {
          bundle(entry, { define }).then(({ code }) => {
            response.setHeader('Content-Type', 'text/javascript');
            for (const [name, value] of Object.entries(server.config.server.headers))
              response.setHeader(name, value);
            response.end(code);
          }, next);
        });
      }
    },
  };
  return shipped;
}
