// METHODOLOGY.md and its like as pages, and as parts for those who want one of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked, Renderer } from 'marked';
import { ROOT, Stop } from './sh.mjs';

/** The document that terms and their help are made from. */
export const SOURCE = join(ROOT, 'METHODOLOGY.md');

/** The text of a token without its markup, on one line. */
export function plain(token) {
  const text = token.tokens ? token.tokens.map(plain).join('') : token.text;
  return text.replaceAll(/\s+/g, ' ');
}

/** A heading's anchor, as GitHub makes it. */
const anchor = (title) =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

/** The document, heading by heading: `{ title, depth, id, body }`, where `body` is the tokens up to the next heading. */
export function parts(source = SOURCE) {
  const parts = [];
  const ids = new Set();
  for (const token of new Marked().lexer(readFileSync(source, 'utf8'))) {
    if (token.type !== 'heading') {
      parts.at(-1)?.body.push(token);
      continue;
    }
    const title = plain(token);
    const id = anchor(title);
    if (ids.has(id)) throw new Stop(`${source} has two headings “${title}”: links need one`);
    ids.add(id);
    parts.push({ title, depth: token.depth, id, body: [] });
  }
  return parts;
}

const renderer = {
  heading({ tokens, depth }) {
    const id = anchor(plain({ tokens }));
    const text = this.parser.parseInline(tokens);
    return `<h${depth} id="${id}">${depth === 1 ? text : `<a href="#${id}">${text}</a>`}</h${depth}>\n`;
  },
  // What is too wide for a phone scrolls by itself, by the keyboard too.
  table(token) {
    return `<div class="wide" tabindex="0">${Renderer.prototype.table.call(this, token)}</div>\n`;
  },
  code(token) {
    return `<pre tabindex="0"><code>${escaped(token.text)}</code></pre>\n`;
  },
};

export const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The page, with the stylesheets, the icon and the colours of another page of the site.
 *
 * @param {string} sibling that page's HTML, as it stands in the site's own folder
 * @param {string} source the document
 * @param {object} options
 * @param {string} [options.root] the way to that folder
 * @param {boolean} [options.contents] whether it begins with a list of its chapters
 * @param {string} [options.trail] more of the way back, as HTML
 * @param {string} [options.after] what follows the document, as HTML
 * @param {string} [options.list] what stands in place of `<!-- lessons -->`, as HTML
 * @param {string} [options.script] the address of a script; a page with one is a lesson
 */
export function page(
  sibling,
  source = SOURCE,
  { root = './', contents: listed = true, trail = '', after = '', list = '', script = '' } = {},
) {
  const shared = sibling.match(
    /<(?:link rel="(?:icon|stylesheet)"|meta (?:name="(?:viewport|color-scheme|theme-color)"|http-equiv="Content-Security-Policy"))[^>]*>/g,
  );
  const all = parts(source);
  const chapters = all.filter(({ depth }) => depth === 2);
  const contents = chapters
    .map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    .join('\n');
  const html = new Marked({ renderer }).parse(readFileSync(source, 'utf8'));
  const nav = `<nav aria-label="Contents"><ul>\n${contents}\n</ul></nav>\n<h2`;
  const body = (listed ? html.replace('<h2', () => nav) : html).replace('<!-- lessons -->', () => list);
  const head = (shared ?? []).map((tag) => tag.replace(' href="./', ` href="${root}`));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8" />
<title>${escaped(all[0].title)}</title>
${head.join('\n')}
</head>
<body${script && ' class="lesson"'}>
<header class="page"><p><a href="${root}">Speedup Lab</a></p>${trail}</header>
<main class="document">
${body}
</main>
${after}
${script && `<script type="module" src="${script}"></script>`}
</body>
</html>
`;
}
