/** The compiled programs: each is fetched and compiled once, and handed to every worker. */

/**
 * Which program: the page's own functions; the explorer's; what runs kernels, on isolated memories or on one shared
 * memory; what live labs run; what runs peers, on either kind of memory.
 */
export type Build = 'page' | 'explorer' | 'isolated' | 'shared' | 'live' | 'race-isolated' | 'race-shared';

// Written out, so that the bundler sees the files to ship.
const ADDRESSES: Record<Build, URL> = {
  page: new URL('../pkg/wasm/page/speedup_lab_bg.wasm', import.meta.url),
  explorer: new URL('../pkg/wasm/explorer/speedup_lab_bg.wasm', import.meta.url),
  isolated: new URL('../pkg/wasm/isolated/speedup_lab_bg.wasm', import.meta.url),
  shared: new URL('../pkg/wasm/shared/speedup_lab_bg.wasm', import.meta.url),
  live: new URL('../pkg/wasm/live/speedup_lab_bg.wasm', import.meta.url),
  'race-isolated': new URL('../target/race/wasm/isolated/peers_bg.wasm', import.meta.url),
  'race-shared': new URL('../target/race/wasm/shared/peers_bg.wasm', import.meta.url),
};

const modules = new Map<Build, Promise<WebAssembly.Module>>();

/**
 * The compiled program.
 *
 * @throws Error that says whether it did not load or did not compile. A later call tries again.
 */
export function compiled(build: Build): Promise<WebAssembly.Module> {
  let module = modules.get(build);
  if (!module) {
    module = compile(ADDRESSES[build]);
    modules.set(build, module);
    module.catch(() => modules.delete(build));
  }
  return module;
}

async function compile(address: URL): Promise<WebAssembly.Module> {
  const bytes = await download(address);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new Error(`The program (${address.pathname}) did not compile: ${(error as Error).message}`);
  }
}

async function download(address: URL): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address);
    if (response.ok) return await response.arrayBuffer();
    throw new Error(`the server answered ${response.status}`);
  } catch (error) {
    throw new Error(`The program (${address.pathname}) did not load: ${(error as Error).message}`);
  }
}
