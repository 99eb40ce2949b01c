/** What a page of the guide needs of the site: the lab, and to know when it stands in another's frame. */
import './element.js';

const embed = new URLSearchParams(location.search).get('embed');
document.documentElement.classList.toggle('embed', embed !== null && !['0', 'false'].includes(embed));
