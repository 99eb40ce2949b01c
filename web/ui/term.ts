import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import terms from '../generated/terms.json' with { type: 'json' };
import { HOME } from '../home.js';
import { base } from './styles/base.js';

/** What is said of a term. */
interface Term {
  title: string;
  text: string;
  /** Its place on the page about the method, with `#`. */
  anchor: string;
}

/** The page about the method, beside the lab's own files. */
const METHODOLOGY = HOME && `${HOME}methodology.html`;

/** Room between the help and the window's edge, pixels. */
const EDGE = 12;

/**
 * A term with its help: `<speedup-lab-term name="speedup">speedup</speedup-lab-term>`.
 *
 * A click, a tap, Enter or the space bar opens the help; Escape or a click elsewhere closes it. A name that nothing is
 * known of, and a browser without popovers, leave the text as it is.
 */
export class LabTerm extends LitElement {
  static override properties = { name: { type: String } };
  /** Its name in the list of terms. */
  declare name: string;

  static override styles = [
    base,
    css`
      :host { display: inline; }
      button {
        display: inline; min-height: 0; padding: 0; border: 0; border-radius: 3px; background: none; color: inherit; font: inherit; text-align: inherit;
        line-height: inherit; text-decoration: underline dotted var(--lab-edge) 1.5px; text-underline-offset: 0.22em; cursor: help;
      }
      button:hover, button:active { background: none; color: var(--lab-accent); text-decoration-color: currentColor; }
      [popover] {
        position: fixed; inset: auto; margin: 0; width: min(22rem, calc(100vw - ${2 * EDGE}px)); padding: 0.875rem 1rem; border: 1px solid var(--lab-edge); border-radius: 12px;
        background: var(--lab-panel); color: var(--lab-ink); box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 18%);
        font: 400 0.875rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; text-align: start; white-space: normal; letter-spacing: 0;
      }
      [popover]:popover-open { display: grid; gap: 0.375rem; }
      strong { font-size: 0.9375rem; font-weight: 650; }
      p { margin: 0; }
      a { color: var(--lab-accent); justify-self: start; padding-block: 0.25rem; }
    `,
  ];

  constructor() {
    super();
    this.name = '';
  }

  protected override render(): TemplateResult {
    const term = (terms as Record<string, Term>)[this.name];
    if (!term || !('popover' in HTMLElement.prototype)) return html`<slot></slot>`;
    return html`<button type="button" popovertarget="help" aria-describedby="hint"><slot></slot></button><span id="hint" hidden>What does this mean?</span><div
      id="help" popover="auto" role="dialog" aria-labelledby="title" @beforetoggle=${this.#opening} @toggle=${this.#opened}>
      <strong id="title">${term.title}</strong>
      <p>${term.text}</p>
      ${METHODOLOGY ? html`<a href="${METHODOLOGY}${term.anchor}" target="_blank" rel="noopener">How it is measured</a>` : nothing}
    </div>`;
  }

  /** Out of sight until it stands in its place. */
  #opening = (event: ToggleEvent): void => {
    if (event.newState === 'open') (event.currentTarget as HTMLElement).style.opacity = '0';
  };

  /** Puts the help under the term, or over it where there is more room, and inside the window. */
  #opened = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    const help = event.currentTarget as HTMLElement;
    const { left, top, bottom } = this.renderRoot.querySelector('button')!.getBoundingClientRect();
    const { width, height } = help.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const under = bottom + 8 + height + EDGE <= clientHeight || top < clientHeight - bottom;
    help.style.left = `${Math.max(EDGE, Math.min(left, clientWidth - width - EDGE))}px`;
    help.style.top = `${Math.max(EDGE, under ? Math.min(bottom + 8, clientHeight - height - EDGE) : top - 8 - height)}px`;
    help.style.opacity = '1';
  };
}

/** What is said of a term; empty where nothing is. */
export const termText = (name: string): string => (terms as Record<string, Term>)[name]?.text ?? '';

/** A term in a template, with its help; `text` is how it stands in the sentence. */
export const term = (name: string, text: string): TemplateResult =>
  html`<speedup-lab-term name=${name}>${text}</speedup-lab-term>`;

customElements.define('speedup-lab-term', LabTerm);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-term': LabTerm;
  }
}
