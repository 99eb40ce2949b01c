import { css } from 'lit';

/** Segments, chips, mode rows, fields. */
export const controls = css`
  .field { display: grid; gap: 0.5rem; grid-template-columns: minmax(0, 1fr); align-content: start; }
  .field > small { margin-top: -0.125rem; }
  .label-row { display: flex; justify-content: space-between; align-items: baseline; gap: 0.75rem; }
  legend { float: inline-start; width: 100%; margin-bottom: 0.5rem; }
  legend + * { clear: both; }
  .pair { display: grid; gap: 1rem 0.75rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }

  .segments { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 3px; padding: 3px; background: var(--lab-well); border: 1px solid var(--lab-edge); border-radius: 10px; }
  .segment, .chip { position: relative; display: grid; place-items: center; cursor: pointer; min-height: 2.75rem; padding: 0.25rem 0.625rem; text-align: center; font-variant-numeric: tabular-nums; }
  .segment { border-radius: 7px; min-height: 2.625rem; font-weight: 550; color: var(--lab-muted); }
  .segment:has(:checked) { background: var(--lab-panel); color: var(--lab-ink); box-shadow: 0 0 0 1px var(--lab-edge); font-weight: 650; }
  .narrow .segments .segment { font-size: 0.8125rem; padding-inline: 0.125rem; line-height: 1.25; }
  .segment input, .chip input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: inherit; }

  .chips { display: grid; grid-template-columns: repeat(auto-fill, minmax(2.75rem, 1fr)); gap: 0.375rem; }
  .worker-counts { display: flex; flex-wrap: wrap; gap: 0.5rem 0.375rem; }
  .worker-counts .chip { flex: 0 1 2.75rem; }
  .worker-counts input[type='text'] { flex: 1 1 7rem; width: 7rem; }
  .chips.presets { grid-template-columns: repeat(4, minmax(2.75rem, 1fr)); }
  .wide .chips.presets { grid-template-columns: repeat(auto-fit, minmax(2.75rem, 1fr)); gap: 3px; }
  .presets .chip { font-size: 0.875rem; padding: 0; }
  .chip { border: 1px solid var(--lab-edge); border-radius: 8px; background: var(--lab-panel); padding: 0.25rem; }
  .chip:hover { border-color: var(--lab-accent); color: var(--lab-accent); }
  .chip:has(:checked), .chip[aria-pressed='true'] { background: var(--lab-tint); border-color: var(--lab-accent); box-shadow: inset 0 0 0 1px var(--lab-accent); color: var(--lab-accent); font-weight: 650; }

  .segment:has(:disabled), .chip:has(:disabled) { cursor: default; }
  .segment:has(:disabled:not(:checked)), .chip:has(:disabled:not(:checked)) { opacity: 0.5; }
  .chip:has(:disabled):hover { border-color: var(--lab-edge); color: inherit; }

  .with-unit { position: relative; }
  .with-unit > input { padding-inline-end: 6.5rem; }
  .with-unit > span { position: absolute; inset-block: 0; inset-inline-end: 0.875rem; display: grid; align-items: center; color: var(--lab-muted); pointer-events: none; font-size: 0.9375rem; }
  .with-button { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.375rem; }
  .with-button button { padding-inline: 0.75rem; }
  .with-button svg { display: block; }

  .modes { display: grid; gap: 0.125rem; list-style: none; }
  .mode { position: relative; display: grid; grid-template-columns: auto auto minmax(0, 1fr); gap: 0 0.625rem; align-items: center; min-height: 2.75rem; padding: 0.3125rem 0.5rem; margin-inline: -0.5rem; border-radius: 8px; }
  .mode:not(.unavailable):hover { background: var(--lab-well); }
  .mode input { position: relative; z-index: 1; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--lab-accent); }
  .mode svg { display: block; overflow: visible; }
  .mode label { font-weight: 600; font-size: 0.9375rem; line-height: 1.4; cursor: pointer; }
  .mode label::after { content: ''; position: absolute; inset: 0; }
  .mode .words { grid-column: 3; }
  .mode p { font-size: 0.8125rem; line-height: 1.45; color: var(--lab-muted); }
  .mode.unavailable label { color: var(--lab-muted); cursor: default; }
  .mode.unavailable p { color: var(--lab-ink); position: relative; }
  .mode.unavailable p + p { margin-top: 0.25rem; }
  .mode:has(:focus-visible) { outline: 3px solid var(--lab-accent); outline-offset: -1px; }
  .mode input:focus-visible { outline: none; }

  .drop { display: grid; gap: 0.625rem; border: 1.5px dashed var(--lab-edge); border-radius: 10px; padding: 0.75rem; }
  .drop.over { border-color: var(--lab-accent); background: var(--lab-tint); }
  .drop .actions { align-items: center; }
  .data { font-variant-numeric: tabular-nums; font-size: 0.9375rem; overflow-wrap: anywhere; }
`;
