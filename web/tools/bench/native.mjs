// What wasm costs: the same programs in the browser and as native code, realm after realm in turns.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { arch } from 'node:process';
import { setup } from '../setup.mjs';
import { ROOT } from '../sh.mjs';
import { assertRatio, runCases, warmUp } from './paired.mjs';
import { comparison } from './ratio.mjs';

/** Vectors as wide as wasm's, with their minimum and their table look-ups; x86-64 without asking has neither. */
const FLAGS = { x64: '-Ctarget-cpu=x86-64-v2' };

/** The suite, followed by cases of `{ case, programs }`, where a program is a contender with a link. */
export const withNative = (suite, first, cases) => ({
  open: first.open,
  async run(lab, options) {
    const { rows, failures } = await first.run(lab, options);
    const compare = await comparison();
    const native = await program(options);
    const inTurns = (lab, one, options) => bothWays(lab, native, compare, one, options);
    const more = await runCases(suite, lab, cases(options), inTurns, options);
    return { rows: [...rows, ...more.rows], failures: [...failures, ...more.failures] };
  },
});

/** Runs crate/peers/benches/times.rs: `run(program, rounds, workers)` gives a program's times, milliseconds. */
async function program({ quick }) {
  const { cargo, env } = (await setup()).native;
  // With --quick from what the tests have built: it shows that everything runs, and no more.
  const flags = FLAGS[arch];
  const built = quick
    ? { command: ['test'], env }
    : {
        command: ['bench', '--target-dir', join(ROOT, 'target/bench/native')],
        env: flags ? { ...env, RUSTFLAGS: flags } : env,
      };
  const args = [...built.command, '--quiet', '--locked', '--package', 'peers', '--bench', 'times', '--'];
  return ({ link, program }, { rounds, time }, timed, workers) => {
    const asked = [link, program, workers, rounds, time, timed].map(String);
    const { status, stdout, stderr } = spawnSync(cargo, [...args, ...asked], {
      cwd: ROOT,
      env: { ...process.env, ...built.env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the native program failed: ${stderr.trim().split('\n').at(-1)}`);
    return JSON.parse(stdout);
  };
}

/** One row for each program: ours in the browser, its peer the same without. */
async function bothWays(lab, native, compare, { programs }, options) {
  const { realms, rounds, workers, seed } = options;
  const seeded = programs.map((program) => ({ ...program, link: `${program.link}&seed=${seed}` }));
  const order = { link: seeded[0].link, contenders: seeded, ceilings: [], rounds, workers };
  const times = seeded.map(() => ({ ours: [], theirs: [] }));
  for (let realm = 0; realm < realms; realm++) {
    const done = await lab.run({ ...order, warmUp: warmUp(options), before: [] });
    seeded.forEach((program, index) => {
      times[index].ours.push(...done.times[index]);
      times[index].theirs.push(...native(program, warmUp(options), rounds, workers));
    });
  }
  return seeded.map(({ name }, index) => {
    const row = { ours: name, peer: `${name}, native`, ...compare(times[index], realms) };
    assertRatio(row);
    return row;
  });
}
