import type { Point } from '../../generated/types.js';
import { duration, percent, plural, range, times, workersTitle } from '../format.js';
import type { Line } from '../lines.js';

/** A point in a sentence, for the readout and for screen readers. */
export function pointWords(line: Line, point: Point): string {
  const who =
    line.mode === 'serial' ? line.title : `${line.title}, ${workersTitle(line.mode, point.workers)}`;
  if (!point.speedup) {
    const why = [...new Set(point.failures.map(({ message }) => message))].join(' ');
    return `${who}: failed. ${why}`;
  }
  const parts = [`speedup ${times(point.speedup.value)} (${range(point.speedup, times)})`];
  if (point.time) parts.push(`time ${duration(point.time.value)} (${range(point.time, duration)})`);
  if (point.efficiency) parts.push(`efficiency ${percent(point.efficiency.value)}`);
  parts.push(plural(point.dots.length, 'sample'));
  if (point.failures.length) parts.push(`${plural(point.failures.length, 'realm')} failed`);
  return `${who}: ${parts.join(', ')}.`;
}
