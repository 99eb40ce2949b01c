/** The cache in which the page puts pictures, and from which the service worker serves them. */
export const SHELF = 'speedup-lab-pictures';
