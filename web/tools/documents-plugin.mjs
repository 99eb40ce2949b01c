// Documents that stand beside the page, in dist/ and on the dev server: in the page's clothes METHODOLOGY.md, EMBEDDING.md
// and the guide's lessons, in which labs run; and examples as they are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guide } from './guide.mjs';
import { page } from './methodology.mjs';
import { ROOT } from './sh.mjs';

/** Where each stands, and what it is made from. */
const DOCUMENTS = { 'methodology.html': 'METHODOLOGY.md', 'embedding.html': 'EMBEDDING.md' };
const EXAMPLES = { 'examples/grading.html': 'web/examples/grading.html' };
/** The script of the guide's pages, and its name among the build's entries. */
const LESSON = { name: 'lesson', source: 'web/lesson.ts' };

const read = (file) => readFileSync(join(ROOT, file), 'utf8');

/** Every document: its path, and how it is made of the page beside it and of the address of the lessons' script. */
function documents() {
  const plain = Object.entries(DOCUMENTS).map(([path, file]) => ({
    path,
    file: join(ROOT, file),
    make: (sibling) => page(sibling, join(ROOT, file)),
  }));
  const lessons = guide().map(({ path, source, options }) => ({
    path,
    file: source,
    make: (sibling, script) => page(sibling, source, { ...options, script: `../${script}` }),
  }));
  const examples = Object.entries(EXAMPLES).map(([path, file]) => ({
    path,
    file: join(ROOT, file),
    make: () => read(file),
  }));
  return [...plain, ...lessons, ...examples];
}

export function documentPages() {
  return {
    name: 'speedup-lab:documents',
    buildStart() {
      for (const { file } of documents()) this.addWatchFile(file);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const sibling = String(bundle['index.html'].source);
        const script = Object.values(bundle).find(({ isEntry, name }) => isEntry && name === LESSON.name);
        for (const { path, make } of documents())
          this.emitFile({ type: 'asset', fileName: path, source: make(sibling, script.fileName) });
      },
    },
    configureServer(server) {
      for (const { path, make } of documents()) {
        const answer = async (request, response, next) => {
          try {
            const html = make(read('index.html'), LESSON.source);
            response.setHeader('Content-Type', 'text/html; charset=utf-8');
            for (const [name, value] of Object.entries(server.config.server.headers))
              response.setHeader(name, value);
            response.end(await server.transformIndexHtml(request.originalUrl, html));
          } catch (error) {
            next(error);
          }
        };
        server.middlewares.use(`/${path}`, answer);
      }
    },
  };
}
