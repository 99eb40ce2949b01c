// `node web/tools/package.mjs`: the npm package `speedup-lab`, in pkg/. `npm pack` there does it first.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildName } from './hash.mjs';
import { must, program, ROOT, say } from './sh.mjs';
import { wasm } from './wasm.mjs';

const OUT = join(ROOT, 'pkg/dist');

/** In the place of Vite's helper, which names chunks in strings: other bundlers do not find them. */
const preloadNothing = {
  name: 'speedup-lab:preload-nothing',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined,
};

/** Bundlers take the page about the method along, as a file; the site's other pages are not in the package. */
const pages = {
  name: 'speedup-lab:pages',
  renderChunk: (code) =>
    code
      .replaceAll(/\/\* @vite-ignore \*\/\s*/g, '')
      .replaceAll(/new URL\(\s*("[^"]*\.html[^"]*"),\s*import\.meta\.url/g, (_all, page) =>
        page.includes('methodology.html')
          ? `new URL(${page}, import.meta.url`
          : `new URL(${page}, "" + import.meta.url`,
      ),
};

/** What help texts link to, as one file. */
async function methodology() {
  const { page } = await import('./methodology.mjs');
  const css = readFileSync(join(ROOT, 'web/page.css'), 'utf8');
  const html = page(readFileSync(join(ROOT, 'index.html'), 'utf8'), join(ROOT, 'METHODOLOGY.md'))
    .replace(/<link rel="icon"[^>]*>\n?/, '')
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>\n${css}</style>`);
  writeFileSync(join(OUT, 'methodology.html'), html);
}

/** Modules that any bundler takes, and browsers without one: each other file is a `new URL('…', import.meta.url)`. */
async function modules() {
  const { build } = await import('vite');
  const { unit } = await import('./unit-plugin.mjs');
  const { worker } = await import('./worker-plugin.mjs');
  const define = { 'import.meta.env.VITE_BUILD': JSON.stringify(buildName()) };
  await build({
    configFile: false,
    root: ROOT,
    base: './',
    logLevel: 'warn',
    define,
    plugins: [preloadNothing, unit(), worker({ define }), pages],
    build: {
      outDir: OUT,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      minify: false, // whoever bundles it does that
      modulePreload: false,
      rolldownOptions: {
        input: { index: 'web/api.ts', element: 'web/index.ts' },
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: 'chunks/[name]-[hash][extname]',
        },
      },
    },
  });
}

export async function pack() {
  await wasm();
  await modules();
  await methodology();
  rmSync(join(OUT, 'types'), { recursive: true, force: true });
  await must(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '--project',
    join(ROOT, 'web/package'),
  ]);
  copyFileSync(join(ROOT, 'web/package/element.d.ts'), join(OUT, 'element.d.ts'));
  copyFileSync(join(ROOT, 'LICENSE'), join(ROOT, 'pkg/LICENSE'));
  say('pkg/ is built: `npm pack` there makes the package of it');
}

await program(import.meta, pack);
