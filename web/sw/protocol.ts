/** What a page may ask of the service worker. */
export interface Ask {
  /**
   * `serve`: answer the page's requests from now on. `keep`: keep the whole site for when there is no network; `true`
   * or `false` comes back on the message's port.
   */
  ask: 'serve' | 'keep';
}
