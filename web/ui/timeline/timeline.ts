import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Plan, Report, Span } from '../../generated/types.js';
import { duration, workersTitle } from '../format.js';
import { base } from '../styles/base.js';
import { term } from '../term.js';
import { Width } from '../width.js';
import { hatching, laneAt, picture, ring, type Sheet, sheetOf, spanAt } from './draw.js';
import { ACTIVITIES, firstOf, type Lane, lanesOf, runTime, type Traced, tracedOf } from './lanes.js';
import { styles } from './styles.js';
import { spanTable, totalsTable } from './tables.js';
import { around, panned, type Stretch, zoomed } from './window.js';
import { ACTIVITY_WORDS, gapWords, overheadWords, spanWords } from './words.js';

/** What is read out: a span of a lane, or the gap after it. */
interface Read {
  lane: number;
  span: { start: number; end: number };
  words: string;
}

/** What every worker did when, in one run that was traced. */
export class LabTimeline extends LitElement {
  static override properties = {
    plan: { attribute: false },
    report: { attribute: false },
    chosen: { state: true },
    stretch: { state: true },
    read: { state: true },
    listed: { state: true },
  };
  declare plan: Plan | null;
  /** Whose traces are shown; `null` before the first run. */
  declare report: Report | null;
  /** The visitor's choice of a point: `threads:4`. */
  declare private chosen: string;
  /** What is in view; `null` for the run with what fits of the start-up. */
  declare private stretch: Stretch | null;
  declare private read: Read | null;
  /** Whether the list of all spans is open. */
  declare private listed: boolean;

  /** What the last drawing was made of, for the hands. */
  #now: { sheet: Sheet; lanes: Lane[]; all: Stretch; stretch: Stretch } | null = null;
  #pointers = new Map<number, number>();
  readonly #width = new Width(this);

  static override styles = [base, styles];

  constructor() {
    super();
    this.plan = null;
    this.report = null;
    this.chosen = '';
    this.stretch = null;
    this.read = null;
    this.listed = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { report } = this;
    const width = this.#width.value;
    if (!width) return nothing;
    const all = report ? tracedOf(report) : [];
    const point =
      all.find((one) => keyOf(one) === this.chosen) ??
      (report ? firstOf(all, report.plan, report.environment.hardwareConcurrency) : undefined);
    if (!point) return this.#empty();
    const lanes = lanesOf(point);
    const time = runTime(point.trace);
    const whole = { from: -point.startUp, to: time };
    const stretch = this.stretch ?? firstStretch(point.startUp, time);
    const sheet = sheetOf(lanes, width, stretch);
    this.#now = { sheet, lanes, all: whole, stretch };
    return html`
      ${this.#choice(all, point)}
      ${legend(point)}
      <div class="plot" tabindex="0" role="group" aria-label="Timeline of ${titleOf(point)}" aria-describedby="keys"
        @keydown=${this.#key} @wheel=${this.#wheel} @pointerdown=${this.#down} @pointermove=${this.#move}
        @pointerup=${this.#up} @pointercancel=${this.#up} @pointerleave=${this.#leave}>
        <svg viewBox="0 0 ${width} ${sheet.height}" width=${width} height=${sheet.height} aria-hidden="true">
          ${hatching} ${picture(sheet, lanes, stretch, point.startUp)}
          ${this.read && this.read.lane < lanes.length ? ring(sheet, this.read.lane, this.read.span) : nothing}
        </svg>
      </div>
      ${this.#buttons(point, time)}
      <p class="readout" aria-live="polite">${this.read?.words ?? html`<span class="muted">Point at a bar to read it. Where a lane has none, its worker waits.</span>`}</p>
      <p class="small" id="keys">Drag to move, pinch or Ctrl and wheel to zoom. With keys: + and − zoom, ← and → move, ↑ and ↓ change the lane, Shift with ← and → goes from bar to bar, 0 shows the run.</p>
      ${point.overhead === null ? nothing : html`<p class="small">${overheadWords(point.overhead)}</p>`}
      ${totalsTable(lanes, time, point)}
      <details @toggle=${(event: Event) => {
        this.listed = (event.target as HTMLDetailsElement).open;
      }}><summary>Every bar in words</summary>${this.listed ? spanTable(lanes) : nothing}</details>`;
  }

