import { css } from 'lit';

/** The embed builder's own looks. */
export const styles = css`
  dialog {
    width: min(78rem, calc(100vw - 1.5rem)); max-width: none; max-height: calc(100dvh - 1.5rem); padding: 0; overflow: auto; overscroll-behavior: contain;
    border: 1px solid var(--lab-line); border-radius: 14px; background: var(--lab-panel); color: var(--lab-ink); container-type: inline-size;
  }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  .top { position: sticky; top: 0; z-index: 2; display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 0.75rem 1.25rem; background: var(--lab-panel); border-bottom: 1px solid var(--lab-line); }
  .sides { display: grid; gap: 1.5rem; padding: 1.25rem; grid-template-columns: minmax(0, 1fr); }
  .choices { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); align-content: start; }
  @container (min-width: 60rem) { .sides { grid-template-columns: 27rem minmax(0, 1fr); } }
  .segments .segment { font-size: 0.875rem; padding-inline: 0.125rem; line-height: 1.25; }
  .picks { display: flex; flex-wrap: wrap; gap: 0.375rem; }
  .picks .chip { padding-inline: 0.75rem; font-size: 0.875rem; }
  textarea { overflow-wrap: anywhere; resize: vertical; }
  iframe { width: 100%; border: 1px dashed var(--lab-edge); border-radius: 10px; background: var(--lab-well); }
`;
