import catalogue from '../generated/catalogue.json' with { type: 'json' };
import type { LabKind } from '../generated/types.js';

/** What the page knows of a lab that is no workload before one is opened; the rest comes with it. */
export interface LabEntry {
  /** Its name in the permalink. */
  id: string;
  title: string;
  kind: LabKind;
  /** Rows of the list of systems that it covers. */
  systems: readonly number[];
  /** Its knobs' names. */
  knobs: readonly string[];
}

/** All of them, in the order of the page. */
export const LABS = catalogue.labs as readonly LabEntry[];

/** The lab that a link names, if there is such a lab. */
export function labNamed(id: string | null): LabEntry | undefined {
  return LABS.find((lab) => lab.id === id);
}
