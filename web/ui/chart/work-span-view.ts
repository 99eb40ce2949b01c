import { css, html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Check, Plan, Report } from '../../generated/types.js';
import { swatch } from '../controls.js';
import { count, duration, plural, range, workersTitle } from '../format.js';
import { type Line, markerPath } from '../lines.js';
import { cssColour } from '../palette.js';
import { base } from '../styles/base.js';
import { Width } from '../width.js';
import { type Ink, overLines, workersAxis } from './draw.js';
import { signed } from './words.js';
import { layOutWorkSpan, type Worked, type WorkSpanScene, workedOf } from './work-span.js';

/** Work, span, and what a schedule of the recorded tasks gives on 1 to 1,024 workers. */
export class LabWorkSpan extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
  };
  declare plan: Plan | null;
  declare report: Report | null;

  readonly #width = new Width(this);

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); font-variant-numeric: tabular-nums; }
      svg.plot { display: block; width: 100%; overflow: visible; }
      p { font-size: 0.875rem; line-height: 1.5; max-width: 46rem; }
      .lines { list-style: none; display: grid; gap: 0.875rem; }
      .lines > li { border-block-start: 1px solid var(--lab-line); padding-block-start: 0.625rem; display: grid; gap: 0.375rem; }
      h4 { margin: 0; display: flex; gap: 0.5rem; align-items: center; font-size: 0.9375rem; font-weight: 600; }
      dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: 0.5rem 1rem; }
      dt { font-size: 0.8125rem; color: var(--lab-muted); }
      dd { font-weight: 650; }
      .checks { list-style: none; padding: 0; margin: 0; font-size: 0.8125rem; line-height: 1.5; color: var(--lab-muted); }
    `,
  ];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.plan) return nothing;
    const worked = workedOf(this.plan, this.report);
    if (!worked.length) {
      return html`<p class="muted">Not measured. Run a plan with threads or processes: one worker then records every task of the program, cut for 64 workers.</p>`;
    }
    const scene = this.#width.value ? layOutWorkSpan(this.plan, this.report, this.#width.value) : null;
    return html`
      ${scene ? html`<svg class="plot" viewBox="0 0 ${scene.width} ${scene.height}" height=${scene.height} role="img" aria-label="Simulated speedup on 1 to 1,024 workers; the figures follow.">${workSpanPlot(scene, cssColour)}</svg>` : nothing}
      <p class="muted">Dashed: <speedup-lab-term name="simulated">simulated</speedup-lab-term>, never measured. One worker recorded every task of the program; a schedule that leaves no worker idle while a task is ready then gives the time on any number of them. Marks are measured.</p>
      <ul class="lines" role="list">${worked.map(figures)}</ul>`;
  }
}

function figures({ line, workSpan }: Worked): TemplateResult {
  const rows: [name: string, title: string, value: string][] = [
    ['work', 'Work', duration(workSpan.work)],
    ['span', 'Span', duration(workSpan.span)],
    ['parallelism', 'Parallelism', workSpan.parallelism.toFixed(1)],
    ['trace', 'Trace overhead', signed(workSpan.overhead)],
  ];
  return html`<li>
    <h4>${swatch(line.key, line.marker, 14)} ${line.title} <span class="small">${plural(workSpan.tasks, 'task')}, cut for ${count(workSpan.cut)}</span></h4>
    <dl>${rows.map(([name, title, value]) => html`<div><dt><speedup-lab-term name=${name}>${title}</speedup-lab-term></dt><dd>${value}</dd></div>`)}</dl>
    <ul class="checks" role="list">${workSpan.checks.map((check) => html`<li>${checkWords(line, check)}</li>`)}</ul>
  </li>`;
}

/** `2 threads: simulated 6.4 ms, measured 6.9 ms (6.7 ms to 7.1 ms)`. */
function checkWords({ mode }: Line, { workers, simulated, measured }: Check): string {
  return `${workersTitle(mode, workers)}: simulated ${duration(simulated)}, measured ${duration(measured.value)} (${range(measured, duration)})`;
}

/** The plot of simulated speedups. */
export function workSpanPlot(scene: WorkSpanScene, ink: Ink): SVGTemplateResult {
  const { left, right, x, y } = scene;
  return svg`<g aria-hidden="true" font-size="12" fill=${ink('muted')}>
    ${scene.yTicks.map(
      (
        tick,
      ) => svg`<line x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} stroke=${ink('line')} stroke-width="1" />
      <text x=${left - 8} y=${y(tick)} dy="0.32em" text-anchor="end">${tick}×</text>`,
    )}
    ${workersAxis(scene, scene.xTicks, x, ink)}
    <text x="6" y="11">speedup, simulated</text>
    <path d=${scene.ideal} fill="none" stroke=${ink('edge')} stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round" />
    ${scene.curves.map(
      (
        { line, path, end },
        index,
      ) => svg`<path class="simulated" d=${path} fill="none" stroke=${ink(line.key)} stroke-width="2" stroke-dasharray="6 4" />
      ${overLines(end.x, end.y - 8 - 15 * crowd(scene, index), `${line.title}, simulated`, ink(line.key), ink)}`,
    )}
    ${scene.marks.map((mark) => svg`<path d=${markerPath(mark.line.marker, 4)} transform="translate(${mark.x} ${mark.y})" fill=${ink(mark.line.key)} stroke=${ink('panel')} stroke-width="1" />`)}
  </g>`;
}

/** How many earlier curves end at about the same height: their names stand below this one's. */
function crowd({ curves }: WorkSpanScene, index: number): number {
  const own = curves[index]!.end.y;
  return curves.slice(0, index).filter(({ end }) => Math.abs(end.y - own) < 15).length;
}

customElements.define('speedup-lab-work-span', LabWorkSpan);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-work-span': LabWorkSpan;
  }
}
