import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Baseline, Chart, Counting, Reading, View } from '../../generated/types.js';
import { term } from '../term.js';
import type { Model } from './scene.js';

/** A choice of a few. */
interface Choice<T extends string> {
  value: T;
  title: string;
}

const VIEWS: readonly Choice<Chart>[] = [
  { value: 'speedup', title: 'Speedup' },
  { value: 'time', title: 'Time' },
  { value: 'throughput', title: 'Throughput' },
  { value: 'efficiency', title: 'Efficiency' },
  { value: 'karp-flatt', title: 'Karp–Flatt' },
  { value: 'scaled', title: 'Scaled' },
  { value: 'sizes', title: 'Sizes' },
  { value: 'lost', title: 'Lost time' },
  { value: 'timeline', title: 'Timeline' },
  { value: 'table', title: 'Table' },
];

const MODELS: readonly Choice<Model>[] = [
  { value: 'amdahl', title: 'Amdahl' },
  { value: 'usl', title: 'USL' },
  { value: 'simulated', title: 'Simulated' },
  { value: 'none', title: 'None' },
];

/** What a view shows, in a sentence. */
export const VIEW_HELP: Record<Chart, string> = {
  speedup:
    'How many times faster than the baseline. On the dotted diagonal, twice the workers are twice as fast.',
  time: 'How long one run takes. The dotted curve is the serial time shared out with no loss.',
  throughput:
    'What is done in a second. The dotted line is what so many at once would do if each took as long as alone.',
  efficiency: 'Speedup over workers: the share of each worker that pays. 100 % is the ideal.',
  'karp-flatt':
    'The serial fraction that each speedup implies. Flat: a serial part. Rising: overhead that grows with the workers.',
  scaled: 'Twice the workers do twice the work. Each point is against the serial program on the same size.',
  sizes: 'Time against size, measured for itself: from which size on more workers pay.',
  lost: 'Where the workers’ time went in a traced run. The parts add up; what they don’t explain is shown.',
  timeline: 'What every worker did when, in a traced run.',
  table: 'Every point in figures.',
};

/** The term that a view is about: its name among the terms, and as it stands in a sentence. */
const VIEW_TERM: Record<Exclude<Chart, 'table' | 'sizes'>, [name: string, text: string]> = {
  speedup: ['speedup', 'speedup'],
  time: ['time', 'time'],
  throughput: ['throughput', 'throughput'],
  efficiency: ['efficiency', 'efficiency'],
  'karp-flatt': ['karp-flatt', 'Karp–Flatt'],
  scaled: ['scaled-speedup', 'scaled speedup'],
  lost: ['lost-time', 'lost time'],
  timeline: ['timeline', 'the timeline'],
};

const BASELINES: readonly (Choice<Baseline> & { help: string })[] = [
  { value: 'serial', title: 'Best serial program', help: 'What going parallel gains.' },
  {
    value: 'one',
    title: 'Own program at one worker',
    help: 'How well each program scales; not what it gains.',
  },
];

const COUNTINGS: readonly (Choice<Counting> & { help: string })[] = [
  { value: 'compute', title: 'Computing only', help: 'Split, solve, merge; moving data is free.' },
  { value: 'run', title: 'The run', help: 'Moving data, too; workers are there.' },
  { value: 'all', title: 'Everything', help: 'Moving data, and starting workers.' },
];

/** A reading in a sentence: `Against the best serial program; the run counts.` */
export function readingWords({ baseline, counting }: Reading): string {
  const against = baseline === 'serial' ? 'the best serial program' : 'the own program at one worker';
  const what = {
    compute: 'only computing counts',
    run: 'the run counts',
    all: 'everything counts, start-up too',
  };
  return `Against ${against}; ${what[counting]}.`;
}

function segments<T extends string>(
  name: string,
  legend: string,
  choices: readonly Choice<T>[],
  value: T,
  change: (value: T) => void,
): TemplateResult {
  return html`<fieldset class="segmented ${name}">
    <legend class="visually-hidden">${legend}</legend>
    ${choices.map(
      (choice) => html`<label class="segment">
        <input type="radio" name=${name} value=${choice.value} .checked=${live(choice.value === value)} @change=${() => change(choice.value)} />
        <span>${choice.title}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Which view; what it is; and how its times are read. */
export function switches({ chart, reading }: View, change: (part: Partial<View>) => void): TemplateResult {
  const read = (part: Partial<Reading>) => change({ reading: { ...reading, ...part } });
  return html`<div class="switches">
    ${segments('view', 'View', VIEWS, chart, (value) => change({ chart: value }))}
    <p class="small view-help">${VIEW_HELP[chart]}${chart === 'table' || chart === 'sizes' ? nothing : html` More on ${term(...VIEW_TERM[chart])}.`}</p>
    <div class="readings">
      ${picker('baseline', 'Against', BASELINES, reading.baseline, (value) => read({ baseline: value }))}
      ${picker('counting', 'What counts', COUNTINGS, reading.counting, (value) => read({ counting: value }))}
    </div>
  </div>`;
}

function picker<T extends string>(
  name: string,
  label: string,
  choices: readonly (Choice<T> & { help: string })[],
  value: T,
  change: (value: T) => void,
): TemplateResult {
  return html`<div class="picker">
    <label class="small" for="reading-${name}">${label}</label>
    <select id="reading-${name}" aria-describedby="reading-${name}-help"
      @change=${(event: Event) => change((event.target as HTMLSelectElement).value as T)}>
      ${choices.map((choice) => html`<option value=${choice.value} .selected=${choice.value === value}>${choice.title}</option>`)}
    </select>
    <small id="reading-${name}-help">${choices.find((choice) => choice.value === value)!.help}</small><small>More on ${name === 'baseline' ? term('baseline', 'the baseline') : term('what-counts', 'what counts')}.</small>
  </div>`;
}

/** Which model is drawn beside the points. */
export function modelSwitch(model: Model, change: (model: Model) => void): TemplateResult {
  return html`<div class="model-switch"><span class="small" aria-hidden="true">Beside the points</span>
    ${segments('model', 'Model drawn beside the points', MODELS, model, change)}<span class="small">More on ${term('amdahl', 'Amdahl’s law')} and ${term('usl', 'the USL')}</span></div>`;
}
