import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../generated/types.js';
import type { Progress } from '../run.js';
import { cellTitle, wait } from './format.js';

/** What the lab is doing. */
export type Phase = 'idle' | 'running' | 'complete' | 'cancelled' | 'refused' | 'failed';

/** The run's buttons, and how far it is. */
export interface RunBar {
  phase: Phase;
  progress: Progress | null;
  /** Whether it waits for another lab's run on this page. */
  waiting: boolean;
  /** How long the last complete run took, milliseconds. */
  took: number;
  /** How the last complete run ended; empty where that goes without saying. */
  ended: string;
  /** Why Run has to wait; empty where it hasn't. */
  withheld: string;
  cancel(): void;
}

/** Run, Cancel and the progress. */
export function runBar({ phase, progress, waiting, took, ended, withheld, cancel }: RunBar): TemplateResult {
  const running = phase === 'running';
  const idle: Record<Phase, string> = {
    idle: 'Ready',
    running: '',
    complete: `Measured in ${wait(took)}`,
    cancelled: 'Cancelled; every worker has ended',
    refused: 'A value needs mending first',
    failed: 'The run broke down',
  };
  return html`<div class="run">
    <div class="buttons">
      <button type="submit" class="primary" aria-disabled=${running || withheld !== ''} aria-describedby="withheld">Run</button>
      <button type="button" aria-disabled=${!running} @click=${cancel}>Cancel</button>
    </div>
    ${progressLines(phase, progress, running ? (waiting ? 'Waiting for another lab on this page' : 'Getting ready') : withheld || idle[phase], phase === 'complete' ? ended : '')}
    <span class="visually-hidden" id="withheld">${withheld}</span>
    <p class="visually-hidden" role="status">${running ? 'Running' : phase === 'idle' ? '' : idle[phase]}</p>
  </div>`;
}

/** The bar and two lines about the sweep. Takes the same room in every state, so that nothing below it moves. */
function progressLines(phase: Phase, progress: Progress | null, idle: string, ended: string): TemplateResult {
  const running = phase === 'running';
  const share = phase === 'complete' ? 1 : progress && running ? reached(progress) : 0;
  // Nothing here is animated: an animation would take time from the workers that are being timed.
  return html`<div class="progress">
    <p>${running && progress ? cellTitle(progress.cell) : idle}</p>
    <progress max="1" .value=${share} aria-label="Progress of the run"></progress>
    <p class="muted">${running && progress ? soFar(progress) : ended}</p>
  </div>`;
}

function soFar(progress: Progress): string {
  const { done, cells, forPrecision, repetition, repetitions, paused, remainingMs } = progress;
  if (paused) return 'Paused until this tab is shown again';
  const left = remainingMs === null ? '' : `, ${forPrecision ? 'at most ' : ''}${wait(remainingMs)} left`;
  if (forPrecision) return `Until intervals are narrow enough${left}`;
  const now = repetition === 0 ? 'warm-up' : `repetition ${repetition} of ${repetitions}`;
  return `Cell ${done + 1} of ${cells}, ${now}${left}`;
}

function reached({ done, cells, repetition, repetitions }: Progress): number {
  return (done + repetition / (repetitions + 1)) / cells;
}

/** Values that won't do, and what came of them. */
export interface Notice {
  /** `arrived` with a link or the attributes; `refused` a run; `unread`, a file. */
  why: 'arrived' | 'refused' | 'unread';
  problems: readonly Problem[];
}

/** Nothing to say. */
export const NO_NOTICE: Notice = { why: 'arrived', problems: [] };

function titleOf({ why, problems: { length } }: Notice): string {
  if (why === 'unread') return 'The file could not be read';
  const values = length === 1 ? 'one value won’t do' : `${length} values won’t do`;
  if (why === 'refused') return `The run did not start: ${values}`;
  return `${length === 1 ? 'One value won’t do; its default stands' : `${length} values won’t do; their defaults stand`} instead`;
}

/** Each bad value, beside a way to its control. */
export function problemList(
  notice: Notice,
  go: (field: string) => void,
  canGo: (field: string) => boolean,
  dismiss: () => void,
): TemplateResult | typeof nothing {
  const { problems } = notice;
  if (!problems.length) return nothing;
  return html`<section class="notice bad" role="alert" aria-labelledby="problems-title">
    <h2 id="problems-title">${titleOf(notice)}</h2>
    <ul>
      ${problems.map(
        ({ field, value, takes }, index) => html`<li id="problem-${index}">
          <strong>${field}</strong>: <code>${value === '' ? '(empty)' : value}</code>. It takes ${takes}.
          ${canGo(field) ? html`<button type="button" class="link" @click=${() => go(field)}>Go to ${field}</button>` : nothing}
        </li>`,
      )}
    </ul>
    <button type="button" class="dismiss" @click=${dismiss}>Dismiss</button>
  </section>`;
}

/** Something went wrong as a whole: the program didn't load, a run broke down. */
export function faultNotice(title: string, message: string): TemplateResult {
  return html`<section class="notice bad" role="alert"><h2>${title}</h2><p>${message}</p></section>`;
}
