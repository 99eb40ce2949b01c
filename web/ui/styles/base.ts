import { css } from 'lit';

/** Type, buttons, fields and focus: what every part of the element shares. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, ul, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  h2 { font-size: 1.1875rem; line-height: 1.35; font-weight: 650; letter-spacing: -0.01em; }
  h3, legend, .label { font-size: 0.9375rem; line-height: 1.4; font-weight: 600; letter-spacing: 0; }
  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  small, .small { font-size: 0.8125rem; line-height: 1.5; color: var(--lab-muted); }
  .muted { color: var(--lab-muted); font-weight: 400; }
  .figures { font-variant-numeric: tabular-nums; }
  .visually-hidden {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }

  button {
    min-height: 2.75rem; padding: 0.5rem 0.875rem; border: 1px solid var(--lab-edge); border-radius: 8px;
    background: var(--lab-panel); cursor: pointer; line-height: 1.25; touch-action: manipulation;
  }
  button:hover { border-color: var(--lab-accent); color: var(--lab-accent); }
  button:active { background: var(--lab-tint); }
  button[aria-disabled='true'], button:disabled { opacity: 0.5; cursor: default; }
  button[aria-disabled='true']:hover, button:disabled:hover { border-color: var(--lab-edge); color: inherit; }
  button.primary {
    border-color: var(--lab-accent); background: var(--lab-accent); color: var(--lab-on-accent); font-weight: 650;
  }
  button.primary:hover { color: var(--lab-on-accent); filter: brightness(1.08); }
  button.primary[aria-disabled='true']:hover { filter: none; color: var(--lab-on-accent); }
  button.link {
    min-height: 0; padding: 0; border: 0; background: none; color: var(--lab-accent); text-align: start;
    text-decoration: underline; text-underline-offset: 0.15em; border-radius: 3px;
  }

  input[type='text'], select, textarea {
    width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--lab-edge); border-radius: 8px;
    background: var(--lab-panel); font-size: 1rem; font-variant-numeric: tabular-nums;
  }
  textarea { resize: vertical; font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; font-size: 0.875rem; }
  ::placeholder { color: var(--lab-muted); opacity: 1; }
  [aria-invalid='true'] { border-color: var(--lab-bad) !important; box-shadow: inset 0 0 0 1px var(--lab-bad); }

  :focus { outline: none; }
  :focus-visible, label:has(> input:focus-visible) {
    outline: 3px solid var(--lab-accent); outline-offset: 2px;
  }
  .error { color: var(--lab-bad); font-size: 0.8125rem; line-height: 1.45; }

  @media (forced-colors: active) {
    [aria-pressed='true'], label:has(> input:checked) { outline: 2px solid Highlight; }
  }
`;
