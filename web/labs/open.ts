import { html, type TemplateResult } from 'lit';
import type { Pairs } from '../ui/draft.js';
import type { LabEntry } from './entries.js';

/** A lab that is no workload, as a link or an element's attributes name it. */
export interface Opened {
  entry: LabEntry;
  /** All parameters. */
  pairs: Pairs;
  /** Whether the page's address is kept up to date. */
  permalink: boolean;
}

/** An element that shows a lab. */
export type LabElement = HTMLElement & { cancel(): void };

/** The lab itself. Its program is loaded when it is first opened. */
export function openLab({ entry, pairs, permalink }: Opened): TemplateResult {
  if (entry.kind === 'explorer') {
    void import('./explorer/explorer.js');
    return html`<speedup-lab-explorer .entry=${entry} .pairs=${pairs} .permalink=${permalink}></speedup-lab-explorer>`;
  }
  void import('./live.js');
  return html`<speedup-lab-live .entry=${entry} .pairs=${pairs} .permalink=${permalink}></speedup-lab-live>`;
}
