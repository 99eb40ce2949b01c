// `2rem` in the lab's styles becomes `calc(2 * var(--lab-rem))`: a page around the lab may have changed what `rem` means.
// Sizes in conditions stay: there, `rem` is the browser's own.
import { join } from 'node:path';
import { ROOT } from './sh.mjs';

const STYLES = join(ROOT, 'web/');
const CONDITION = /@(?:media|container|supports)[^{]*\{/g;
const SIZE = /(?<![\w.])(-?\d*\.?\d+)rem\b/g;

/** The styles with sizes of our own unit. */
export function ownUnit(code) {
  let at = 0;
  let out = '';
  const own = (text) => text.replaceAll(SIZE, 'calc($1 * var(--lab-rem))');
  for (const { 0: condition, index } of code.matchAll(CONDITION)) {
    out += own(code.slice(at, index)) + condition;
    at = index + condition.length;
  }
  return out + own(code.slice(at));
}

export function unit() {
  return {
    name: 'speedup-lab:unit',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(STYLES) || !code.includes('css`')) return;
      // As many lines as before, so there is no need of a new map.
      return { code: ownUnit(code), map: null };
    },
  };
}
