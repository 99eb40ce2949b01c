import type { TemplateResult } from 'lit';
import type { Core } from '../core.js';
import type { Act, Playing, Session } from './session.js';

/** A lab's knobs, by name; they have been checked. */
export type Knobs = Readonly<Record<string, string>>;

/** What a lab has for its experiment. */
export interface Bench<Shown> {
  /** Aborted when the visitor cancels. */
  signal: AbortSignal;
  /** Medians and their intervals. */
  core: Core;
  /** Starts workers. They end with the experiment at the latest. */
  open(actors: number): Promise<Session>;
  /** Shows what is known so far; `share` is how far the experiment is, from 0 to 1, `words` what it is doing. */
  show(shown: Shown, share: number, words: string): void;
}

/** A live lab: an experiment, and a picture of what came of it. */
export interface LiveLab<Shown> {
  /** Whether it runs where the page has no shared memory, too. */
  anywhere?: true;
  /** What can be seen before the first run; made of the knobs alone. */
  first(knobs: Knobs): Shown;
  /** The experiment. Shows as it goes; what it has shown last is the result. */
  run(knobs: Knobs, bench: Bench<Shown>): Promise<void>;
  /** The figure, for this width in pixels. */
  figure(shown: Shown, width: number, knobs: Knobs): TemplateResult;
  /** What came of it, in a sentence or two; empty while there is nothing to say. */
  verdict(shown: Shown, knobs: Knobs): string;
}

/** A knob that is a whole number. */
export const whole = (knobs: Knobs, name: string): number => Number(knobs[name]);

/** How often the page looks at an act under way, milliseconds. */
const LOOK = 40;

/** Calls again and again while an act is under way, about as often as a screen is drawn; ends with it. */
export async function watched(playing: Playing, look: () => void): Promise<number[][]> {
  let over = false;
  const ended = playing.done.finally(() => {
    over = true;
  });
  const tick = () => {
    if (over) return;
    look();
    setTimeout(tick, LOOK);
  };
  tick();
  return ended;
}

/** What a watchdog looks at. */
export interface Guard<Verdict extends string> {
  /** How long nothing may get done, milliseconds, before it asks why. */
  patience: number;
  /** What has got done: a number that grows. */
  progress(): number;
  /** Called again and again. */
  look(): void;
  /** Why nothing gets done; `null` where it is only slow. */
  stuck(): Verdict | null;
}

/**
 * Waits for an act, and watches over it. `null` where it ended by itself; else why it never will, which takes that the same
 * reason was found twice, with nothing done in between. The workers are still there then.
 */
export async function guarded<Verdict extends string>(
  playing: Playing,
  { patience, progress, look, stuck }: Guard<Verdict>,
): Promise<Verdict | null> {
  let [done, since, suspected] = [progress(), performance.now(), null as Verdict | null];
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      look();
      if (progress() !== done) [done, since, suspected] = [progress(), performance.now(), null];
      if (performance.now() - since < (suspected ? 1.2 : 1) * patience) return;
      const verdict = stuck();
      if (verdict && verdict === suspected) end(verdict);
      else if (suspected) [since, suspected] = [performance.now(), verdict];
      else suspected = verdict;
    }, LOOK);
    const end = (verdict: Verdict | null) => {
      clearInterval(timer);
      resolve(verdict);
    };
    playing.done.then(
      () => end(null),
      (error) => {
        clearInterval(timer);
        reject(error);
      },
    );
  });
}

export type { Act, Playing, Session };
