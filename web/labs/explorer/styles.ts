import { css, unsafeCSS } from 'lit';
import { cssColour } from '../../ui/palette.js';

/** The colours of actors, in the order of the text. Each actor has its letter, too. */
const COLOURS = ['threads', 'processes-copy', 'async', 'processes-transfer', 'act-merge', 'serial'] as const;

/** The class of what is an actor's: it sets the colour `--who`. */
export const whose = (actor: number): string => `actor-${actor}`;

/** An actor's colour. */
export const colourOf = (actor: number): string => cssColour(COLOURS[actor] ?? 'serial');

const classes = unsafeCSS(
  COLOURS.map((_, actor) => `.${whose(actor)} { --who: ${colourOf(actor)}; }`).join('\n'),
);

/** The explorer's code, actors, history, memory and waits. */
export const explorerStyles = css`
  :host { display: block; }
  ${classes}
  .code, .editor { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; font-size: 0.875rem; line-height: 1.6; tab-size: 2; }
  .code { list-style: none; margin: 0; padding: 0.5rem 0; overflow-x: auto; background: var(--lab-well); border: 1px solid var(--lab-line); border-radius: 10px; counter-reset: line; }
  .code li { display: grid; grid-template-columns: 2.25rem minmax(max-content, 1fr) auto; align-items: center; padding-inline-end: 0.5rem; min-height: 1.6em; }
  .code li::before { counter-increment: line; content: counter(line); color: var(--lab-muted); text-align: end; padding-inline-end: 0.75rem; font-size: 0.75rem; }
  .code pre { margin: 0; font: inherit; white-space: pre; }
  .code .remark { color: var(--lab-muted); }
  .code li.here { background: var(--lab-tint); }
  .code .marks { display: flex; gap: 0.25rem; position: sticky; inset-inline-end: 0.25rem; }
  textarea.editor { min-height: 22rem; white-space: pre; overflow-wrap: normal; overflow-x: auto; }

  .who { display: inline-grid; place-items: center; min-width: 1.5rem; padding-inline: 0.3125rem; border-radius: 5px; background: var(--who); color: var(--lab-panel); font-size: 0.75rem; line-height: 1.5; font-weight: 700; font-family: system-ui, sans-serif; }
  .actors { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); list-style: none; }
  .actors button { width: 100%; height: 100%; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.125rem 0.625rem; align-items: center; text-align: start; border-color: var(--who); border-inline-start-width: 5px; }
  .actors button[aria-disabled='true'] { opacity: 1; border-style: dashed; border-inline-start-style: solid; color: var(--lab-muted); }
  .actors button[aria-disabled='true']:hover { border-color: var(--who); color: var(--lab-muted); }
  .actors code { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.875rem; color: var(--lab-ink); }
  .actors .small { text-align: end; }
  .actors .locals { grid-column: 1 / -1; min-height: 1.3em; }
  .stepper { display: grid; gap: 0.5rem; grid-template-columns: repeat(4, minmax(2.75rem, auto)) minmax(0, 1fr); }
  .stepper .where { align-self: center; text-align: end; }
  .stepper button { padding-inline: 0.5rem; }
  .stage:focus-visible { border-radius: 10px; }
  .seed { display: grid; gap: 0.5rem; grid-template-columns: auto minmax(4.5rem, 7rem) auto; align-items: center; justify-content: start; }

  .history { max-height: 22rem; overflow: auto; border: 1px solid var(--lab-line); border-radius: 10px; position: relative; }
  table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
  .history th, .history td { text-align: start; padding: 0.25rem 0.5rem; vertical-align: top; border-inline-start: 1px solid var(--lab-line); }
  .history :is(th, td):first-child { border-inline-start: 0; width: 2.75rem; text-align: end; color: var(--lab-muted); }
  .history thead th { position: sticky; top: 0; background: var(--lab-panel); border-bottom: 1px solid var(--lab-line); z-index: 1; }
  .history td.step { background: color-mix(in srgb, var(--who) 14%, var(--lab-panel)); box-shadow: inset 3px 0 var(--who); }
  .history td.step.failed { box-shadow: inset 3px 0 var(--lab-bad), inset 0 0 0 2px var(--lab-bad); }
  .history td code { display: block; overflow-wrap: anywhere; }
  .history tr.undone td.step { background: none; color: var(--lab-muted); }
  .history tr.now td { border-bottom: 3px solid var(--lab-accent); }
  .history tr.switch td { border-bottom: 2px dashed var(--lab-edge); }
  .history tr.now.switch td { border-bottom: 3px solid var(--lab-accent); }
  .history button { min-height: 1.75rem; min-width: 2rem; padding: 0 0.25rem; font-size: 0.75rem; border-radius: 5px; }

  .things { display: flex; flex-wrap: wrap; gap: 0.5rem; list-style: none; }
  .things li { border: 1px solid var(--lab-edge); border-radius: 8px; padding: 0.25rem 0.625rem; display: grid; gap: 0 0.5rem; grid-template-columns: auto auto; align-items: center; }
  .things .value { font-weight: 700; font-variant-numeric: tabular-nums; }
  .things .kind { grid-column: 1 / -1; }
  .waits { list-style: none; display: grid; gap: 0.25rem; font-size: 0.9375rem; }
  .waits .hopeless { color: var(--lab-bad); font-weight: 600; }
  svg.graph { display: block; width: 100%; max-width: 26rem; font-family: inherit; }

  .faults { display: grid; gap: 0.375rem; list-style: none; color: var(--lab-bad); font-weight: 600; }
  .counts { font-size: 0.9375rem; }
  .counts :is(th, td) { padding: 0.25rem 0; border-bottom: 1px solid var(--lab-line); font-weight: 400; text-align: start; overflow-wrap: anywhere; }
  .counts :is(td, thead th) { text-align: end; padding-inline-start: 0.75rem; }
  .counts thead th { color: var(--lab-muted); font-size: 0.8125rem; }
  .counts tbody td { font-weight: 650; }
  .failings { list-style: none; display: grid; gap: 0.75rem; }
  .failings li { border-inline-start: 3px solid var(--lab-bad); padding-inline-start: 0.75rem; display: grid; gap: 0.375rem; justify-items: start; }
  .problems { list-style: none; display: grid; gap: 0.375rem; }
  .problems button { text-align: start; }
  .narrow .head .actions { display: flex; width: auto; }
  .narrow .stepper { grid-template-columns: repeat(4, minmax(2.75rem, 1fr)); }
  .narrow .stepper .where { grid-column: 1 / -1; text-align: start; }
`;
