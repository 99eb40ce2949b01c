import { labs } from './api.js';
import './element.js';
import { labMenu } from './menu.js';

if (new URLSearchParams(location.search).has('embed')) document.documentElement.classList.add('embed');
document.querySelector('#labs')?.replaceChildren(...labMenu(labs()));
