import type { Expected, Plan } from '../../generated/types.js';

/** The worker counts of a plan for which a speedup can be expected: one worker is where the curve begins. */
export function countsOf({ workers }: Pick<Plan, 'workers'>): number[] {
  const more = workers.filter((count) => count > 1);
  return more.length ? more : [...workers];
}

/** Whether the visitor has said what they expect for every worker count of the plan. */
export function isMade(plan: Pick<Plan, 'workers'>, prediction: readonly Expected[]): boolean {
  return countsOf(plan).every((count) => prediction.some(({ workers }) => workers === count));
}

/**
 * The curve through what was said, at every worker count of the plan: straight between neighbours, from a speedup of 1 at
 * one worker, level after the last. What was said stays as it is.
 */
export function curveThrough(plan: Pick<Plan, 'workers'>, prediction: readonly Expected[]): Expected[] {
  const said = prediction.some(({ workers }) => workers === 1) ? [] : [{ workers: 1, speedup: 1 }];
  const known = [...said, ...prediction].sort((a, b) => a.workers - b.workers);
  return countsOf(plan).map((workers) => {
    const before = known.findLast((one) => one.workers <= workers) ?? known[0]!;
    const after = known.find((one) => one.workers >= workers) ?? before;
    const share = after === before ? 0 : (workers - before.workers) / (after.workers - before.workers);
    return { workers, speedup: tidy(before.speedup + share * (after.speedup - before.speedup)) };
  });
}

/** A prediction with one more thing said. */
export function withSaid(prediction: readonly Expected[], workers: number, speedup: number): Expected[] {
  const others = prediction.filter((one) => one.workers !== workers);
  return [...others, { workers, speedup: tidy(speedup) }].sort((a, b) => a.workers - b.workers);
}

/** The highest speedup that can be expected: a bit above the ideal for the most workers. */
export function highest(plan: Pick<Plan, 'workers'>): number {
  return Math.ceil(Math.max(2, ...plan.workers) * 1.25);
}

/** To a tenth, and above 0: nobody expects more precisely than that. */
export const tidy = (speedup: number): number => Math.max(0.1, Math.round(speedup * 10) / 10);
