// `node web/tools/guide.mjs [--check]`: web/generated/lessons.json, the list of the guide's lessons, from web/guide/*.md.
//
// A lesson begins with `<!-- lesson 2; systems 4, 12 -->`: its place in the order, and the rows of the list of systems
// that it covers. Other files there are pages without a place. Each becomes guide/NAME.html, see documents-plugin.mjs.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { escaped, parts, plain } from './methodology.mjs';
import { program, ROOT, Stop } from './sh.mjs';

const FOLDER = 'web/guide';
const LIST = 'web/generated/lessons.json';
const HEAD = /^<!-- lesson (\d+); systems (\d+(?:, \d+)*) -->\n/;

const sources = () =>
  readdirSync(join(ROOT, FOLDER))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(ROOT, FOLDER, file));

const idOf = (source) => basename(source, '.md');

/** Every lesson in its order: `{ id, title, systems, question }`. The question is its first paragraph. */
export function lessons() {
  const found = sources().flatMap((source) => {
    const head = HEAD.exec(readFileSync(source, 'utf8'));
    if (!head) return [];
    const [{ title, body }] = parts(source);
    const first = body.find(({ type }) => type === 'paragraph');
    if (!first) throw new Stop(`${source}: a lesson begins with a question`);
    const systems = head[2].split(', ').map(Number);
    return [{ number: Number(head[1]), id: idOf(source), title, systems, question: plain(first) }];
  });
  found.sort((a, b) => a.number - b.number);
  found.forEach(({ number, id }, index) => {
    if (number !== index + 1)
      throw new Stop(`${FOLDER}/${id}.md is lesson ${number}, and comes at place ${index + 1}`);
  });
  return found.map(({ number: _, ...lesson }) => lesson);
}

/** Every page of the guide: where it stands in the site, its source, and what its document needs. */
export function guide() {
  const all = lessons();
  return sources().map((source) => {
    const at = all.findIndex(({ id }) => id === idOf(source));
    return {
      path: `guide/${idOf(source)}.html`,
      source,
      options: {
        root: '../',
        contents: false,
        trail: trail(source, all, at),
        after: pager(all, at),
        list: list(all),
      },
    };
  });
}

const link = ({ id, title }) => `<a href="${id}.html">${escaped(title)}</a>`;

/** The way back: to the lab, and to the guide's own first page. */
function trail(source, all, at) {
  if (idOf(source) === 'index') return '';
  const place = at < 0 ? '' : `, lesson ${at + 1} of ${all.length}`;
  return `<p><a href="index.html">The guide</a>${place}</p>`;
}

/** To the lessons before and after. */
function pager(all, at) {
  if (at < 0) return '';
  const [before, after] = [all[at - 1], all[at + 1]];
  const way = (rel, words, lesson) =>
    `<a rel="${rel}" href="${lesson.id}.html"><small>${words}</small> ${escaped(lesson.title)}</a>`;
  return `<nav class="document pager" aria-label="Lessons">
${before ? way('prev', 'Before', before) : '<span></span>'}
${after ? way('next', 'Next', after) : '<a rel="next" href="index.html"><small>The end</small> All lessons</a>'}
</nav>`;
}

const list = (all) =>
  `<ol class="lessons">\n${all.map((lesson) => `<li>${link(lesson)}<p>${escaped(lesson.question)}</p></li>`).join('\n')}\n</ol>`;

export function writeLessons({ check = false } = {}) {
  const file = join(ROOT, LIST);
  const short = lessons().map(({ id, title, systems }) => ({ id, title, systems }));
  const text = `${JSON.stringify(short, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) throw new Stop(`${LIST} is not what ${FOLDER} gives: run \`npm run generate\``);
  writeFileSync(file, text);
}

await program(import.meta, (args) => writeLessons({ check: args.includes('--check') }));
