import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import type { CurvePoint, Plan, Point, Report, Series } from '../../generated/types.js';
import { type Line, linesOf, seriesOf } from '../lines.js';
import type { Cited } from './figures.js';
import { type Curve, curve, lawOf, type Name, namesOf, type Overlays, overlays, within } from './overlays.js';
import { measured, type Quantity, type QuantityName } from './quantity.js';

/** What is drawn beside the points of a line. */
export type Model = 'amdahl' | 'usl' | 'simulated' | 'none';

/** What to lay out. */
export interface Subject {
  plan: Plan;
  report: Report | null;
  quantity: QuantityName;
  model: Model;
  /** What the visitor expects. */
  expected: readonly { workers: number; speedup: number }[];
  /** Figures of others. */
  cited?: readonly Cited[];
}

/** One mark: a line's median at a worker count, in pixels. */
export interface Mark {
  point: Point;
  x: number;
  /** The median; the plot's floor where the point failed. */
  y: number;
  /** The interval's ends, where they are on the plot; else the plot's. */
  low: number;
  high: number;
  /** Which ends go on beyond the plot. */
  cut: { low: boolean; high: boolean };
  dots: { x: number; y: number }[];
  failed: boolean;
}

/** One line of the chart, in pixels. */
export interface Trace {
  line: Line;
  marks: Mark[];
  /** Through the medians. */
  path: string;
  /** The model's curve and its band; absent where there is none. */
  model: Curve | null;
  /** Where the model is a law and goes on beyond the worker counts that it was fitted to: extrapolated. */
  beyond: Curve[];
  /** The law's limit, and the height of its words; absent where it is off the chart. */
  limit: { value: number; y: number; label: number } | null;
}

