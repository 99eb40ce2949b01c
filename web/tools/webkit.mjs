// Debian's WebKit (WebKitGTK's MiniBrowser), driven by its own WebDriver on a screen that is not there.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import * as apt from './apt.mjs';
import { ask, say, which } from './sh.mjs';

const PACKAGES = ['webkit2gtk-driver', 'xvfb'];

/** Where MiniBrowser is: outside PATH, in the folder of one of WebKitGTK's versions. */
const miniBrowser = () =>
  ask('sh', [
    '-c',
    'ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser /usr/lib/*/webkitgtk-6.*/MiniBrowser 2>/dev/null | head -1 || true',
  ]);

/** Why WebKit can't be driven here; empty where it can. Installs it where it is missing. */
export async function missing() {
  const lacks = () => !which('WebKitWebDriver') || !which('Xvfb') || !miniBrowser();
  if (lacks() && apt.root()) await apt.install(PACKAGES, 'to test in WebKit');
  return lacks() ? `WebKit is not here, and Debian's ${PACKAGES.join(' and ')} could not be installed` : '';
}

const port = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A screen that is not there: its process and its name. */
async function screen() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const name = await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].once('data', (number) => done(`:${String(number).trim()}`));
  });
  return { child, name };
}

/** A window of WebKit: `{ version, open, call, end }`. */
export async function webkit() {
  const { child: xvfb, name } = await screen();
  const at = await port();
  const driver = spawn('WebKitWebDriver', [`--port=${at}`, '--host=127.0.0.1'], {
    env: {
      ...process.env,
      DISPLAY: name,
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      JSC_useSharedArrayBuffer: '1',
    },
    stdio: 'ignore',
  });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${at}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const stop = () => {
    driver.kill();
    xvfb.kill();
  };
  try {
    for (let tries = 100; ; tries--) {
      try {
        await ask('GET', '/status');
        break;
      } catch (error) {
        if (tries === 0) throw error;
        await wait(50);
      }
    }
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const { sessionId, capabilities } = await ask('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    });
    const session = `/session/${sessionId}`;
    await ask('POST', `${session}/timeouts`, { script: 60_000, pageLoad: 30_000 });
    say(`WebKit: ${capabilities.browserName} ${capabilities.browserVersion}`);
    return {
      version: capabilities.browserVersion,
      open: (url) => ask('POST', `${session}/url`, { url }),
      /** What an async function, run in the page, gives. */
      async call(what, ...args) {
        const script = `const [done] = [...arguments].slice(-1);
          (${what})(...[...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error?.message ?? error) }));`;
        const { value, error } = await ask('POST', `${session}/execute/async`, { script, args });
        if (error !== undefined) throw new Error(error);
        return value;
      },
      async picture() {
        return Buffer.from(await ask('GET', `${session}/screenshot`), 'base64');
      },
      async end() {
        await ask('DELETE', session).catch(() => undefined);
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}
