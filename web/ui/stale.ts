import { type Capabilities, canRun } from '../capabilities.js';
import type { Plan } from '../generated/types.js';
import { type Line, linesOf } from './lines.js';

/** Whether a plan measures anything else than one that was run: other lines on this page, or another of its values. */
export function isStale(now: Plan, then: Plan, can: Capabilities | null): boolean {
  // Own data may be long: they are the same string where nothing has changed, and then nothing is compared.
  return now.input !== then.input || briefly(now, can) !== briefly(then, can);
}

/** A plan without its own data, and without what this page can't run. */
function briefly(plan: Plan, can: Capabilities | null): string {
  const { options, size, workload, workers, seed, samples, realms, precision, scaled } = plan;
  const runs = ({ mode, transport }: Line) => !can || canRun(can, mode, transport).available;
  const lines = linesOf(plan)
    .filter(runs)
    .map(({ key }) => key);
  // How long to go on for the precision makes a difference only where some is asked for.
  const sampling = [samples, realms, precision ?? null, precision ? plan.budget : null, scaled];
  return JSON.stringify([lines.sort(), options, size, workload, workers, seed, sampling]);
}
