// `npm test [-- FILTER]`: the crate's tests on this machine, then the built site in real browsers.
import { join } from 'node:path';
import { browsers } from './browsers.mjs';
import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { must, program, ROOT } from './sh.mjs';
import { stages } from './stages.mjs';

const CONFIG = 'tests/browser/playwright.config.ts';

await program(import.meta, async (args) => {
  const rust = await setup();
  const { cargo, env } = rust.native;
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  return stages('test', {
    crate: () =>
      must(cargo, ['test', '--locked', '--package', 'speedup-lab', '--features', 'schema'], { env }),
    peers: () => must(cargo, ['test', '--locked', '--package', 'peers'], { env }),
    build,
    browsers: async () => {
      await browsers();
      await must(process.execPath, [playwright, 'test', '--config', CONFIG, ...args]);
    },
    bench: () => must(process.execPath, ['--test', join(ROOT, 'tests/bench.test.mjs')]),
  });
});
