import catalogue from '../generated/catalogue.json' with { type: 'json' };
import type { Mode, Plan, Transport, WorkloadInfo } from '../generated/types.js';
import { wholeText } from './format.js';

/** Every workload that can be run, in the order of the page. */
export const WORKLOADS = catalogue.workloads as unknown as WorkloadInfo[];

/** All modes, in the order of the page. */
export const MODES: readonly Mode[] = ['serial', 'threads', 'processes', 'async'];

/** All transports, in the order of the page. */
export const TRANSPORTS: readonly Transport[] = ['transfer', 'copy', 'shared'];

/** The most workers of a plan. */
export const MOST_WORKERS = catalogue.mostWorkers;

/** Own data up to this many bytes of UTF-8 travel in the permalink. */
const LINKED_INPUT = 2000;

/** Whether own data travel in the permalink. */
export function isLinked(text: string): boolean {
  // No text has fewer bytes than characters, so a long one need not be encoded to be refused.
  return text.length <= LINKED_INPUT && new TextEncoder().encode(text).length <= LINKED_INPUT;
}

/** The visitor's own data. */
export interface OwnData {
  text: string;
  /** The file's name; empty where it was typed or pasted. */
  name: string;
}

/**
 * What the controls say: a permalink's parameters as text, whether they make sense or not.
 *
 * The controls, the address and the element's attributes all become name-value pairs, and one parser (Rust's) turns
 * pairs into a plan and problems. So a control takes exactly what a link takes.
 */
export interface Draft {
  workload: string;
  size: string;
  options: Record<string, string>;
  modes: readonly Mode[];
  transports: readonly Transport[];
  workers: string;
  samples: string;
  realms: string;
  seed: string;
  /** Empty where nothing is asked for. */
  precision: string;
  budget: string;
  scaled: boolean;
  input: OwnData | null;
}

/** A permalink's parameters. */
export type Pairs = [name: string, value: string][];

/** The catalogue's entry; a saved report may be of a program that this lab doesn't have. */
export function knownWorkload(id: string): WorkloadInfo | undefined {
  return WORKLOADS.find((info) => info.id === id);
}

/** The catalogue's entry, or its first. */
export function workloadOf(id: string): WorkloadInfo {
  return knownWorkload(id) ?? WORKLOADS[0]!;
}

/** What the controls show until the parser has been loaded: the catalogue's defaults, and what the pairs say. */
export function firstDraft(pairs: Pairs, cores: number): Draft {
  const given = new Map(pairs);
  const info = workloadOf(given.get('workload') ?? '');
  const list = <T extends string>(name: string, all: readonly T[], preset: readonly T[]): readonly T[] => {
    const named = given.get(name)?.split(',');
    const known = all.filter((value) => named?.includes(value));
    return known.length ? known : preset;
  };
  const input = given.get('input');
  return {
    workload: info.id,
    size: given.get('size') ?? String(info.size.default),
    options: Object.fromEntries(
      info.options.map((option) => [option.name, given.get(option.name) ?? option.default]),
    ),
    modes: list('modes', MODES, MODES),
    transports: list('transports', TRANSPORTS, ['transfer']),
    workers: given.get('workers') ?? oneTo(Math.min(MOST_WORKERS, 2 * cores)).join(','),
    samples: given.get('samples') ?? '',
    realms: given.get('realms') ?? '',
    seed: given.get('seed') ?? '',
    precision: given.get('precision') ?? '',
    budget: given.get('budget') ?? '',
    scaled: ['', '1', 'true'].includes(given.get('scaled') ?? '0'),
    input: input ? { text: input, name: '' } : null,
  };
}

/** The plan that a draft will most likely become: what the page draws before the parser has been loaded. */
export function sketchOf(draft: Draft): Plan {
  const { workload, options, modes, transports, scaled, input } = draft;
  return {
    version: 1,
    workload,
    options,
    modes: [...modes],
    transports: [...transports],
    size: Number(draft.size) || workloadOf(workload).size.default,
    workers: workersIn(draft.workers),
    samples: Number(draft.samples),
    realms: Number(draft.realms),
    seed: Number(draft.seed),
    precision: Number(draft.precision) || null,
    budget: Number(draft.budget),
    scaled,
    input: input?.text ?? null,
  };
}

/** What the controls show for a plan; `name` is its own data's file. */
export function draftOf(plan: Plan, name = ''): Draft {
  return {
    workload: plan.workload,
    size: String(plan.size),
    options: { ...plan.options },
    modes: plan.modes,
    transports: plan.transports,
    workers: plan.workers.join(','),
    samples: String(plan.samples),
    realms: String(plan.realms),
    seed: String(plan.seed),
    precision: plan.precision ? String(plan.precision) : '',
    budget: String(plan.budget),
    scaled: plan.scaled,
    input: plan.input ? { text: plan.input, name } : null,
  };
}

/** Fields that may be empty: left out, they take their default. */
const OPTIONAL = ['samples', 'realms', 'seed', 'precision', 'budget'];

/** The parameters that controls stand for, without own data. A field left empty leaves it to the default. */
export function pairsOf(draft: Draft): Pairs {
  const pairs: Pairs = [
    ['workload', draft.workload],
    ['size', wholeText(draft.size)],
    ...Object.entries(draft.options),
    ['modes', draft.modes.join(',')],
    ['transports', draft.transports.join(',')],
    [
      'workers',
      draft.workers
        .trim()
        .split(/[\s,;]+/)
        .join(','),
    ],
    ['samples', wholeText(draft.samples)],
    ['realms', wholeText(draft.realms)],
    ['seed', wholeText(draft.seed)],
    ['precision', wholeText(draft.precision)],
    ['budget', wholeText(draft.budget)],
    ...(draft.scaled ? [['scaled', ''] satisfies Pairs[number]] : []),
  ];
  return pairs.filter(([name, value]) => value !== '' || !OPTIONAL.includes(name));
}

/** The worker counts in a typed list that can be read, each once. */
export function workersIn(text: string): number[] {
  const counts = text.split(/[\s,;]+/).map(Number);
  return [...new Set(counts)].filter(
    (value) => Number.isInteger(value) && value > 0 && value <= MOST_WORKERS,
  );
}

/** The whole numbers from 1. */
export function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
