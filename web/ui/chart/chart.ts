import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Plan, Report } from '../../generated/types.js';
import { times } from '../format.js';
import { cssColour } from '../palette.js';
import { base } from '../styles/base.js';
import { backdrop, type Hands, trace } from './draw.js';
import { layOut, type Mark, MOST_DOTS, type Scene, type Trace } from './scene.js';
import { pointWords } from './words.js';

/** Speedup against workers: dots, medians with intervals, the ideal, the fitted laws. */
export class LabChart extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
    hint: { attribute: false },
    width: { state: true },
    pointed: { state: true },
    focused: { state: true },
  };
  /** What the axes come from. */
  declare plan: Plan | null;
  /** What is drawn; `null` before the first run. */
  declare report: Report | null;
  /** What the empty plot says. */
  declare hint: string;
  declare private width: number;
  /** The mark that is read out, by its line and workers: marks are made anew with each report. */
  declare private pointed: string | null;
  /** The mark that takes the tab key. */
  declare private focused: string | null;

  #size = new ResizeObserver(([entry]) => {
    this.width = Math.round(entry!.contentRect.width);
  });

  static override styles = [
    base,
    css`
      :host { display: block; position: relative; }
      svg { display: block; width: 100%; overflow: visible; font-family: inherit; font-variant-numeric: tabular-nums; }
      .mark { outline: none; cursor: default; }
      .ring { visibility: hidden; }
      .mark:focus-visible .ring { visibility: visible; }
      .hint {
        position: absolute; top: 1.25rem; inset-inline-start: 4rem; max-width: 17rem; padding: 0.75rem 0.875rem;
        background: var(--lab-panel); border: 1px solid var(--lab-line); border-radius: 10px; color: var(--lab-muted); font-size: 0.875rem;
      }
      .tip {
        position: absolute; top: 0; left: 0; pointer-events: none; white-space: nowrap; padding: 0.25rem 0.5rem; border-radius: 6px;
        background: var(--lab-ink); color: var(--lab-panel); font-size: 0.8125rem; font-weight: 600; font-variant-numeric: tabular-nums;
      }
      .readout { font-size: 0.875rem; line-height: 1.45; min-height: 2.9em; font-variant-numeric: tabular-nums; }
      @container (max-width: 40rem) { .readout { min-height: 5.8em; } }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
    this.hint = '';
    this.width = 0;
    this.pointed = null;
    this.focused = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.width = Math.round(this.clientWidth);
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.plan || !this.width) return nothing;
    const scene = layOut(this.plan, this.report, this.width);
    const all = scene.traces.flatMap((one) => one.marks.map((mark) => ({ one, mark, id: idOf(one, mark) })));
    const current = all.find(({ id }) => id === this.focused) ?? all[0];
    const read = all.find(({ id }) => id === this.pointed);
    const hands: Hands = {
      current: current?.mark ?? null,
      label: (one, mark) => pointWords(one.line, mark.point),
      focus: (one, mark) => {
        this.focused = this.pointed = idOf(one, mark);
      },
      enter: (one, mark) => {
        this.pointed = idOf(one, mark);
      },
      leave: () => {
        this.pointed = null;
      },
    };
    return html`
      <svg viewBox="0 0 ${scene.width} ${scene.height}" height=${scene.height} role="group"
        aria-label="Speedup against workers. Use the arrow keys to go from point to point." @keydown=${(event: KeyboardEvent) => this.#key(event, scene)}>
        ${backdrop(scene, cssColour)}
        ${scene.traces.map((one) => trace(scene, one, cssColour, hands))}
      </svg>
      ${all.length ? nothing : html`<p class="hint">${this.hint}</p>`}
      ${read ? tip(scene, read.one, read.mark) : nothing}
      <p class="readout">${
        read
          ? pointWords(read.one.line, read.mark.point)
          : html`<span class="muted">Point at a mark to read it, or tab to the chart and use the arrow keys. Dots are samples${scene.cut ? ` (at most ${MOST_DOTS} of a point’s, evenly picked)` : ''}, bars 95 % intervals, dashes the fitted law.</span>`
      }</p>`;
  }

  /** Left and right go along a line, up and down to the next line at the same workers. */
  #key(event: KeyboardEvent, { traces }: Scene): void {
    const lines = traces.filter(({ marks }) => marks.length);
    const at = lines.findIndex((one) => one.marks.some((mark) => idOf(one, mark) === this.focused));
    const one = lines[at];
    const index = one?.marks.findIndex((mark) => idOf(one, mark) === this.focused) ?? -1;
    if (!one || index < 0) return;
    const along = (to: number) => [one, one.marks[to]] as const;
    const across = (step: number) => {
      const other = lines[(at + step + lines.length) % lines.length]!;
      const workers = one.marks[index]!.point.workers;
      const near = [...other.marks].sort(
        (a, b) => Math.abs(a.point.workers - workers) - Math.abs(b.point.workers - workers),
      )[0];
      return [other, near] as const;
    };
    const moves: Record<string, () => readonly [Trace, Mark | undefined]> = {
      ArrowLeft: () => along(index - 1),
      ArrowRight: () => along(index + 1),
      Home: () => along(0),
      End: () => along(one.marks.length - 1),
      ArrowUp: () => across(-1),
      ArrowDown: () => across(1),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [line, mark] = move();
    if (!mark) return;
    const selector = `[data-line="${line.line.key}"][data-workers="${mark.point.workers}"]`;
    this.renderRoot.querySelector<SVGGElement>(selector)?.focus();
  }
}

function idOf(one: Trace, mark: Mark): string {
  return `${one.line.key}:${mark.point.workers}`;
}

function tip(scene: Scene, { line }: Trace, mark: Mark): TemplateResult {
  const words = mark.point.speedup ? times(mark.point.speedup.value) : 'failed';
  const right = mark.x > scene.width * 0.6;
  const transform = `translate(${mark.x + (right ? -14 : 14)}px, ${mark.y}px) translate(${right ? '-100%' : '0'}, -50%)`;
  return html`<span class="tip" aria-hidden="true" style=${styleMap({ transform })}>${line.title} · ${mark.point.workers}: ${words}</span>`;
}

customElements.define('speedup-lab-chart', LabChart);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-chart': LabChart;
  }
}
