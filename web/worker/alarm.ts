import type { FromWorker } from './protocol.js';

/** Tells the page when this worker ends badly. */
export function alarm(): void {
  const report = (message: string) =>
    postMessage({ type: 'failed', failure: { kind: 'crashed', message } } satisfies FromWorker);
  // Called by a panic in Rust, whose trap afterwards says only "unreachable".
  (globalThis as { speedupLabPanicked?: (message: string) => void }).speedupLabPanicked = report;
  addEventListener('error', (event) => report(event.message));
  addEventListener('unhandledrejection', ({ reason }) => report(String(reason?.message ?? reason)));
}
