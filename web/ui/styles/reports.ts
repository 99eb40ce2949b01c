import { css } from 'lit';

/** Saved reports, the prediction, the report's card, and how the page looks while files are dragged over it. */
export const reports = css`
  .notice.saved { background: var(--lab-tint); border-color: var(--lab-accent); margin-bottom: 0; gap: 0.75rem; }
  .notice .name { font-weight: 600; overflow-wrap: anywhere; }
  .dropping { position: relative; }
  .dropping::after {
    content: 'Drop reports here'; position: absolute; inset: -0.375rem; z-index: 5; pointer-events: none; display: grid; justify-items: center;
    padding-top: min(40vh, 12rem); border: 3px dashed var(--lab-accent); border-radius: 16px;
    background: color-mix(in srgb, var(--lab-tint) 80%, transparent); color: var(--lab-accent); font-size: 1.25rem; font-weight: 650;
  }
  .open-reports .reading:empty { display: none; }
  .open-reports .file { justify-self: start; }
  speedup-lab-compare:not(:defined) { display: block; min-height: 20rem; margin-bottom: 1rem; }
  speedup-lab-predict:not(:defined) { display: block; min-height: 20rem; }

  .predict .outcome { margin-top: 0.75rem; min-height: 4.5em; padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--lab-accent); font-size: 0.9375rem; }
  .report-card ul.plain { list-style: none; display: grid; gap: 0.375rem; }

  @media print {
    .panel { break-inside: avoid; border-color: var(--lab-edge); }
    form, .notice, .open-reports, .actions { display: none; }
    .wide .frame { grid-template-columns: minmax(0, 1fr); }
    details.report-card::details-content { content-visibility: visible; display: block; }
  }
`;
