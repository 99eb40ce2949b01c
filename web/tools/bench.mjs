// `npm run bench [-- --suite sort --json FILE ...]`: our programs and others', side by side, and known answers, in a real
// headless browser.
import { writeFileSync } from 'node:fs';
import { options, USAGE } from './bench/options.mjs';
import { SUITES } from './bench/suites.mjs';
import { setup } from './setup.mjs';
import { program, say } from './sh.mjs';

/** Runs the suites that are asked for; gives the exit code. What fails is told, and the rest goes on. */
export async function bench(args) {
  const asked = options(args, SUITES);
  if (asked.help) return console.log(USAGE(SUITES));
  await setup();
  const rows = [];
  const failures = [];
  for (const suite of asked.suites) {
    const on = await SUITES[suite].open(asked.browser);
    try {
      say(on.description);
      const done = await SUITES[suite].run(on, asked);
      rows.push(...done.rows);
      failures.push(...done.failures);
    } finally {
      await on.close();
    }
  }
  if (asked.json) writeFileSync(asked.json, `${JSON.stringify(rows, null, 2)}\n`);
  for (const failure of failures) say(`FAILED: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

await program(import.meta, bench);
