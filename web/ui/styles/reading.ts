import { css } from 'lit';

/** The legend's cards. A verdict has room for four lines before it comes, so that its coming moves nothing. */
export const reading = css`
  .legend { list-style: none; display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); }
  .series { border-block-start: 1px solid var(--lab-line); padding: 0.875rem 0 1rem; display: grid; gap: 0.5rem; align-content: start; }
  .series h3 { display: flex; align-items: center; gap: 0.5rem; }
  .law { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.75rem; }
  .law dt { font-size: 0.8125rem; color: var(--lab-muted); }
  .law dd { font-size: 1.1875rem; font-weight: 650; line-height: 1.3; min-height: 2.9rem; }
  .law dd small { display: block; font-weight: 400; }
  .verdict { font-size: 0.875rem; line-height: 1.45; min-height: 5.8em; }
  .baseline { font-size: 0.9375rem; }
`;
