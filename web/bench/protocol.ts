/** What `npm run bench` and its worker say to each other. */
import type { FromWorker, ProcessOrder, ThreadOrder } from '../worker/protocol.js';

/** The best serial program of ours, by its name in crate/peers. */
export const OURS = 'serial';
/** Ours on a pool of threads. */
export const OURS_ON_THREADS = 'threads';

/** A program in a case. */
export interface Contender {
  /** Its name in the table. */
  name: string;
  /** Where it runs: in one of the two wasm builds, or in JavaScript. */
  build: 'isolated' | 'shared' | 'js';
  /** Its name in crate/peers, or in programs.ts. */
  program: string;
  /** Its input, where that is not the case's. Not for JavaScript. */
  link?: string;
}

/** How much more the machine gets done with all workers than with one: the most that any program could gain. */
export interface Ceiling {
  name: string;
  /** Names of contenders: one worker's work by one worker; as much for each of all workers, by all. */
  one: string;
  many: string;
}

/** The order to run one case. */
export interface CaseOrder {
  role: 'case';
  /** The input, as a permalink's query. */
  link: string;
  /** Threads of the pool. */
  workers: number;
  /** Ours first. */
  contenders: Contender[];
  /** What to hold against our gain over the first peer, which is our program on one worker. */
  ceilings: Ceiling[];
  /** Timed rounds in this worker; everybody runs in every round. */
  rounds: number;
  /** The times of realms before this one, each as `times` of its answer. */
  before: number[][][];
  /** Rounds before those, at least this many, and for at least this long, milliseconds. */
  warmUp: { rounds: number; time: number };
}

/** Something that the modes do, with nothing to do. */
export interface Cost {
  /** Its name in the table. */
  name: string;
  /** Its name in costs.ts. */
  program: string;
  /** What it may take, milliseconds. */
  goal?: number;
  /** The name of the cost that it is compared with. */
  against?: string;
}

/** The order to measure costs. */
export interface CostsOrder extends Pick<CaseOrder, 'workers' | 'rounds' | 'before'> {
  role: 'costs';
  costs: Cost[];
  /** Short timings: they show that everything runs, and no more. */
  quick: boolean;
}

/** The order to a worker that sends back what it is sent, as it was sent. */
export interface EchoOrder {
  role: 'echo';
  port: MessagePort;
}

/** The orders to a pool's thread and to an isolated worker are the product's own. */
export type Order = CaseOrder | CostsOrder | EchoOrder | ProcessOrder | ThreadOrder;

/** What came of us against one peer. */
export interface Compared {
  /** Which of ours, where there are several. */
  ours?: string;
  peer: string;
  /** The peer's median time over ours, with its 95 % interval. */
  ratio: number;
  low: number;
  high: number;
  /** Median times of one run, milliseconds. */
  ourTime: number;
  peerTime: number;
}

/** What the worker answers. */
export type FromCase =
  | {
      type: 'done';
      /** For each contender its times of one run, milliseconds, a round each. */
      times: number[][];
      /** What this realm and those before say together. */
      compared: Compared[];
    }
  | FromWorker;
