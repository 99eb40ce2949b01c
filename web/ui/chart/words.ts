import type { Plan, Point, Report, Residual, Series } from '../../generated/types.js';
import { duration, percent, plural, range, times, workersTitle } from '../format.js';
import { type Line, seriesOf } from '../lines.js';
import { measured, type QuantityName } from './quantity.js';

const NAMES: Record<QuantityName, string> = {
  speedup: 'speedup',
  time: 'time',
  throughput: 'throughput',
  efficiency: 'efficiency',
  'karp-flatt': 'serial fraction',
  scaled: 'scaled speedup',
};

/** A share of 1 with its sign: `+2.1 %`, `−3 %`. */
export function signed(share: number): string {
  const words = percent(Math.abs(share));
  return /[1-9]/.test(words) ? `${share < 0 ? '−' : '+'}${words}` : words;
}

/** Whom a point is of: `Threads, 2 threads`. */
export function who(line: Line, workers: number): string {
  return line.mode === 'serial' ? line.title : `${line.title}, ${workersTitle(line.mode, workers)}`;
}

/** A residual in words; nothing where the law was not fitted to this count. */
export function residual(residuals: readonly Residual[] | undefined, workers: number): string | undefined {
  const found = residuals?.find((one) => one.workers === workers);
  return found && signed(found.share);
}

/** A point in a sentence or two, for the readout and for screen readers: all that the view knows of it. */
export function pointWords(
  line: Line,
  point: Point,
  name: QuantityName,
  plan: Plan,
  report: Report | null,
): string {
  const title = who(line, point.workers);
  const { of, words, dots } = measured(name, plan, report);
  const estimate = of(point);
  if (!estimate) {
    const why = [...new Set(point.failures.map(({ message }) => message))].join(' ');
    return `${title}: failed. ${why}`;
  }
  const parts = [
    `${NAMES[name]} ${words(estimate.value)} (${range(estimate, words)})`,
    ...besides(name, point),
    plural(dots(point).length, 'sample'),
  ];
  if (point.failures.length) parts.push(`${plural(point.failures.length, 'realm')} failed`);
  const more = compared(name, point, seriesOf(report, line), report);
  if (point.oversubscribed) more.push('oversubscribed');
  const last = more.join(', ');
  return `${title}: ${parts.join(', ')}.${last ? ` ${last.charAt(0).toUpperCase()}${last.slice(1)}.` : ''}`;
}

/** Other figures of the same point. */
function besides(name: QuantityName, point: Point): string[] {
  const { speedup, time, efficiency, startUp, scaled } = point;
  const speedupWords = speedup ? [`speedup ${times(speedup.value)}`] : [];
  switch (name) {
    case 'speedup':
      return [
        ...(time ? [`time ${duration(time.value)} (${range(time, duration)})`] : []),
        ...(efficiency ? [`efficiency ${percent(efficiency.value)}`] : []),
      ];
    case 'throughput':
      return [...(time ? [`time ${duration(time.value)}`] : []), ...speedupWords];
    case 'time':
      return [...speedupWords, ...(startUp == null ? [] : [`start-up ${duration(startUp)}`])];
    case 'efficiency':
    case 'karp-flatt':
      return speedupWords;
    case 'scaled':
      return scaled
        ? [
            `time ${duration(scaled.time.value)}`,
            `serial program at that size ${duration(scaled.serialTime.value)}`,
          ]
        : [];
  }
}

/** How far the point is from the laws, and from what the machine can do. */
function compared(
  name: QuantityName,
  { workers }: Point,
  series: Series | undefined,
  report: Report | null,
): string[] {
  const off = (law: string, fit: { residuals: readonly Residual[] } | null | undefined) => {
    const found = residual(fit?.residuals, workers);
    return found ? [`off ${law} by ${found}`] : [];
  };
  if (name === 'scaled') return off('Gustafson', series?.gustafson);
  if (name !== 'speedup') return [];
  const compute = report?.ceilings.find(({ kind }) => kind === 'compute');
  const ceiling = compute?.points.find((point) => point.workers === workers && workers > 1)?.speedup;
  return [
    ...(ceiling ? [`compute ceiling ${times(ceiling.value)}`] : []),
    ...off('Amdahl', series?.amdahl),
    ...off('USL', series?.usl),
  ];
}
