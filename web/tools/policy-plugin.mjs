// The built page's own content security policy: whatever a link, a message or a file holds, the page runs no script but
// its own, and asks no other host for anything. (What workers request is not the page's to forbid: a workload may be told
// to fetch.)
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'worker-src': "'self' blob:",
  'frame-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const content = Object.entries(POLICY)
  .map((directive) => directive.join(' '))
  .join('; ');

export function policy() {
  return {
    name: 'speedup-lab:policy',
    apply: 'build', // the dev server's own styles and scripts are inline
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  };
}
