import type { Activity, Span } from '../../generated/types.js';
import { duration, percent } from '../format.js';
import type { Lane } from './lanes.js';

/** What each activity is, for people. */
export const ACTIVITY_WORDS: Record<Activity, { title: string; help: string }> = {
  split: { title: 'Split', help: 'cutting the input into jobs' },
  send: { title: 'Send', help: 'writing a message' },
  solve: { title: 'Solve', help: 'the parallel part' },
  receive: { title: 'Receive', help: 'reading a message' },
  merge: { title: 'Merge', help: 'putting the parts together' },
};

/** A span in words: `Worker 2: solve, 1.20 ms to 3.40 ms (2.20 ms)`. */
export function spanWords({ title }: Lane, { activity, start, end }: Span): string {
  return `${title}: ${activity}, ${duration(start)} to ${duration(end)} (${duration(end - start)})`;
}

/** A gap in words. */
export function gapWords({ title }: Lane, start: number, end: number): string {
  return `${title}: waits, ${duration(start)} to ${duration(end)} (${duration(end - start)})`;
}

/** What looking cost. */
export function overheadWords(overhead: number): string {
  if (overhead >= 0.005)
    return `Looking made these runs ${percent(overhead)} longer, so they are no samples.`;
  return 'Looking made these runs no longer that could be measured. They are no samples all the same.';
}
