import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import type { Amdahl, Estimate, Plan, Point, Report } from '../../generated/types.js';
import { type Line, linesOf, seriesOf } from '../lines.js';

/** One mark: a line's median at a worker count, in pixels. */
export interface Mark {
  point: Point;
  x: number;
  /** The median; the plot's floor where the point failed. */
  y: number;
  low: number;
  high: number;
  dots: { x: number; y: number }[];
  failed: boolean;
}

/** One line of the chart, in pixels. */
export interface Trace {
  line: Line;
  marks: Mark[];
  /** Through the medians. */
  path: string;
  /** The fitted law; empty where there is none. */
  fit: string;
  /** The law's limit, and the height of its words; absent where it is off the chart. */
  limit: { value: number; y: number; label: number } | null;
}

/** Everything on the chart, in pixels: pure geometry, for the page and for paper. */
export interface Scene {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  xTicks: number[];
  yTicks: number[];
  ideal: string;
  traces: Trace[];
  /** Whether there is room on the right for the limits' words. */
  gutter: boolean;
  /** Whether a point has more samples than dots. */
  cut: boolean;
}

/** The height that suits a width, pixels. */
export const heightFor = (width: number): number => Math.round(Math.min(460, Math.max(310, width * 0.54)));

/** The most dots of a point: more can't be told apart, and a point may have 20,000 samples. */
export const MOST_DOTS = 200;

/** Fitted curves are drawn through this many points. */
const CURVE_STEPS = 80;

/**
 * Lays a report out. The axes come from the plan alone (workers, and a speedup as high as the most workers), so that
 * nothing moves while results arrive; only a speedup above the ideal raises the vertical one.
 */
export function layOut(plan: Plan, report: Report | null, width: number): Scene {
  const height = heightFor(width);
  const gutter = width >= 480;
  const [left, right, top, bottom] = [44, width - (gutter ? 72 : 20), 28, height - 44];
  const lines = linesOf(plan);
  const most = Math.max(2, ...plan.workers);
  const points = (report?.series ?? []).flatMap((series) => series.points);
  const room = Math.max(0.35, (most - 1) * 0.07);
  const x = scaleLinear()
    .domain([1 - room, most + room])
    .range([left, right]);
  const y = scaleLinear()
    .domain([0, highest(points, most)])
    .nice(6)
    .range([bottom, top]);
  const step = Math.min(18, (x(2) - x(1)) / (lines.length + 2));
  const traces = lines.map((line, index): Trace => {
    const series = seriesOf(report, line);
    const aside = (index - (lines.length - 1) / 2) * step;
    const marks = (series?.points ?? []).flatMap((point) => mark(point, x(point.workers) + aside, y, step));
    const medians = marks.filter(({ failed }) => !failed);
    const limit = series?.amdahl?.limit?.value;
    return {
      line,
      marks,
      path:
        pathOf<Mark>(
          ({ x }) => x,
          ({ y }) => y,
        )(medians) ?? '',
      fit: series?.amdahl ? curve(series.amdahl, most, x, y) : '',
      limit: limit !== undefined && y(limit) >= top ? { value: limit, y: y(limit), label: y(limit) } : null,
    };
  });
  spread(traces);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x,
    y,
    xTicks: ticks(plan.workers, x, most),
    yTicks: y.ticks(Math.max(3, Math.min(8, Math.round((bottom - top) / 50)))),
    ideal: `M${x(1)},${y(1)}L${x(most)},${y(most)}`,
    traces,
    gutter,
    cut: points.some(({ dots }) => dots.length > MOST_DOTS),
  };
}

/** The highest median or dot, but at least `least`. There may be more dots than a call takes arguments. */
function highest(points: readonly Point[], least: number): number {
  const higher = (a: number, b: number) => Math.max(a, b);
  return points.reduce(
    (top, { speedup, dots }) => dots.reduce(higher, higher(top, speedup?.value ?? 0)),
    least,
  );
}

/** At most {@link MOST_DOTS} of a point's samples, evenly picked from the first to the last. */
function picked(dots: readonly number[]): readonly number[] {
  if (dots.length <= MOST_DOTS) return dots;
  const step = (dots.length - 1) / (MOST_DOTS - 1);
  return Array.from({ length: MOST_DOTS }, (_, index) => dots[Math.round(index * step)]!);
}

/** Moves the words of limits that are near each other apart, downwards. */
function spread(traces: Trace[]): void {
  const limits = traces.flatMap(({ limit }) => limit ?? []).sort((a, b) => a.y - b.y);
  limits.forEach((limit, index) => {
    const above = limits[index - 1];
    if (above) limit.label = Math.max(limit.y, above.label + 14);
  });
}

function mark(point: Point, x: number, y: ScaleLinear<number, number>, step: number): Mark[] {
  const floor = y(0);
  if (!point.speedup) {
    return point.failures.length
      ? [{ point, x, y: floor, low: floor, high: floor, dots: [], failed: true }]
      : [];
  }
  const { value, low, high }: Estimate = point.speedup;
  // Steps of the golden ratio spread any number of dots evenly, and the same on every drawing.
  const dots = picked(point.dots).map((dot, index) => ({
    x: x + (((index * 0.618034) % 1) - 0.5) * step * 0.75,
    y: y(dot),
  }));
  return [{ point, x, y: y(value), low: y(low), high: y(high), dots, failed: false }];
}

/** Amdahl (1967) with the cost of being parallel at all: S(p) = S(1) / (s + (1 - s) / p). */
function curve(
  { serialFraction, oneWorkerSpeedup }: Amdahl,
  most: number,
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
): string {
  const s = serialFraction.value;
  const points = Array.from(
    { length: CURVE_STEPS + 1 },
    (_, index) => 1 + ((most - 1) * index) / CURVE_STEPS,
  );
  return pathOf<number>(x, (workers) => y(oneWorkerSpeedup / (s + (1 - s) / workers)))(points) ?? '';
}

/** The plan's own worker counts where they fit, otherwise round ones. */
function ticks(workers: number[], x: ScaleLinear<number, number>, most: number): number[] {
  const gap = Math.min(...workers.slice(1).map((value, index) => x(value) - x(workers[index]!)), Infinity);
  if (gap >= 22) return workers;
  const room = Math.max(2, Math.floor((x(most) - x(1)) / 40));
  return x.ticks(room).filter((value) => Number.isInteger(value) && value >= 1 && value <= most);
}