/** The plot's place in its picture, pixels, and its scales. */
export interface Plot {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** Everything on the chart, in pixels: pure geometry, for the page and for paper. */
export interface Scene extends Plot {
  quantity: Quantity;
  xTicks: number[];
  yTicks: number[];
  /** Where nothing is lost, and the place and slope (degrees) of its word. */
  ideal: { path: string; x: number; y: number; slope: number } | null;
  /** The height of the serial program. */
  level: number | null;
  overlays: Overlays;
  names: Name[];
  traces: Trace[];
  /** Figures of others, with the number that names each. */
  cited: { x: number; y: number; number: number }[];
  /** Whether there is room on the right for the limits' words. */
  gutter: boolean;
  /** Whether a point has more samples than dots. */
  cut: boolean;
}

/** The height that suits a width, pixels. */
export const heightFor = (width: number): number => Math.round(Math.min(460, Math.max(310, width * 0.54)));

/** The most dots of a point: more can't be told apart, and a point may have 20,000 samples. */
export const MOST_DOTS = 200;

/** The ideal is drawn through this many points. */
const IDEAL_STEPS = 60;

/** Lays a report out. The horizontal axis comes from the plan alone, so that nothing moves while results arrive. */
export function layOut(subject: Subject, width: number): Scene {
  const { plan, report } = subject;
  const quantity = measured(subject.quantity, plan, report);
  const gutter = width >= 480;
  const height = heightFor(width);
  const lines = linesOf(plan);
  const cited = subject.cited ?? [];
  const most = Math.max(2, ...plan.workers, ...cited.map(({ workers }) => workers));
  const room = Math.max(0.35, (most - 1) * 0.07);
  const points = (report?.series ?? []).flatMap((series) => series.points);
  const [left, right, top, bottom] = [54, width - (gutter ? 72 : 16), 28, height - 44];
  const x = scaleLinear([1 - room, most + room], [left, right]);
  const y = scaleLinear(domainOf(subject, quantity, points), [bottom, top]).nice(6);
  const plot: Plot = { width, height, left, right, top, bottom, x, y };
  const step = Math.min(18, (x(2) - x(1)) / (lines.length + 2));
  const traces = lines.map((line, index) => {
    const aside = (index - (lines.length - 1) / 2) * step;
    return trace(subject, quantity, plot, line, { aside, step });
  });
  spread(traces);
  const over = overlays(subject, plot);
  return {
    ...plot,
    quantity,
    xTicks: ticks(
      [...new Set([...plan.workers, ...cited.map(({ workers }) => workers)])].sort((a, b) => a - b),
      x,
      most,
    ),
    yTicks: y.ticks(Math.max(3, Math.min(8, Math.round((bottom - top) / 50)))),
    ideal: idealOf(quantity, report, plot, Math.max(2, ...plan.workers)),
    level: within(plot, quantity.level?.(report) ?? null),
    overlays: over,
    names: namesOf(over, traces),
    traces,
    cited: cited.map(({ workers, value }, index) => ({ x: x(workers), y: y(value), number: index + 1 })),
    gutter,
    cut: points.some((point) => quantity.dots(point).length > MOST_DOTS),
  };
}

/** From the lowest to the highest of all medians, dots and expectations. There may be more than a call takes arguments. */
function domainOf(subject: Subject, quantity: Quantity, points: readonly Point[]): [number, number] {
  const expected = subject.quantity === 'speedup' ? subject.expected.map(({ speedup }) => speedup) : [];
  const medians = points.flatMap((point) => quantity.of(point)?.value ?? []);
  const cited = (subject.cited ?? []).map(({ value }) => value);
  const all = [expected, cited, medians, ...points.map((point) => quantity.dots(point))];
  const lowest = all.reduce((low, some) => some.reduce((a, b) => Math.min(a, b), low), Infinity);
  const highest = all.reduce((high, some) => some.reduce((a, b) => Math.max(a, b), high), 0);
  return quantity.domain(subject.plan, lowest, highest);
}

function trace(
  { report, quantity: name, model }: Subject,
  quantity: Quantity,
  plot: Plot,
  line: Line,
  { aside, step }: { aside: number; step: number },
): Trace {
  const series = seriesOf(report, line);
  const marks = (series?.points ?? []).flatMap((point) =>
    mark(point, quantity, plot, plot.x(point.workers) + aside, step),
  );
  const through = pathOf<Mark>(
    ({ x }) => x,
    ({ y }) => y,
  );
  const limit = name === 'speedup' && model === 'amdahl' ? series?.amdahl?.limit?.value : undefined;
  const height = within(plot, limit ?? null);
  return {
    line,
    marks,
    path: through(marks.filter(({ failed }) => !failed)) ?? '',
    ...modelOf(series, name, model, plot),
    limit: limit === undefined || height === null ? null : { value: limit, y: height, label: height },
  };
}

/** The curve beside a line's points. It is drawn no further than the plan's counts. */
function modelOf(
  series: Series | undefined,
  name: QuantityName,
  model: Model,
  plot: Plot,
): Pick<Trace, 'model' | 'beyond'> {
  if (name === 'scaled') return lawOf(series?.gustafson, plot);
  if (name !== 'speedup' || model === 'none') return { model: null, beyond: [] };
  if (model !== 'simulated') return lawOf(series?.[model], plot);
  const simulated = (series?.workSpan?.simulated ?? []).flatMap(({ workers, speedup }): CurvePoint[] =>
    speedup === null ? [] : [{ workers, value: speedup, low: speedup, high: speedup }],
  );
  return { model: curve(simulated, plot), beyond: [] };
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

/** Both ends of an interval are on the plot. */
const NOT_CUT = { low: false, high: false };

function mark(point: Point, quantity: Quantity, { y, top, bottom }: Plot, x: number, step: number): Mark[] {
  if (point.workers < quantity.from) return [];
  const estimate = quantity.of(point);
  if (!estimate) {
    const failed = point.failures.length > 0 && !point.time;
    return failed ? [{ point, x, y: bottom, low: bottom, high: bottom, cut: NOT_CUT, dots: [], failed }] : [];
  }
  // Steps of the golden ratio spread any number of dots evenly, and the same on every drawing.
  const dots = picked(quantity.dots(point)).map((dot, index) => ({
    x: x + (((index * 0.618034) % 1) - 0.5) * step * 0.75,
    y: y(dot),
  }));
  const { value, low, high } = estimate;
  const [down, up] = [y(low), y(high)];
  const cut = { low: down > bottom, high: up < top };
  const ends = { low: Math.min(bottom, down), high: Math.max(top, up) };
  return [{ point, x, y: y(value), ...ends, cut, dots, failed: false }];
}

function idealOf(quantity: Quantity, report: Report | null, plot: Plot, most: number): Scene['ideal'] {
  const { x, y } = plot;
  const at = (workers: number) => quantity.ideal?.(workers, report) ?? null;
  if (at(1) === null) return null;
  const steps = Array.from({ length: IDEAL_STEPS + 1 }, (_, step) => 1 + ((most - 1) * step) / IDEAL_STEPS);
  const [here, before, after] = [0.8, 0.78, 0.82].map((share) => 1 + (most - 1) * share) as [
    number,
    number,
    number,
  ];
  const slope = Math.atan2(y(at(after)!) - y(at(before)!), x(after) - x(before)) * (180 / Math.PI);
  const path = pathOf<number>(x, (workers) => y(at(workers)!))(steps) ?? '';
  return { path, x: x(here), y: y(at(here)!), slope };
}

/** The plan's own worker counts where they fit, otherwise round ones. */
function ticks(workers: number[], x: ScaleLinear<number, number>, most: number): number[] {
  const gap = Math.min(...workers.slice(1).map((value, index) => x(value) - x(workers[index]!)), Infinity);
  if (gap >= 22) return workers;
  const room = Math.max(2, Math.floor((x(most) - x(1)) / 40));
  return x.ticks(room).filter((value) => Number.isInteger(value) && value >= 1 && value <= most);
}
