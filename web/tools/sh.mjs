// The few things every tool here needs: where the repository is, how to say what is going on, how to run a program.
// Node built-ins only: these files run on a fresh clone, before `npm ci`.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
export const CACHE = join(ROOT, '.cache');

/** One line a step, in plain words. On stderr, so that a tool's real output can be piped. */
export const say = (line) => process.stderr.write(`speedup-lab: ${line}\n`);

/** A failure whose message is all that its reader needs: printed without a stack trace. */
export class Stop extends Error {}

/** The full path of a program, or undefined. Looks only: starts nothing. */
export function which(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return undefined;
}

/** Runs a short command; gives its output, or undefined when it failed, is missing or took too long. */
export function ask(command, args, { timeout = 5000, env = {} } = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', timeout, env: { ...process.env, ...env } });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/**
 * Runs a long command; resolves with its exit code. Loud by default. `quiet` keeps its output to itself
 * and prints the end of it only on failure: nobody wants to read what apt-get unpacked.
 */
export function run(command, args, { env = {}, cwd = ROOT, quiet = false, timeout = 0 } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      timeout,
    });
    let tail = '';
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      done(127);
    });
    child.on('close', (code, signal) => {
      if (quiet && code !== 0) process.stderr.write(tail);
      if (signal) say(`${command} was stopped by ${signal}`);
      done(code ?? 1);
    });
  });
}

/** As `run`, but a failure ends the tool: the command's own output has already said why. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Stop(`failed (exit code ${code}): ${command} ${args.join(' ')}`);
}

/** Runs `main` when its file is the program, not when it is imported. */
export async function program(meta, main) {
  if (resolve(process.argv[1] ?? '') !== fileURLToPath(meta.url)) return;
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (error instanceof Stop) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
