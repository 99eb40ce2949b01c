// METHODOLOGY.md becomes `methodology.html`, beside the page: in dist/ and on the dev server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, SOURCE } from './methodology.mjs';
import { ROOT } from './sh.mjs';

const NAME = 'methodology.html';

export function methodology() {
  return {
    name: 'speedup-lab:methodology',
    buildStart() {
      this.addWatchFile(SOURCE);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        this.emitFile({ type: 'asset', fileName: NAME, source: page(String(bundle['index.html'].source)) });
      },
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, async (request, response, next) => {
        try {
          const html = page(readFileSync(join(ROOT, 'index.html'), 'utf8'));
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          for (const [name, value] of Object.entries(server.config.server.headers))
            response.setHeader(name, value);
          response.end(await server.transformIndexHtml(request.originalUrl, html));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}
