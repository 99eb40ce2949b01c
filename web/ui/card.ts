import { html, nothing, type TemplateResult } from 'lit';
import type { Disturbance, Ended, Environment, Plan, Report } from '../generated/types.js';
import { count, duration, plural } from './format.js';
import { term } from './term.js';

/** Why samples were thrown away, for people. */
const DISTURBANCES: Record<Disturbance, string> = {
  hidden: 'because the tab was hidden',
  suspended: 'because the page was suspended',
  pressure: 'because the machine was busy with something else',
};

/** Which of the card's rows have help. */
const TERMS: Record<string, string> = {
  'Clock’s smallest step': 'grain',
  Repetitions: 'sample',
  Seed: 'seed',
};

const POWER: Record<string, string> = { mains: 'plugged in', battery: 'on battery' };

/** A browser and its system in a few words; for old reports, the browser's own name for itself. */
export function machineTitle({ browser, system, userAgent, hardwareConcurrency }: Environment): string {
  const named = browser ? (system ? `${browser} on ${system}` : browser) : userAgent;
  return `${named}, ${plural(hardwareConcurrency, 'core')}`;
}

/** When a run began, as people of the page's language write it. */
export function startedAt({ started }: Environment): string {
  const date = new Date(started);
  if (Number.isNaN(date.getTime())) return started;
  return date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium' });
}

/** How much is measured: samples, realms, and how narrow the intervals are to be. */
export function repetitionsOf({ samples, realms, precision, budget }: Plan): string {
  const least = `${plural(samples, 'sample')} in each of ${plural(realms, 'realm')}`;
  if (precision == null) return least;
  return `${least}; then more realms until every interval is no wider than ${precision} % of its time, for ${budget} s at most`;
}

/** How a sweep ended, and why. */
export function endedWords(ended: Ended, { precision, budget }: Plan): string {
  const words: Record<Ended, string> = {
    running: 'It goes on',
    complete: 'Everything that was planned was measured',
    precise: `Stopped because every interval was narrow enough${precision == null ? '' : ` (no wider than ${precision} % of its time)`}`,
    budget: `Stopped because ${budget} s were over; some intervals are wider than the plan wants them`,
    cancelled: 'Cancelled before its end',
  };
  return words[ended];
}

/** The facts about the machine and its browser, each with its name. */
export function environmentRows(on: Environment): [name: string, value: string][] {
  return [
    ['Browser', on.browser || on.userAgent],
    ['System', on.system || 'not told'],
    ['Cores claimed', count(on.hardwareConcurrency)],
    ['Cross-origin isolated', on.crossOriginIsolated ? 'yes' : 'no'],
    ['Clock’s smallest step', duration(on.timerResolutionMs)],
    ['Power', on.power ? (POWER[on.power] ?? on.power) : 'not told'],
    ['Compute pressure before', on.pressure ?? 'not told'],
    ['Program', on.build],
    ['Started', startedAt(on)],
  ];
}

/** The report's card: on what it was measured, how much, how it ended, and what to know before believing it. */
export function environmentCard(report: Report | null): TemplateResult | typeof nothing {
  if (!report) return nothing;
  const { environment, plan, invalidated } = report;
  const rows: [string, string][] = [
    ...environmentRows(environment),
    ...(environment.browser ? ([['Calls itself', environment.userAgent]] as [string, string][]) : []),
    ['Repetitions', repetitionsOf(plan)],
    ['Seed', String(plan.seed)],
    ['How it ended', endedWords(report.ended, plan)],
    ['Thrown away', invalidated.length ? invalidatedWords(report) : 'nothing'],
    ['Warnings', report.warnings.length ? '' : 'none'],
  ];
  return html`<details class="panel report-card" open>
    <summary><h3>Where and how it was measured</h3></summary>
    <dl class="card">
      ${rows.map(([name, value]) => html`<dt>${TERMS[name] ? term(TERMS[name], name) : name}</dt><dd>${value || warnings(report)}</dd>`)}
    </dl>
  </details>`;
}

/** `3 samples because the tab was hidden, 1 sample because the page was suspended; taken again`. */
function invalidatedWords({ invalidated }: Report): string {
  const words = invalidated.map(
    ({ reason, samples }) => `${plural(samples, 'sample')} ${DISTURBANCES[reason]}`,
  );
  return `${words.join(', ')}; taken again`;
}

function warnings({ warnings }: Report): TemplateResult {
  return html`<ul role="list" class="plain">${warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>`;
}
