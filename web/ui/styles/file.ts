import { css } from 'lit';

/** A file field that looks like a button. */
export const fileStyles = css`
  .file { position: relative; display: inline-grid; align-items: center; min-height: 2.75rem; padding: 0.5rem 0.875rem; border: 1px solid var(--lab-edge); border-radius: 8px; cursor: pointer; font-size: 0.9375rem; background: var(--lab-panel); }
  .file:hover { border-color: var(--lab-accent); color: var(--lab-accent); }
  .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; width: 100%; }
`;
