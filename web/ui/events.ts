import type { Problem, Report, Trial } from '../generated/types.js';
import type { Progress } from '../run.js';

/** What `speedup-error` carries. A cancelled run is no error. */
export interface SpeedupError {
  /** What was thrown. */
  error: Error;
  /** The plan's bad values, where these are the reason. */
  problems: Problem[];
}

/** The element's events, each with its detail; all bubble and cross shadow roots. */
export interface SpeedupEvents {
  /** A repetition begins. */
  'speedup-progress': CustomEvent<Progress>;
  /** A cell has been measured, or has failed. */
  'speedup-trial': CustomEvent<Trial>;
  /** A run has ended, complete or cancelled. */
  'speedup-report': CustomEvent<Report>;
  /** A run could not be started or broke down. */
  'speedup-error': CustomEvent<SpeedupError>;
}

declare global {
  interface HTMLElementEventMap extends SpeedupEvents {}
}
