/** The page's navigation: everything that a visitor can open, by kind. */
import type { Lab } from './api.js';

const KINDS: readonly { kind: Lab['kind']; title: string; words: string }[] = [
  { kind: 'workload', title: 'Programs', words: 'measured under four modes' },
  { kind: 'live', title: 'Live labs', words: 'real workers on one memory' },
  { kind: 'explorer', title: 'Explorer', words: 'every schedule, step by step' },
  { kind: 'lesson', title: 'Guide', words: 'short lessons' },
];

/** A list of links for each kind that there is. The one that is open says so. */
export function labMenu(labs: readonly Lab[]): HTMLElement[] {
  const open = opened(labs);
  return KINDS.flatMap(({ kind, title, words }) => {
    const some = labs.filter((lab) => lab.kind === kind);
    if (!some.length) return [];
    const section = document.createElement('section');
    const heading = document.createElement('h2');
    const remark = document.createElement('p');
    const list = document.createElement('ul');
    heading.textContent = title;
    remark.textContent = words;
    list.append(...some.map((lab) => item(lab, lab === open)));
    section.append(heading, remark, list);
    return [section];
  });
}

/** The one whose link says most of what the address says; a preset says more than its program. */
function opened(labs: readonly Lab[]): Lab | undefined {
  const here = new URLSearchParams(location.search);
  const query = (lab: Lab) => [...new URLSearchParams(lab.url)];
  const fitting = labs.filter((lab) => query(lab).every(([name, value]) => here.get(name) === value));
  return fitting.sort((one, other) => query(other).length - query(one).length)[0];
}

function item({ title, url }: Lab, current: boolean): HTMLLIElement {
  const link = document.createElement('a');
  link.href = `./${url}`;
  link.textContent = title;
  if (current) link.setAttribute('aria-current', 'page');
  const entry = document.createElement('li');
  entry.append(link);
  return entry;
}
