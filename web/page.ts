import { labs } from './api.js';
import './element.js';
import { labMenu } from './menu.js';
import { settle } from './setting.js';
import { host } from './site.js';

settle();
document.querySelector('#labs')?.replaceChildren(...labMenu(labs()));
void host();
