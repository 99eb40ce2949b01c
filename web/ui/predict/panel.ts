import { html, nothing, type TemplateResult } from 'lit';
import type { Core } from '../../core.js';
import type { Expected, Plan, Report, View } from '../../generated/types.js';
import { isMade } from './curve.js';

/** What the panel is drawn from, and whom it tells. */
export interface PredictPanel {
  plan: Plan;
  view: View;
  /** What came of it, or has so far; `null` before a run. */
  report: Report | null;
  running: boolean;
  /** Whether what is expected was said before that run began. */
  foretold: boolean;
  core: Core | null;
  change(prediction: Expected[]): void;
  /** The visitor has let go of what they drew or moved. */
  said(): void;
}

/** "What do you expect?", folded up unless the link asks for it. */
export function predictPanel(panel: PredictPanel): TemplateResult {
  void import('./predict.js');
  const { plan, view, report, running, foretold, core, change, said } = panel;
  const { prediction, predict } = view;
  const kept = foretold && prediction.length > 0 && (running || report !== null);
  const words = kept && core && report && !running ? core.predictionWords(report, prediction) : '';
  return html`<details class="panel predict" ?open=${predict}>
    <summary>
      <h3>What do you expect?</h3>
      <span class="small">${state(plan, prediction, predict)}</span>
    </summary>
    <speedup-lab-predict .plan=${plan} .prediction=${prediction} .kept=${kept} .busy=${running} .change=${change} .said=${said} .against=${view.reading.baseline}></speedup-lab-predict>
    ${kept ? html`<p class="outcome" role="note">${words || html`<span class="muted">When the run is over, this says how near you were.</span>`}</p>` : nothing}
  </details>`;
}

function state(plan: Plan, prediction: readonly Expected[], required: boolean): string {
  if (isMade(plan, prediction)) return 'Said, and in the link';
  if (prediction.length) return 'Not for every worker count yet';
  return required ? 'Say so before the run' : 'Draw the curve before you measure it';
}
