/// <reference types="vite/client" />

declare module 'virtual:worker' {
  /** Where the one-file worker is; see web/tools/worker-plugin.mjs. */
  const url: string;
  export default url;
}

declare module 'virtual:live-worker' {
  /** Where the live labs' one-file worker is. */
  const url: string;
  export default url;
}

declare module 'virtual:service-worker' {
  /** Where the service worker is; see web/tools/site-plugin.mjs. */
  const url: string;
  export default url;
}

declare module 'virtual:site' {
  /** A name that every other build differs in. */
  export const BUILD: string;
  /** Every file of the site, by its path from the root; none while developing. */
  export const FILES: string[];
  /** The headers that allow threads. */
  export const ISOLATION: Record<string, string>;
}

interface ImportMetaEnv {
  /** Which sources this is built from: a commit, or `local-` and a hash of them. */
  readonly VITE_BUILD: string;
}
