import { scaleLinear } from 'd3-scale';
import { css, html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Baseline, Expected, Plan } from '../../generated/types.js';
import { plural, times } from '../format.js';
import { base } from '../styles/base.js';
import { Width } from '../width.js';
import { countsOf, curveThrough, highest, isMade, tidy, withSaid } from './curve.js';

const HEIGHT = 190;
const [LEFT, TOP, BOTTOM] = [36, 10, HEIGHT - 24];

/** Draws the speedups that the visitor expects: by hand on a small chart, or by a slider for each worker count. */
export class LabPredict extends LitElement {
  static override properties = {
    plan: { attribute: false },
    prediction: { attribute: false },
    kept: { attribute: false },
    busy: { attribute: false },
    change: { attribute: false },
    said: { attribute: false },
    against: { attribute: false },
  };
  /** Its worker counts are those to expect something for. */
  declare plan: Plan | null;
  /** What was said so far. */
  declare prediction: readonly Expected[];
  /** Whether it stands as it was said: the run has begun. */
  declare kept: boolean;
  /** Whether a run is under way: then nothing can be changed. */
  declare busy: boolean;
  /** Is told what is expected. */
  declare change: ((prediction: Expected[]) => void) | null;
  /** Is told that the visitor has let go. */
  declare said: (() => void) | null;
  /** What the speedups are against. */
  declare against: Baseline;

