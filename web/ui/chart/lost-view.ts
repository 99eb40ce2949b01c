import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Plan, Report } from '../../generated/types.js';
import { swatch } from '../controls.js';
import { duration } from '../format.js';
import { cssColour } from '../palette.js';
import { base } from '../styles/base.js';
import { term, termText } from '../term.js';
import { barShape, pieceShape } from './draw-lost.js';
import { type Bar, barsOf, barWords, PARTS, reach } from './lost.js';
import { who } from './words.js';

/** Where the workers' time went: a stacked bar for each point, with its shares in words. */
export class LabLost extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
    hint: { attribute: false },
  };
  declare plan: Plan | null;
  declare report: Report | null;
  /** What is said where nothing was traced. */
  declare hint: string;

  static override styles = [
    base,
    css`
      :host { display: block; min-height: 20rem; font-variant-numeric: tabular-nums; }
      .key { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.25rem 1rem; list-style: none; margin-bottom: 1.25rem; }
      .key li { display: grid; grid-template-columns: 14px minmax(0, 1fr); gap: 0.5rem; font-size: 0.8125rem; line-height: 1.45; color: var(--lab-muted); }
      .key svg { margin-top: 0.1875rem; }
      .key b { color: var(--lab-ink); font-weight: 600; }
      .whole { margin-bottom: 0.75rem; }
      .bars { display: grid; gap: 0.875rem; list-style: none; }
      .bars > li { display: grid; gap: 0.1875rem; }
      .row { display: flex; flex-wrap: wrap; gap: 0 0.5rem; align-items: center; font-size: 0.875rem; font-weight: 600; line-height: 1.4; }
      .row .muted { margin-inline-start: auto; font-size: 0.8125rem; }
      .bar { display: block; width: 100%; height: 22px; }
      .bars p { font-size: 0.8125rem; line-height: 1.45; }
      .hint { max-width: 32rem; color: var(--lab-muted); font-size: 0.9375rem; padding: 1rem; border: 1px solid var(--lab-line); border-radius: 10px; }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
    this.hint = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.plan) return nothing;
    const bars = barsOf(this.plan, this.report);
    if (!bars.length) return html`<p class="hint">${this.hint}</p>`;
    const most = reach(bars);
    return html`${this.report?.reading.counting === 'compute' ? html`<p class="small whole">Lost time is always of the whole run: it shows moving data, too, though only computing counts in the other views.</p>` : nothing}
    <ul class="key" role="list" aria-label="Parts of the workers’ time">${PARTS.map(
      ({ part, title, term: name }) =>
        html`<li><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${pieceShape({ part, from: 0, to: 1, negative: false }, 14, 14, cssColour)}</svg><span><b>${term(name, title)}</b>: ${termText(name)}</span></li>`,
    )}</ul>
    <ul class="bars" role="list">${bars.map((bar) => row(bar, most))}</ul>`;
  }
}

function row(bar: Bar, most: number): TemplateResult {
  const { line, point, lost } = bar;
  return html`<li>
    <div class="row">${swatch(line.key, line.marker, 14)} ${who(line, point.workers)}
      <span class="muted">${duration(lost.available)} in all</span></div>
    <svg class="bar" viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true">${barShape(bar, most, 1000, 22, cssColour)}</svg>
    <p class="small">${barWords(bar)}</p>
  </li>`;
}

customElements.define('speedup-lab-lost', LabLost);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-lost': LabLost;
  }
}