  #empty(): TemplateResult {
    const { report } = this;
    const waiting = !report || report.ended === 'running';
    return html`<p class="empty">${
      waiting
        ? 'Each point’s first realm is traced after its samples. What every worker did when appears here.'
        : 'This report holds no traces: it was saved by an earlier edition of the lab, or cancelled early. Run it again to see what every worker did when.'
    }</p>`;
  }

  #choice(all: readonly Traced[], point: Traced): TemplateResult {
    const lines = [...new Map(all.map(({ line }) => [line.key, line])).values()];
    const counts = all.filter(({ line }) => line.key === point.line.key);
    const choose = (next: Traced | undefined) => {
      if (!next) return;
      this.chosen = keyOf(next);
      this.stretch = null;
      this.read = null;
    };
    const byLine = (event: Event) => {
      const mine = all.filter(({ line }) => line.key === (event.target as HTMLSelectElement).value);
      choose(mine.find(({ workers }) => workers === point.workers) ?? mine.at(-1));
    };
    return html`<div class="choice">
      <label>Line <select @change=${byLine}>
        ${lines.map(({ key, title }) => html`<option value=${key} .selected=${key === point.line.key}>${title}</option>`)}
      </select></label>
      <label>Workers <select @change=${(event: Event) => choose(counts.find(({ workers }) => String(workers) === (event.target as HTMLSelectElement).value))}>
        ${counts.map(({ workers }) => html`<option value=${workers} .selected=${workers === point.workers}>${workers}</option>`)}
      </select></label>
    </div>`;
  }

  #buttons(point: Traced, time: number): TemplateResult {
    const zoom = (factor: number) => () => this.#zoom(factor);
    const show = (stretch: Stretch | null) => () => {
      this.stretch = stretch;
    };
    return html`<div class="buttons" role="group" aria-label="What is in view">
      <button type="button" aria-label="Zoom in" @click=${zoom(0.5)}>+</button>
      <button type="button" aria-label="Zoom out" @click=${zoom(2)}>−</button>
      <button type="button" @click=${show({ from: 0, to: time })}>The run</button>
      ${point.startUp > 0 ? html`<button type="button" @click=${show({ from: -point.startUp, to: time })}>With start-up</button>` : nothing}
      <span class="small">The run took ${duration(time)}${point.startUp > 0 ? `; start-up took ${duration(point.startUp)}, once, before the first run` : ''}.</span>
    </div>`;
  }

  #zoom(factor: number, at?: number): void {
    if (!this.#now) return;
    const { all, stretch } = this.#now;
    this.stretch = zoomed(stretch, all, factor, at ?? (stretch.from + stretch.to) / 2);
  }

  #pan(share: number): void {
    if (this.#now) this.stretch = panned(this.#now.stretch, this.#now.all, share);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (by: number) => (event.shiftKey ? this.#along(by) : this.#pan(by * 0.15));
    const does: Record<string, () => void> = {
      '+': () => this.#zoom(0.7),
      '=': () => this.#zoom(0.7),
      '-': () => this.#zoom(1 / 0.7),
      '0': () => {
        this.stretch = null;
      },
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      ArrowUp: () => this.#across(-1),
      ArrowDown: () => this.#across(1),
    };
    const act = does[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  /** Reads the next bar of the lane, or the one before. */
  #along(by: number): void {
    if (!this.#now) return;
    const { lanes } = this.#now;
    const lane = this.read?.lane ?? 0;
    const { spans } = lanes[lane]!;
    const at = spans.findIndex(({ start }) => start === this.read?.span.start);
    const next = at < 0 ? (by > 0 ? 0 : spans.length - 1) : Math.min(spans.length - 1, Math.max(0, at + by));
    this.#tell(lane, spans[next]);
  }

  /** Reads the bar of the next lane that is nearest in time. */
  #across(by: number): void {
    if (!this.#now) return;
    const { lanes, stretch } = this.#now;
    const lane = this.read ? Math.min(lanes.length - 1, Math.max(0, this.read.lane + by)) : 0;
    const time = this.read?.span.start ?? stretch.from;
    const near = [...lanes[lane]!.spans].sort(
      (a, b) => Math.abs(a.start - time) - Math.abs(b.start - time),
    )[0];
    if (near) this.#tell(lane, near);
    else
      this.read = {
        lane,
        span: { start: time, end: time },
        words: `${lanes[lane]!.title}: waits all the time`,
      };
  }

  /** Reads a bar out, and brings it into view. */
  #tell(lane: number, span: Span | undefined): void {
    if (!span || !this.#now) return;
    const { lanes, stretch, all } = this.#now;
    this.read = { lane, span, words: spanWords(lanes[lane]!, span) };
    if (span.start < stretch.from || span.end > stretch.to) this.stretch = around(stretch, all, span);
  }

  #wheel = (event: WheelEvent): void => {
    if (!this.#now) return;
    const { sheet, stretch } = this.#now;
    const reach = sheet.width - sheet.left;
    if (event.ctrlKey) {
      event.preventDefault();
      const moment = sheet.x.invert(event.clientX - this.getBoundingClientRect().left);
      this.#zoom(Math.exp(event.deltaY * 0.004), Math.min(stretch.to, Math.max(stretch.from, moment)));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.#pan(event.deltaX / reach);
    }
  };

  #down = (event: PointerEvent): void => {
    this.#pointers.set(event.pointerId, event.clientX);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  #move = (event: PointerEvent): void => {
    if (!this.#now) return;
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) {
      this.#point(event);
      return;
    }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, event.clientX);
    const { sheet } = this.#now;
    if (other === undefined) {
      this.#pan((before - event.clientX) / (sheet.width - sheet.left));
      return;
    }
    const middle = (other + event.clientX) / 2 - this.getBoundingClientRect().left;
    const [was, is] = [Math.abs(other - before), Math.abs(other - event.clientX)].map((gap) =>
      Math.max(8, gap),
    );
    this.#zoom(was! / is!, sheet.x.invert(middle));
  };

  #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    if (event.pointerType !== 'mouse') this.#point(event);
  };

  #leave = (): void => {
    if (!this.#pointers.size && !this.shadowRoot?.activeElement?.matches('.plot')) this.read = null;
  };

  /** Reads out what is under the pointer: a bar, or the wait between two. */
  #point(event: PointerEvent): void {
    if (!this.#now) return;
    const { sheet, lanes, all } = this.#now;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const index = laneAt(sheet, y);
    const lane = lanes[index];
    if (!lane || x < sheet.left) {
      this.#leave();
      return;
    }
    const span = spanAt(sheet, lane, x);
    const moment = sheet.x.invert(x);
    if (span) this.read = { lane: index, span, words: spanWords(lane, span) };
    else if (moment < 0)
      this.read = {
        lane: index,
        span: { start: all.from, end: 0 },
        words: `${lane.title}: start-up, ${duration(-all.from)}, once, before the first run`,
      };
    else {
      const start = lane.spans.findLast(({ end }) => end <= moment)?.end ?? 0;
      const end = lane.spans.find((one) => one.start >= moment)?.start ?? all.to;
      this.read = { lane: index, span: { start, end }, words: gapWords(lane, start, end) };
    }
  }
}