  readonly #width = new Width(this);

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); }
      svg { display: block; width: 100%; height: ${HEIGHT}px; touch-action: pan-y; cursor: crosshair; border-radius: 8px; user-select: none; font-variant-numeric: tabular-nums; }
      circle { touch-action: none; }
      .kept svg { cursor: default; touch-action: auto; }
      .kept circle { touch-action: auto; }
      .sliders { display: grid; gap: 0.125rem 0.75rem; grid-template-columns: max-content minmax(0, 1fr) 3.25rem; align-items: center; font-size: 0.875rem; }
      .sliders label { display: contents; }
      .sliders .value { text-align: end; font-variant-numeric: tabular-nums; font-weight: 650; }
      .sliders .unsaid { font-weight: 400; color: var(--lab-muted); }
      input[type='range'] { width: 100%; min-width: 0; height: 2.25rem; margin: 0; accent-color: var(--lab-accent); touch-action: pan-y; }
      .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
      .actions button { font-size: 0.9375rem; }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.prediction = [];
    this.kept = false;
    this.busy = false;
    this.change = null;
    this.said = null;
    this.against = 'serial';
  }

  /** Goes to the first slider. */
  override focus(): void {
    this.closest('details')?.setAttribute('open', '');
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan, prediction, kept, busy } = this;
    if (!plan) return nothing;
    const made = isMade(plan, prediction);
    const use = () => {
      this.change?.(curveThrough(plan, prediction));
      this.said?.();
    };
    return html`
      <p class="small">${kept ? 'What you said before the run:' : `How many times faster than ${this.against === 'one' ? 'at one worker' : 'the serial program'} will it get? Draw the curve, or move the sliders. The dotted line is the ideal.`}</p>
      <div class=${kept || busy ? 'kept' : ''}>${this.#width.value ? this.#chart(plan) : nothing}</div>
      ${kept ? nothing : html`<div class="sliders">${curveThrough(plan, prediction).map((one) => this.#slider(plan, one))}</div>`}
      <div class="actions">
        ${kept ? nothing : html`<button type="button" aria-disabled=${made || busy} @click=${() => made || busy || use()}>Use this curve</button>`}
        ${prediction.length ? html`<button type="button" aria-disabled=${busy} @click=${() => busy || this.change?.([])}>${kept ? 'Expect something else' : 'Clear'}</button>` : nothing}
      </div>`;
  }

  #letGo = (): void => this.said?.();

  #said(workers: number): boolean {
    return this.prediction.some((one) => one.workers === workers);
  }

  #slider(plan: Plan, { workers, speedup }: Expected): TemplateResult {
    const said = this.#said(workers);
    const id = `expect-${workers}`;
    const set = (event: Event) => {
      this.change?.(withSaid(this.prediction, workers, Number((event.target as HTMLInputElement).value)));
    };
    return html`<label for=${id}>${plural(workers, 'worker')}</label>
      <input type="range" id=${id} min="0.1" max=${highest(plan)} step="0.1" ?disabled=${this.busy} .value=${live(String(speedup))}
        aria-valuetext=${said ? times(speedup) : 'not said yet'} @input=${set} @pointerup=${this.#letGo} @blur=${this.#letGo} />
      <span class="value ${said ? '' : 'unsaid'}" aria-hidden="true">${said ? times(speedup) : '?'}</span>`;
  }

  #chart(plan: Plan): TemplateResult {
    const most = Math.max(2, ...plan.workers);
    const room = Math.max(0.25, (most - 1) * 0.06);
    const x = scaleLinear([1 - room, most + room], [LEFT, this.#width.value - 6]);
    const y = scaleLinear([0, highest(plan)], [BOTTOM, TOP]);
    const curve = curveThrough(plan, this.prediction);
    const path = [{ workers: 1, speedup: 1 }, ...curve.filter(({ workers }) => workers > 1)]
      .map((one, index) => `${index ? 'L' : 'M'}${x(one.workers)},${y(one.speedup)}`)
      .join('');
    const draw = (event: PointerEvent) => {
      if (this.kept || this.busy || event.buttons !== 1) return;
      const box = (event.currentTarget as SVGElement).getBoundingClientRect();
      const at = x.invert(event.clientX - box.left);
      const workers = countsOf(plan).reduce((best, one) =>
        Math.abs(one - at) < Math.abs(best - at) ? one : best,
      );
      const speedup = Math.min(highest(plan), Math.max(0.1, y.invert(event.clientY - box.top)));
      this.change?.(withSaid(this.prediction, workers, tidy(speedup)));
    };
    const start = (event: PointerEvent) => {
      if (this.kept || this.busy) return;
      (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
      draw(event);
    };
    return html`<svg viewBox="0 0 ${this.#width.value} ${HEIGHT}" aria-hidden="true" @pointerdown=${start} @pointermove=${draw} @pointerup=${this.#letGo}>
      ${grid(plan, this.#width.value, x, y)}
      <path d="M${x(1)},${y(1)}L${x(most)},${y(most)}" fill="none" stroke="var(--lab-edge)" stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round" />
      <path d=${path} fill="none" stroke="var(--lab-accent)" stroke-width="2" stroke-dasharray=${isMade(plan, this.prediction) ? nothing : '5 4'} />
      ${curve.map(
        ({ workers, speedup }) =>
          svg`<circle cx=${x(workers)} cy=${y(speedup)} r="16" fill="transparent" /><circle cx=${x(workers)} cy=${y(speedup)} r="6" fill=${this.#said(workers) ? 'var(--lab-accent)' : 'var(--lab-panel)'} stroke="var(--lab-accent)" stroke-width="2" />`,
      )}
    </svg>`;
  }
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

function grid(plan: Plan, width: number, x: Scale, y: Scale): SVGTemplateResult {
  const counts = plan.workers;
  const room = (width - LEFT) / 26;
  const step = Math.ceil(counts.length / room);
  return svg`<g font-size="12" fill="var(--lab-muted)">
    ${y.ticks(4).map(
      (
        tick,
      ) => svg`<line x1=${LEFT} x2=${width - 6} y1=${y(tick)} y2=${y(tick)} stroke=${`var(--lab-${tick === 0 ? 'edge' : 'line'})`} />
        <text x=${LEFT - 6} y=${y(tick)} dy="0.32em" text-anchor="end">${tick}×</text>`,
    )}
    ${counts
      .filter((_, index) => index % step === 0)
      .map((tick) => svg`<text x=${x(tick)} y=${BOTTOM + 17} text-anchor="middle">${tick}</text>`)}
  </g>`;
}

customElements.define('speedup-lab-predict', LabPredict);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-predict': LabPredict;
  }
}
