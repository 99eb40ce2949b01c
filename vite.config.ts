import { defineConfig } from 'vite';
import { documentPages } from './web/tools/documents-plugin.mjs';
import { buildName } from './web/tools/hash.mjs';
import { hosting } from './web/tools/hosting-plugin.mjs';
import { ISOLATION } from './web/tools/serve.mjs';
import { site } from './web/tools/site-plugin.mjs';
import { worker } from './web/tools/worker-plugin.mjs';

const define = { 'import.meta.env.VITE_BUILD': JSON.stringify(buildName()) };

export default defineConfig({
  base: './', // dist/ works in any folder of any host
  define,
  plugins: [worker({ define }), documentPages(), hosting(), site()],
  server: { headers: ISOLATION },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // wasm in base64 would be larger, and could not be compiled while it arrives
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { page: 'index.html', lesson: 'web/lesson.ts', 'speedup-lab': 'web/index.ts' },
      preserveEntrySignatures: 'exports-only', // speedup-lab.js is a module that others import from
      output: {
        entryFileNames: ({ name }) => (name === 'speedup-lab' ? 'speedup-lab.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
