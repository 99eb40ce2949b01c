import { css } from 'lit';

/** The switches of the chart: segments that wrap on a phone, and two small lists. */
export const switches = css`
  .switches { display: grid; gap: 0.625rem; grid-template-columns: minmax(0, 1fr); }
  .segmented { display: flex; flex-wrap: wrap; gap: 3px; padding: 3px; background: var(--lab-well); border: 1px solid var(--lab-edge); border-radius: 10px; font-size: 0.875rem; }
  .segmented .segment { flex: 1 1 auto; position: relative; display: grid; place-items: center; cursor: pointer; min-height: 2.5rem; padding: 0.25rem 0.5rem; text-align: center; border-radius: 7px; font-weight: 550; color: var(--lab-muted); }
  .segmented .segment:hover { color: var(--lab-accent); }
  .segmented .segment:has(:checked) { background: var(--lab-panel); color: var(--lab-ink); box-shadow: 0 0 0 1px var(--lab-edge); font-weight: 650; }
  .segmented input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: inherit; }
  .segmented.view { font-size: 0.8125rem; gap: 1px; }
  .segmented.view .segment { padding-inline: 0.25rem; }
  .readings { display: flex; flex-wrap: wrap; gap: 0.625rem 1.25rem; align-items: start; }
  .picker { flex: 1 1 15rem; display: grid; gap: 0.125rem 0.625rem; grid-template-columns: auto minmax(0, 1fr); align-items: center; }
  .picker label { white-space: nowrap; }
  .picker select { min-height: 2.5rem; padding-block: 0.25rem; font-size: 0.9375rem; }
  .picker small { grid-column: 2; }
  .model-switch { display: flex; flex-wrap: wrap; gap: 0.375rem 0.75rem; align-items: center; }
  .model-switch .segmented { flex: 0 1 auto; }
  .model-switch .segment { min-height: 2.25rem; padding-inline: 0.75rem; }
  @container (max-width: 40rem) {
    .segmented.view { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); font-size: 0.75rem; }
    .segmented.view .segment { padding-inline: 0; min-height: 2.75rem; white-space: nowrap; }
    .model-switch .segmented { flex: 1 1 auto; }
    .model-switch .segment { padding-inline: 0.375rem; }
    .view-help { min-height: 4.5em; }
    .picker label { min-width: 5.25rem; }
  }
`;
