/**
 * What may be downloaded, kB (1,000 bytes) with gzip. Lower a budget when there is room; raise one only with a reason
 * in the commit's message.
 */
export const BUDGETS = {
  /** Script until the lab can be used; charts and programs come when they are needed. */
  'script before Run': 60,
  /** The largest of the WebAssembly programs. The goal is 120. */
  program: 290,
  /** All files of the site. The goal is 450. */
  playground: 830,
};
