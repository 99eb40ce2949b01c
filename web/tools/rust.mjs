// Finds or installs Rust: one toolchain for wasm, and one for this machine.
//
// Threads in wasm need std rebuilt with atomics: a compiler that takes unstable flags, and its own std sources.
// A pinned nightly has both; so have the Rust packages that Debian builds its browsers with.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import * as apt from './apt.mjs';
import { installRustup } from './rustup.mjs';
import { ask, CACHE, run, Stop, say, which } from './sh.mjs';

export const NIGHTLY = 'nightly-2026-05-20';
const OLDEST = 95; // rustc 1.95: the workspace's rust-version
const DEBIAN = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'lld-22']; // rust-web-llvm: the linker
const DEBIAN_LINTS = ['rustfmt-web', 'rust-web-clippy'];

const minor = (version) => Number(version?.match(/\b1\.(\d+)\./)?.[1] ?? 0);
const server = process.env.RUSTUP_DIST_SERVER ?? 'https://static.rust-lang.org';

/** A toolchain is a folder of programs and what must be in the environment for them. The user's default stays as it is. */
const toolchain = (name, bin, sources, env = {}) => ({
  name,
  bin,
  sources,
  cargo: join(bin, 'cargo'),
  env: {
    ...env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    RUSTC: join(bin, 'rustc'),
    RUSTUP_TOOLCHAIN: undefined,
  },
});

/** The homes of rustup: the user's, and the one in .cache that we fill where there is none. */
const homes = () => [process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'), join(CACHE, 'rustup')];

/** The pinned nightly, with std's sources, if some rustup has it. Looks at files only, so it costs nothing. */
function installedNightly() {
  for (const home of homes()) {
    const all = join(home, 'toolchains');
    const name = existsSync(all) && readdirSync(all).find((folder) => folder.startsWith(NIGHTLY));
    const sources = name && join(all, name, 'lib/rustlib/src/rust');
    if (
      sources &&
      existsSync(join(sources, 'library/std/Cargo.toml')) &&
      existsSync(join(all, name, 'bin/cargo-clippy'))
    )
      return toolchain(NIGHTLY, join(all, name, 'bin'), sources);
  }
  return undefined;
}

/** Debian's own Rust, by absolute path: rustup's shims often come first in PATH. */
function installedDebian() {
  const sources = '/usr/lib/rustlib/src/rust';
  if (
    !existsSync('/usr/bin/cargo') ||
    !existsSync('/usr/bin/rust-lld') ||
    !existsSync(`${sources}/library/std/Cargo.toml`)
  )
    return undefined;
  if (minor(ask('/usr/bin/rustc', ['--version'])) < OLDEST) return undefined;
  return toolchain('Debian', '/usr/bin', sources, { RUSTC_BOOTSTRAP: '1' });
}

/** Is Rust's server there? Five seconds, no more: many machines can only reach package mirrors. */
async function reachable() {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true; // rustup knows proxies, fetch does not
  const url = `${server}/dist/${NIGHTLY.slice('nightly-'.length)}/channel-rust-nightly.toml.sha256`;
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

/** The user's rustup, where there is one. */
function installedRustup() {
  const found = which('rustup') ?? [join(homedir(), '.cargo/bin/rustup')].find(existsSync);
  return found && { command: found, env: {} };
}

async function fetchNightly() {
  if (!(await reachable())) {
    say(`${server} does not answer: no rustup toolchain from here, trying Debian's packages`);
    return undefined;
  }
  const rustup = installedRustup() ?? (await installRustup(server));
  if (!rustup) return undefined;
  say(
    `installing Rust ${NIGHTLY} with std's sources through rustup (about 150 MB; your default stays as it is)`,
  );
  const args = ['toolchain', 'install', NIGHTLY, '--profile', 'minimal', '--no-self-update'];
  args.push('-c', 'rust-src', '-c', 'clippy', '-c', 'rustfmt');
  const code = await run(rustup.command, args, { quiet: true, env: rustup.env, timeout: 900_000 });
  return code === 0 ? installedNightly() : undefined;
}

async function fetchDebian() {
  if (!apt.root() || !(await apt.update()) || minor(apt.candidate('rustc-web')) < OLDEST) return undefined;
  const done = await apt.install(DEBIAN, 'a Rust that can build wasm with threads');
  return done ? installedDebian() : undefined;
}

/** The toolchain for both wasm builds. SPEEDUP_LAB_RUST=rustup or =debian takes only that way. */
export async function wasmRust() {
  const only = process.env.SPEEDUP_LAB_RUST;
  const ways = { rustup: [installedNightly, fetchNightly], debian: [installedDebian, fetchDebian] };
  const order = only && ways[only] ? [ways[only]] : Object.values(ways);
  for (const step of [0, 1]) {
    for (const way of order) {
      const found = await way[step]();
      if (found) return found;
    }
  }
  throw new Stop(`no Rust here can build wasm with threads, and none could be installed. Either:
  curl --proto '=https' -sSf https://sh.rustup.rs | sh -s -- -y --default-toolchain none
  rustup toolchain install ${NIGHTLY} --profile minimal -c rust-src -c clippy -c rustfmt
or, on Debian 12 or later:
  sudo apt-get update && sudo apt-get install -y ${DEBIAN.join(' ')}`);
}

/** The toolchain for native code: the user's own where it is new enough, else the one for wasm. */
export async function nativeRust() {
  const [rustc, cargo] = [which('rustc'), which('cargo')];
  if (rustc && cargo && minor(ask(rustc, ['--version'])) >= OLDEST && ask(cargo, ['--version']))
    return { name: 'own', bin: dirname(cargo), cargo, env: {} };
  return wasmRust();
}

/** Which of `fmt` and `clippy` a toolchain can run; installs Debian's where they are missing. */
export async function lints(rust) {
  const have = () =>
    ['fmt', 'clippy'].filter((name) => ask(rust.cargo, [name, '--version'], { env: rust.env }));
  if (have().length < 2 && rust.name === 'Debian')
    await apt.install(DEBIAN_LINTS, 'to check format and lint');
  return have();
}

/** Whether a toolchain has Miri; installs it where rustup can. Otherwise why not, in words. */
export async function miri(rust) {
  const have = () => ask(rust.cargo, ['miri', '--version'], { env: rust.env });
  if (have()) return '';
  if (rust.name !== NIGHTLY) return `Miri comes with rustup's nightly, and this is the Rust of ${rust.name}`;
  if (!(await reachable())) return `${server} does not answer`;
  const rustup = installedRustup() ?? (await installRustup(server));
  if (!rustup) return 'there is no rustup';
  say('installing Miri through rustup');
  const args = ['component', 'add', 'miri', '--toolchain', NIGHTLY];
  await run(rustup.command, args, { quiet: true, env: rustup.env, timeout: 300_000 });
  return have() ? '' : 'rustup could not install it';
}

/** Native builds link with the C compiler driver: without one, cargo's own message is a riddle. */
export async function linker() {
  if (which('cc') || process.platform === 'win32') return;
  if (await apt.install(['gcc', 'libc6-dev'], 'Rust links native programs with it')) return;
  throw new Stop(
    'no C compiler (cc), which Rust links with. Install one: `sudo apt-get install -y gcc libc6-dev`, or on macOS `xcode-select --install`',
  );
}
