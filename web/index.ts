/** `speedup-lab.js`: the module's functions, and the element `<speedup-lab>`. */
import './element.js';

export * from './api.js';
