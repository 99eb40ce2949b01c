// The npm package, as others use it: packed, installed from its tarball into fresh projects, built by Vite, by webpack
// and by nobody, and run in a real browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { build, createServer } from 'vite';
import webpack from 'webpack';
import { browser } from '../web/tools/browsers.mjs';
import { ISOLATION, serve } from '../web/tools/serve.mjs';
import { ROOT } from '../web/tools/sh.mjs';

/** What a project's one module does with the package; the page says what came of it. */
const MAIN = `
import { capabilities, labs, solveSudoku, sort } from 'speedup-lab';

async function main() {
  const { crossOriginIsolated } = await capabilities();
  const numbers = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i));
  const sorted = {};
  for (const mode of crossOriginIsolated ? ['serial', 'threads', 'processes', 'async'] : ['serial', 'processes', 'async'])
    sorted[mode] = [...(await sort(numbers, { mode, workers: 2 }))].every((x, i, all) => i === 0 || all[i - 1] <= x);
  const puzzle = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
  const [{ solution, solutions }] = await solveSudoku(puzzle, { mode: 'processes', workers: 2 });
  return { crossOriginIsolated, sorted, solution, solutions, labs: labs().length > 0 };
}
globalThis.result = main();
`;
/** The lab on a page. */
const ELEMENT = `
import 'speedup-lab/element';
const lab = document.createElement('speedup-lab');
document.body.append(lab);
globalThis.report = lab.run({ size: 20000, workers: [2], modes: ['serial', 'processes'], samples: 1, realms: 1 });
`;
const HTML = (head) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>A project</title>${head}</head><body></body></html>`;
const SOLVED = '534678912672195348198342567859761423426853791713924856961537284287419635345286179';

const root = mkdtempSync(join(tmpdir(), 'speedup-lab-package-'));
let tarball;
let window;

before(async () => {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', root], {
    cwd: join(ROOT, 'pkg'),
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed);
  tarball = join(root, filename);
  window = await chromium.launch(browser('chromium').launchOptions);
});
after(async () => {
  await window?.close();
  rmSync(root, { recursive: true, force: true });
});

/** A fresh project with these files, and with the package installed from its tarball. */
function project(name, files) {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries({
    'package.json': '{ "private": true, "type": "module" }',
    ...files,
  }))
    writeFileSync(join(folder, file), text);
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], {
    cwd: folder,
  });
  return folder;
}

/** Opens a page that runs MAIN, and sees that all modes give what they should. */
async function works(url) {
  const page = await window.newPage();
  try {
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url);
    const found = await page.evaluate(() => globalThis.result);
    assert.deepEqual(errors, []);
    assert.deepEqual(found, {
      crossOriginIsolated: true,
      sorted: { serial: true, threads: true, processes: true, async: true },
      solution: SOLVED,
      solutions: 1,
      labs: true,
    });
    return page;
  } catch (error) {
    await page.close();
    throw error;
  }
}

async function served(folder, see) {
  const server = await serve({ folder });
  try {
    await (await see(server.url)).close();
  } finally {
    await server.close();
  }
}

const vite = (folder) => ({
  configFile: false,
  root: folder,
  logLevel: 'error',
  optimizeDeps: { exclude: ['speedup-lab'] },
  server: { headers: ISOLATION, host: '127.0.0.1' },
});

test('a fresh Vite project: the module and the element in a build', async () => {
  const folder = project('vite', {
    'main.js': `${MAIN}${ELEMENT}`,
    'index.html': HTML('<script type="module" src="/main.js"></script>'),
  });
  await build(vite(folder));
  await served(join(folder, 'dist'), async (url) => {
    const page = await works(url);
    const report = await page.evaluate(() => globalThis.report);
    assert.equal(report.ended, 'complete');
    assert.deepEqual([...new Set(report.trials.map(({ outcome }) => outcome.status))], ['done']);
    return page;
  });
});

test('a fresh Vite project: its development server', async () => {
  const folder = project('vite-dev', {
    'main.js': MAIN,
    'index.html': HTML('<script type="module" src="/main.js"></script>'),
  });
  const server = await createServer(vite(folder));
  try {
    await server.listen(0);
    const page = await works(server.resolvedUrls.local[0]);
    await page.close();
  } finally {
    await server.close();
  }
});

test('a fresh webpack project', async () => {
  const folder = project('webpack', { 'main.js': MAIN });
  const stats = await new Promise((resolve, reject) => {
    const options = {
      mode: 'production',
      context: folder,
      entry: './main.js',
      output: { path: join(folder, 'dist') },
    };
    webpack(options, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
  assert.equal(stats.hasErrors(), false, stats.toString());
  writeFileSync(join(folder, 'dist/index.html'), HTML('<script defer src="main.js"></script>'));
  await served(join(folder, 'dist'), works);
});

test('no bundler: an import map is enough', async () => {
  const map = { imports: { 'speedup-lab': './node_modules/speedup-lab/dist/index.js' } };
  const folder = project('plain', {
    'main.js': MAIN,
    'index.html': HTML(
      `<script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`,
    ),
  });
  await served(folder, works);
});

test('importing it does nothing, and it is dropped where nothing of it is used', async () => {
  const folder = project('idle', {
    'main.js': "import 'speedup-lab';\nimport { sort } from 'speedup-lab';\n",
  });
  const { labs } = await import(pathToFileURL(join(folder, 'node_modules/speedup-lab/dist/index.js')).href);
  assert.ok(labs().length > 0);
  const { output } = await build({
    ...vite(folder),
    build: { write: false, rolldownOptions: { input: join(folder, 'main.js') } },
  });
  assert.deepEqual(
    output.map(({ code }) => code?.trim()),
    [''],
  );
});

test('a TypeScript project sees its types', () => {
  const folder = project('types', {
    'main.ts': `
import { run, sort, solveSudoku, type Plan, type Report } from 'speedup-lab';
import 'speedup-lab/element';
const numbers: Promise<Int32Array> = sort(Int32Array.of(2, 1), { algorithm: 'radix', workers: 2 });
const answer: Promise<number> = solveSudoku('').then((answers) => answers[0]!.solutions);
const plan: Partial<Plan> = { workload: 'sudoku', modes: ['serial'] };
const report: Promise<Report> = run(plan, { onTrial: (trial) => trial.cell.workers });
document.querySelector('speedup-lab')!.run(plan);
document.addEventListener('speedup-report', ({ detail }) => detail.trials.length);
// @ts-expect-error an algorithm that there isn't
sort(Int32Array.of(2, 1), { algorithm: 'bogo' });
export { answer, numbers, report };
`,
  });
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...[
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        'esnext',
        '--moduleResolution',
        'bundler',
      ],
      ...['--types', '', 'main.ts'],
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
  );
});

test('the package has what it promises, and nothing else', () => {
  const folder = project('files', {});
  const here = join(folder, 'node_modules/speedup-lab');
  const names = readdirSync(here, { recursive: true }).map(String);
  assert.deepEqual(readdirSync(here).sort(), ['LICENSE', 'README.md', 'dist', 'package.json', 'schema']);
  const wasm = names.filter((name) => name.endsWith('.wasm'));
  assert.ok(wasm.length >= 3, wasm.join());
  const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  assert.equal(manifest.dependencies, undefined);
  const files = Object.values(manifest.exports).flatMap((to) =>
    typeof to === 'string' ? [to] : Object.values(to),
  );
  for (const file of files.filter((file) => !file.includes('*')))
    assert.ok(names.includes(file.slice(2)), file);
});
