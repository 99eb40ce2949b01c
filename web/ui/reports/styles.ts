import { css } from 'lit';

/** The comparison's own looks. */
export const styles = css`
  :host { display: block; margin-bottom: 1rem; }
  section { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
  .machines { gap: 0.75rem; }
  .head { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: start; justify-content: space-between; }
  .head > div:first-child { flex: 1 1 16rem; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .actions button { font-size: 0.9375rem; }
  .choice { display: flex; flex-wrap: wrap; gap: 0.75rem; }
  .choice label { display: grid; gap: 0.25rem; font-size: 0.8125rem; color: var(--lab-muted); flex: 0 1 11rem; }
  .choice label + label { flex-basis: 6rem; }
  .choice select { color: var(--lab-ink); }
  svg { display: block; font-variant-numeric: tabular-nums; }
  .skipped { font-size: 0.875rem; }
  .skipped ul { padding-inline-start: 1.25rem; }

  .scroll { overflow-x: auto; border-radius: 8px; container-type: inline-size; }
  table { border-collapse: separate; border-spacing: 0; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; min-width: 100%; }
  th, td { padding: 0.4375rem 0.75rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--lab-line); min-width: 9rem; max-width: 15rem; overflow-wrap: anywhere; }
  thead th { vertical-align: bottom; font-weight: 600; }
  thead small, td small { display: block; font-weight: 400; }
  tbody th { font-weight: 400; color: var(--lab-muted); }
  tr > :first-child { position: sticky; inset-inline-start: 0; background: var(--lab-panel); padding-inline-start: 0; min-width: 7.5rem; z-index: 1; }
  .group th { color: var(--lab-ink); font-weight: 650; padding-top: 1.125rem; max-width: none; }
  .group span { position: sticky; inset-inline-start: 0; }
  .group .note { display: block; width: min(42rem, 100cqi); color: var(--lab-caution); font-weight: 500; position: sticky; inset-inline-start: 0; }
  .tag { color: var(--lab-caution); font-weight: 600; white-space: nowrap; }
  td.odd { background: var(--lab-caution-tint); box-shadow: inset 3px 0 0 var(--lab-caution); }
  @container (max-width: 30rem) { th, td { min-width: 7.5rem; } tr > :first-child { min-width: 6rem; } }
`;
