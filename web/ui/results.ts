import { html, nothing, type TemplateResult } from 'lit';
import type { Plan, Report } from '../generated/types.js';
import type { Format } from './export.js';
import { baselineLine, legend, planTitle } from './reading.js';
import type { Phase } from './status.js';
import './table.js';

/** What the chart's panel shows and offers. */
export interface ChartPanel {
  plan: Plan;
  report: Report | null;
  phase: Phase;
  /** Whether the controls have changed since. */
  stale: boolean;
  /** Copies the link; `null` where the element keeps none. */
  link: (() => void) | null;
  /** What came of copying. */
  copied: string;
  failed(message: string): void;
}

const HINTS: Record<Phase, string> = {
  idle: 'Press Run. Each mode’s speedup appears here as it is measured, beside the ideal: twice the workers, twice the speed.',
  running: 'The serial program comes first; every speedup is against it.',
  complete: 'There are no points to draw. The table has the reasons.',
  cancelled: 'Cancelled before the first point.',
  refused: 'Nothing was measured.',
  failed: 'Nothing was measured.',
};

const FORMATS: readonly { format: Format; what: string }[] = [
  { format: 'json', what: 'the report as JSON' },
  { format: 'csv', what: 'every sample as CSV' },
  { format: 'svg', what: 'the chart as SVG' },
  { format: 'png', what: 'the chart as PNG' },
];

/** The chart, its legend, and what can be done with it. */
export function chartPanel(panel: ChartPanel): TemplateResult {
  const { plan, report, phase } = panel;
  return html`<section class="panel stack" aria-labelledby="chart-title">
    <div class="head">
      <div>
        <h2 id="chart-title">${planTitle(plan)}</h2>
        ${baselineLine(plan, report)}
      </div>
      ${actions(panel)}
    </div>
    ${panel.stale ? html`<p class="small">The controls have changed since; this is the last run.</p>` : nothing}
    <speedup-lab-chart .plan=${plan} .report=${report} .hint=${HINTS[phase]}></speedup-lab-chart>
    ${legend(plan, report)}
  </section>`;
}

function actions({ report, phase, link, copied, failed }: ChartPanel): TemplateResult {
  const ready = report !== null && report.trials.length > 0 && phase !== 'running';
  const write = async (format: Format) => {
    if (!ready) return;
    try {
      const { fileOf, save } = await import('./export.js');
      save(await fileOf(report, format));
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  return html`<div class="actions" role="group" aria-label="Share and save">
    ${link ? html`<button type="button" class="wide-button" @click=${link}>${copied || 'Copy link'}</button>` : nothing}
    ${FORMATS.map(({ format, what }) => html`<button type="button" aria-disabled=${!ready} aria-label="Save ${what}" @click=${() => write(format)}>${format.toUpperCase()}</button>`)}
  </div>`;
}

/** The same data in figures. */
export function tablePanel(plan: Plan, report: Report | null): TemplateResult {
  return html`<section class="panel stack" aria-labelledby="table-title">
    <h2 id="table-title">In figures</h2>
    <speedup-lab-table .plan=${plan} .report=${report}></speedup-lab-table>
  </section>`;
}

/** The result itself. Its program is loaded when there is one. */
export function answerPanel(report: Report | null): TemplateResult | typeof nothing {
  if (!report?.answer) return nothing;
  void import('./answer.js');
  return html`<section class="panel stack" aria-labelledby="answer-title">
    <h2 id="answer-title">The result itself</h2>
    <speedup-lab-answer .report=${report}></speedup-lab-answer>
  </section>`;
}
