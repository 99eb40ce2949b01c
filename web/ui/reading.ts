import { html, nothing, type TemplateResult } from 'lit';
import type { CeilingKind, Estimate, Plan, Reading, Report, Series } from '../generated/types.js';
import { swatch } from './controls.js';
import { knownWorkload } from './draft.js';
import { count, duration, percent, plural, range, times } from './format.js';
import { type Line, linesOf, seriesOf } from './lines.js';
import { cssColour } from './palette.js';

/** A plan in a few words: `Sorting, 1,000,000 elements, Random, Uint32`. A program that this lab doesn't have keeps its id. */
export function planTitle(plan: Plan): string {
  const info = knownWorkload(plan.workload);
  if (!info) return [plan.workload, plan.input ? 'own data' : `size ${count(plan.size)}`].join(', ');
  const words = info.options.flatMap(({ name, takes, default: preset }) => {
    const value = plan.options[name] ?? preset;
    if (takes.kind === 'choice')
      return [takes.choices.find((choice) => choice.value === value)?.label ?? value];
    return value === preset ? [] : [`${name} ${value}`];
  });
  const much = plan.input ? `own ${info.unit}` : `${count(plan.size)} ${info.unit}`;
  return `${info.title}, ${[much, ...words.map((word) => (/^[A-Z][a-z]+\d+$/.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1)))].join(', ')}`;
}

/**
 * The legend: for each line its marks, the fitted laws in words and what limits it; then the machine's ceilings. The
 * cards stand from the start, with a place for each figure that the plan can give.
 */
export function legend(plan: Plan, report: Report | null): TemplateResult {
  const parallel = plan.modes.some((mode) => mode === 'threads' || mode === 'processes');
  return html`<div class="legend-room"><ul class="legend" role="list">
    ${linesOf(plan).map((line) => card(plan, line, seriesOf(report, line)))}
    ${parallel ? CEILINGS.map(({ kind, what }) => ceilingCard(kind, what, report)) : nothing}
  </ul></div>`;
}

function card(plan: Plan, line: Line, series: Series | undefined): TemplateResult {
  return html`<li class="series">
    <h3>${swatch(line.key, line.marker)} ${line.title}</h3>
    ${line.mode === 'serial' ? nothing : laws(plan, series)}
    <p class="verdict">${series?.verdict || html`<span class="muted">${line.mode === 'serial' ? 'The baseline.' : 'Not measured yet.'}</span>`}</p>
  </li>`;
}

/** A figure of a law: the name of its help, its title, and its value. */
type Figure = [term: string, title: string, value: unknown];

const figure = (of: Estimate | null | undefined, words: (value: number) => string): unknown =>
  of ? html`${words(of.value)} <small>${range(of, words)}</small>` : '–';

