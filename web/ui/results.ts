import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Plan, Report, View } from '../generated/types.js';
import { type Cited, figuresOf, haveFigures } from './chart/figures.js';
import { QUANTITY, quantityOf } from './chart/quantity.js';
import { switches } from './chart/switches.js';
import type { Format } from './export.js';
import { baselines, legend, planTitle } from './reading.js';
import type { Phase } from './status.js';

/** What the chart's panel shows and offers. */
export interface ChartPanel {
  plan: Plan;
  report: Report | null;
  phase: Phase;
  /** How to look at it. */
  view: View;
  /** The visitor wants to look at it in another way. */
  onView(part: Partial<View>): void;
  /** Whether the controls have changed since. */
  stale: boolean;
  /** Copies the link; `null` where the element keeps none. */
  link: (() => void) | null;
  /** What came of copying. */
  copied: string;
  failed(message: string): void;
}

const HINTS: Record<Phase, string> = {
  idle: 'Press Run. Each mode’s points appear here as they are measured, beside the ideal: twice the workers, twice the speed.',
  running: 'The serial program comes first; every speedup is against it.',
  complete: 'There are no points to draw. The Table view has the reasons.',
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
  const { plan, report, view } = panel;
  void import('./term.js');
  return html`<section class="panel stack" aria-labelledby="chart-title">
    <div class="head">
      <h2 id="chart-title">${planTitle(plan)}</h2>
      ${actions(panel)}
    </div>
    ${baselines(plan, report, view.reading)}
    ${panel.stale ? html`<p class="small">The controls have changed since; this is the last run.</p>` : nothing}
    ${switches(view, panel.onView)}
    ${picture(panel)}
    ${
      view.chart === 'speedup'
        ? html`<details class="work-span"><summary><h3>Work and span</h3><span class="small">What the recorded tasks would give on up to 1,024 workers: simulated</span></summary>
      <speedup-lab-work-span .plan=${plan} .report=${report}></speedup-lab-work-span></details>`
        : nothing
    }
    ${legend(plan, report)}
  </section>`;
}

/** What the view shows. Each kind's program is loaded when it is first looked at. */
function picture(panel: ChartPanel): TemplateResult {
  const { plan, report, phase, view } = panel;
  const cited = figuresOf(plan, view.figures, quantityOf(view.chart));
  const hint = hintOf(view, plan, report, phase);
  switch (view.chart) {
    case 'table':
      void import('./table.js');
      return html`<speedup-lab-table .plan=${plan} .report=${report}></speedup-lab-table>`;
    case 'sizes':
      void import('./sizes/sizes.js');
      return html`<speedup-lab-sizes .plan=${plan} .busy=${phase === 'running'}></speedup-lab-sizes>`;
    case 'lost':
      void import('./chart/lost-view.js');
      return html`<speedup-lab-lost .plan=${plan} .report=${report} .hint=${hint}></speedup-lab-lost>`;
    case 'timeline':
      void import('./timeline/timeline.js');
      return html`<speedup-lab-timeline .plan=${plan} .report=${report}></speedup-lab-timeline>`;
    default:
      void import('./chart/chart.js');
      if (view.chart === 'speedup') void import('./chart/work-span-view.js');
      return html`<speedup-lab-chart .plan=${plan} .report=${report} .hint=${hint} .quantity=${quantityOf(view.chart)} .expected=${view.prediction} .cited=${cited}></speedup-lab-chart>${citations(panel, cited)}`;
  }
}

/** The texts' figures: whether they are drawn, and what each is. */
function citations(
  { plan, view, onView }: ChartPanel,
  cited: readonly Cited[],
): TemplateResult | typeof nothing {
  if (!haveFigures(plan)) return nothing;
  const toggle = (event: Event) =>
    onView({ figures: (event.target as HTMLInputElement).checked ? 'texts' : 'none' });
  const { words } = QUANTITY[quantityOf(view.chart)];
  return html`<div class="cited small">
    <label><input type="checkbox" .checked=${live(view.figures === 'texts')} @change=${toggle} /> Figures from the texts</label>
    ${
      cited.length
        ? html`<p>Crosses, measured on the texts’ own machine, in Python, and not here:</p>
          <ol>${cited.map(({ words: what, value }) => html`<li>${what}: ${words(value)}</li>`)}</ol>`
        : view.figures === 'texts'
          ? html`<p>They are drawn as speedup, efficiency and Karp–Flatt: times of another machine say nothing here.</p>`
          : nothing
    }
  </div>`;
}

/** What an empty view says: what to do about it. */
function hintOf({ chart, reading }: View, plan: Plan, report: Report | null, phase: Phase): string {
  if (chart === 'karp-flatt' && !plan.workers.some((workers) => workers > 1)) {
    return 'Karp–Flatt takes a point with 2 workers or more. Choose 2 under Workers, and run.';
  }
  if (chart === 'scaled' && !plan.scaled) {
    return 'Not measured: switch on “Growing sizes, too” in More settings, and run.';
  }
  if (chart === 'lost' && report && phase !== 'running') {
    return 'No point of this report was traced. Run it here: each point then has one traced run, beside its samples.';
  }
  if (phase === 'running' && reading.baseline === 'one')
    return 'Every speedup is against the same program at one worker.';
  return HINTS[phase];
}

function actions({ report, phase, view, link, copied, failed }: ChartPanel): TemplateResult {
  const ready = report !== null && report.trials.length > 0 && phase !== 'running';
  const write = async (format: Format, event: Event) => {
    if (!ready) return;
    // The model beside the points is the chart's own.
    const chart = (event.currentTarget as Element).closest('section')?.querySelector('speedup-lab-chart');
    try {
      const { fileOf, save } = await import('./export.js');
      save(await fileOf(report, format, { view, model: chart?.model ?? 'amdahl' }));
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  return html`<div class="actions" role="group" aria-label="Share and save">
    ${link ? html`<button type="button" class="wide-button" @click=${link}>${copied || 'Copy link'}</button>` : nothing}
    ${FORMATS.map(({ format, what }) => html`<button type="button" aria-disabled=${!ready} aria-label="Save ${what}" @click=${(event: Event) => write(format, event)}>${format.toUpperCase()}</button>`)}
  </div>`;
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
