import type { Failure } from '../generated/types.js';

/**
 * Reports the end of this worker on the realm's channel, straight to the page.
 *
 * A realm's host may be asleep inside wasm, waiting for a thread that has just trapped: it could never pass the news on.
 */
export function alarm(channel: string): void {
  const line = new BroadcastChannel(channel);
  const report = (message: string) => line.postMessage({ kind: 'crashed', message } satisfies Failure);
  // Called by a panic in Rust, whose trap afterwards says only "unreachable".
  (globalThis as { speedupLabPanicked?: (message: string) => void }).speedupLabPanicked = report;
  addEventListener('error', (event) => report(event.message));
  addEventListener('unhandledrejection', ({ reason }) => report(String(reason?.message ?? reason)));
}
