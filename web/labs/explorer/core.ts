/** The explorer's own program: loaded when an explorer is first opened. */
import * as wasm from '../../../pkg/wasm/explorer/speedup_lab.js';
import type { Explored, Moment, Played, ProgramProblem, Switching } from '../../generated/types.js';
import { compiled } from '../../modules.js';

/** States that are visited before the explorer says that there are more. */
const MOST_STATES = 100_000;
/** States between two looks at the clock. */
const PIECE = 1_000;
/** How long the page's thread is kept before others get a turn, milliseconds. */
const TURN_MS = 12;
/** How long to explore at most, milliseconds. */
const MOST_MS = 15_000;

/** A program that schedules are played on. {@link free} it when another takes its place. */
export interface Program {
  /** Plays a schedule as far as it goes. */
  play(schedule: string): Played;
  /** The moment after these steps, by their actors. */
  moment(steps: readonly number[]): Moment;
  /** A schedule that a seed chooses. */
  random(seed: number): string;
  /** Explores all schedules, within bounds of states and time, and says how many states it has seen. */
  explore(signal: AbortSignal, seen: (states: number) => void): Promise<Explored>;
  free(): void;
}

/** What the explorer's program offers. */
export interface ExplorerCore {
  /** The text of a program that comes with the explorer, and its mode. */
  textOf(id: string, every: number): readonly [text: string, mode: Switching];
  /** Reads a program: it, or everything that won't do. */
  read(text: string, mode: Switching): Program | readonly ProgramProblem[];
}

let loading: Promise<ExplorerCore> | undefined;

/**
 * Loads the program, once.
 *
 * @throws Error where it does not load or does not compile. A later call tries again.
 */
export function explorerCore(): Promise<ExplorerCore> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<ExplorerCore> {
  const module = await compiled('explorer');
  (globalThis as { speedupLabPanicked?: (message: string) => void }).speedupLabPanicked ??= console.error;
  wasm.initSync({ module });
  return { textOf: wasm.programText, read };
}

function read(text: string, mode: Switching): Program | readonly ProgramProblem[] {
  try {
    const explorer = new wasm.Explorer(text, mode);
    return {
      play: (schedule) => explorer.play(schedule),
      moment: (steps) => explorer.moment(Uint32Array.from(steps)),
      random: (seed) => explorer.random(seed),
      explore: (signal, seen) => explore(explorer.explore(MOST_STATES), signal, seen),
      free: () => explorer.free(),
    };
  } catch (thrown) {
    // The program rejects with a list of problems; all else is a fault of its own.
    if (Array.isArray(thrown)) return thrown as ProgramProblem[];
    throw thrown;
  }
}

/** Goes on piece by piece, so that the page stays alive. A signal, and the clock, end it with what it has. */
async function explore(
  exploration: wasm.Exploration,
  signal: AbortSignal,
  seen: (states: number) => void,
): Promise<Explored> {
  const began = performance.now();
  try {
    for (let turn = began; !exploration.advance(PIECE); ) {
      const now = performance.now();
      if (signal.aborted || now - began > MOST_MS) {
        exploration.stop();
        break;
      }
      if (now - turn < TURN_MS) continue;
      seen(exploration.visited());
      await othersTurn();
      turn = performance.now();
    }
    return exploration.explored();
  } finally {
    exploration.free();
  }
}

/** Resolves when the page has had a turn, without a timer's least delay. */
function othersTurn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
