/** What the page and the actors of a live lab say to each other. */
import type { FromWorker } from '../worker/protocol.js';

/** The first message to an actor: the program, and the memory that all share. */
export interface ActorOrder {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
}

/** What an actor is told then; one of them sets stages for all. */
export type ToActor =
  | { type: 'set'; lab: string; knobs: Record<string, string>; actors: number }
  | { type: 'play'; actor: number };

/** What an actor tells the page. */
export type FromActor =
  | FromWorker
  | { type: 'set'; place: Place }
  /** Its part is over; what the numbers mean is the lab's to say. */
  | { type: 'played'; results: number[] };

/** Where a stage's board lies in the shared memory, counted in 32-bit words: see crate/src/labs/board.rs. */
export interface Place {
  /** Its first word. */
  at: number;
  /** Words of the lab as a whole. */
  head: number;
  /** Words of an actor before its log. */
  row: number;
  /** Words of an entry in a log. */
  entry: number;
  /** Entries that a log holds. */
  log: number;
  actors: number;
  /** What the actors' states are called. */
  states: string[];
  /** When it was made, milliseconds since 1970. */
  made: number;
}
