/** What a page of the guide needs of the site: the lab, and to know when it stands in another's frame. */
import './element.js';
import { settle } from './setting.js';
import { host } from './site.js';

settle();
void host();
