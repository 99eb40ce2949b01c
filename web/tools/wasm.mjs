// `node web/tools/wasm.mjs [--debug]`: the crate as wasm, with the JavaScript that loads it.
//
//   page      the page's pure functions: links, plans, reports. No kernel; made for size.
//   explorer  every schedule of a small program. Made for size, and loaded where it is opened.
//   isolated  what runs kernels, one memory per instance: serial, processes, async. Runs on any page.
//   shared    the same on one memory for all threads: rayon. Only on a cross-origin isolated page.
//   live      what the live labs' workers run, on one memory for all of them.
//
// Isolated and shared memory have their own flags and target folders, so that neither throws the other's std away.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashOf } from './hash.mjs';
import { useOurPool } from './pool-snippet.mjs';
import { setup } from './setup.mjs';
import { CACHE, must, program, ROOT, say } from './sh.mjs';

const TARGET = 'wasm32-unknown-unknown';
const FEATURES = '+bulk-memory,+mutable-globals,+simd128';
// Atomics alone no longer imply a shared memory (rust-lang/rust#147225). 4 GiB is only the limit of what may be
// imported: the page makes the memory, and chooses a smaller maximum where it must.
const SHARED_MEMORY = [
  '--shared-memory',
  '--import-memory',
  '--max-memory=4294967296',
  ...['init_tls', 'tls_size', 'tls_align', 'tls_base'].map(
    (name) => `--export=__${name === 'init_tls' ? 'wasm_' : ''}${name}`,
  ),
].map((argument) => `-Clink-arg=${argument}`);

const MEMORIES = {
  isolated: [`-Ctarget-feature=${FEATURES}`],
  shared: [`-Ctarget-feature=+atomics,${FEATURES}`, ...SHARED_MEMORY],
};

/** A package, the module that it becomes, where that goes, what it is made from, and its builds: memory and flags. */
const CORE = {
  title: '',
  package: 'speedup-lab',
  module: 'speedup_lab',
  out: 'pkg/wasm',
  sources: ['crate/Cargo.toml', 'crate/src'],
  builds: {
    page: {
      memory: 'isolated',
      cargo: ['--no-default-features', '--features', 'page'],
      config: ['profile.release.package.speedup-lab.opt-level="s"'],
    },
    explorer: {
      memory: 'isolated',
      cargo: ['--no-default-features', '--features', 'explorer'],
      config: ['profile.release.package.speedup-lab.opt-level="s"'],
    },
    isolated: { memory: 'isolated', cargo: ['--no-default-features', '--features', 'realm'] },
    shared: { memory: 'shared', cargo: ['--features', 'shared,realm'], pool: true },
    live: { memory: 'shared', cargo: ['--no-default-features', '--features', 'live'] },
  },
};
/** The programs of others, with ours, for `npm run bench`. */
const PEERS = {
  title: "benchmark's ",
  package: 'peers',
  module: 'peers',
  out: 'target/bench/wasm',
  sources: [...CORE.sources, 'crate/peers'],
  builds: {
    isolated: { memory: 'isolated', cargo: ['--no-default-features', '--features', 'realm,crate-sudoku'] },
    shared: { memory: 'shared', cargo: ['--features', 'shared'], pool: true },
  },
};
/** The same without what may not be shipped, for visitors who race the peers. */
const RACE = {
  ...PEERS,
  title: "race's ",
  out: 'target/race/wasm',
  builds: {
    isolated: { memory: 'isolated', cargo: ['--no-default-features'] },
    shared: { ...PEERS.builds.shared, cargo: ['--no-default-features', '--features', 'shared'] },
  },
};
const TOOLS = [
  'Cargo.toml',
  'Cargo.lock',
  'crate/bindgen',
  'web/tools/wasm.mjs',
  'web/tools/pool-snippet.mjs',
];

/** Panic messages name source files; they should not name this machine's folders. */
function remaps(rust) {
  const cargoHome = rust.env.CARGO_HOME ?? process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const pairs = [
    [ROOT, 'speedup-lab'],
    [cargoHome, 'cargo'],
    [rust.sources, 'rust'],
  ];
  return pairs.map(([from, to]) => `--remap-path-prefix=${from}=/${to}`);
}

