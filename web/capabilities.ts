import { watchPressure } from './environment.js';
import type { Mode, Transport } from './generated/types.js';

/** Whether this page can run a mode. */
export interface Capability {
  available: boolean;
  /** Why not, in a sentence. */
  reason?: string;
  /** What would help, in a sentence. */
  cure?: string;
}

/** What this page can run, and how finely it can measure. */
export interface Capabilities {
  crossOriginIsolated: boolean;
  /** Cores that the browser claims. */
  hardwareConcurrency: number;
  /** The smallest step of the page's clock seen, milliseconds. */
  timerResolutionMs: number;
  modes: Record<Mode, Capability>;
  /** How messages of processes can travel here. */
  transports: Record<Transport, Capability>;
}

/** Whether this page can run a mode and, of processes, their transport. */
export function canRun(
  can: Pick<Capabilities, 'modes' | 'transports'>,
  mode: Mode,
  transport?: Transport | null,
): Capability {
  const state = can.modes[mode];
  return state.available && transport ? can.transports[transport] : state;
}

/** Finds out what this page can run. A mode it can't run is named with its reason; nothing else takes its place. */
export async function capabilities(): Promise<Capabilities> {
  const isolated = globalThis.crossOriginIsolated === true;
  const wasm = typeof WebAssembly === 'object' && typeof Worker === 'function';
  const ready: Capability = wasm
    ? { available: true }
    : {
        available: false,
        reason: 'This browser has no WebAssembly or no workers.',
        cure: 'Any browser since 2022 has both; a strict privacy setting may switch them off.',
      };
  const sharing = wasm ? (what: string) => sharedMemory(isolated, what) : () => ready;
  // By the time a run begins there is a reading.
  watchPressure();
  return {
    crossOriginIsolated: isolated,
    hardwareConcurrency: cores(),
    timerResolutionMs: timerResolution(),
    modes: { serial: ready, threads: sharing('Threads need'), processes: ready, async: ready },
    transports: { copy: ready, transfer: ready, shared: sharing('A shared buffer needs') },
  };
}

function sharedMemory(isolated: boolean, what: string): Capability {
  if (isolated && typeof SharedArrayBuffer === 'function') return { available: true };
  return {
    available: false,
    reason: `${what} shared memory, and the browser gives it to cross-origin isolated pages only; this page is not.`,
    cure:
      window.top === window
        ? 'Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.'
        : 'Open it in a new tab. Inside a page that is not isolated, only browsers that know the header Document-Isolation-Policy isolate a frame.',
  };
}

/** Cores that the browser claims, at least 1. */
export function cores(): number {
  return Math.max(1, navigator.hardwareConcurrency || 1);
}

let grain: number | undefined;

/** The least of a few steps of the clock. At least one is waited for: some browsers step by 100 ms. */
function timerResolution(): number {
  if (grain) return grain;
  const start = performance.now();
  let least = Number.POSITIVE_INFINITY;
  for (let seen = 0, last = start; seen < 1 || (seen < 5 && last - start < 20); ) {
    const now = performance.now();
    if (now === last) continue;
    least = Math.min(least, now - last);
    last = now;
    seen++;
  }
  grain = least;
  return grain;
}
