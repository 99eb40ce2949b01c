/** Where the playground is that this program comes from. */

/**
 * The playground's address, with a slash at its end; empty where the program was not loaded from one (a bundler has put
 * it elsewhere). Its files lie beside the page, or in the folder `assets` there.
 */
export const HOME: string = import.meta.env.DEV
  ? new URL(/* @vite-ignore */ '/', import.meta.url).href
  : (/^(.*\/)(?:speedup-lab\.js|assets\/[^/]*)$/.exec(import.meta.url.replace(/[?#].*$/, ''))?.[1] ?? '');

/** Whether the page is inside another's frame. */
export const framed = (): boolean => window.parent !== window;
