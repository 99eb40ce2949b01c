/** Pictures arriving, one request after another or many at once: the async way, on the page itself, to be watched. */
import type { Core } from '../../core.js';
import type { Plan } from '../../generated/types.js';

/** One picture on its way. Times are milliseconds from the start; `null` where that has not happened. */
export interface Shot {
  number: number;
  /** When each try began, and when it ended with nothing. */
  tries: { from: number; until: number | null }[];
  arrived: number | null;
  missing: boolean;
  /** An address to show it from: the visitor's own pictures. */
  source: string;
  /** Its pixels: programmed ones. */
  image: ImageData | null;
}

/** The first pause before another try, milliseconds; then twice as long each time. As in the program that is measured. */
const PAUSE = 10;

/** Fetches a plan's pictures with at most `limit` requests in flight. `changed` is told of everything that happens. */
export async function fetchAll(
  rust: Core,
  plan: Plan,
  site: string,
  addresses: readonly string[],
  { limit, signal, changed }: { limit: number; signal: AbortSignal; changed(shots: readonly Shot[]): void },
): Promise<void> {
  const album = addresses.length ? null : rust.album(plan);
  const count = addresses.length || plan.size;
  const shots = Array.from({ length: count }, (_, number): Shot => blank(number));
  const began = performance.now();
  const now = () => performance.now() - began;
  const tries = Number(plan.options.tries ?? 4);
  const timeout = Number(plan.options.timeout ?? 2000);

  const fetchOne = async (shot: Shot): Promise<void> => {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE * 2 ** (attempt - 1)));
      signal.throwIfAborted();
      const address = album?.address(shot.number, attempt) ?? addresses[shot.number]!;
      const request: Shot['tries'][number] = { from: now(), until: null };
      shot.tries.push(request);
      changed(shots);
      const body = await bodyAt(new URL(address, site), timeout, signal);
      request.until = now();
      if (body) {
        if (album) shot.image = imageOf(rust, new Uint8Array(await body.arrayBuffer()), plan);
        else shot.source = URL.createObjectURL(body);
        shot.arrived = now();
        return changed(shots);
      }
      changed(shots);
    }
    shot.missing = true;
    changed(shots);
  };

  let next = 0;
  const lane = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) await fetchOne(shot);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, count) }, lane));
  } finally {
    album?.free();
  }
}

const blank = (number: number): Shot => ({
  number,
  tries: [],
  arrived: null,
  missing: false,
  source: '',
  image: null,
});

/** What is at an address; `null` where it fails or takes too long. */
async function bodyAt(url: URL, timeout: number, signal: AbortSignal): Promise<Blob | null> {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    const response = await fetch(url, { signal: either, credentials: 'omit', cache: 'no-store' });
    return response.status === 200 ? await response.blob() : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** A programmed picture's pixels. */
function imageOf(rust: Core, file: Uint8Array, { options }: Plan): ImageData | null {
  const side = Number(options.side ?? 96);
  const pixels = rust.pixels(file);
  return pixels.length === side * side * 4 ? new ImageData(new Uint8ClampedArray(pixels), side) : null;
}
