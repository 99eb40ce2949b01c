/** What the page that shows the lab hides, and fixes. */
import type { Embedding, Part } from '../generated/types.js';
import type { Draft, Pairs } from './draft.js';

/** The parts that can be hidden, in the order of the page, with how they are called. */
export const PARTS: readonly { part: Part; title: string }[] = [
  { part: 'controls', title: 'All controls but Run' },
  { part: 'settings', title: 'More settings' },
  { part: 'data', title: 'Own data' },
  { part: 'prediction', title: 'What do you expect?' },
  { part: 'views', title: 'Other views of the chart' },
  { part: 'save', title: 'Copy and save' },
  { part: 'answer', title: 'The result itself' },
  { part: 'environment', title: 'Where it was measured' },
  { part: 'reports', title: 'Saved reports' },
];

/** What is hidden until the parser is there, so that nothing shows and goes again. */
export function firstEmbedding(pairs: Pairs): Embedding {
  const listed = (name: string) => pairs.find(([given]) => given === name)?.[1].split(',') ?? [];
  const hidden = listed('hide');
  return {
    lock: listed('lock'),
    hide: PARTS.map(({ part }) => part).filter((part) => hidden.includes(part)),
    allowOrigin: [],
  };
}

/** A change of the controls without what is locked. */
export function unlocked(part: Partial<Draft>, draft: Draft, lock: readonly string[]): Partial<Draft> {
  if (!lock.length) return part;
  const free = Object.entries(part).filter(([name]) => !lock.includes(name));
  const { options, ...rest } = Object.fromEntries(free) as Partial<Draft>;
  if (!options) return rest;
  const kept = Object.entries(draft.options).filter(([name]) => lock.includes(name));
  return { ...rest, options: { ...options, ...Object.fromEntries(kept) } };
}
