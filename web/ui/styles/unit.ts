/**
 * What the lab's sizes are multiples of: the visitor's own text size, as `rem` is on a page of the lab's own. Many pages
 * change what `rem` means (to 10 px, say), so the build writes `calc(2 * var(--lab-rem))` for `2rem` in the lab's styles.
 */
import { unsafeCSS } from 'lit';

/** The property's value where no size is set: absolute wherever it is used, if the browser lets us say that it is a length. */
export const UNIT = unsafeCSS(registered() ? '1em' : '16px');

function registered(): boolean {
  try {
    CSS.registerProperty({ name: '--lab-rem', syntax: '<length>', inherits: true, initialValue: '16px' });
    return true;
  } catch (error) {
    // Another copy of the lab on this page has done so.
    return error instanceof DOMException && error.name === 'InvalidModificationError';
  }
}
