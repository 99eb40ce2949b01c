import type { Activity, Mode, Plan, Point, Report, Series, Span, Trace } from '../../generated/types.js';
import { type Line, linesOf, seriesOf } from '../lines.js';

/** What workers do, in the order of a run. */
export const ACTIVITIES: readonly Activity[] = ['split', 'send', 'solve', 'receive', 'merge'];

/** A point that was traced. */
export interface Traced {
  line: Line;
  workers: number;
  trace: Trace;
  /** Start-up of the point's workers, milliseconds; 0 where it isn't known. */
  startUp: number;
  /** How much longer the line's traced runs took than samples, as a share; `null` where it isn't known. */
  overhead: number | null;
}

/** What one worker did. */
export interface Lane {
  /** 0 is the caller. */
  worker: number;
  title: string;
  spans: Span[];
  /** Milliseconds by activity. */
  totals: Record<Activity, number>;
  /** The rest of the run, milliseconds. */
  waiting: number;
}

/** Every traced point of a report, line by line as the plan has them. */
export function tracedOf(report: Report): Traced[] {
  return linesOf(report.plan).flatMap((line) => {
    const series = seriesOf(report, line);
    return (series?.points ?? []).flatMap((point) => {
      const trace = traceOf(report, line, point);
      return trace ? [traced(line, point, trace, series)] : [];
    });
  });
}

function traced(line: Line, { workers, startUp }: Point, trace: Trace, series: Series | undefined): Traced {
  return { line, workers, trace, startUp: startUp ?? 0, overhead: series?.traceOverhead ?? null };
}

function traceOf({ trials }: Report, line: Line, { workers }: Point): Trace | undefined {
  for (const { cell, outcome } of trials) {
    const mine =
      cell.role === 'work' &&
      cell.mode === line.mode &&
      (cell.transport ?? null) === line.transport &&
      cell.workers === workers;
    if (mine && outcome.status === 'done' && outcome.trace?.spans?.length) return outcome.trace;
  }
  return undefined;
}

/** The point to show first: of the first line with workers, the one with the most for which there is a core. */
export function firstOf(all: readonly Traced[], { workers }: Plan, cores: number): Traced | undefined {
  const line = all.find(({ line }) => line.mode !== 'serial')?.line;
  const mine = line ? all.filter((one) => one.line.key === line.key) : all;
  const room = Math.max(cores, Math.min(...workers));
  return mine.findLast((one) => one.workers <= room) ?? mine[0];
}

/** The told run's time, milliseconds: up to the end of its last span. */
export function runTime({ spans }: Trace): number {
  return (spans ?? []).reduce((end, span) => Math.max(end, span.end), 0);
}

/** What a lane is called. */
export function laneTitle(mode: Mode, worker: number): string {
  if (worker === 0) return mode === 'serial' ? 'Worker' : 'Caller';
  return mode === 'async' ? `Task ${worker}` : `Worker ${worker}`;
}

/** The lanes of a trace: the caller, and each worker, busy or not. */
export function lanesOf({ line, workers, trace }: Traced): Lane[] {
  const time = runTime(trace);
  const spans = trace.spans ?? [];
  const busiest = spans.reduce((most, span) => Math.max(most, span.worker), 0);
  const last = line.mode === 'serial' ? busiest : Math.max(workers, busiest);
  return Array.from({ length: last + 1 }, (_, worker) => {
    const mine = spans.filter((span) => span.worker === worker).sort((a, b) => a.start - b.start);
    const totals = { split: 0, send: 0, solve: 0, receive: 0, merge: 0 };
    for (const { activity, start, end } of mine) totals[activity] += end - start;
    const busy = ACTIVITIES.reduce((sum, activity) => sum + totals[activity], 0);
    return {
      worker,
      title: laneTitle(line.mode, worker),
      spans: mine,
      totals,
      waiting: Math.max(0, time - busy),
    };
  });
}
