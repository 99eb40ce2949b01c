import type { Chart, Estimate, Plan, Point, Report } from '../../generated/types.js';
import { knownWorkload } from '../draft.js';
import { amount, duration, percent, times } from '../format.js';

/** The views whose points stand above their workers. */
export const QUANTITIES = [
  'speedup',
  'time',
  'throughput',
  'efficiency',
  'karp-flatt',
  'scaled',
] as const satisfies readonly Chart[];

/** One of them. */
export type QuantityName = (typeof QUANTITIES)[number];

/** What a view draws above each worker count. */
export interface Quantity {
  /** What the chart is, for screen readers. */
  title: string;
  /** The word at the vertical axis. */
  axis: string;
  /** The value of a point, with its interval. */
  of(point: Point): Estimate | null | undefined;
  /** The same for each sample. */
  dots(point: Point): readonly number[];
  /** A value in words. */
  words(value: number): string;
  /** A tick in words. */
  tick(value: number): string;
  /**
   * The vertical axis' ends, from what is on it. They come from the plan as far as they can, and then grow in coarse
   * steps only, so that nothing moves while results arrive.
   */
  domain(plan: Plan, lowest: number, highest: number): [number, number];
  /** What the curve of a program that loses nothing is called, where it has a name of its own. */
  idealTitle?: string;
  /** The value of a program that loses nothing; absent where that is no curve of its own. */
  ideal?(workers: number, report: Report | null): number | null;
  /** The serial program's value, where that is a level to compare with. */
  level?(report: Report | null): number | null;
  /** The fewest workers that it is defined for. */
  from: number;
  /** Where there is room for a word among many workers. */
  room: 'top' | 'bottom';
}

const most = (plan: Plan) => Math.max(2, ...plan.workers);

/** The lowest of 1, 1.5, 2, 3, 5, 7.5 and 10 times a power of ten that is not under a value. */
function rung(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7.5, 10].map((step) => step * power).find((step) => step >= value * 0.999)!;
}

const share = (value: number): string => `${Math.round(value * 100)} %`;

/** Quantities that take nothing but a point, by the name of their view. */
const QUANTITY: Record<Exclude<QuantityName, 'throughput'>, Quantity> = {
  speedup: {
    title: 'Speedup against workers',
    axis: 'speedup',
    of: ({ speedup }) => speedup,
    dots: ({ dots }) => dots,
    words: times,
    tick: (value) => `${value}×`,
    domain: (plan, _, highest) => [0, Math.max(most(plan), highest)],
    ideal: (workers) => workers,
    level: () => 1,
    from: 1,
    room: 'bottom',
  },
  time: {
    title: 'Time against workers',
    axis: 'time of one run',
    of: ({ time }) => time,
    dots: ({ times }) => times,
    words: duration,
    tick: (value) => duration(value).replace(/\.0+(?=\s)|(?<=\.\d*[1-9])0+(?=\s)/, ''),
    domain: (_, __, highest) => [0, highest > 0 ? rung(highest * 1.1) : 1],
    ideal: (workers, report) => (report?.baseline ? report.baseline.value / workers : null),
    level: (report) => report?.baseline?.value ?? null,
    from: 1,
    room: 'top',
  },
  efficiency: {
    title: 'Efficiency against workers',
    axis: 'efficiency: speedup ÷ workers',
    of: ({ efficiency }) => efficiency,
    dots: ({ dots, workers }) => dots.map((dot) => dot / workers),
    words: percent,
    tick: share,
    domain: (_, __, highest) => [0, Math.max(1.1, highest)],
    ideal: () => 1,
    from: 1,
    room: 'bottom',
  },
  'karp-flatt': {
    title: 'Serial fraction by Karp and Flatt, against workers',
    axis: 'serial fraction (Karp–Flatt)',
    of: ({ karpFlatt }) => karpFlatt,
    // Each sample put on this axis; the estimates are the core's.
    dots: ({ dots, workers }) =>
      workers < 2 ? [] : dots.map((dot) => (1 / dot - 1 / workers) / (1 - 1 / workers)),
    words: percent,
    tick: share,
    domain: (_, lowest, highest) => [
      lowest < 0 ? -rung(Math.max(0.1, -lowest)) : 0,
      highest <= 0.5 ? 0.5 : Math.max(1, highest),
    ],
    from: 2,
    room: 'top',
  },
  scaled: {
    title: 'Speedup on sizes that grow with the workers',
    axis: 'scaled speedup',
    of: ({ scaled }) => scaled?.speedup,
    dots: ({ scaled }) => scaled?.dots ?? [],
    words: times,
    tick: (value) => `${value}×`,
    domain: (plan, _, highest) => [0, Math.max(most(plan), highest)],
    ideal: (workers) => workers,
    level: () => 1,
    from: 1,
    room: 'bottom',
  },
};

/**
 * Pieces of work in a second. Where workers wait, the curve of a program that loses nothing is Little's law: what is in
 * flight is the throughput times what each takes, which the serial program tells.
 */
function throughput(plan: Plan, report: Report | null): Quantity {
  const info = knownWorkload(plan.workload);
  const unit = info?.unit ?? 'pieces';
  const items = itemsOf(plan, report);
  const rate = (time: number) => (1000 * items) / time;
  return {
    title: 'Throughput against workers',
    axis: `${unit} a second`,
    of: ({ time }) => time && { value: rate(time.value), low: rate(time.high), high: rate(time.low) },
    dots: ({ times }) => times.map(rate).filter(Number.isFinite),
    words: (value) => `${amount(value)} a second`,
    tick: amount,
    domain: (_, __, highest) => [0, highest > 0 ? rung(highest * 1.1) : 1],
    ...(info?.waits ? { idealTitle: 'Little’s law' } : {}),
    ideal: (workers, report) => (report?.baseline ? workers * rate(report.baseline.value) : null),
    level: (report) => (report?.baseline ? rate(report.baseline.value) : null),
    from: 1,
    room: 'bottom',
  };
}

/** How much there is to do, in the program's unit: the plan's size, or as much as the visitor's own data are. */
function itemsOf(plan: Plan, report: Report | null): number {
  const answer = plan.input ? report?.answer : null;
  if (answer?.kind === 'numbers') return answer.length;
  return answer && 'total' in answer ? answer.total : plan.size;
}

/** The quantity of this name, for this plan. */
export function measured(name: QuantityName, plan: Plan, report: Report | null): Quantity {
  return name === 'throughput' ? throughput(plan, report) : QUANTITY[name];
}

/** The quantity that a view draws; that of the speedup for views of another kind. */
export function quantityOf(chart: Chart): QuantityName {
  return QUANTITIES.find((name) => name === chart) ?? 'speedup';
}
