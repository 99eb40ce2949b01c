/**
 * Requests, as Rust makes them from a worker: blocking ones for whoever has nothing else to do, and others as promises.
 *
 * Addresses of our own source are relative to the site. To the visitor's own a number is added, so that no cache on the way
 * answers in the source's place; no cookies are sent.
 */

/** A body, or why there is none. */
type Got = Uint8Array | number;

/** It took too long. */
const LATE = 1;
/** Nobody was reached, or the browser did not allow it. */
const UNREACHABLE = 2;

let asked = 0;

/** Lends Rust its requests. */
export function lendRequests(site: string): void {
  const absolute = (address: string) => {
    if (!/^https?:/.test(address)) return new URL(address, site);
    const url = new URL(address);
    asked += 1;
    url.searchParams.append('speedup-lab', `${Date.now()}-${asked}`);
    return url;
  };
  Object.assign(globalThis, {
    speedupLabGet: (address: string, timeout: number) => get(absolute(address), timeout),
    speedupLabGetLater: (address: string, timeout: number) => getLater(absolute(address), timeout),
    speedupLabPause: pause,
    speedupLabPauseLater: (time: number) => new Promise((resolve) => setTimeout(resolve, time)),
  });
}

/** Blocks this worker until the answer is there: a synchronous XMLHttpRequest, which workers still may make. */
function get(url: URL, timeout: number): Got {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.timeout = timeout;
  try {
    request.send();
  } catch (error) {
    return (error as DOMException).name === 'TimeoutError' ? LATE : UNREACHABLE;
  }
  return request.status === 200
    ? new Uint8Array(request.response as ArrayBuffer)
    : request.status || UNREACHABLE;
}

async function getLater(url: URL, timeout: number): Promise<Got> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(url, { signal, credentials: 'omit', cache: 'no-store' });
    return response.status === 200 ? new Uint8Array(await response.arrayBuffer()) : response.status;
  } catch (error) {
    return (error as DOMException).name === 'TimeoutError' ? LATE : UNREACHABLE;
  }
}

/** Something to wait on that nobody ever wakes. WebAssembly's shared memory is there on pages without isolation, too. */
let bed: Int32Array<SharedArrayBuffer> | undefined;

/** Blocks this worker for so many milliseconds. */
function pause(time: number): void {
  bed ??= new Int32Array(
    new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer as unknown as SharedArrayBuffer,
  );
  Atomics.wait(bed, 0, 0, time);
}
