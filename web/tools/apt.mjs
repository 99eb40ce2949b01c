// Debian and Ubuntu packages, when this user may install them without being asked for a password.
import { ask, run, say, which } from './sh.mjs';

const QUIET = { DEBIAN_FRONTEND: 'noninteractive' };
let updated = false;

/** What to put before `apt-get`: nothing for root, `sudo -n` where that works, undefined where neither does. */
export function root() {
  if (!which('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  return which('sudo') && ask('sudo', ['-n', 'true']) !== undefined ? ['sudo', '-n'] : undefined;
}

/** The version `apt-get install` would take, or undefined. Ubuntu's empty stand-ins for snaps do not count. */
export function candidate(name) {
  const version = ask('apt-cache', ['policy', name], { env: { LC_ALL: 'C' } })?.match(
    /Candidate: (\S+)/,
  )?.[1];
  return version === undefined || version === '(none)' || version.includes('snap') ? undefined : version;
}

/** Refreshes the package lists, once a run: a fresh container has none at all. */
export async function update() {
  const sudo = root();
  if (!sudo || updated) return sudo !== undefined;
  say('refreshing the lists of Debian packages');
  const [command, ...args] = [...sudo, 'apt-get', 'update', '-qq'];
  updated = (await run(command, args, { quiet: true, env: QUIET, timeout: 300_000 })) === 0;
  return updated;
}

/** Installs packages; true on success. Says so first, with the reason. */
export async function install(names, why) {
  const sudo = root();
  if (!sudo || !(await update()) || !names.every(candidate)) return false;
  say(`installing ${names.join(' ')} (${why})`);
  const [command, ...args] = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...names];
  return (await run(command, args, { quiet: true, env: QUIET, timeout: 900_000 })) === 0;
}
