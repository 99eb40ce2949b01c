/**
 * What the page and its workers say to each other. One script plays every part; the first message names it.
 *
 * The page starts every worker, also those that a realm's host works with: it can end them all, hears from a thread
 * that traps while its host is asleep in wasm, and needs no worker that starts workers (in Firefox 153 `new Worker` in a
 * worker now and then never returns).
 */
import type { Answer, Cell, Disturbance, Failure, Plan, Transport, Trial } from '../generated/types.js';

/** The order to a realm's host. */
export interface RealmOrder {
  role: 'realm';
  /** The address that those of the site's own source of pictures are relative to. */
  site: string;
  /** Measure a cell, or run the program once and hand its output back. */
  task: 'cell' | 'once';
  plan: Plan;
  cell: Cell;
  /** The program, compiled: the build for shared memory in threads mode, the isolated one otherwise. */
  module: WebAssembly.Module;
  /** The memory of a shared build. */
  memory?: WebAssembly.Memory;
  /** In place of generated input: a typed array's bytes. */
  input?: Uint8Array;
}

/** The order to one thread of a host's pool. */
export interface ThreadOrder {
  role: 'thread';
  site: string;
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where the pool's builder waits, inside the shared memory. */
  receiver: number;
}

/** The order to an isolated worker. */
export interface ProcessOrder {
  role: 'process';
  site: string;
  module: WebAssembly.Module;
  plan: Plan;
  /** Whether a message's buffer is copied, changes hands, or is there for both. */
  transport: Transport;
  /** The line to the host: a job comes in, its part goes out. */
  port: MessagePort;
}

export type Order = RealmOrder | ThreadOrder | ProcessOrder;

/** What any worker tells the page. */
export type FromWorker =
  /** It has loaded and set itself up. */
  | { type: 'ready' }
  /** It has ended badly. */
  | { type: 'failed'; failure: Failure };

/** A host wants threads for its pool, or else isolated workers; the page answers with {@link Workers}. */
export interface Wanted {
  type: 'wanted';
  count: number;
  threads?: Omit<ThreadOrder, 'role' | 'site'>;
}

/** They are ready. There is a line to each isolated one. */
export interface Workers {
  lines: MessagePort[];
}

/** The page's answer before each repetition: it may begin. It is withheld while the page is hidden. */
export interface Go {
  /** What has disturbed the realm since the last answer. */
  disturbances: Disturbance[];
}

/**
 * What a realm's host tells an isolated worker: a job; to stamp the jobs that follow; or to tell its stamps, and stamp no
 * more. A job's reply is its part's bytes; that to `tell` is a Float64Array with four times for each job, milliseconds
 * since 1970: when reading it began, doing it, writing the part, and when that was posted.
 */
export type ToProcess = Uint8Array | 'trace' | 'tell';

/** What a realm's host tells the page. */
export type FromRealm =
  | FromWorker
  | Wanted
  | { type: 'repetition'; number: number }
  | { type: 'measured'; trial: Trial; answer: Answer | null }
  | { type: 'ran'; bytes: Uint8Array; answer: Answer | null };
