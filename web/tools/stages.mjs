// Runs every stage, whatever became of the one before it, and ends with one line that says it all.
import { Stop, say } from './sh.mjs';

/** `stages` maps a name to what to do; a stage fails by throwing. Gives the exit code. */
export async function stages(title, stages) {
  const results = [];
  for (const [name, work] of Object.entries(stages)) {
    say(`${title}: ${name}`);
    const start = Date.now();
    const failed = await Promise.resolve()
      .then(work)
      .then(() => false)
      .catch((error) => {
        say(error instanceof Stop ? error.message : error.stack);
        return true;
      });
    results.push({ name, failed, seconds: ((Date.now() - start) / 1000).toFixed(0) });
  }
  const failures = results.filter(({ failed }) => failed).length;
  const line = results
    .map(({ name, failed, seconds }) => `${name} ${failed ? 'FAILED' : 'ok'} (${seconds} s)`)
    .join(', ');
  console.log(
    `${title}: ${failures === 0 ? 'all passed' : `${failures} of ${results.length} FAILED`}: ${line}`,
  );
  return failures === 0 ? 0 : 1;
}
