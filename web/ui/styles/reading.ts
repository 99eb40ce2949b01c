import { css } from 'lit';

/** The legend's rows. A verdict has its room before it comes, so that its coming moves nothing. */
export const reading = css`
  .legend-room { container-type: inline-size; }
  .legend { list-style: none; display: grid; }
  .series { border-block-start: 1px solid var(--lab-line); padding: 0.75rem 0; display: grid; gap: 0.5rem 1rem; align-items: start; }
  .series h3 { display: flex; align-items: center; gap: 0.5rem; }
  .law { display: grid; grid-template-columns: repeat(2, 8rem); gap: 1rem; }
  .law dt { font-size: 0.8125rem; line-height: 1.4; color: var(--lab-muted); }
  .law dd { font-size: 1.125rem; font-weight: 650; line-height: 1.3; min-height: 2.7rem; }
  .law dd small { display: block; font-weight: 400; }
  .verdict { font-size: 0.875rem; line-height: 1.45; min-height: 8.7em; }
  .series:not(:has(.law)) .verdict { min-height: 2.9em; }
  @container (min-width: 36rem) {
    .series { grid-template-columns: 11.5rem minmax(0, 1fr); }
    .series .verdict { grid-column: 2; min-height: 4.35em; }
    .series:not(:has(.law)) .verdict { grid-column: 2; min-height: 1.45em; }
  }
  @container (min-width: 48rem) {
    .series { grid-template-columns: 10.5rem 17rem minmax(0, 1fr); }
    .series .verdict { grid-column: 3; }
    .series:not(:has(.law)) .verdict { grid-column: 2 / -1; }
    .series .verdict { min-height: 5.8em; }
  }
  .baseline { font-size: 0.9375rem; }
`;
