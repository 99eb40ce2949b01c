// `node web/tools/terms.mjs [--check]`: web/generated/terms.json, the help texts, from METHODOLOGY.md's section "Terms".
//
// Each heading there is a term, and the first paragraph under it is its help text; what follows is for those who read on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parts, plain } from './methodology.mjs';
import { program, ROOT, Stop } from './sh.mjs';

const TERMS = 'web/generated/terms.json';
/** A help text is read in passing. */
const MOST_WORDS = 40;

/** Every term: `{ [id]: { title, text, anchor } }`. `anchor` is the heading's in methodology.html, with its `#`. */
export function terms() {
  const all = parts();
  const start = all.findIndex(({ title, depth }) => title === 'Terms' && depth === 2);
  if (start < 0) throw new Stop('METHODOLOGY.md has no section “Terms”');
  const end = all.findIndex(({ depth }, index) => index > start && depth <= 2);
  const section = all.slice(start + 1, end < 0 ? undefined : end);
  return Object.fromEntries(
    section.map(({ title, id, body }) => [id, { title, ...help(title, body), anchor: `#${id}` }]),
  );
}

function help(title, body) {
  const first = body.find(({ type }) => type !== 'space');
  if (first?.type !== 'paragraph')
    throw new Stop(`METHODOLOGY.md, term “${title}”: a paragraph must come first`);
  const text = plain(first).trim();
  const words = text.split(' ').length;
  if (words > MOST_WORDS)
    throw new Stop(
      `METHODOLOGY.md, term “${title}”: its first paragraph has ${words} words, at most ${MOST_WORDS} fit`,
    );
  return { text };
}

export function writeTerms({ check = false } = {}) {
  const file = join(ROOT, TERMS);
  const text = `${JSON.stringify(terms(), null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) throw new Stop(`${TERMS} is not what METHODOLOGY.md gives: run \`npm run generate\``);
  writeFileSync(file, text);
}

await program(import.meta, (args) => writeTerms({ check: args.includes('--check') }));
