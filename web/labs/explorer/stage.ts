import type { Moment, Played, StepTaken } from '../../generated/types.js';
import type { Program } from './core.js';

/** A schedule that is being made: its steps, and how many of them have been taken. */
export class Stage {
  /** All steps, those taken back too: going forward takes them again. */
  readonly steps: readonly StepTaken[];
  /** Steps taken. */
  readonly at: number;
  /** The program after them. */
  readonly moment: Moment;
  /** What won't do about the schedule that was asked for. */
  readonly problem: string;
  readonly #program: Program;

  private constructor(program: Program, { steps, problem }: Played, at: number) {
    this.#program = program;
    this.steps = steps;
    this.at = at;
    this.problem = problem ?? '';
    this.moment = program.moment(steps.slice(0, at).map(({ actor }) => actor));
  }

  /** A schedule, played as far as it goes. */
  static of(program: Program, schedule: string): Stage {
    const played = program.play(schedule);
    return new Stage(program, played, played.steps.length);
  }

  /** The schedule as far as it has been taken, as a link writes it. */
  get schedule(): string {
    return written(this.steps.slice(0, this.at).map(({ actor }) => actor));
  }

  /** The last step taken. */
  get last(): StepTaken | undefined {
    return this.steps[this.at - 1];
  }

  /** The same schedule after this many steps. */
  go(at: number): Stage {
    const within = Math.max(0, Math.min(this.steps.length, at));
    return new Stage(this.#program, { schedule: '', steps: [...this.steps], problem: null }, within);
  }

  /** This actor moves next. Where the schedule said so anyway, the rest of it stays. */
  move(actor: number): Stage {
    if (this.steps[this.at]?.actor === actor) return this.go(this.at + 1);
    const taken = this.steps.slice(0, this.at).map((step) => step.actor);
    return Stage.of(this.#program, written([...taken, actor]));
  }

  /** Who moves on a plain step forward: whom the schedule says, or who moved last, or the first who can. */
  get next(): number | undefined {
    const written = this.steps[this.at]?.actor;
    if (written !== undefined) return written;
    const ready = this.moment.actors.flatMap(({ standing }, actor) => (standing === 'ready' ? [actor] : []));
    const last = this.last?.actor;
    return last !== undefined && ready.includes(last) ? last : ready[0];
  }
}

/** Who moves, as a link writes it: a letter a step, with a number for steps in a row. */
export function written(actors: readonly number[]): string {
  const runs: { actor: number; length: number }[] = [];
  for (const actor of actors) {
    const last = runs.at(-1);
    if (last?.actor === actor) last.length++;
    else runs.push({ actor, length: 1 });
  }
  return runs
    .map(({ actor, length }) => `${String.fromCharCode(97 + actor)}${length > 1 ? length : ''}`)
    .join('');
}
