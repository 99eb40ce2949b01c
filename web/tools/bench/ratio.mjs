// The product's own statistics, for times that were taken in different places.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { peers } from '../wasm.mjs';

/** Times of ours and of theirs become a row's numbers; they stand realm after realm, in so many, or each in its own. */
export async function comparison() {
  const folder = join(await peers(), 'isolated');
  const wasm = await import(pathToFileURL(join(folder, 'peers.js')));
  wasm.initSync({ module: readFileSync(join(folder, 'peers_bg.wasm')) });
  return ({ ours, theirs }, realms = ours.length) => {
    const values = wasm.ratio(Float64Array.from(theirs), Float64Array.from(ours), realms);
    if (values.length === 0) throw new Error('a time of 0 was measured');
    const [ratio, low, high, peerTime, ourTime] = values;
    return { ratio, low, high, ourTime, peerTime };
  };
}
