// The browsers that tests and benchmarks drive: Playwright's own where they are, else Debian's.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as apt from './apt.mjs';
import { program, ROOT, run, Stop, say, which } from './sh.mjs';

const SYSTEM = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};
const QUIET = ['quic', 'background-networking', 'component-update', 'sync'].map(
  (name) => `--disable-${name}`,
);

/** Playwright's own browser, where it has been downloaded. */
function own(name) {
  const playwright = createRequire(import.meta.url)('playwright-core');
  const file = playwright[name].executablePath();
  return existsSync(file) ? file : undefined;
}

const system = (name) => SYSTEM[name].map((program) => which(program)).find(Boolean);

/** What Playwright's `use` takes for a browser, or undefined where there is none. */
export function browser(name) {
  const mine = own(name);
  const executablePath = mine ?? system(name);
  if (!executablePath) return undefined;
  if (name === 'chromium') {
    const args = ['--disable-gpu', '--no-first-run', ...QUIET];
    if (process.getuid?.() === 0) args.unshift('--no-sandbox'); // Chromium's sandbox refuses to run as root
    return { browserName: name, launchOptions: { executablePath, args } };
  }
  if (mine) return { browserName: name, launchOptions: { executablePath } };
  // Playwright's Firefox is patched for it; anyone else's is driven through WebDriver BiDi.
  return { browserName: name, channel: 'moz-firefox', launchOptions: { executablePath } };
}

async function downloadable() {
  const host = process.env.PLAYWRIGHT_DOWNLOAD_HOST ?? 'https://cdn.playwright.dev';
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

/** Installs the browsers that are missing. */
export async function browsers(names = ['chromium', 'firefox']) {
  const missing = () => names.filter((name) => !browser(name));
  if (missing().length > 0 && (await downloadable())) {
    say(`downloading Playwright's ${missing().join(' and ')}`);
    const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
    const libraries = apt.root() ? ['--with-deps'] : [];
    await run(process.execPath, [cli, 'install', ...libraries, ...missing()], {
      quiet: true,
      timeout: 900_000,
    });
  }
  const packages = { chromium: ['chromium', 'fonts-liberation'], firefox: ['firefox-esr'] };
  if (missing().length > 0)
    await apt.install(
      missing().flatMap((name) => packages[name]),
      'to test in',
    );
  if (missing().length === 0) return;
  throw new Stop(`no ${missing().join(' and no ')} to test in, and none could be installed. Either:
  npx playwright install --with-deps ${missing().join(' ')}
or, on Debian:
  sudo apt-get update && sudo apt-get install -y ${missing()
    .flatMap((name) => packages[name])
    .join(' ')}`);
}

await program(import.meta, () => browsers());
