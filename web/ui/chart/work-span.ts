import { type ScaleLogarithmic, scaleLog } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import type { Plan, Report, WorkSpan } from '../../generated/types.js';
import { type Line, linesOf, seriesOf } from '../lines.js';

/** A line that has work and span. */
export interface Worked {
  line: Line;
  workSpan: WorkSpan;
}

/** Every line that has them. */
export function workedOf(plan: Plan, report: Report | null): Worked[] {
  return linesOf(plan).flatMap((line) => {
    const workSpan = seriesOf(report, line)?.workSpan;
    return workSpan ? [{ line, workSpan }] : [];
  });
}

/** Simulated speedups up to 1,024 workers, and the measured ones, in pixels; both axes logarithmic. */
export interface WorkSpanScene {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: ScaleLogarithmic<number, number>;
  y: ScaleLogarithmic<number, number>;
  xTicks: number[];
  yTicks: number[];
  ideal: string;
  curves: { line: Line; path: string; end: { x: number; y: number } }[];
  marks: { line: Line; x: number; y: number; workers: number }[];
}

const MOST_WORKERS = 1024;

/** Lays the schedules of all lines out. */
export function layOutWorkSpan(plan: Plan, report: Report | null, width: number): WorkSpanScene {
  const worked = workedOf(plan, report);
  const height = Math.round(Math.min(340, Math.max(240, width * 0.42)));
  const [left, right, top, bottom] = [54, width - 16, 28, height - 44];
  const points = worked.flatMap(({ line }) =>
    (seriesOf(report, line)?.points ?? []).flatMap(({ workers, speedup }) =>
      speedup ? [{ line, workers, value: speedup.value }] : [],
    ),
  );
  const simulated = worked.map(({ line, workSpan }) => ({
    line,
    points: workSpan.simulated.flatMap(({ workers, speedup }) =>
      speedup === null ? [] : [{ workers, value: speedup }],
    ),
  }));
  const values = [...points, ...simulated.flatMap((one) => one.points)].map(({ value }) => value);
  const least = 2 ** Math.floor(Math.log2(Math.min(1, ...values)));
  const most = 2 ** Math.ceil(Math.log2(Math.max(4, ...values) * 1.05));
  const x = scaleLog([1, MOST_WORKERS], [left + 8, right]).base(2);
  const y = scaleLog([least, most], [bottom, top]).base(2);
  const path = pathOf<{ workers: number; value: number }>(
    ({ workers }) => x(workers),
    ({ value }) => y(value),
  );
  const ideal = Math.min(most, MOST_WORKERS);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x,
    y,
    xTicks: [1, 4, 16, 64, 256, MOST_WORKERS],
    yTicks: powers(least, most),
    ideal: `M${x(1)},${y(1)}L${x(ideal)},${y(ideal)}`,
    curves: simulated.flatMap(({ line, points }) => {
      const last = points.at(-1);
      return last ? [{ line, path: path(points) ?? '', end: { x: x(last.workers), y: y(last.value) } }] : [];
    }),
    marks: points.map(({ line, workers, value }) => ({ line, workers, x: x(workers), y: y(value) })),
  };
}

/** The powers of two from one to another; every other one where there are many. */
function powers(least: number, most: number): number[] {
  const [from, to] = [Math.log2(least), Math.log2(most)];
  const step = to - from > 6 ? 2 : 1;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => 2 ** (from + index * step));
}
