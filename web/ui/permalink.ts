import { LABS } from '../labs/entries.js';
import { MODES, type Pairs, TRANSPORTS, WORKLOADS } from './draft.js';

/** Parameters of the page rather than of a plan; they stay in the address when the plan changes. */
const PAGE = ['embed', 'allow-origin', 'lock', 'hide'];

/** Every name that an attribute of the element may have: the query's. */
export const NAMES: readonly string[] = [
  ...new Set([
    'workload',
    'size',
    'modes',
    'transports',
    'workers',
    'samples',
    'realms',
    'seed',
    'precision',
    'budget',
    'scaled',
    'view',
    'baseline',
    'counting',
    'predict',
    'prediction',
    'input',
    'run',
    'lock',
    'hide',
    ...WORKLOADS.flatMap(({ options }) => options.map(({ name }) => name)),
    'lab',
    ...LABS.flatMap(({ knobs }) => knobs),
  ]),
];

/** The address' parameters. */
export function pairsOfAddress(search: string): Pairs {
  return [...new URLSearchParams(search)];
}

/** An element's attributes as parameters. */
export function pairsOfAttributes(element: Element): Pairs {
  return NAMES.flatMap((name): Pairs => {
    const value = element.getAttribute(name);
    return value === null ? [] : [[name, value]];
  });
}

/** The address of these parameters, keeping what belongs to the page, or only what these names say of it. */
export function addressOf(pairs: Pairs, page: string, keep: readonly string[] = PAGE): string {
  const url = new URL(page);
  const kept = [...url.searchParams].filter(([name]) => keep.includes(name));
  // Commas need no escape in a query, and a link is for people to read.
  url.search = [...pairs, ...kept]
    .map(([name, value]) => `${encode(name)}${value === '' ? '' : `=${encode(value)}`}`)
    .join('&');
  return url.href;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%2C/g, ',').replace(/%20/g, '+');
}

/** Whether a field of a problem is one of the lists, whose control is a group. */
export function controlOf(field: string): string {
  if (field === 'workload') return 'workload-field';
  if (field === 'modes') return `mode-${MODES[0]}`;
  if (field === 'transports') return `transport-${TRANSPORTS[0]}`;
  const options = WORKLOADS.flatMap((info) => info.options);
  return options.some(({ name }) => name === field) ? `option-${field}` : field;
}
