import { scaleLog } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { Plan } from '../../generated/types.js';
import { run } from '../../run.js';
import { swatch } from '../controls.js';
import { workloadOf } from '../draft.js';
import { count, duration, plural, range, short } from '../format.js';
import { type Line, markerPath } from '../lines.js';
import { cssColour } from '../palette.js';
import { base } from '../styles/base.js';
import { Width } from '../width.js';
import { linesAt, type Measured, paysFrom, planAt, sizesOf, timeOf } from './plan.js';

/** Time against size: a line for each mode, on two logarithmic axes. Measures for itself, when asked to. */
class LabSizes extends LitElement {
  static override properties = {
    plan: { attribute: false },
    busy: { type: Boolean },
    all: { state: true },
    at: { state: true },
    trouble: { state: true },
  };
  declare plan: Plan | null;
  /** Whether the lab is measuring something else. */
  declare busy: boolean;
  declare private all: readonly Measured[];
  /** The size under way; 0 where none is. */
  declare private at: number;
  declare private trouble: string;
  #abort: AbortController | null = null;
  /** The plan that was measured, without its size. */
  #measured = '';

  readonly #width = new Width(this);

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); font-variant-numeric: tabular-nums; }
      svg.plot { display: block; width: 100%; overflow: visible; }
      .run { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 0.875rem; }
      th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: end; white-space: nowrap; font-weight: 400; border-block-end: 1px solid var(--lab-line); }
      th:first-child, td:first-child { text-align: start; }
      thead th { font-weight: 600; }
      ul { list-style: none; padding: 0; margin: 0; display: grid; gap: 0.25rem; font-size: 0.875rem; }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.busy = false;
    this.all = [];
    this.at = 0;
    this.trouble = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan } = this;
    if (!plan) return nothing;
    if (plan.input)
      return html`<p class="muted">Your own data have one size. Take generated ones to compare sizes.</p>`;
    const info = workloadOf(plan.workload);
    const sizes = sizesOf(plan, info);
    const idle = this.at === 0;
    const last = sizes.at(-1)!;
    const stale = this.all.length > 0 && this.#measured !== keyOf(plan);
    return html`
      <div class="run">
        <button type="button" class="primary" aria-disabled=${!idle || this.busy} @click=${() => this.#run(plan, sizes)}>Measure ${plural(sizes.length, 'size')}</button>
        ${idle ? nothing : html`<button type="button" @click=${() => this.#abort?.abort()}>Stop</button>`}
        <p role="status" class="small">${this.#status(sizes, info.unit)}</p>
      </div>
      <p class="small">From ${short(sizes[0]!)} to ${short(last)} ${info.unit}, each with ${plural(Math.max(...plan.workers), 'worker')} and with the serial program. Nothing is kept of it when you leave.</p>
      ${this.trouble ? html`<p class="error" role="alert">${this.trouble}</p>` : nothing}
      ${stale ? html`<p class="small">The controls have changed since this was measured.</p>` : nothing}
      ${this.all.length ? this.#results(info.unit) : nothing}`;
  }

  #status(sizes: readonly number[], unit: string): string {
    if (this.at) return `Size ${sizes.indexOf(this.at) + 1} of ${sizes.length}: ${count(this.at)} ${unit}`;
    return this.busy ? 'Waits for the run under way' : '';
  }

  #results(unit: string): TemplateResult {
    const { plan } = this.all[0]!.report;
    const lines = linesAt(plan);
    return html`
      ${this.#width.value ? plot(this.all, lines, unit, this.#width.value) : nothing}
      <ul>${lines.slice(1).map((line) => html`<li>${swatch(line.key, line.marker)} <strong>${line.title}</strong>: ${pays(this.all, line, unit)}</li>`)}</ul>
      <div class="scroll" tabindex="0" role="region" aria-label="Time of every size">
        <table><thead><tr><th scope="col">${unit}</th>${lines.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
        <tbody>${this.all.map(
          (one) =>
            html`<tr><th scope="row">${count(one.size)}</th>${lines.map((line) => {
              const time = timeOf(one, line);
              return html`<td>${time ? html`${duration(time.value)} <small>${range(time, duration)}</small>` : 'failed'}</td>`;
            })}</tr>`,
        )}</tbody></table>
      </div>`;
  }

  async #run(plan: Plan, sizes: readonly number[]): Promise<void> {
    if (this.at || this.busy) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.trouble = '';
    this.all = [];
    this.#measured = keyOf(plan);
    try {
      for (const size of sizes) {
        this.at = size;
        const report = await run(planAt(plan, size), { signal });
        this.all = [...this.all, { size, report }];
      }
    } catch (error) {
      if (!signal.aborted) this.trouble = error instanceof Error ? error.message : String(error);
    } finally {
      this.at = 0;
    }
  }
}

