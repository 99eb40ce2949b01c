// `npm test [-- FILTER]`: the crate's tests on this machine, then the built site in real browsers.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browsers } from './browsers.mjs';
import { build } from './build.mjs';
import { engines } from './engines.mjs';
import { pack } from './package.mjs';
import { setup } from './setup.mjs';
import { must, program, ROOT, Stop, say } from './sh.mjs';
import { stages } from './stages.mjs';

const CONFIG = 'tests/browser/playwright.config.ts';
/** In the title of a test whose claim is about times, so that it must have the machine for itself. */
const ALONE = '@alone';
/** Reports that tests in browsers save, for others to compute anew. */
const REPORTS = join(ROOT, 'tests/browser/results/reports');

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
      rmSync(REPORTS, { recursive: true, force: true });
      await browsers();
      const run = (...more) => must(process.execPath, [playwright, 'test', '--config', CONFIG, ...more]);
      if (args.length > 0) return run(...args);
      // First what is measured: the other tests share the cores, and leave the reports.
      await run('--grep', ALONE, '--workers', '1');
      await run('--grep-invert', ALONE, '--workers', '2');
    },
    webkit: () => must(process.execPath, ['--test', join(ROOT, 'tests/webkit.test.mjs')]),
    engines: () => engines({ check: true }),
    recompute: async () => {
      await must(cargo, ['test', '--locked', '--package', 'recompute'], { env });
      const files = existsSync(REPORTS) ? readdirSync(REPORTS).map((file) => join(REPORTS, file)) : [];
      if (files.length > 0)
        return must(cargo, ['run', '--quiet', '--locked', '--package', 'recompute', '--', ...files], { env });
      if (args.length === 0) throw new Stop('the tests in browsers saved no report to compute anew');
      say('no report was saved by the tests chosen');
    },
    sizes: () =>
      must(process.execPath, [
        '--test',
        join(ROOT, 'tests/sizes.test.mjs'),
        join(ROOT, 'tests/hosting.test.mjs'),
      ]),
    package: async () => {
      await pack();
      await must(process.execPath, ['--test', join(ROOT, 'tests/package.test.mjs')]);
    },
    bench: () => must(process.execPath, ['--test', join(ROOT, 'tests/bench.test.mjs')]),
  });
});
