import type { FromRealm } from './protocol.js';

/** Asks the page something, and waits for its answer. A host asks one thing at a time. */
export function ask<Answer>(question: FromRealm): Promise<Answer> {
  return new Promise((resolve) => {
    addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data), { once: true });
    postMessage(question);
  });
}
