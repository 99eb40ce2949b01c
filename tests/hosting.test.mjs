// The headers that dist/ brings for hosts: each file says the same, in its own host's way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FOREVER, HEADERS } from '../web/tools/hosting-plugin.mjs';
import { ROOT } from '../web/tools/sh.mjs';

const dist = (file) => readFileSync(join(ROOT, 'dist', file), 'utf8');
const sent = (pairs) => Object.fromEntries(pairs);

test('_headers: rules by path, and no header in two that match the same file', () => {
  const rules = {};
  let path;
  for (const line of dist('_headers').split('\n').filter(Boolean)) {
    const [, name, value] = line.match(/^ {2}([\w-]+): (.+)$/) ?? [];
    if (name) {
      rules[path].push([name, value]);
      continue;
    }
    path = line;
    rules[path] = [];
  }
  assert.deepEqual(sent(rules['/*']), HEADERS);
  assert.deepEqual(sent(rules['/assets/*']), { 'Cache-Control': FOREVER });
});

test('vercel.json', () => {
  const [everything, assets] = JSON.parse(dist('vercel.json')).headers;
  const of = ({ headers }) => sent(headers.map(({ key, value }) => [key, value]));
  assert.deepEqual(of(everything), HEADERS);
  assert.deepEqual(of(assets), { 'Cache-Control': FOREVER });
  assert.ok(new RegExp(`^${assets.source}$`).test('/assets/page-abc.js'));
});

for (const [file, line] of [
  ['nginx.conf', (name, value) => `add_header ${name} "${value}"`],
  ['.htaccess', (name, value) => `Header always set ${name} "${value}"`],
])
  test(`${file}: every header, and what never changes is kept for ever`, () => {
    const text = dist(file);
    for (const [name, value] of Object.entries(HEADERS)) assert.ok(text.includes(line(name, value)), name);
    assert.match(text, /assets[^}]*immutable/);
    assert.match(text, /Cache-Control "no-cache"/);
  });

test('every file of the site but its entries has a hash in its name', () => {
  const list =
    /`([^`]*assets\/[^`]*)`\.split/.exec(dist('sw.js'))?.[1].split(',') ??
    JSON.parse(/\[("assets[^\]]*)\]/.exec(dist('sw.js'))[0]);
  assert.ok(list.length > 10);
  for (const file of list) if (file.startsWith('assets/')) assert.match(file, /-[\w-]{8}\.\w+$/, file);
});
