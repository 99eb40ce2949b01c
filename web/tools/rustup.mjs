// rustup for a machine without any: into .cache/, so that nothing outside this folder changes.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, run, say } from './sh.mjs';

const CPU = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
const SYSTEM = { linux: 'unknown-linux-gnu', darwin: 'apple-darwin' }[process.platform];

async function get(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** Downloads rustup, checks its hash, installs it without a toolchain. Undefined where that can't be done. */
export async function installRustup(server) {
  const env = { RUSTUP_HOME: join(CACHE, 'rustup'), CARGO_HOME: join(CACHE, 'cargo') };
  const command = join(env.CARGO_HOME, 'bin/rustup');
  if (existsSync(command)) return { command, env };
  if (!CPU || !SYSTEM) return undefined;
  say('no rustup here: fetching one into .cache/ (delete that folder to be rid of it)');
  const url = `${server}/rustup/dist/${CPU}-${SYSTEM}/rustup-init`;
  try {
    const [file, line] = await Promise.all([get(url), get(`${url}.sha256`)]);
    const hash = createHash('sha256').update(file).digest('hex');
    if (!String(line).startsWith(hash)) throw new Error(`${url} is not the file its checksum names`);
    mkdirSync(CACHE, { recursive: true });
    const installer = join(CACHE, 'rustup-init');
    writeFileSync(installer, file);
    chmodSync(installer, 0o755);
    const args = ['-y', '--no-modify-path', '--default-toolchain', 'none', '--profile', 'minimal'];
    return (await run(installer, args, { quiet: true, env })) === 0 ? { command, env } : undefined;
  } catch (error) {
    say(`no rustup: ${error.message}`);
    return undefined;
  }
}
