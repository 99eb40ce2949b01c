/** The same program on sizes from small to large: which, and how each is measured. */
import type { Estimate, Plan, Report, WorkloadInfo } from '../../generated/types.js';
import { type Line, lineOf, linesOf, seriesOf } from '../lines.js';

/** What was measured at one size. */
export interface Measured {
  size: number;
  report: Report;
}

/** The plan at one size: a quick one, at the most workers. Weak scaling and precision are questions of their own. */
export function planAt(plan: Plan, size: number): Plan {
  return {
    ...plan,
    size,
    workers: [Math.max(...plan.workers)],
    samples: Math.min(plan.samples, 5),
    realms: Math.min(plan.realms, 2),
    scaled: false,
    precision: null,
  };
}

/** The sizes to measure: the usual ones, up to the plan's own or the fourth, and the plan's own. */
export function sizesOf(plan: Plan, info: WorkloadInfo): number[] {
  const most = Math.max(plan.size, info.size.presets[3] ?? info.size.default);
  const sizes = [...info.size.presets.filter((size) => size <= most), plan.size];
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** The lines to draw: the serial program first, to compare with. */
export function linesAt(plan: Plan): Line[] {
  return [lineOf('serial'), ...linesOf(plan).filter(({ mode }) => mode !== 'serial')];
}

/** A line's time in a report, milliseconds. */
export function timeOf({ report }: Measured, line: Line): Estimate | null {
  if (line.mode === 'serial') return report.baseline ?? null;
  return seriesOf(report, line)?.points[0]?.time ?? null;
}

/** The least size from which a line is faster than the serial program, at that and at every larger size. */
export function paysFrom(all: readonly Measured[], line: Line): number | null {
  let from: number | null = null;
  for (const one of [...all].sort((a, b) => b.size - a.size)) {
    const [time, serial] = [timeOf(one, line), one.report.baseline];
    if (!time || !serial || time.high >= serial.low) break;
    from = one.size;
  }
  return from;
}
