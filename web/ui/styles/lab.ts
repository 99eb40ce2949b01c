import { css } from 'lit';
import { tokens } from '../palette.js';
import { UNIT } from './unit.js';

/** The element's frame: two columns where there is room, one where there is not. */
export const lab = css`
  :host {
    ${tokens}
    color-scheme: light dark;
    display: block; container-type: inline-size;
  }
  :host([hidden]) { display: none; }
  /* Nothing is inherited from the page around the lab, which may also style the host itself. */
  .root {
    all: initial; direction: ltr; color-scheme: light dark; --lab-rem: ${UNIT};
    display: block; color: var(--lab-ink); text-size-adjust: 100%;
  }
  /* Apart from the unit, which is measured before. */
  .root > * { font: 400 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }

  .frame { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
  .wide .frame { grid-template-columns: 23.5rem minmax(0, 1fr); gap: 1.25rem; }
  .column { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
  .wide .column { gap: 1.25rem; }

  .panel {
    background: var(--lab-panel); border: 1px solid var(--lab-line); border-radius: 14px;
    padding: 1rem;
  }
  .wide .panel { padding: 1.125rem 1.375rem; }
  .wide .run-panel { padding-block: 1rem 0.875rem; }
  .stack { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }

  .head { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: start; justify-content: space-between; }
  .head > :first-child { flex: 1 1 16rem; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .actions button { padding-inline: 0.75rem; font-size: 0.9375rem; }
  .narrow .head .actions { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); width: 100%; }
  .narrow .head .actions .wide-button { grid-column: span 2; }
  .narrow .head .actions .alone { grid-column: 1 / -1; }

  .cited label { display: flex; gap: 0.5rem; align-items: center; min-height: 2.75rem; }
  .cited ol { padding-inline-start: 1.25rem; }

  .placeholder { color: var(--lab-muted); }
  /* The chart's room until its program arrives: its height for this width, and the readout's. */
  speedup-lab-chart:not(:defined) { display: block; height: calc(clamp(310px, 54cqi, 460px) + 2.6rem); }

  /* Run stays in view as long as a control is, and what takes the focus stays clear of it. */
  @media (min-height: 37.5rem) { .run-panel { position: sticky; bottom: 0.75rem; z-index: 2; } }
  .run-panel { box-shadow: 0 -0.375rem 0.75rem -0.375rem color-mix(in srgb, var(--lab-ink) 12%, transparent); }
  .narrow .run-panel { bottom: 0; padding-block: 0.75rem; }
  form :is(input, button, select, textarea, summary):not(.run *) { scroll-margin-block-end: 12rem; }
  .run { display: grid; gap: 0.75rem; }
  .run .buttons { display: grid; grid-template-columns: 1fr auto; gap: 0.625rem; }
  .run .primary { font-size: 1.0625rem; min-height: 3rem; }

  .progress { display: grid; gap: 0.375rem; font-variant-numeric: tabular-nums; font-size: 0.875rem; line-height: 1.4; }
  .progress p { min-height: 1.25rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  progress {
    appearance: none; width: 100%; height: 6px; border: 0; border-radius: 3px; overflow: hidden; background: var(--lab-line);
  }
  progress::-webkit-progress-bar { background: var(--lab-line); }
  progress::-webkit-progress-value { background: var(--lab-accent); }
  progress::-moz-progress-bar { background: var(--lab-accent); }

  .notice { border-radius: 12px; padding: 0.875rem 1rem; border: 1px solid; display: grid; gap: 0.5rem; margin-bottom: 1rem; }
  .notice.bad { background: var(--lab-bad-tint); border-color: var(--lab-bad); }
  .notice.caution { background: var(--lab-caution-tint); border-color: var(--lab-caution); }
  .notice ul { padding-inline-start: 1.25rem; display: grid; gap: 0.375rem; }
  .notice .dismiss { justify-self: start; }
  .notice code { font-size: 0.9em; overflow-wrap: anywhere; }

  .warnings, .plain, .verdict { overflow-wrap: anywhere; }
  .warnings { display: grid; gap: 0.625rem; list-style: none; }
  .warnings li { border-inline-start: 3px solid var(--lab-caution); padding-inline-start: 0.75rem; }

  dl.card { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.375rem 1rem; font-size: 0.875rem; }
  dl.card dt { color: var(--lab-muted); }
  dl.card dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  @container (max-width: 30rem) { dl.card { grid-template-columns: minmax(0, 1fr); } dl.card dt { margin-top: 0.25rem; } }

  details > summary {
    cursor: pointer; min-height: 2.75rem; display: grid; grid-template-columns: 1fr auto; gap: 0 0.75rem; align-items: center;
    list-style: none; border-radius: 8px;
  }
  details > summary::-webkit-details-marker { display: none; }
  details > summary::after {
    content: ''; width: 0.5rem; height: 0.5rem; border: solid var(--lab-muted); border-width: 0 2px 2px 0;
    transform: translateY(-25%) rotate(45deg); margin-inline-end: 0.25rem; grid-column: 2; grid-row: 1;
  }
  details[open] > summary::after { transform: translateY(25%) rotate(-135deg); }
  details > summary .small { grid-column: 1 / -1; }
  details[open] > summary { margin-bottom: 0.75rem; }
`;
