// `npm run bench [-- --suite sort --json FILE ...]`: our programs and others', side by side, in a real headless browser.
import { writeFileSync } from 'node:fs';
import { options, USAGE } from './bench/options.mjs';
import { SUITES } from './bench/suites.mjs';
import { setup } from './setup.mjs';
import { program, say } from './sh.mjs';

/** Runs the suites that are asked for; gives the exit code. What fails is told, and the rest goes on. */
export async function bench(args) {
  const asked = options(args, SUITES);
  if (asked.help) return console.log(USAGE(SUITES));
  await setup(); // also installs the npm packages, so what imports them comes after it
  const { lab } = await import('./bench/lab.mjs');
  const on = await lab(asked.browser);
  const rows = [];
  const failures = [];
  try {
    say(on.description);
    for (const name of asked.suites) {
      const done = await SUITES[name].run(on, asked);
      rows.push(...done.rows);
      failures.push(...done.failures);
    }
  } finally {
    await on.close();
  }
  if (asked.json) writeFileSync(asked.json, `${JSON.stringify(rows, null, 2)}\n`);
  for (const failure of failures) say(`FAILED: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

await program(import.meta, bench);
