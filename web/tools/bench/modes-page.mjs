// What suite modes does on the published page. Each function travels there as its text, and so stands alone.

/** On the page: both sides in turns. */
export async function startPools({ count, rounds }) {
  const { run, solveSudoku } = await import('/speedup-lab.js');
  const PUZZLE = '.23456789456789123789123456231674895875912364694538217317265948542897631968341572';
  const module = await WebAssembly.compileStreaming(fetch('/theirs/peers_bg.wasm'));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 100)); // ended workers go
  const theirs = async () => {
    const memory = new WebAssembly.Memory({ initial: 256, maximum: 16_384, shared: true });
    const start = performance.now();
    const host = new Worker('/theirs/host.js', { type: 'module' });
    const asked = await new Promise((resolve, reject) => {
      host.onmessage = ({ data }) => resolve(data);
      host.onerror = ({ message }) => reject(new Error(message || 'their host did not load'));
      host.postMessage({ module, memory, workers: count });
    });
    const whole = performance.now() - start;
    host.terminate();
    await rest();
    return { asked, whole };
  };
  const ours = async () => {
    const start = performance.now();
    const [answer] = await solveSudoku(PUZZLE, { mode: 'threads', workers: count });
    const whole = performance.now() - start;
    if (answer.solutions !== 1) throw new Error('the puzzle was not solved');
    await rest();
    return whole;
  };
  const asked = { ours: [], theirs: [] };
  const whole = { ours: [], theirs: [] };
  await ours(); // fetches and compiles, as theirs has been
  await theirs();
  for (let round = 0; round < rounds; round++) {
    const measures = [
      async () => whole.ours.push(await ours()),
      async () => {
        const times = await theirs();
        asked.theirs.push(times.asked);
        whole.theirs.push(times.whole);
      },
    ];
    if (round % 2) measures.reverse();
    for (const measure of measures) await measure();
  }
  const controller = new AbortController();
  const plan = {
    workload: 'sudoku',
    size: 1,
    options: { difficulty: 'easy' },
    modes: ['threads'],
    workers: [count],
    samples: 1,
    realms: rounds,
  };
  const onTrial = ({ cell, outcome }) => {
    if (cell.mode === 'threads' && cell.workers === count && outcome.status === 'done')
      asked.ours.push(outcome.startUp);
    if (asked.ours.length === rounds) controller.abort();
  };
  await run(plan, { onTrial, signal: controller.signal }).catch((error) => {
    if (!controller.signal.aborted) throw error;
  });
  await new Promise((resolve) => setTimeout(resolve, 3000)); // what a cancelled run leaves behind
  return { asked, whole };
}

/** On the page: the default plan, as often as this, until the first report has a point. */
export async function untilFirst(times) {
  const { defaultPlan, run } = await import('/speedup-lab.js');
  const plan = await defaultPlan();
  const found = [];
  for (let time = 0; time < times; time++) {
    const controller = new AbortController();
    const start = performance.now();
    const onReport = ({ series, baseline }) => {
      if (found.length > time) return;
      if (baseline || series.some(({ points }) => points.some(({ time }) => time))) {
        found.push(performance.now() - start);
        controller.abort();
      }
    };
    await run(plan, { onReport, signal: controller.signal }).catch((error) => {
      if (!controller.signal.aborted) throw error;
    });
    await new Promise((resolve) => setTimeout(resolve, 3000)); // what a cancelled run leaves behind
  }
  return found;
}

/** On the page: a plan of processes with one worker count; what came of each transport. */
export async function runPlan(plan) {
  const { run } = await import('/speedup-lab.js');
  const { series, trials } = await run(plan);
  const failed = trials.find(({ outcome }) => outcome.status === 'failed');
  if (failed) throw new Error(failed.outcome.failure.message);
  return Object.fromEntries(
    series.flatMap(({ transport, points }) => {
      const point = points.find(({ workers }) => transport && workers === plan.workers[0]);
      if (!point) return [];
      const { value: ratio, low, high } = point.speedup;
      return [
        [transport, { ratio, low, high, ourTime: point.time.value, peerTime: ratio * point.time.value }],
      ];
    }),
  );
}