/** What decides the times, but for the size. */
const keyOf = ({ size: _, ...rest }: Plan): string => JSON.stringify(rest);

function pays(all: readonly Measured[], line: Line, unit: string): string {
  const from = paysFrom(all, line);
  return from === null
    ? 'at the largest size that was measured it is not clearly faster than the serial program.'
    : `clearly faster than the serial program from ${count(from)} ${unit} on.`;
}

/** Both axes are logarithmic: what grows with the size is a straight line, and what is paid for each message is flat. */
function plot(all: readonly Measured[], lines: readonly Line[], unit: string, width: number): TemplateResult {
  const height = Math.round(Math.min(420, Math.max(280, width * 0.5)));
  const [left, right, top, bottom] = [64, width - 16, 24, height - 44];
  const times = all.flatMap((one) => lines.flatMap((line) => timeOf(one, line)?.value ?? []));
  const sizes = all.map(({ size }) => size);
  const spread = (values: number[]): [number, number] => [
    Math.min(...values) / 1.3,
    Math.max(...values) * 1.3,
  ];
  const x = scaleLog(spread(sizes), [left, right]);
  const y = scaleLog(spread(times.length ? times : [1]), [bottom, top]);
  const through = pathOf<[number, number]>();
  const decades = (scale: typeof y) =>
    scale
      .ticks(4)
      .filter((tick) => Number.isInteger(Math.log10(tick)) || scale.domain()[1]! / scale.domain()[0]! < 20);
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label="Time against size, both on logarithmic scales; the figures follow in a table.">
    <g aria-hidden="true" font-size="12" fill=${cssColour('muted')}>
      ${decades(y).map((tick) => svg`<line x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} stroke=${cssColour('line')} /><text x=${left - 8} y=${y(tick)} dy="0.32em" text-anchor="end">${duration(tick)}</text>`)}
      ${sizes.map((size) => svg`<text x=${x(size)} y=${bottom + 18} text-anchor="middle">${short(size)}</text>`)}
      <text x=${right} y=${bottom + 36} text-anchor="end">${unit}</text>
      <text x="6" y="11">time of one run</text>
      ${lines.map((line) => {
        const points = all.flatMap((one) => {
          const time = timeOf(one, line);
          return time ? [{ x: x(one.size), y: y(time.value), low: y(time.low), high: y(time.high) }] : [];
        });
        return svg`<g data-line=${line.key}><path d=${through(points.map((point) => [point.x, point.y])) ?? ''} fill="none" stroke=${cssColour(line.key)} stroke-width="1.75" stroke-dasharray=${line.mode === 'serial' ? '1 4' : 'none'} />
          ${points.map((point) => svg`<line x1=${point.x} x2=${point.x} y1=${point.low} y2=${point.high} stroke=${cssColour(line.key)} stroke-width="1.5" /><path d=${markerPath(line.marker, 5)} transform="translate(${point.x} ${point.y})" fill=${cssColour(line.key)} />`)}</g>`;
      })}
    </g></svg>`;
}

customElements.define('speedup-lab-sizes', LabSizes);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-sizes': LabSizes;
  }
}
