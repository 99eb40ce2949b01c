import { labs } from './api.js';
import './element.js';
import { framed } from './home.js';
import { labMenu } from './menu.js';

const root = document.documentElement;
const embed = new URLSearchParams(location.search).get('embed');
root.classList.toggle('embed', embed !== null && !['0', 'false'].includes(embed));
root.classList.toggle('framed', framed());
if (framed()) {
  const lab = document.querySelector('speedup-lab')!;
  void import('./frame.js').then(({ inFrame }) => inFrame(lab));
}
document.querySelector('#labs')?.replaceChildren(...labMenu(labs()));