/** The fitted laws' parameters. Each has its place where the plan has enough worker counts for it. */
function laws(plan: Plan, series: Series | undefined): TemplateResult {
  const { amdahl, usl, gustafson } = series ?? {};
  const figures: Figure[] = [
    ['serial-fraction', 'Serial fraction', figure(amdahl?.serialFraction, percent)],
    ['limit', 'Limit', amdahl && !amdahl.limit ? 'none seen' : figure(amdahl?.limit, times)],
  ];
  if (plan.workers.length >= 4) {
    figures.push(
      ['contention', 'Contention', figure(usl?.contention, percent)],
      ['coherency', 'Coherency', figure(usl?.coherency, percent)],
    );
  }
  if (plan.scaled) {
    figures.push(['gustafson', 'Scaled serial', figure(gustafson?.serialFraction, percent)]);
  }
  return html`<dl class="law figures">${figures.map(
    ([name, title, value]) =>
      html`<div><dt><speedup-lab-term name=${name}>${title}</speedup-lab-term></dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

const CEILINGS = [
  { kind: 'compute', what: 'with no memory traffic and no serial part' },
  { kind: 'memory', what: 'when all that workers do is to move memory' },
] as const;

/** What the machine can do at most, in words, and from where on workers share cores. */
function ceilingCard(kind: CeilingKind, what: string, report: Report | null): TemplateResult {
  const ceiling = report?.ceilings.find((one) => one.kind === kind);
  const most = ceiling?.points.reduce((best, point) =>
    point.speedup.value > best.speedup.value ? point : best,
  );
  const knee = kind === 'compute' ? report?.knee : null;
  const shared = knee && ceiling?.points.some(({ workers }) => workers > knee);
  const missing = report && report.ended !== 'running' ? 'Not measured.' : 'Not measured yet.';
  return html`<li class="series ceiling">
    <h3><svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true"><path d="M-8,0H8" stroke=${cssColour('ceiling')} stroke-width="2.5" stroke-dasharray=${kind === 'memory' ? '6 3' : 'none'} /></svg>
      <speedup-lab-term name="${kind}-ceiling">${kind === 'compute' ? 'Compute ceiling' : 'Memory ceiling'}</speedup-lab-term></h3>
    <p class="verdict">${
      most
        ? html`The most that this machine could do just now, ${what}: <strong>${times(most.speedup.value)}</strong> (${range(most.speedup, times)}) with ${plural(most.workers, 'worker')}.${shared ? ` More workers than ${knee} share its cores: ` : ''}${shared ? html`they are <speedup-lab-term name="oversubscribed">oversubscribed</speedup-lab-term>.` : nothing}`
        : html`<span class="muted">${missing}</span>`
    }</p>
  </li>`;
}

/** Programs whose serial one is the best there is, whichever algorithm the workers use. */
const BEST = new Set(['mergesort']);

/** What the baseline is: the best serial program, or that of the algorithm which the plan names instead. */
export function serialTitle({ workload, options }: Plan): string {
  const option = knownWorkload(workload)?.options.find(({ name }) => name === 'algorithm');
  const chosen = options.algorithm;
  if (!option || BEST.has(workload) || chosen === undefined || chosen === option.default)
    return 'Best serial program';
  const { takes } = option;
  const label = takes.kind === 'choice' && takes.choices.find(({ value }) => value === chosen)?.label;
  return `Serial program (${label || chosen})`;
}

/** Both baselines with their absolute times: the best serial program, and each line's own program at one worker. */
export function baselines(plan: Plan, report: Report | null, { baseline: against }: Reading): TemplateResult {
  const best = report?.baseline;
  const own = linesOf(plan).filter(({ mode }) => mode !== 'serial');
  return html`<div class="baselines figures">
    <p class=${against === 'serial' ? 'chosen' : ''}>${
      best
        ? html`${serialTitle(plan)}: <strong>${duration(best.value)}</strong> <span class="muted">${within(best)}</span>`
        : html`<span class="muted">${serialTitle(plan)}: not measured yet</span>`
    }</p>
    ${
      own.length
        ? html`<ul role="list" class=${against === 'one' ? 'chosen' : ''} aria-label="Each program at one worker">
      ${own.map((line) => html`<li>${line.title} at one worker: ${ownTime(line, report, against)}</li>`)}</ul>`
        : nothing
    }
  </div>`;
}

/** A time's interval. One text: a bracket of its own would move when a digit comes or goes. */
const within = (time: Estimate): string => `(${range(time, duration)})`;

function ownTime(line: Line, report: Report | null, against: Reading['baseline']): TemplateResult {
  const one = seriesOf(report, line)?.one;
  if (!one) return html`<strong>–</strong>`;
  const interval = html` <span class="muted">${within(one)}</span>`;
  return html`<strong>${duration(one.value)}</strong>${against === 'one' ? interval : nothing}`;
}

/** What the reader should know before believing a number. */
export function warningList(report: Report | null): TemplateResult | typeof nothing {
  if (!report?.warnings.length) return nothing;
  return html`<section class="panel stack" aria-labelledby="warnings-title">
    <h2 id="warnings-title">Before you believe it</h2>
    <ul class="warnings" role="list">${report.warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>
  </section>`;
}
