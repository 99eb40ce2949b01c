import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How wide an element is, in whole pixels, as what it draws must know; 0 while it has no place. Drawn anew as it changes. */
export class Width implements ReactiveController {
  /** Pixels. */
  value = 0;
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new ResizeObserver(([entry]) => this.#set(entry!.contentRect.width));

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#set(this.#host.clientWidth);
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #set(width: number): void {
    const value = Math.round(width);
    if (value === this.value) return;
    this.value = value;
    this.#host.requestUpdate();
  }
}
