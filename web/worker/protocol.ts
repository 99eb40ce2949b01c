/** What the page and its workers say to each other. One script plays every part; the first message names it. */
import type { Answer, Cell, Failure, Plan, Trial } from '../generated/types.js';

/** The page's order to a realm's host worker. */
export interface RealmOrder {
  role: 'realm';
  /** Measure a cell, or run the program once and hand its output back. */
  task: 'cell' | 'once';
  plan: Plan;
  cell: Cell;
  /** The program, compiled: the build for shared memory in threads mode, the isolated one otherwise. */
  module: WebAssembly.Module;
  /** The memory of a shared build. */
  memory?: WebAssembly.Memory;
  /** The name of the channel on which any worker of the realm reports its end. */
  channel: string;
  /** In place of generated input: a typed array's bytes. */
  input?: Uint8Array;
}

/** A host worker's order to one thread of its pool. */
export interface ThreadOrder {
  role: 'thread';
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where the pool's builder waits, inside the shared memory. */
  receiver: number;
  channel: string;
}

/** A host worker's order to an isolated worker. */
export interface ProcessOrder {
  role: 'process';
  module: WebAssembly.Module;
  plan: Plan;
  /** Whether a reply's buffer changes hands, or is copied. */
  transfer: boolean;
  channel: string;
}

export type Order = RealmOrder | ThreadOrder | ProcessOrder;

/** What a realm's host worker tells the page. */
export type FromRealm =
  | { type: 'repetition'; number: number }
  | { type: 'measured'; trial: Trial; answer: Answer | null }
  | { type: 'ran'; bytes: Uint8Array; answer: Answer | null }
  | { type: 'failed'; failure: Failure };

/** What an isolated worker or a thread tells its host once it can work. */
export const READY = 'ready';

/** How long a worker may take to load and be ready, milliseconds. */
export const START_TIMEOUT = 20_000;
