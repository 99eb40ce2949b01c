import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { core } from '../../core.js';
import type { Answer, Report } from '../../generated/types.js';
import { queued } from '../../run.js';
import { NO_SOURCE, openSource } from '../../source.js';
import { count, duration, plural } from '../format.js';
import { base } from '../styles/base.js';
import { fetchAll, type Shot } from './fetching.js';

type Pictures = Extract<Answer, { kind: 'pictures' }>;

/** Limits to choose from. */
const LIMITS = [1, 2, 4, 8, 16, 32];
/** The most pictures, and rows of the waterfall, that are drawn. */
const MOST = 100;
/** Height of a row of the waterfall, and the place for its picture's number. */
const ROW = 12;
const LEFT = 30;

/** What came of the pictures, and a way to watch them arrive. */
class LabPictures extends LitElement {
  static override properties = {
    report: { attribute: false },
    limit: { state: true },
    shots: { state: true },
    state: { state: true },
    trouble: { state: true },
  };
  declare report: Report | null;
  declare private limit: number;
  declare private shots: readonly Shot[];
  declare private state: 'idle' | 'waiting' | 'running' | 'done';
  declare private trouble: string;
  #abort: AbortController | null = null;

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 0.875rem; }
      form { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
      select { inline-size: auto; }
      .album { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fill, minmax(4rem, 1fr)); list-style: none; padding: 0; margin: 0; }
      .album li { aspect-ratio: 1; border: 1px solid var(--lab-line); border-radius: 0.25rem; overflow: hidden; display: grid; place-items: center; font-size: 0.8125rem; color: var(--lab-muted); background: var(--lab-well); }
      .album canvas, .album img { inline-size: 100%; block-size: 100%; object-fit: cover; }
      .waterfall { inline-size: 100%; block-size: auto; }
      .waterfall text { fill: var(--lab-muted); font-size: 9px; font-variant-numeric: tabular-nums; }
      .came { fill: var(--lab-accent); }
      .under-way { fill: var(--lab-muted); }
      .failed { fill: var(--lab-bad); }
    `,
  ];

  constructor() {
    super();
    this.report = null;
    this.limit = 4;
    this.shots = [];
    this.state = 'idle';
    this.trouble = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('report')) return;
    const before = changed.get('report') as Report | null | undefined;
    // Another run has other pictures.
    if (before && before.environment.started !== this.report?.environment.started) {
      this.#abort?.abort();
      this.shots = [];
      this.state = 'idle';
    }
  }

  protected override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const image = this.shots[Number(canvas.dataset.number)]?.image;
      if (!image || canvas.dataset.drawn) continue;
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d')?.putImageData(image, 0, 0);
      canvas.dataset.drawn = 'yes';
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { answer } = this.report ?? {};
    if (answer?.kind !== 'pictures') return nothing;
    const busy = this.state === 'running' || this.state === 'waiting';
    return html`
      <p>${summary(answer)}</p>
      <form @submit=${this.#watch}>
        <label for="limit">Watch them arrive, with</label>
        <select id="limit" ?disabled=${busy} @change=${(event: Event) => {
          this.limit = Number((event.target as HTMLSelectElement).value);
        }}>
          ${LIMITS.map((limit) => html`<option value=${limit} .selected=${live(limit === this.limit)}>${limit}</option>`)}
        </select>
        <span>in flight at once</span>
        <button type="submit" aria-disabled=${busy}>${this.state === 'done' ? 'Watch again' : 'Watch'}</button>
        ${busy ? html`<button type="button" @click=${() => this.#abort?.abort()}>Stop</button>` : nothing}
      </form>
      <p role="status">${this.#status()}</p>
      ${this.trouble ? html`<p class="error" role="alert">${this.trouble}</p>` : nothing}
      ${this.shots.length ? html`${album(this.shots)} ${waterfall(this.shots)}` : nothing}`;
  }

  #status(): string {
    const came = this.shots.filter(({ arrived }) => arrived !== null);
    if (this.state === 'waiting') return 'Waits until nothing is being measured';
    if (this.state !== 'done') return this.state === 'running' ? 'Fetching' : '';
    const time = endOf(this.shots);
    const speed = time > 0 ? ` That is ${count(Math.round((came.length / time) * 1000))} a second.` : '';
    return `${plural(came.length, 'picture')} in ${duration(time)}, with ${this.limit} in flight at most.${speed}`;
  }

  #watch = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { report } = this;
    if (this.state === 'running' || this.state === 'waiting' || report?.answer?.kind !== 'pictures') return;
    const { plan, answer } = report;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.trouble = '';
    this.shots = [];
    this.state = 'waiting';
    try {
      await queued(async () => {
        const source = await openSource(plan);
        if (!source) throw new Error(`It takes ${NO_SOURCE.takes}.`);
        this.state = 'running';
        try {
          const changed = (shots: readonly Shot[]) => {
            this.shots = [...shots];
          };
          await fetchAll(await core(), plan, source.site, answer.addresses, {
            limit: this.limit,
            signal,
            changed,
          });
        } finally {
          await source.close();
        }
      }, signal);
      this.state = 'done';
    } catch (error) {
      this.state = 'idle';
      if (!signal.aborted) this.trouble = error instanceof Error ? error.message : String(error);
    }
  };
}

function summary({ total, missing, tries, bytes }: Pictures): string {
  const came = total - missing.length;
  const gone = missing.slice(0, 10).map((number) => count(number + 1));
  const lost = missing.length
    ? ` ${plural(missing.length, 'picture')} did not come, however often asked for: ${gone.join(', ')}${missing.length > 10 ? ' and others' : ''}.`
    : '';
  return `${plural(came, 'picture')} in ${plural(tries, 'request')}, ${count(Math.round(bytes / 1000))} kB.${lost}`;
}

/** When the last thing so far happened, milliseconds. */
function endOf(shots: readonly Shot[]): number {
  const times = shots.flatMap(({ tries, arrived }) => [
    ...tries.map(({ from, until }) => until ?? from),
    arrived ?? 0,
  ]);
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}

function album(shots: readonly Shot[]): TemplateResult {
  const picture = ({ number, image, source, missing, tries }: Shot) => {
    const name = `Picture ${number + 1}`;
    if (image) return html`<canvas data-number=${number} role="img" aria-label=${name}></canvas>`;
    if (source) return html`<img src=${source} alt=${name} />`;
    return missing ? html`<span>gone</span>` : html`<span>${tries.length ? '…' : ''}</span>`;
  };
  return html`<ul class="album" role="list">${shots.slice(0, MOST).map((shot) => html`<li>${picture(shot)}</li>`)}</ul>`;
}

/** The requests as bars: one row for each picture, one bar for each try. */
function waterfall(shots: readonly Shot[]): TemplateResult {
  const end = Math.max(1, endOf(shots));
  const rows = shots.slice(0, MOST);
  const [width, height] = [640, rows.length * ROW + 16];
  const x = (time: number) => LEFT + (time / end) * (width - LEFT - 4);
  const kind = (shot: Shot, index: number) => {
    const request = shot.tries[index]!;
    if (request.until === null) return 'under-way';
    return shot.arrived !== null && index === shot.tries.length - 1 ? 'came' : 'failed';
  };
  return html`<figure><figcaption class="small">Every request, from when it was asked to when it was answered: a row for each picture.</figcaption>
    <svg class="waterfall" viewBox="0 0 ${width} ${height}" role="img" aria-label="Waterfall of ${plural(shots.length, 'picture')} over ${duration(end)}">
      ${rows.map(
        (shot, row) => svg`<text x=${LEFT - 6} y=${row * ROW + 10} text-anchor="end">${shot.number + 1}</text>
          ${shot.tries.map(
            ({ from, until }, index) =>
              svg`<rect class=${kind(shot, index)} x=${x(from)} y=${row * ROW + 2} width=${Math.max(1, x(until ?? end) - x(from))} height=${ROW - 4}></rect>`,
          )}`,
      )}
      <text x=${LEFT} y=${height - 3}>0</text>
      <text x=${width - 4} y=${height - 3} text-anchor="end">${duration(end)}</text>
    </svg></figure>`;
}

customElements.define('speedup-lab-pictures', LabPictures);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-pictures': LabPictures;
  }
}
