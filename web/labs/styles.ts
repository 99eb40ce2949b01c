import { css } from 'lit';

/** What live labs' figures share. */
export const liveStyles = css`
  :host { display: block; }
  .figure { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
  .figure svg { display: block; overflow: visible; font-family: inherit; font-variant-numeric: tabular-nums; }
  .row > svg, .bar > svg { width: 100%; }
  .mark .ring { visibility: hidden; }
  .figure h3 { display: flex; flex-wrap: wrap; gap: 0.125rem 0.5rem; align-items: center; }
  .figure .row { display: grid; gap: 0.375rem; }
  .verdict { font-weight: 600; }
  .row > svg.round { width: auto; max-width: 100%; margin-inline: auto; }
  .bar { display: grid; gap: 0.125rem; }
  .notice.off { margin: 0; }
  :is(.notice, .panel) a { color: var(--lab-accent); }
  .key { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; font-size: 0.8125rem; }
  .key svg { flex: none; }
  .key li { display: flex; gap: 0.375rem; align-items: center; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
  caption { text-align: start; color: var(--lab-muted); padding-bottom: 0.375rem; }
  th, td { text-align: start; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--lab-line); vertical-align: top; }
  th { font-weight: 600; }
`;
