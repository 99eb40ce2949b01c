import { labs } from './api.js';
import './element.js';
import { labMenu } from './menu.js';
import { settle } from './site.js';

if (new URLSearchParams(location.search).has('embed')) document.documentElement.classList.add('embed');
document.querySelector('#labs')?.replaceChildren(...labMenu(labs()));
void settle();