/** `cargo COMMAND` for one of the builds: its flags and its target folder go with the command, not with a config file. */
async function cargo(rust, what, name, command, options = []) {
  const args = [
    command,
    '--package',
    what.package,
    '--lib',
    '--locked',
    '--target',
    TARGET,
    '-Zbuild-std=panic_abort,std',
  ];
  const { memory, cargo, config = [] } = what.builds[name];
  args.push('--target-dir', join(ROOT, 'target', `wasm-${memory}`), ...cargo);
  args.push(...config.flatMap((setting) => ['--config', setting]), ...options);
  const flags = [...MEMORIES[memory], ...remaps(rust)].join('\x1f'); // cargo's own separator: paths may have spaces
  await must(rust.cargo, args, { env: { ...rust.env, CARGO_ENCODED_RUSTFLAGS: flags } });
}

async function compile(rust, what, name, debug) {
  const checked = ['debug-assertions', 'overflow-checks'].flatMap((check) => [
    '--config',
    `profile.release.${check}=true`,
  ]);
  // Not `build`: next to the rlib that tests and benchmarks link with, cargo leaves lto = "fat" out without a word.
  await cargo(rust, what, name, 'rustc', ['--crate-type', 'cdylib', '--release', ...(debug ? checked : [])]);
  return join(ROOT, 'target', `wasm-${what.builds[name].memory}`, TARGET, `release/${what.module}.wasm`);
}

/** Our wasm-bindgen, for this machine. Lightly optimised, so that it is quick to build and to run. */
async function bindgen(rust) {
  const folder = join(ROOT, 'target/bindgen');
  const args = ['build', '--package', 'bindgen', '--locked', '--target-dir', folder];
  args.push('--config', 'profile.dev.opt-level=1', '--config', 'profile.dev.debug=false');
  await must(rust.cargo, args, { env: rust.env });
  return join(folder, 'debug/bindgen');
}

const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;

/**
 * Builds what changed since the last time. Returns the folder that holds a folder for each build.
 *
 * Both memories at once, beside bindgen: link-time optimisation of one program keeps a single core busy. Programs of
 * one memory share a target folder, and there each takes the other's place: so one after the other.
 */
async function all(what, debug) {
  const rust = await setup();
  const out = join(ROOT, debug ? `${what.out}-debug` : what.out);
  const inputs = hashOf([...TOOLS, ...what.sources], rust.wasm.name);
  const builds = Object.keys(what.builds).map((name) => ({
    name,
    stamp: join(CACHE, `${what.out.replaceAll('/', '-')}-${name}${debug ? '-debug' : ''}`),
    result: join(out, name, `${what.module}_bg.wasm`),
  }));
  const made = ({ stamp, result }) =>
    existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
  const stale = builds.filter((build) => !made(build));
  if (stale.length === 0) return out;
  say(
    `building the ${what.title}${stale.map(({ name }) => name).join(' and the ')} wasm with ${rust.wasm.name} Rust (std too: the first time takes some minutes)`,
  );
  const tool = bindgen(rust.native);
  const finish = async ({ name, stamp, result }) => {
    const compiled = await compile(rust.wasm, what, name, debug);
    await must(await tool, [compiled, join(out, name), what.module]);
    if (what.builds[name].pool) useOurPool(join(out, name), what.module);
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(stamp, inputs);
    const bytes = readFileSync(result);
    say(`${what.title}${name}: ${kib(bytes.length)}, ${kib(gzipSync(bytes).length)} with gzip`);
  };
  const chain = async (memory) => {
    for (const build of stale) if (what.builds[build.name].memory === memory) await finish(build);
  };
  await Promise.all([tool, ...Object.keys(MEMORIES).map(chain)]);
  return out;
}

/** What visitors get. */
export const wasm = ({ debug = false } = {}) => all(CORE, debug);

/** What visitors get who race the peers. */
export const race = () => all(RACE, false);

/** What `npm run bench` runs. */
export const peers = () => all(PEERS, false);

/** Lints what only the wasm builds compile. */
export const clippy = (rust) =>
  cargo(rust, CORE, 'isolated', 'clippy', [
    '--features',
    'page,live,explorer',
    '--quiet',
    '--release',
    '--',
    '-Dwarnings',
  ]);

await program(import.meta, async (args) => void (await wasm({ debug: args.includes('--debug') })));
