// What `npm run bench` takes.
import { parseArgs } from 'node:util';
import { Stop } from '../sh.mjs';

/** Fresh workers for each case, one after another. */
const REALMS = 5;

const OPTIONS = {
  suite: { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  json: { type: 'string' },
  rounds: { type: 'string' },
  workers: { type: 'string' },
  seed: { type: 'string' },
  browser: { type: 'string' },
  quick: { type: 'boolean' },
  full: { type: 'boolean' },
  help: { type: 'boolean' },
};

export const USAGE = (suites) => `npm run bench -- [OPTIONS]
  --suite NAME     ${Object.keys(suites).join(' or ')}, or several with commas; all of them without it
  --only TEXT      of suites sort and sudoku, only cases whose name holds this; may stand several times
  --json FILE      also writes the rows, as an array of { suite, case, ours, peer, ratio, low, high, samples };
                   of suite truth, { suite, case, programmed, recovered, low, high, covered }
  --rounds N       timed rounds, 5 to 1000, in five workers after one another; everybody runs in each (25; 3 with --quick)
  --workers K      threads, 1 to 64 (2); suite truth takes all counts up to the machine's cores
  --seed N         of the inputs (1)
  --browser NAME   chromium (the default) or firefox
  --quick          small inputs and few rounds: shows that everything runs and is right, and no more
  --full           every size, type and pattern: takes a long time`;

function whole(name, text, fallback, least, most) {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Stop(`--${name} is ${text}: it takes a whole number, ${least} to ${most}`);
}

function one(name, text, fallback, choices) {
  if (text === undefined) return fallback;
  if (choices.includes(text)) return text;
  throw new Stop(`--${name} is ${text}: it takes ${choices.join(' or ')}`);
}

/** Reads the arguments; a bad one ends the tool with what the option takes. */
export function options(args, suites) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: OPTIONS, allowPositionals: false }));
  } catch (error) {
    throw new Stop(`${error.message}\n${USAGE(suites)}`);
  }
  const names = Object.keys(suites);
  const asked = values.suite?.flatMap((list) => list.split(',')).map((name) => one('suite', name, '', names));
  const { quick = false, full = false, help = false, json, only = [''] } = values;
  if (quick && full) throw new Stop('--quick and --full: one of them, or neither');
  const realms = quick ? 1 : REALMS;
  const rounds = whole('rounds', values.rounds, quick ? 3 : 25, quick ? 3 : REALMS, 1000);
  return {
    suites: [...new Set(asked ?? names)],
    realms,
    rounds: Math.ceil(rounds / realms), // in each realm
    workers: whole('workers', values.workers, 2, 1, 64),
    seed: whole('seed', values.seed, 1, 0, 2 ** 32 - 1),
    browser: one('browser', values.browser, 'chromium', ['chromium', 'firefox']),
    only,
    json,
    quick,
    full,
    help,
  };
}
