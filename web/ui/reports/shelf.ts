import type { ReactiveControllerHost } from 'lit';
import type { Core } from '../../core.js';
import type { Plan, Report } from '../../generated/types.js';
import { type Draft, knownWorkload } from '../draft.js';
import { bytes } from '../format.js';
import type { Planner } from '../planner.js';

/** A saved report that was opened. */
export interface Saved {
  /** Unique on the page. */
  id: number;
  /** What it is called: its file's name, with its number in the file where there are several. */
  name: string;
  report: Report;
}

/** A file, or a report in it, that could not be opened. */
export interface Unopened {
  name: string;
  /** Why, in a sentence that begins after the name. */
  why: string;
}

/** The most bytes of a file that are read. */
const READABLE = 64e6;

/** What tells a report from another: the same run opened twice is one. */
const keyOf = ({ environment, plan, trials }: Report): string =>
  JSON.stringify([environment.started, environment.build, environment.userAgent, plan.seed, trials.length]);

/**
 * The saved reports that the visitor has opened. One stands in place of the lab's own, and the controls take its plan;
 * several are compared. A file that can't be opened leaves them as they are, and is named with what is wrong with it.
 */
export class Shelf {
  /** In the order they came. */
  entries: readonly Saved[] = [];
  /** How far the files under way are read: `12 of 40`; empty where none are. */
  reading = '';
  /** The files that were opened last, and could not be. */
  unopened: readonly Unopened[] = [];

  readonly #host: ReactiveControllerHost;
  readonly #planner: Planner;
  readonly #running: () => boolean;
  #next = 1;
  /** Whether a saved report stands aside for the lab's own. */
  #aside = false;
  /** What the controls said before, and the plan that they had once a saved report was shown. */
  #before: Draft | null = null;
  #plan: Plan | null = null;

  /** @param running says whether a run is under way, which a file that is opened leaves on the page */
  constructor(host: ReactiveControllerHost, planner: Planner, running: () => boolean) {
    this.#host = host;
    this.#planner = planner;
    this.#running = running;
  }

  /** The saved report that stands for the lab's own. */
  get shown(): Saved | null {
    return this.entries.length === 1 && !this.#aside ? this.entries[0]! : null;
  }

  /** The plan that the controls took from it. */
  get plan(): Plan | null {
    return this.#plan;
  }

  /** What finds the machines of a comparison; `null` until it is loaded. */
  get core(): Core | null {
    return this.#planner.core;
  }

  /** Opens files of one report each, or of an array of them. Says how many reports came. */
  async open(files: Iterable<File>): Promise<number> {
    const all = [...files];
    let core: Core;
    try {
      core = await this.#planner.load();
    } catch (error) {
      this.unopened = all.map(({ name }) => ({
        name,
        why: `can’t be read: the program could not be loaded (${(error as Error).message})`,
      }));
      this.#host.requestUpdate();
      return 0;
    }
    const unopened: Unopened[] = [];
    const found: [name: string, text: string][] = [];
    for (const file of all) {
      try {
        found.push(...(await textsOf(file)));
      } catch (error) {
        unopened.push({ name: file.name, why: (error as Error).message });
      }
    }
    const came: Saved[] = [];
    for (const [at, [name, text]] of found.entries()) {
      await this.#tell(`Reading report ${at + 1} of ${found.length}`);
      const taken = this.#take(core, name, text, came);
      if (typeof taken === 'string') unopened.push({ name, why: taken });
      else came.push(taken);
    }
    this.entries = [...this.entries, ...came];
    this.unopened = unopened;
    if (came.length && this.#running()) this.standAside();
    else if (came.length && this.entries.length === 1) this.show();
    await this.#tell('');
    return came.length;
  }

  /** Says how far it is, and lets the page draw it: what a report means takes a moment to compute. */
  #tell(reading: string): Promise<void> {
    this.reading = reading;
    this.#host.requestUpdate();
    return new Promise((resolve) => setTimeout(resolve));
  }

  /** Whether the controls can say what the shown report measured: a later lab may have other programs. */
  get known(): boolean {
    return this.shown === null || knownWorkload(this.shown.report.plan.workload) !== undefined;
  }

  /** Lets the only saved report stand for the lab's own; the controls take its plan, where it is of a program they have. */
  show(): void {
    const [entry] = this.entries;
    if (!entry) return;
    this.#aside = false;
    this.#plan = null;
    this.#host.requestUpdate();
    // What the page around the lab has fixed stays as it is.
    if (!this.known || this.#planner.embedding.lock.length) return;
    this.#before ??= this.#planner.draft;
    this.#planner.show(entry.report.plan);
    this.#planner.write();
    this.#plan = this.#planner.plan;
  }

  /** Lets the lab's own report be seen; the controls stay as they are. */
  standAside(): void {
    this.#aside = true;
    this.#before = null;
  }

  /** Closes every saved report; the controls say again what they said before. */
  close(): void {
    if (this.#before) this.#planner.put(this.#before);
    this.#planner.write();
    this.#before = null;
    this.entries = [];
    this.dismiss();
  }

  /** Puts a report of this page beside the others. */
  put(name: string, report: Report): void {
    if (!this.has(report)) this.entries = [...this.entries, { id: this.#next++, name, report }];
    this.#host.requestUpdate();
  }

  /** Whether a report is among them. */
  has(report: Report): boolean {
    return twinOf(report, this.entries) !== undefined;
  }

  /** Takes one off. */
  remove(id: number): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    if (this.shown) this.show();
    this.#host.requestUpdate();
  }

  /** Forgets what could not be opened. */
  dismiss(): void {
    this.unopened = [];
    this.#host.requestUpdate();
  }

  /** Has every report read as the view says. */
  read(): void {
    const read = this.entries.map((entry) => ({ ...entry, report: this.#planner.read(entry.report) }));
    if (read.some(({ report }, at) => report !== this.entries[at]!.report)) this.entries = read;
  }

  /** All of them in one file, which can be opened again. */
  file(): File {
    const reports = this.entries.map(({ report }) => report);
    const day = new Date().toISOString().slice(0, 10);
    const name = `speedup-lab-${reports.length}-reports-${day}.json`;
    return new File([`${JSON.stringify(reports)}\n`], name, { type: 'application/json' });
  }

  /** Reads one report, or says why not; `came` are those that came with it. */
  #take(core: Core, name: string, text: string, came: readonly Saved[]): Saved | string {
    try {
      const report = core.openReport(text, this.#planner.view.reading);
      const twin = twinOf(report, [...this.entries, ...came]);
      return twin ? `is open already, as ${twin.name}` : { id: this.#next++, name, report };
    } catch (error) {
      return `is no report that this lab reads. ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** The same run among others. */
function twinOf(report: Report, entries: readonly Saved[]): Saved | undefined {
  const key = keyOf(report);
  return entries.find((entry) => keyOf(entry.report) === key);
}

/** The reports in a file, each with its name. */
async function textsOf(file: File): Promise<[name: string, text: string][]> {
  if (file.size > READABLE)
    throw new Error(`has ${bytes(file.size)}; files of up to ${bytes(READABLE)} are opened`);
  const text = await file.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`is no JSON (${(error as Error).message})`);
  }
  if (!Array.isArray(value)) return [[file.name, text]];
  if (value.length === 0) throw new Error('holds no report: its array is empty');
  if (value.length === 1) return [[file.name, JSON.stringify(value[0])]];
  return value.map((one, index) => [`${file.name}, report ${index + 1}`, JSON.stringify(one)]);
}
