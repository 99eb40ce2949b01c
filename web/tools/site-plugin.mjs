// What makes dist/ a site: its service worker, sw.js, which knows every file; `import url from 'virtual:service-worker'`
// is its address.
import { createHash } from 'node:crypto';
import { FILES as HOSTING } from './hosting-plugin.mjs';
import { ISOLATION } from './serve.mjs';
import { bundle } from './worker-plugin.mjs';

const NAME = 'virtual:service-worker';
const ENTRY = 'web/sw/main.ts';
const FILE = 'sw.js';

/** `import { BUILD, FILES, ISOLATION } from 'virtual:site'` in the service worker. */
const facts = (facts) => ({
  name: 'speedup-lab:facts',
  resolveId: (id) => (id === 'virtual:site' ? `\0${id}` : undefined),
  load: (id) =>
    id === '\0virtual:site'
      ? Object.entries(facts)
          .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
          .join('\n')
      : undefined,
});

/** sw.js for a site of these files, `[path, contents][]`. Its build's name is a hash over them. */
async function serviceWorker(files, options) {
  const hash = createHash('sha256');
  for (const [path, contents] of files) hash.update(`\0${path}\0`).update(contents);
  const BUILD = hash.digest('hex').slice(0, 16);
  const FILES = files.map(([path]) => path);
  const { code } = await bundle(ENTRY, { ...options, plugins: [facts({ BUILD, FILES, ISOLATION })] });
  return code;
}

export function site() {
  let serving = false;
  return {
    name: 'speedup-lab:site',
    configResolved: (config) => {
      serving = config.command === 'serve';
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return;
      if (serving) return `export default '/${FILE}';`;
      const file = this.emitFile({ type: 'asset', fileName: FILE, source: '' });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    // After all others: it names what they have made.
    generateBundle: {
      order: 'post',
      async handler(_options, output) {
        if (!output[FILE]) return;
        const files = Object.values(output)
          .filter(({ fileName }) => fileName !== FILE && !(fileName in HOSTING))
          .map((file) => [file.fileName, file.code ?? file.source])
          .sort(([a], [b]) => (a < b ? -1 : 1));
        output[FILE].source = await serviceWorker(files, { minify: true });
      },
    },
    configureServer(server) {
      server.middlewares.use(`/${FILE}`, (_request, response, next) => {
        serviceWorker([], {}).then((code) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(code);
        }, next);
      });
    },
  };
}
