/** A lab as others paste it: pure functions from parameters to text. */
import type { Pairs } from '../draft.js';
import { addressOf } from '../permalink.js';

/** The ways to put a lab somewhere, in the order of the page. */
export const WAYS = [
  {
    way: 'frame',
    title: 'Frame',
    help: 'For course platforms: an iframe, which the page around it can’t disturb.',
  },
  {
    way: 'script',
    title: 'Script tag',
    help: 'For pages of your own: an element that looks part of the page.',
  },
  { way: 'markdown', title: 'Markdown', help: 'For texts that take no HTML: a link to the lab.' },
  { way: 'link', title: 'Link', help: 'For mails and slides: opens the lab with its plan.' },
] as const;

export type Way = (typeof WAYS)[number]['way'];

export interface Recipe {
  /** The playground's address, with a slash at its end. */
  site: string;
  /** What the lab is called. */
  title: string;
  /** The plan, the view, what is locked and hidden. */
  pairs: Pairs;
  /** Origins whose plans the frame takes, as typed; empty where none are. */
  allowOrigin: string;
  /** The frame's height, CSS pixels. */
  height: number;
  /** Whether the frame comes with a script that fits its height. */
  fits: boolean;
}

/** The text to paste. */
export function snippet(way: Way, recipe: Recipe): string {
  const { site, title, pairs } = recipe;
  switch (way) {
    case 'frame':
      return frame(recipe);
    case 'script': {
      const attributes = pairs.map(([name, value]) => (value === '' ? name : `${name}="${escaped(value)}"`));
      return `<script type="module" src="${escaped(site)}speedup-lab.js"></script>\n<speedup-lab ${attributes.join(' ')}></speedup-lab>`;
    }
    case 'markdown':
      return `[${title.replaceAll(/([\\[\]])/g, '\\$1')}](<${addressOf(pairs, site, [])}>)`;
    case 'link':
      return addressOf(pairs, site, []);
  }
}

/** The frame's address. */
export function frameAddress({ site, pairs, allowOrigin }: Recipe): string {
  const origins: Pairs = allowOrigin === '' ? [] : [['allow-origin', allowOrigin]];
  return addressOf([...pairs, ...origins, ['embed', '']], site, []);
}

function frame(recipe: Recipe): string {
  const { site, title, height, fits } = recipe;
  const code = `<iframe src="${escaped(frameAddress(recipe))}" title="${escaped(title)}" width="100%" height="${height}" style="border: 0" allow="cross-origin-isolated; clipboard-write"></iframe>`;
  return fits ? `${code}\n${fitter(new URL(site).origin)}` : code;
}

/** A script for the page around frames of this origin: each is as tall as it says. */
const fitter = (origin: string): string => `<script>
addEventListener('message', ({ data, origin, source }) => {
  if (origin !== '${origin}' || data?.type !== 'speedup-lab:resize') return;
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === source) frame.height = data.height;
});
</script>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
