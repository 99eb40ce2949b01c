import { css, unsafeCSS } from 'lit';
import { cssColour } from '../palette.js';

const ACTIVITIES = ['split', 'send', 'solve', 'receive', 'merge'] as const;

/** The timeline's own looks. */
export const styles = css`
  :host { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); container-type: inline-size; }
  .choice { display: flex; flex-wrap: wrap; gap: 0.75rem; }
  .choice label { display: grid; gap: 0.25rem; font-size: 0.8125rem; color: var(--lab-muted); flex: 0 1 11rem; }
  .choice label + label { flex-basis: 6rem; }
  .choice select { color: var(--lab-ink); }

  .keys { display: flex; flex-wrap: wrap; gap: 0.25rem 1.125rem; list-style: none; font-size: 0.875rem; }
  .keys li { display: flex; align-items: center; gap: 0.4375rem; }
  .keys small { line-height: 1.3; }
  @container (max-width: 40rem) { .keys small { display: none; } }
  .key { width: 1.25rem; height: 0.875rem; flex: none; }
  ${unsafeCSS(ACTIVITIES.map((name) => `.key.${name} { background: ${cssColour(`act-${name}`)}; }`).join('\n'))}
  .key.send { height: 0.4375rem; align-self: start; margin-top: 0.3125rem; }
  .key.receive { height: 0.4375rem; align-self: end; margin-bottom: 0.3125rem; }
  .key.split, .key.merge { height: 0.5625rem; }
  .key.waits { height: 1px; background: var(--lab-edge); }
  .key.start-up { border: 1px solid var(--lab-edge); background: repeating-linear-gradient(45deg, var(--lab-edge) 0 1.5px, var(--lab-well) 1.5px 5px); }

  .plot { touch-action: pan-y; cursor: grab; border-radius: 4px; user-select: none; }
  .plot:active { cursor: grabbing; }
  .plot svg { display: block; overflow: hidden; font-variant-numeric: tabular-nums; }
  .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .buttons button { min-width: 2.75rem; font-size: 0.9375rem; }
  .buttons span { flex: 1 1 14rem; }
  .readout { min-height: 1.5em; font-weight: 550; font-variant-numeric: tabular-nums; }
  .readout .muted { font-weight: 400; font-size: 0.875rem; }
  .empty { color: var(--lab-muted); padding-block: 1.5rem; max-width: 34rem; }

  .scroll { overflow-x: auto; border-radius: 8px; }
  .tall { max-height: 20rem; overflow-y: auto; }
  table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; min-width: 100%; }
  caption { text-align: start; font-weight: 600; padding-bottom: 0.25rem; }
  th, td { padding: 0.375rem 0.75rem; text-align: end; border-bottom: 1px solid var(--lab-line); white-space: nowrap; }
  th { font-weight: 550; }
  th:first-child { text-align: start; padding-inline-start: 0; }
  details > summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; font-size: 0.9375rem; color: var(--lab-accent); border-radius: 8px; }
`;
