import { html, nothing, type TemplateResult } from 'lit';
import type { Plan, Report, Series } from '../generated/types.js';
import { swatch } from './controls.js';
import { workloadOf } from './draft.js';
import { count, duration, percent, range, times } from './format.js';
import { type Line, linesOf, seriesOf } from './lines.js';

/** A plan in a few words: `Sorting, 1,000,000 elements, Random, Uint32`. */
export function planTitle(plan: Plan): string {
  const info = workloadOf(plan.workload);
  const words = info.options.flatMap(({ name, takes, default: preset }) => {
    const value = plan.options[name] ?? preset;
    if (takes.kind === 'choice')
      return [takes.choices.find((choice) => choice.value === value)?.label ?? value];
    return value === preset ? [] : [`${name} ${value}`];
  });
  const much = plan.input ? `own ${info.unit}` : `${count(plan.size)} ${info.unit}`;
  return `${info.title}, ${[much, ...words.map((word) => (/^[A-Z][a-z]+\d+$/.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1)))].join(', ')}`;
}

/** The legend: for each line its marks, the fitted law in words and what limits it. The cards stand from the start. */
export function legend(plan: Plan, report: Report | null): TemplateResult {
  return html`<div class="legend-room"><ul class="legend" role="list">
    ${linesOf(plan).map((line) => card(line, seriesOf(report, line)))}
  </ul></div>`;
}

function card(line: Line, series: Series | undefined): TemplateResult {
  return html`<li class="series">
    <h3>${swatch(line.key, line.marker)} ${line.title}</h3>
    ${line.mode === 'serial' ? nothing : law(series)}
    <p class="verdict">${series?.verdict || html`<span class="muted">${line.mode === 'serial' ? 'The baseline.' : 'Not measured yet.'}</span>`}</p>
  </li>`;
}

function law(series: Series | undefined): TemplateResult {
  const fit = series?.amdahl;
  const fraction = fit?.serialFraction;
  return html`<dl class="law figures">
    <div><dt>Serial fraction</dt>
      <dd>${fraction ? html`${percent(fraction.value)} <small>${range(fraction, percent)}</small>` : '–'}</dd></div>
    <div><dt>Limit</dt>
      <dd>${!fit ? '–' : fit.limit ? html`${times(fit.limit.value)} <small>${range(fit.limit, times)}</small>` : 'none seen'}</dd></div>
  </dl>`;
}

/** What the baseline is: the best serial program, or that of the algorithm which the plan names instead. */
export function serialTitle({ workload, options }: Plan): string {
  const option = workloadOf(workload).options.find(({ name }) => name === 'algorithm');
  const chosen = options.algorithm;
  if (!option || chosen === undefined || chosen === option.default) return 'Best serial program';
  const { takes } = option;
  const label = takes.kind === 'choice' && takes.choices.find(({ value }) => value === chosen)?.label;
  return `Serial program (${label || chosen})`;
}

/** The baseline's absolute time. */
export function baselineLine(plan: Plan, report: Report | null): TemplateResult {
  const baseline = report?.baseline;
  return html`<p class="baseline figures">${
    baseline
      ? html`${serialTitle(plan)}: <strong>${duration(baseline.value)}</strong> <span class="muted">(${range(baseline, duration)})</span>`
      : html`<span class="muted">${serialTitle(plan)}: not measured yet</span>`
  }</p>`;
}

/** What the reader should know before believing a number. */
export function warningList(report: Report | null): TemplateResult | typeof nothing {
  if (!report?.warnings.length) return nothing;
  return html`<section class="panel stack" aria-labelledby="warnings-title">
    <h2 id="warnings-title">Before you believe it</h2>
    <ul class="warnings" role="list">${report.warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>
  </section>`;
}
