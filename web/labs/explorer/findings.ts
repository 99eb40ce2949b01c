/** What exploring all schedules has found, and a text that won't do. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Explored, Failing, ProgramProblem } from '../../generated/types.js';

const count = new Intl.NumberFormat('en-GB');

/** A count in groups of three digits; it may be too large for a number, or no number at all. */
const grouped = (digits: string): string => (/^\d+$/.test(digits) ? count.format(BigInt(digits)) : digits);

/** Exploring all schedules. */
export interface Exploring {
  /** States visited so far; `null` while nothing is explored. */
  exploring: number | null;
  explored: Explored | null;
  /** Whether there is a program to explore. */
  ready: boolean;
  run(): void;
  stop(): void;
  show(failing: Failing): void;
}

/** The buttons, how far it is, and what was found. */
export function explorePanel({ exploring, explored, ready, run, stop, show }: Exploring): TemplateResult {
  const running = exploring !== null;
  const off = running || !ready;
  const found = running ? null : explored;
  return html`<section class="panel stack" aria-labelledby="explore-title">
    <h2 id="explore-title">All schedules</h2>
    <div class="run"><div class="buttons">
      <button type="button" class="primary" aria-disabled=${off} @click=${() => off || run()}>Explore all</button>
      <button type="button" aria-disabled=${!running} @click=${stop}>Stop</button>
    </div></div>
    <div aria-live="polite" class="stack">
      ${running ? html`<p>${count.format(exploring)} states so far</p>` : nothing}
      ${found ? findings(found, show) : nothing}
      ${running || found ? nothing : html`<p class="small">Before you press: how many schedules do you expect, and how many of them fail?</p>`}
    </div>
  </section>`;
}

/** The verdict, the counts, and each way to fail with a way to look at it. */
function findings(explored: Explored, show: (failing: Failing) => void): TemplateResult {
  const { schedules, failing, traces, failingTraces, failures, states, words } = explored;
  return html`<p class="verdict"><strong>${words}</strong></p>
    ${
      schedules == null
        ? nothing
        : html`<table class="counts">
          <caption class="visually-hidden">Schedules</caption>
          <thead><tr><td></td><th scope="col">in all</th><th scope="col">that fail</th></tr></thead>
          <tbody>
            ${row('Schedules', schedules, failing ?? '')}
            ${row('With partial-order reduction', traces ?? '', failingTraces ?? '')}
          </tbody>
        </table>
        <p class="small">Schedules that differ only in the order of steps that touch nothing in common come out the same; the reduction keeps one of each kind.</p>`
    }
    <p class="small">${count.format(states)} ${states === 1 ? 'state' : 'states'} visited.</p>
    ${
      failures.length
        ? html`<ul class="failings" role="list" aria-label="Ways to fail">${failures.map(
            (one) => html`<li><span>${one.words}</span>
              ${one.round ? html`<span class="small">The last ${one.round} steps come back to where they began, and can go on so for ever.</span>` : nothing}
              <button type="button" @click=${() => show(one)}>Show ${one.schedule.length <= 12 ? one.schedule : 'the schedule'}</button>
            </li>`,
          )}</ul>`
        : nothing
    }`;
}

const row = (title: string, all: string, fail: string): TemplateResult =>
  html`<tr><th scope="row">${title}</th><td>${grouped(all)}</td><td>${grouped(fail)}</td></tr>`;

/** Everything about a text that won't do; each leads to its place. */
export function problemsOf(
  problems: readonly ProgramProblem[],
  go: (problem: ProgramProblem) => void,
): TemplateResult {
  return html`<section class="notice bad" role="alert" aria-labelledby="text-problems">
    <h3 id="text-problems">${problems.length === 1 ? 'One thing in the program won’t do' : `${problems.length} things in the program won’t do`}</h3>
    <ul class="problems" role="list">
      ${problems.map(
        (
          problem,
        ) => html`<li><button type="button" class="link" @click=${() => go(problem)}>Line ${problem.line}, column ${problem.column}</button>:
          <code>${problem.found}</code>. It takes ${problem.takes}.</li>`,
      )}
    </ul>
  </section>`;
}
