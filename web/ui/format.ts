import type { Cell, Estimate, Mode, Transport } from '../generated/types.js';

const NUMBER = new Intl.NumberFormat('en-GB');
const NO_BREAK = '\u00a0';

/** A whole number with separators: `1,000,000`. */
export const count = (value: number): string => NUMBER.format(value);

/** A short whole number for a chip: `100 k`, `10 M`. */
export function short(value: number): string {
  for (const [unit, letter] of [
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (value >= unit && value % (unit / 10) === 0) return `${value / unit}${NO_BREAK}${letter}`;
  }
  return count(value);
}

/** From here on, numbers have an exponent: a report made by hand may have any, and none may be wider than its place. */
const HUGE = 1e9;

/** Three significant digits. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  const size = Math.abs(value);
  if (size >= HUGE) return value.toExponential(2).replace('e+', 'e');
  if (size >= 100) return count(Math.round(value));
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** A time in milliseconds, in the unit that suits it: `412 µs`, `23.1 ms`, `1.24 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${digits(ms / 1000)}${NO_BREAK}s`;
  if (ms === 0) return `0${NO_BREAK}ms`;
  if (ms >= 0.1) return `${digits(ms)}${NO_BREAK}ms`;
  return `${digits(ms * 1000)}${NO_BREAK}µs`;
}

/** A time to wait, in milliseconds, as a person says it: `8 s`, `2 min 5 s`. */
export function wait(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}${NO_BREAK}s`;
  return `${Math.floor(seconds / 60)}${NO_BREAK}min ${seconds % 60}${NO_BREAK}s`;
}

/** A speedup: `1.83×`. */
export const times = (value: number): string => `${digits(value)}×`;

/** A share of 1: `12 %`, `0.4 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (Math.abs(value) >= HUGE) return `${digits(value)}${NO_BREAK}%`;
  const text =
    value > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value).toFixed(0);
  return `${text}${NO_BREAK}%`;
}

/** An interval's two ends: `1.79× to 1.88×`. */
export const range = (of: Estimate, words: (value: number) => string): string =>
  `${words(of.low)} to ${words(of.high)}`;

/** How many of something: `1 line`, `2,300 lines`. */
export const plural = (many: number, one: string, more = `${one}s`): string =>
  `${count(many)} ${many === 1 ? one : more}`;

/** Bytes: `4.0 MB`. */
export function bytes(many: number): string {
  if (many < 1000) return plural(many, 'byte');
  return many < 1e6 ? `${(many / 1e3).toFixed(1)}${NO_BREAK}kB` : `${(many / 1e6).toFixed(1)}${NO_BREAK}MB`;
}

const MODES: Record<Mode, string> = {
  serial: 'Serial',
  threads: 'Threads',
  processes: 'Processes',
  async: 'Async',
};

const TRANSPORTS: Record<Transport, string> = {
  copy: 'copy',
  transfer: 'transfer',
  shared: 'shared buffer',
};

/** A mode's name for people, with how its messages travel: `Processes (copy)`. */
export function modeTitle(mode: Mode, transport?: Transport | null): string {
  return transport ? `${MODES[mode]} (${TRANSPORTS[transport]})` : MODES[mode];
}

/** What a mode's workers are called. */
export function workersTitle(mode: Mode, workers: number): string {
  const nouns: Record<Mode, string> = {
    serial: 'worker',
    threads: 'thread',
    processes: 'process',
    async: 'task',
  };
  const noun = nouns[mode];
  return plural(workers, noun, noun === 'process' ? 'processes' : `${noun}s`);
}

/** A cell in words: `Threads, 2 workers`. */
export function cellTitle({ role, mode, transport, workers }: Cell): string {
  const many = plural(workers, 'worker');
  if (role === 'compute') return `The machine’s ceiling: computing, ${many}`;
  if (role === 'memory') return `The machine’s ceiling: memory, ${many}`;
  const title = modeTitle(mode, transport);
  if (role === 'graph') return `${title}, every task by itself`;
  const words = mode === 'serial' ? title : `${title}, ${many}`;
  return role === 'scaled' ? `${words}, ${count(workers)} times the size` : words;
}

/**
 * A whole number as people type it, in the form that a permalink has: `1e6`, `1,000,000`, `1 000 000`, `10k`, `1.5M`.
 * Anything else comes back as it was, for the validation to name.
 */
export function wholeText(typed: string): string {
  const bare = typed.trim().replace(/[\s_,'’]/g, '');
  const found = /^(\d+(?:\.\d+)?(?:e\d{1,2})?)([km]?)$/i.exec(bare);
  if (!found) return typed.trim();
  const scale = { '': 1, k: 1e3, m: 1e6 }[found[2]!.toLowerCase()]!;
  const value = Number(found[1]) * scale;
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 && Number.isSafeInteger(whole) ? String(whole) : typed.trim();
}

/** A number with three figures: `1,230`, `45.6`, `0.789`. */
export function amount(value: number): string {
  return value >= HUGE ? digits(value) : value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}
