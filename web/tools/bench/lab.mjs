// The browser in which benchmarks run: an isolated page, and fresh workers for every case.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';
import { browsers, browser as found } from '../browsers.mjs';
import { buildName } from '../hash.mjs';
import { serve } from '../serve.mjs';
import { ROOT } from '../sh.mjs';
import { peers } from '../wasm.mjs';
import { bundle } from '../worker-plugin.mjs';

const SITE = join(ROOT, 'target/bench/site');
/** The longest that a case may take, milliseconds: what hangs is told, and the next case runs. */
const PATIENCE = 900_000;

/** The page, its worker and both programs, in one folder. Not part of dist/. */
async function site() {
  const wasm = await peers();
  mkdirSync(SITE, { recursive: true });
  for (const name of ['isolated', 'shared'])
    copyFileSync(join(wasm, name, 'peers_bg.wasm'), join(SITE, `${name}.wasm`));
  copyFileSync(join(ROOT, 'web/bench/index.html'), join(SITE, 'index.html'));
  writeFileSync(join(SITE, 'worker.js'), (await bundle('web/bench/main.ts')).code);
  return SITE;
}

/** Serves a folder with the headers that isolate it, and opens it: `{ page, description, close() }`. */
export async function open(folder, name) {
  await browsers([name]);
  const server = await serve({ folder });
  const { launchOptions, channel } = found(name);
  const browser = await { chromium, firefox }[name].launch({ ...launchOptions, channel });
  const page = await browser.newPage();
  await page.goto(server.url);
  const isolated = await page.evaluate(() => crossOriginIsolated);
  if (!isolated) throw new Error('the page is not cross-origin isolated: no threads, and a coarse clock');
  const [cpu] = cpus();
  return {
    page,
    description: `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${name} ${browser.version()}, build ${buildName()}`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Builds what is missing, opens the page. `run(order)` runs a case: see web/bench/protocol.ts. */
export async function lab(name) {
  const opened = await open(await site(), name);
  const run = async (order) => {
    const done = await opened.page.evaluate(inWorker, { ...order, patience: PATIENCE });
    if (done.type === 'failed') throw new Error(done.failure.message);
    return done;
  };
  return { ...opened, run };
}

/** On the page: carries an order out in workers of its own, and ends them, whatever comes of it. */
function inWorker({ patience, ...order }) {
  const workers = [];
  let late;
  return new Promise((resolve) => {
    const fail = (message) => resolve({ type: 'failed', failure: { kind: 'crashed', message } });
    const start = (order, heard) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      workers.push(worker);
      worker.onerror = ({ message }) => fail(message || 'the worker script did not load');
      worker.onmessage = ({ data }) => (data.type === 'failed' ? resolve(data) : heard(data));
      worker.postMessage(order, order.port ? [order.port] : []);
      return worker;
    };
    // The threads of a pool, as web/worker/protocol.ts has it; or else workers at the other ends of lines.
    const lend = async ({ count, threads, process }) => {
      const lines = [];
      const ready = () => {
        if (threads) return new Promise((ready) => start({ role: 'thread', ...threads }, ready));
        const { port1: port, port2 } = new MessageChannel();
        lines.push(port2);
        const order = process ? { role: 'process', ...process } : { role: 'echo' };
        return new Promise((ready) => start({ ...order, port }, ready));
      };
      await Promise.all(Array.from({ length: count }, ready));
      host.postMessage({ lines }, lines);
    };
    late = setTimeout(fail, patience, `nothing was heard within ${patience / 1000} s`);
    const host = start({ role: 'case', ...order }, (message) =>
      message.type === 'wanted' ? lend(message) : resolve(message),
    );
  }).finally(() => {
    clearTimeout(late);
    for (const worker of workers) worker.terminate();
  });
}
