// `node web/tools/serve.mjs`: serves dist/ as any static host would, with the headers that allow threads.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { program, ROOT, Stop } from './sh.mjs';

/** Threads need cross-origin isolation; DIP gives it inside a frame whose parent is not isolated. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-require-corp',
};

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The file a URL names, never one outside `folder`. */
function find(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  let file = join(folder, path);
  if (path.includes('\0') || !`${file}${sep}`.startsWith(`${folder}${sep}`)) return undefined;
  let found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    file = join(file, 'index.html');
    found = statSync(file, { throwIfNoEntry: false });
  }
  return found?.isFile() ? { file, size: found.size, tag: `"${found.size}-${found.mtimeMs}"` } : undefined;
}

const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.md', '.svg', '.wasm']);
const compressed = new Map();

/** A file with gzip, once for each version of it; undefined where that is no use or is not asked for. */
function gzipped({ file, size, tag }, { headers }) {
  if (size < 1000 || !COMPRESSED.has(extname(file)) || !/\bgzip\b/.test(headers['accept-encoding']))
    return undefined;
  const known = compressed.get(file);
  if (known?.tag === tag) return known.bytes;
  const bytes = gzipSync(readFileSync(file));
  compressed.set(file, { tag, bytes });
  return bytes;
}

function answer(folder, extra, request, response) {
  for (const [name, value] of Object.entries(extra)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
  const found = find(folder, request.url);
  if (!found) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
  const hashed = found.file.startsWith(join(folder, 'assets') + sep);
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('ETag', found.tag);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.headers['if-none-match'] === found.tag) return response.writeHead(304).end();
  response.setHeader('Content-Type', TYPES[extname(found.file)] ?? 'application/octet-stream');
  response.setHeader('Vary', 'Accept-Encoding');
  const bytes = gzipped(found, request);
  if (bytes) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', bytes?.length ?? found.size);
  if (request.method === 'HEAD') return response.writeHead(200).end();
  if (bytes) return response.end(bytes);
  createReadStream(found.file)
    .on('error', () => response.destroy())
    .pipe(response);
}

const listen = (server, port, host) =>
  new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      done();
    });
  });

/**
 * Serves a folder; resolves when ready. `port` 0 takes any free one; `tries` is how many ports after it may be tried.
 * `headers: 'none'` is a host that isolates nothing; an object is sent in place of ISOLATION.
 *
 * @param {{ folder?: string, port?: number, tries?: number, headers?: 'none' | Record<string, string>, host?: string }} options
 */
export async function serve({
  folder = join(ROOT, 'dist'),
  port = 0,
  tries = 1,
  headers = ISOLATION,
  host,
} = {}) {
  const extra = { 'Access-Control-Allow-Origin': '*', ...(headers === 'none' ? {} : headers) };
  const server = createServer((request, response) => answer(folder, extra, request, response));
  for (let attempt = 0; ; attempt++) {
    try {
      await listen(server, port && port + attempt, host);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || attempt + 1 >= tries) throw error;
    }
  }
  const url = `http://localhost:${server.address().port}/`;
  const close = () => new Promise((done) => server.close(done) && server.closeAllConnections());
  return { url, port: server.address().port, close };
}

/** As the command does it: PORT is binding where given, else 8080 or one of the ports after it. */
export async function serveHere() {
  const wanted = process.env.PORT;
  if (wanted !== undefined && !/^\d{1,5}$/.test(wanted))
    throw new Stop(`PORT is ${wanted}: it takes a number, like 8080`);
  try {
    const { url } = await serve(wanted === undefined ? { port: 8080, tries: 100 } : { port: Number(wanted) });
    console.log(url);
  } catch (error) {
    throw new Stop(
      error.code === 'EADDRINUSE'
        ? `port ${wanted ?? '8080 and those after it'} is taken; PORT=9000 picks another`
        : error.message,
    );
  }
}

await program(import.meta, serveHere);
