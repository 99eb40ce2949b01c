// What hosts read: which headers to send, and for how long browsers may keep a file. In dist/, beside the page.
import { ISOLATION } from './serve.mjs';

/** With every file: other sites may use them all, and nobody guesses at their types. */
export const HEADERS = {
  ...ISOLATION,
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
};
/** A file with a hash in its name never changes; every other is asked about each time. */
export const FOREVER = 'public, max-age=31536000, immutable';
export const ASK = 'no-cache';

const all = Object.entries(HEADERS);
const lines = (format, indent = '') =>
  all.map(([name, value]) => `${indent}${format(name, value)}`).join('\n');

/** Netlify, Cloudflare Pages and others. They join the values of a header that two rules name; ASK is their own default. */
const netlify = `/*
${lines((name, value) => `${name}: ${value}`, '  ')}
/assets/*
  Cache-Control: ${FOREVER}
`;

const vercel = {
  headers: [
    { source: '/(.*)', headers: all.map(([key, value]) => ({ key, value })) },
    { source: '/assets/(.*)', headers: [{ key: 'Cache-Control', value: FOREVER }] },
  ],
};

/** A location with headers of its own takes none from outside, so each has them all. */
const nginx = `# Inside the server block. The folder may have any name: here it is /speedup-lab/, and its files are in /var/www.
location /speedup-lab/ {
  root /var/www;
${lines((name, value) => `add_header ${name} "${value}" always;`, '  ')}
  add_header Cache-Control "${ASK}";
  gzip on;
  gzip_types text/css text/javascript application/javascript application/wasm application/json image/svg+xml;
  location ~ /assets/ {
${lines((name, value) => `add_header ${name} "${value}" always;`, '    ')}
    add_header Cache-Control "${FOREVER}";
  }
}
`;

const apache = `# In any folder where AllowOverride has FileInfo, with mod_headers.
AddType application/wasm .wasm
AddType text/javascript .js
<IfModule mod_headers.c>
${lines((name, value) => `Header always set ${name} "${value}"`, '  ')}
  Header set Cache-Control "${ASK}"
  <If "%{REQUEST_URI} =~ m#/assets/#">
    Header set Cache-Control "${FOREVER}"
  </If>
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/wasm application/json image/svg+xml
</IfModule>
`;

/** Each file with its contents. */
export const FILES = {
  _headers: netlify,
  'vercel.json': `${JSON.stringify(vercel, null, 2)}\n`,
  'nginx.conf': nginx,
  '.htaccess': apache,
  '.nojekyll': '', // GitHub Pages serves what is there, and leaves nothing out
};

export function hosting() {
  return {
    name: 'speedup-lab:hosting',
    generateBundle() {
      for (const [fileName, source] of Object.entries(FILES))
        this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
