import { defineConfig } from '@playwright/test';
import { browser } from '../../web/tools/browsers.mjs';

// The workers of a run read this file too: they must come to the same port. Another run at the same time must not.
process.env.SPEEDUP_LAB_PORT ??= String(20_000 + (process.pid % 20_000));
const port = process.env.SPEEDUP_LAB_PORT;

// All of *.spec.ts in Chromium; in Firefox what has @firefox in its title, since driving it costs several times as much.
export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: true,
  workers: 1, // `npm test` runs two at a time where no test of them has @alone in its title
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list']],
  // What tests say of the network must be what the page hears; hosting.spec.ts has the service worker.
  use: { serviceWorkers: 'block', baseURL: `http://localhost:${port}/` },
  projects: [
    { name: 'chromium', use: browser('chromium') },
    { name: 'firefox', use: browser('firefox'), grep: /@firefox/ },
  ],
  webServer: {
    command: 'node ../../web/tools/serve.mjs',
    env: { PORT: port },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});
