import type { ReactiveControllerHost } from 'lit';
import type { Core } from '../../core.js';
import type { Reading, Report } from '../../generated/types.js';
import { bytes } from '../format.js';

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
 * The saved reports that the visitor has opened. A file that can't be opened leaves them as they are, and is named with
 * what is wrong with it.
 */
export class Shelf {
  /** In the order they came. */
  entries: readonly Saved[] = [];
  /** What was wrong with the files that were opened last. */
  unopened: readonly Unopened[] = [];

  readonly #host: ReactiveControllerHost;
  #next = 1;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Opens files of one report each, or of an array of them. Says how many reports came. */
  async open(files: Iterable<File>, core: Core, reading: Reading): Promise<number> {
    const unopened: Unopened[] = [];
    const before = this.entries.length;
    for (const file of files) {
      try {
        for (const [name, text] of await textsOf(file)) {
          try {
            const report = core.openReport(text, reading);
            const twin = this.#twin(report);
            if (!twin) this.#add(name, report);
            else unopened.push({ name, why: `is open already, as ${twin.name}` });
          } catch (error) {
            unopened.push({ name, why: `is no report that this lab reads. ${(error as Error).message}` });
          }
        }
      } catch (error) {
        unopened.push({ name: file.name, why: (error as Error).message });
      }
    }
    this.unopened = unopened;
    this.#host.requestUpdate();
    return this.entries.length - before;
  }

  /** Puts a report of this page beside the others. */
  put(name: string, report: Report): void {
    if (!this.#twin(report)) this.#add(name, report);
    this.#host.requestUpdate();
  }

  /** Whether a report is among them. */
  has(report: Report): boolean {
    return this.#twin(report) !== undefined;
  }

  /** Takes one off. */
  remove(id: number): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.#host.requestUpdate();
  }

  /** Takes all off. */
  clear(): void {
    this.entries = [];
    this.dismiss();
  }

  /** Forgets what was wrong. */
  dismiss(): void {
    this.unopened = [];
    this.#host.requestUpdate();
  }

  /** Reads every report anew. */
  read(reread: (report: Report) => Report): void {
    this.entries = this.entries.map((entry) => ({ ...entry, report: reread(entry.report) }));
    this.#host.requestUpdate();
  }

  /** All of them in one file, which can be opened again. */
  file(): File {
    const reports = this.entries.map(({ report }) => report);
    const day = new Date().toISOString().slice(0, 10);
    const name = `speedup-lab-${reports.length}-reports-${day}.json`;
    return new File([`${JSON.stringify(reports)}\n`], name, { type: 'application/json' });
  }

  #twin(report: Report): Saved | undefined {
    const key = keyOf(report);
    return this.entries.find((entry) => keyOf(entry.report) === key);
  }

  #add(name: string, report: Report): void {
    this.entries = [...this.entries, { id: this.#next++, name, report }];
  }
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
