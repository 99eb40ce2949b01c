import { css } from 'lit';
import { switches } from './switches.js';

/** The chart's switches, and the legend's rows. A verdict has its room before it comes, so that its coming moves nothing. */
export const reading = css`
  ${switches}
  .legend-room { container-type: inline-size; }
  .legend { list-style: none; display: grid; }
  .series { border-block-start: 1px solid var(--lab-line); padding: 0.75rem 0; display: grid; gap: 0.5rem 1rem; align-items: start; }
  .series h3 { display: flex; align-items: center; gap: 0.5rem; }
  .law { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr)); gap: 0.5rem 1rem; }
  .law dt { font-size: 0.8125rem; line-height: 1.4; color: var(--lab-muted); }
  .law dd { font-size: 1.125rem; font-weight: 650; line-height: 1.3; min-height: 2.7rem; }
  .law dd small { display: block; font-weight: 400; }
  .verdict { font-size: 0.875rem; line-height: 1.45; min-height: 8.7em; }
  .series:not(:has(.law)) .verdict { min-height: 2.9em; }
  .series.ceiling .verdict { min-height: 5.8em; }
  @container (min-width: 36rem) {
    .series { grid-template-columns: 10.5rem minmax(0, 1fr); }
    .series :is(.law, .verdict) { grid-column: 2; }
    .series .verdict { min-height: 4.35em; }
    .series:not(:has(.law)) .verdict { min-height: 1.45em; }
    .series.ceiling .verdict { min-height: 2.9em; }
  }

  .baselines { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; align-items: baseline; font-size: 0.8125rem; line-height: 1.6; color: var(--lab-muted); }
  .baselines p { font-size: 0.9375rem; color: var(--lab-ink); flex: 1 1 16rem; }
  .baselines p strong { display: inline-block; min-width: 5.25rem; }
  .baselines ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
  .baselines ul strong { display: inline-block; min-width: 3.75rem; font-weight: 600; color: var(--lab-ink); }
  .baselines .chosen strong { text-decoration: underline; text-decoration-color: var(--lab-accent); text-decoration-thickness: 2px; text-underline-offset: 0.2em; }
`;
