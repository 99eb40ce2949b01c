import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Expected, Plan, Report } from '../../generated/types.js';
import { cssColour } from '../palette.js';
import { base } from '../styles/base.js';
import { switches } from '../styles/switches.js';
import { Width } from '../width.js';
import { chart, type Hands } from './draw.js';
import type { Cited } from './figures.js';
import type { QuantityName } from './quantity.js';
import { layOut, type Mark, MOST_DOTS, type Model, type Scene, type Trace } from './scene.js';
import { modelSwitch } from './switches.js';
import { pointWords } from './words.js';

/** A quantity against workers: dots, medians with intervals, the ideal, the ceilings, a model beside the points. */
export class LabChart extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
    quantity: { attribute: false },
    expected: { attribute: false },
    cited: { attribute: false },
    hint: { attribute: false },
    model: { state: true },
    pointed: { state: true },
    focused: { state: true },
  };
  /** What the horizontal axis comes from. */
  declare plan: Plan | null;
  /** What is drawn; `null` before the first run. */
  declare report: Report | null;
  /** What stands above each worker count. */
  declare quantity: QuantityName;
  /** What the visitor expects. */
  declare expected: readonly Expected[];
  /** Figures of others. */
  declare cited: readonly Cited[];
  /** What the empty plot says. */
  declare hint: string;
  /** The model drawn beside the points of the speedup. */
  declare model: Model;
  /** The mark that is read out, by its line and workers: marks are made anew with each report. */
  declare private pointed: string | null;
  /** The mark that takes the tab key. */
  declare private focused: string | null;

  readonly #width = new Width(this);

  static override styles = [
    base,
    switches,
    css`
      :host { display: block; position: relative; }
      svg { display: block; width: 100%; overflow: visible; font-family: inherit; font-variant-numeric: tabular-nums; }
      .mark { outline: none; cursor: default; }
      .ring { visibility: hidden; }
      .mark:focus-visible .ring { visibility: visible; }
      .hint {
        position: absolute; top: 1.25rem; inset-inline: 4.5rem 1rem; max-width: 19rem; padding: 0.75rem 0.875rem;
        background: var(--lab-panel); border: 1px solid var(--lab-line); border-radius: 10px; color: var(--lab-muted); font-size: 0.875rem;
      }
      .tip {
        position: absolute; top: 0; left: 0; pointer-events: none; white-space: nowrap; padding: 0.25rem 0.5rem; border-radius: 6px;
        background: var(--lab-ink); color: var(--lab-panel); font-size: 0.8125rem; font-weight: 600; font-variant-numeric: tabular-nums;
      }
      .readout { font-size: 0.875rem; line-height: 1.45; min-height: 4.35em; font-variant-numeric: tabular-nums; }
      .model-switch { margin-top: 0.5rem; }
      @container (max-width: 40rem) { .readout { min-height: 8.7em; } }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
    this.quantity = 'speedup';
    this.expected = [];
    this.cited = [];
    this.hint = '';
    this.model = 'amdahl';
    this.pointed = null;
    this.focused = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan, report, quantity, model, expected, cited } = this;
    if (!plan || !this.#width.value) return nothing;
    const scene = layOut({ plan, report, quantity, model, expected, cited }, this.#width.value);
    const all = scene.traces.flatMap((one) => one.marks.map((mark) => ({ one, mark, id: idOf(one, mark) })));
    const current = all.find(({ id }) => id === this.focused) ?? all[0];
    const read = all.find(({ id }) => id === this.pointed);
    const hands: Hands = {
      current: current?.mark ?? null,
      label: (one, mark) => pointWords(one.line, mark.point, quantity, plan, report),
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
        aria-label="${scene.quantity.title}. Use the arrow keys to go from point to point." @keydown=${(event: KeyboardEvent) => this.#key(event, scene)}>
        ${chart(scene, cssColour, hands)}
      </svg>
      ${all.length ? nothing : html`<p class="hint">${this.hint}</p>`}
      ${read ? tip(scene, read.one, read.mark) : nothing}
      <p class="readout">${
        read
          ? pointWords(read.one.line, read.mark.point, quantity, plan, report)
          : html`<span class="muted">${rest(scene, quantity, model)}</span>`
      }</p>
      ${
        quantity === 'speedup'
          ? modelSwitch(model, (chosen) => {
              this.model = chosen;
            })
          : nothing
      }`;
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

/** What the drawing means, while no mark is read out. */
function rest({ cut, overlays, traces }: Scene, quantity: QuantityName, model: Model): string {
  const dashes =
    quantity === 'scaled' || (quantity === 'speedup' && (model === 'amdahl' || model === 'usl'))
      ? `, dashes the fitted law with its 95 % band${traces.some(({ beyond }) => beyond.length) ? ', lighter where it is extrapolated' : ''}`
      : quantity === 'speedup' && model === 'simulated'
        ? ', dots in a row what a schedule of the recorded tasks gives: simulated, not measured'
        : '';
  return `Point at a mark to read it, or tab to the chart and use the arrow keys. Dots are samples${
    cut ? ` (at most ${MOST_DOTS} of a point’s, evenly picked)` : ''
  }, bars 95 % intervals${dashes}.${overlays.knee ? ' Hollow marks have more workers than this machine can run at once.' : ''}`;
}

function idOf(one: Trace, mark: Mark): string {
  return `${one.line.key}:${mark.point.workers}`;
}

function tip(scene: Scene, { line }: Trace, mark: Mark): TemplateResult {
  const { of, words } = scene.quantity;
  const value = of(mark.point)?.value;
  const right = mark.x > scene.width * 0.6;
  const transform = `translate(${mark.x + (right ? -14 : 14)}px, ${mark.y}px) translate(${right ? '-100%' : '0'}, -50%)`;
  return html`<span class="tip" aria-hidden="true" style=${styleMap({ transform })}>${line.title} · ${mark.point.workers}: ${value === undefined ? 'failed' : words(value)}</span>`;
}

customElements.define('speedup-lab-chart', LabChart);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-chart': LabChart;
  }
}
