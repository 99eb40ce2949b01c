import labs from '../generated/labs.json' with { type: 'json' };
import type { LabInfo } from '../generated/types.js';
import type { LiveLab } from './lab.js';

/** A lab of any result. */
// biome-ignore lint/suspicious/noExplicitAny: each lab knows its own result, and nobody else looks into it
type AnyLab = LiveLab<any>;

/** Each live lab's program, loaded when it is opened. */
const PROGRAMS: Record<string, () => Promise<{ lab: AnyLab }>> = {
  race: () => import('./race.js'),
  counter: () => import('./counter.js'),
  rcu: () => import('./rcu.js'),
  deadlock: () => import('./deadlock.js'),
  philosophers: () => import('./philosophers.js'),
  'readers-writers': () => import('./readers-writers.js'),
  coordination: () => import('./coordination.js'),
  stopping: () => import('./stopping.js'),
  'life-cycle': () => import('./life-cycle.js'),
  'race-peers': () => import('../race/lab.js'),
};

/** The whole of a lab's entry in the catalogue. */
export function infoOf(id: string): LabInfo {
  return (labs as unknown as LabInfo[]).find((info) => info.id === id)!;
}

/** The program of a lab. */
export async function programOf(id: string): Promise<AnyLab> {
  return (await PROGRAMS[id]!()).lab;
}
