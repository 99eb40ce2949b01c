import type { Place } from './protocol.js';

/** A state that an actor entered, and when, milliseconds since the stage was set. */
export interface Entered {
  at: number;
  state: string;
}

/**
 * What the page sees of a stage while actors play: their board, read from the memory that they share. A blocked actor
 * sends no messages; this works all the same.
 */
export class Board {
  readonly #memory: WebAssembly.Memory;
  readonly #place: Place;

  constructor(memory: WebAssembly.Memory, place: Place) {
    this.#memory = memory;
    this.#place = place;
  }

  /** How many actors there are. */
  get actors(): number {
    return this.#place.actors;
  }

  /** Milliseconds since the stage was set. */
  now(): number {
    return performance.timeOrigin + performance.now() - this.#place.made;
  }

  /** One of the lab's own words. */
  head(word: number): number {
    return this.#word(word);
  }

  /** Sets one of them, for actors to see. */
  set(word: number, value: number): void {
    Atomics.store(new Uint32Array(this.#memory.buffer), this.#place.at + word, value);
  }

  /** What an actor is doing. */
  state(actor: number): string {
    return this.#state(this.#word(this.#row(actor)));
  }

  /** A detail of that. */
  detail(actor: number): number {
    return this.#word(this.#row(actor) + 1);
  }

  /** What an actor has counted. */
  count(actor: number): number {
    return this.#word(this.#row(actor) + 2);
  }

  /** The states that an actor has entered, in order, as far as its log reaches. */
  log(actor: number): Entered[] {
    const { row, entry } = this.#place;
    const first = this.#row(actor);
    return Array.from({ length: this.#word(first + 3) }, (_, index) => {
      const at = first + row + entry * index;
      return { at: this.#word(at) / 1000, state: this.#state(this.#word(at + 1)) };
    });
  }

  #row(actor: number): number {
    const { head, row, entry, log } = this.#place;
    return head + actor * (row + entry * log);
  }

  #state(number: number): string {
    return this.#place.states[number] ?? '';
  }

  /** The view is made anew each time: memory that has grown has another buffer. */
  #word(index: number): number {
    return Atomics.load(new Uint32Array(this.#memory.buffer), this.#place.at + index);
  }
}
