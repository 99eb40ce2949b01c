/** `speedup-lab/element`: importing it registers `<speedup-lab>`. It gives the module's functions, too. */
import type { Plan, Report } from './types/api.js';

export * from './types/api.js';
export type { SpeedupError, SpeedupEvents } from './types/ui/events.js';

/** `<speedup-lab>`: attributes have the permalink's names. */
export interface SpeedupLabElement extends HTMLElement {
  /** Whether the page's address is read and written. */
  permalink: boolean;
  /** The report of the last run, or of the one under way; `null` before the first. */
  report: Report | null;
  /**
   * Measures what the controls say, or the given plan, which the controls then show. Rejects with a `PlanError` where a
   * value won't do, an `InvalidStateError` while another run is under way, and an `AbortError` when cancelled.
   */
  run(plan?: Partial<Plan>): Promise<Report>;
  /** Ends the run under way, and every worker of it. */
  cancel(): void;
  /** Opens saved reports, and says how many could be opened. */
  open(files: Iterable<File>): Promise<number>;
}

declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab': SpeedupLabElement;
  }
}
