import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { solveSudoku } from '../api.js';
import type { Answer, Plan, Report, SudokuAnswer } from '../generated/types.js';
import { count, plural } from './format.js';
import { base } from './styles/base.js';

/** Grids on one page. */
const PAGE = 12;

/** The result itself: the sorted ends, or the solved grids. */
export class LabAnswer extends LitElement {
  static override properties = {
    report: { attribute: false },
    page: { state: true },
    busy: { state: true },
    trouble: { state: true },
  };
  declare report: Report | null;
  declare private page: number;
  declare private busy: boolean;
  declare private trouble: string;

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 0.875rem; }
      .numbers { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; font-size: 0.875rem; line-height: 1.7; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
      .numbers span { margin-inline-end: 0.75em; }
      .grids { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); list-style: none; }
      figure { margin: 0; display: grid; gap: 0.375rem; justify-items: start; }
      figcaption { font-size: 0.8125rem; color: var(--lab-muted); font-variant-numeric: tabular-nums; }
      figcaption strong { color: var(--lab-bad); font-weight: 600; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; border: 2px solid var(--lab-ink); }
      td { width: 1.4375rem; height: 1.4375rem; padding: 0; text-align: center; border: 1px solid var(--lab-line); font-size: 0.875rem; line-height: 1; color: var(--lab-accent); }
      td.given { color: var(--lab-ink); font-weight: 700; background: var(--lab-well); }
      td:nth-child(3n) { border-inline-end: 1px solid var(--lab-ink); }
      tr:nth-child(3n) td { border-block-end: 1px solid var(--lab-ink); }
      .pager { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
      .pager p { font-variant-numeric: tabular-nums; }
    `,
  ];

  constructor() {
    super();
    this.report = null;
    this.page = 0;
    this.busy = false;
    this.trouble = '';
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('report')) return;
    // A run under way has a new report after every trial, and the same puzzles in each.
    const before = changed.get('report') as Report | null | undefined;
    if (before?.environment.started !== this.report?.environment.started) this.page = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.report?.answer) return nothing;
    const { answer, plan } = this.report;
    if (answer.kind === 'words') return html`<p>${answer.words}</p>`;
    if (answer.kind === 'pictures') {
      void import('./pictures/pictures.js');
      return html`<speedup-lab-pictures .report=${this.report}></speedup-lab-pictures>`;
    }
    return answer.kind === 'numbers' ? numbers(answer) : this.#sudoku(answer, plan);
  }

  #sudoku(answer: Extract<Answer, { kind: 'sudoku' }>, plan: Plan): TemplateResult {
    const { answers, total } = answer;
    const pages = Math.max(1, Math.ceil(answers.length / PAGE));
    const first = this.page * PAGE;
    const shown = answers.slice(first, first + PAGE);
    const { input } = plan;
    const limit = Number(plan.options.limit);
    return html`
      <p>${summary(answer, limit)}${total > answers.length ? ` The first ${count(answers.length)} are shown.` : ''}</p>
      <ul class="grids" role="list">${shown.map((one, index) => html`<li>${grid(one, first + index + 1, limit)}</li>`)}</ul>
      <div class="pager">
        <button type="button" aria-disabled=${this.page === 0} @click=${() => this.#turn(-1, pages)}>Previous</button>
        <p aria-live="polite">Puzzles ${count(first + 1)} to ${count(first + shown.length)} of ${count(answers.length)}</p>
        <button type="button" aria-disabled=${this.page === pages - 1} @click=${() => this.#turn(1, pages)}>Next</button>
        ${input ? html`<button type="button" aria-disabled=${this.busy} @click=${() => this.#download(input, limit)}>${this.busy ? 'Solving…' : 'Download all solutions'}</button>` : nothing}
      </div>
      ${this.trouble ? html`<p class="error" role="alert">${this.trouble}</p>` : nothing}`;
  }

  #turn(step: number, pages: number): void {
    this.page = Math.min(pages - 1, Math.max(0, this.page + step));
  }

  async #download(input: string, limit: number): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = '';
    try {
      const [answers, { save, solutionsFile }] = await Promise.all([
        solveSudoku(input, { limit }),
        import('./export.js'),
      ]);
      save(solutionsFile(answers, limit));
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
    }
  }
}

function numbers({ length, head, tail }: Extract<Answer, { kind: 'numbers' }>): TemplateResult {
  const left = length - head.length - tail.length;
  const list = (values: string[]) => values.map((value) => html`<span>${value}</span> `);
  return html`<p>${plural(length, 'number')}, in order.</p>
    <p class="numbers">${list(head)}${left > 0 ? html`<span class="muted">… ${count(left)} more …</span> ` : nothing}${list(tail)}</p>`;
}

/** `limit` is how many solutions were looked for: with 1, nothing is known of a second. */
function summary(
  { total, unsolvable, ambiguous }: Extract<Answer, { kind: 'sudoku' }>,
  limit: number,
): string {
  const solved = total - unsolvable - ambiguous;
  const parts = [
    `${plural(total, 'puzzle')}: ${count(solved)} ${limit === 1 ? 'solved' : 'with one solution'}`,
  ];
  if (unsolvable) parts.push(`${count(unsolvable)} with none`);
  if (ambiguous) parts.push(`${count(ambiguous)} with several`);
  return `${parts.join(', ')}${limit === 1 ? '; not looked for a second' : ''}.`;
}

function stateOf(solutions: number, limit: number): string {
  if (solutions === 0) return 'no solution';
  if (limit === 1) return 'solved; not looked for a second';
  return solutions > 1 ? 'several solutions, one shown' : 'one solution';
}

function grid({ puzzle, solution, solutions }: SudokuAnswer, number: number, limit: number): TemplateResult {
  const state = stateOf(solutions, limit);
  const rows = Array.from({ length: 9 }, (_, row) => row * 9);
  const cell = (at: number) => {
    const given = /[1-9]/.test(puzzle[at] ?? '');
    const value = given ? puzzle[at] : (solution?.[at] ?? '');
    return html`<td class=${given ? 'given' : ''}>${value}</td>`;
  };
  return html`<figure>
    <table aria-label="Puzzle ${number}, ${state}">${rows.map((row) => html`<tr>${Array.from({ length: 9 }, (_, column) => cell(row + column))}</tr>`)}</table>
    <figcaption>${number}: ${solutions === 1 ? state : html`<strong>${state}</strong>`}</figcaption>
  </figure>`;
}

customElements.define('speedup-lab-answer', LabAnswer);
declare global {
  interface HTMLElementTagNameMap {
    'speedup-lab-answer': LabAnswer;
  }
}
