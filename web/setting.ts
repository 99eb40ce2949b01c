/** What a page of the site does about where it stands: alone, reduced to its lab, or in another page's frame. */
import { framed } from './home.js';

/** Hides everything but the labs where the link says `embed`, and lets a frame and the page around it talk. */
export function settle(): void {
  const root = document.documentElement;
  const embed = new URLSearchParams(location.search).get('embed');
  root.classList.toggle('embed', embed !== null && !['0', 'false'].includes(embed));
  root.classList.toggle('framed', framed());
  if (!framed()) return;
  const labs = [...document.querySelectorAll('speedup-lab')];
  void import('./frame.js').then(({ inFrame }) => inFrame(labs));
}