const keyOf = ({ line, workers }: Traced): string => `${line.key}:${workers}`;

const titleOf = ({ line, workers }: Traced): string =>
  line.mode === 'serial' ? line.title : `${line.title}, ${workersTitle(line.mode, workers)}`;

/** The run, with all of the start-up where that is short, else with its end. */
function firstStretch(startUp: number, time: number): Stretch {
  return { from: -Math.min(startUp, time * 0.25), to: time };
}

/** What each colour and shape is; only what occurs. */
function legend({ trace, startUp }: Traced): TemplateResult {
  const used = ACTIVITIES.filter((activity) => trace.spans?.some((span) => span.activity === activity));
  return html`<ul class="keys" role="list">
    ${used.map(
      (activity) =>
        html`<li><span class="key ${activity}"></span>${term(activity, ACTIVITY_WORDS[activity].title)} <small>${ACTIVITY_WORDS[activity].help}</small></li>`,
    )}
    <li><span class="key waits"></span>Waits</li>
    ${startUp > 0 ? html`<li><span class="key start-up"></span>${term('start-up', 'Start-up')} <small>once, before the first run</small></li>` : nothing}
  </ul>`;
}

customElements.define('speedup-lab-timeline', LabTimeline);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-timeline': LabTimeline;
  }
}
