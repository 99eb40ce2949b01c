/** What the page and the race's workers say to each other. */
import type { Contender } from '../bench/protocol.js';
import type { FromWorker, ThreadOrder, Wanted } from '../worker/protocol.js';

/** The order to run a race. */
export interface RaceOrder {
  role: 'race';
  /** The input, as a permalink's query. */
  link: string;
  /** Threads of the pool. */
  workers: number;
  contenders: Contender[];
  /** Timed rounds; everybody runs in every round. */
  rounds: number;
  /** The program for one worker, compiled. */
  isolated: WebAssembly.Module;
  /** The program for threads and its memory, where the page has shared memory. */
  shared?: { module: WebAssembly.Module; memory: WebAssembly.Memory };
}

export type Order = RaceOrder | ThreadOrder;

/** How many times as long somebody took as one of ours, with its 95 % interval. */
export interface Ratio {
  value: number;
  low: number;
  high: number;
}

/** What came of one contender. */
export interface Ran {
  /** Its median time of one run, milliseconds. */
  time: number;
  /** Against our program on one worker; null for that itself. */
  alone: Ratio | null;
  /** Against our program on threads; null for that itself, and where there are none. */
  pooled: Ratio | null;
}

/** What a race's host tells the page. */
export type FromRace =
  | FromWorker
  | Wanted
  /** Timed rounds that are over; -1 while everybody warms up. */
  | { type: 'round'; done: number }
  /** In the order of the contenders. */
  | { type: 'done'; ran: Ran[] };
