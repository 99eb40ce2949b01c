import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { framed } from '../home.js';
import { copyText } from './clipboard.js';
import type { Planner } from './planner.js';

/** Handing the lab on: its link, and the embed builder. */
export class Share {
  /** What came of copying the link; empty before. */
  copied = '';
  readonly #host: ReactiveControllerHost;
  readonly #planner: Planner;
  readonly #failed: (title: string, message: string) => void;
  /** Whether the embed builder is open. */
  #building = false;

  constructor(
    host: ReactiveControllerHost,
    planner: Planner,
    failed: (title: string, message: string) => void,
  ) {
    this.#host = host;
    this.#planner = planner;
    this.#failed = failed;
  }

  /** Copies the link. From a frame, others want the lab itself. */
  async copy(): Promise<void> {
    const copied = await copyText(this.#planner.elsewhere() ?? this.#planner.address());
    this.copied = copied ? 'Copied' : framed() ? 'Not allowed here' : 'See the address bar';
    this.#host.requestUpdate();
  }

  /** Opens the embed builder; its program is loaded with it. */
  async build(): Promise<void> {
    try {
      await Promise.all([import('./embed/builder.js'), this.#planner.load()]);
      this.#set(true);
    } catch (error) {
      this.#failed('The embed builder could not be loaded', (error as Error).message);
    }
  }

  /** The embed builder, while it is open. */
  builder(): TemplateResult | typeof nothing {
    const { core, plan, view, embedding } = this.#planner;
    if (!this.#building || !core || !plan) return nothing;
    return html`<speedup-lab-embed .core=${core} .plan=${plan} .view=${view} .from=${embedding} .done=${() => this.#set(false)}></speedup-lab-embed>`;
  }

  #set(building: boolean): void {
    this.#building = building;
    this.#host.requestUpdate();
  }
}
