/** What disturbs a measurement from outside: a hidden tab, a suspended page, a machine that is busy with other things. */
import type { Disturbance } from './generated/types.js';

/** How often the page looks at the time, milliseconds... */
const BEAT = 500;
/** ...and how late it may be before it must have been suspended. */
const LATE = 2000;

/** Compute Pressure (W3C), which not every browser has. */
interface PressureObserver {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type Records = { state: 'nominal' | 'fair' | 'serious' | 'critical' }[];
declare const PressureObserver: undefined | (new (changed: (records: Records) => void) => PressureObserver);

/**
 * Watches the machine's pressure, where the browser tells it, until it is told to stop: one watch for a whole sweep, as
 * the first word takes seconds to come, and the next only comes when the pressure changes. Raises `critical`.
 *
 * Only critical pressure counts: with every core at work for a measurement of our own, `serious` is how it should be.
 */
export class Pressure extends EventTarget {
  /** Whether it is critical now. */
  critical = false;
  readonly #observer: PressureObserver | undefined;

  constructor() {
    super();
    if (typeof PressureObserver === 'undefined') return;
    this.#observer = new PressureObserver((records) => {
      this.critical = records.at(-1)?.state === 'critical';
      if (this.critical) this.dispatchEvent(new Event('critical'));
    });
    // A frame that may not look has nothing to tell.
    this.#observer.observe('cpu', { sampleInterval: 1000 }).catch(() => undefined);
  }

  /** Stops watching. */
  end(): void {
    this.#observer?.disconnect();
  }
}

/** Watches the page until it is told to stop. */
export class Disturbances {
  readonly #happened = new Set<Disturbance>();
  readonly #over = new AbortController();
  readonly #heart = setInterval(() => this.#look(), BEAT);
  readonly #pressure: Pressure | undefined;
  #heldUp = false;
  #excused = false;
  // Not performance.now(): in some browsers it stands still while the machine sleeps.
  #beat = Date.now();

  /** @param pressure where pressure counts: not where the measurement itself takes every core */
  constructor(pressure?: Pressure) {
    const { signal } = this.#over;
    this.#pressure = pressure;
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    pressure?.addEventListener('critical', () => this.#happened.add('pressure'), { signal });
    this.#press();
  }

  /** Whether the page was hidden or suspended at any time. */
  get heldUp(): boolean {
    this.#look();
    return this.#heldUp;
  }

  /** What has happened since this was last asked. */
  take(): Disturbance[] {
    this.#look();
    const happened = [...this.#happened];
    this.#happened.clear();
    this.#press();
    return happened;
  }

  /** Whether the page was hidden or suspended since this was last asked: then a long silence proves nothing. */
  excuse(): boolean {
    this.#look();
    const excused = this.#excused;
    this.#excused = isHidden();
    return excused;
  }

  /** Resolves when the page is shown. */
  shown(): Promise<void> {
    if (!isHidden()) return Promise.resolve();
    return new Promise((resolve) => {
      const shown = () => isHidden() || resolve();
      document.addEventListener('visibilitychange', shown, { signal: this.#over.signal });
    });
  }

  /** Stops watching. */
  end(): void {
    this.#over.abort();
    clearInterval(this.#heart);
  }

  /** What is critical from the start: the browser tells it only when it changes. */
  #press(): void {
    if (this.#pressure?.critical) this.#happened.add('pressure');
  }

  #look(): void {
    const now = Date.now();
    const late = now - this.#beat > LATE;
    this.#beat = now;
    // A hidden page's timers are held back, so lateness says no more there.
    if (isHidden()) this.#note('hidden');
    else if (late && !this.#happened.has('hidden')) this.#note('suspended');
  }

  #note(disturbance: Disturbance): void {
    this.#happened.add(disturbance);
    this.#heldUp = true;
    this.#excused = true;
  }
}

/** Whether the page can't be seen: another tab is in front, or the window is minimised. */
export const isHidden = () => document.visibilityState === 'hidden';
