import { area, line as pathOf } from 'd3-shape';
import type { Ceiling, CeilingKind, CurvePoint, Residual } from '../../generated/types.js';
import type { Colour } from '../palette.js';
import type { Plot, Subject, Trace } from './scene.js';

const CEILING_TITLE: Record<CeilingKind, string> = {
  compute: 'compute ceiling',
  memory: 'memory ceiling',
};

/** A curve with its band, in pixels, and where it ends. */
export interface Curve {
  path: string;
  band: string;
  end: { x: number; y: number };
}

/** What stands behind and above the lines of the speedup. */
export interface Overlays {
  /** Where more workers than cores begin; absent where the plan has none. */
  knee: { x: number; width: number } | null;
  ceilings: { kind: CeilingKind; curve: Curve }[];
  /** What the visitor expects. */
  expected: Curve | null;
}

/** A value's height, where it is on the plot. */
export function within({ y }: Plot, value: number | null): number | null {
  const [low, high] = y.domain() as [number, number];
  return value === null || value < low || value > high ? null : y(value);
}

/** A curve as far as it is on the plot. */
export function curve(points: readonly CurvePoint[], { x, y }: Plot): Curve | null {
  const [low, high] = y.domain() as [number, number];
  const inside = points.filter(
    ({ workers, value }) => workers >= 1 && workers <= x.domain()[1]! && value >= low && value <= high,
  );
  const last = inside.at(-1);
  if (!last || inside.length < 2) return null;
  const path = pathOf<CurvePoint>(
    (point) => x(point.workers),
    (point) => y(point.value),
  );
  return { path: path(inside) ?? '', band: '', end: { x: x(last.workers), y: y(last.value) } };
}

/** A curve with its 95 % band, which is cut where the plot ends. */
export function band(points: readonly CurvePoint[], plot: Plot): Curve | null {
  const drawn = curve(points, plot);
  if (!drawn) return null;
  const { x, y } = plot;
  const [least, most] = y.domain() as [number, number];
  const cut = (value: number) => y(Math.min(most, Math.max(least, value)));
  const between = area<CurvePoint>()
    .x((point) => x(point.workers))
    .y0((point) => cut(point.low))
    .y1((point) => cut(point.high));
  return { ...drawn, band: between(points.filter(({ workers }) => workers <= x.domain()[1]!)) ?? '' };
}

/** A law's curve where it was fitted, and what it says of fewer and of more workers than that. */
export function lawOf(
  law: { curve: readonly CurvePoint[]; residuals: readonly Residual[] } | null | undefined,
  plot: Plot,
): { model: Curve | null; beyond: Curve[] } {
  const counts = (law?.residuals ?? []).map(({ workers }) => workers);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const piece = (from: number, to: number) =>
    band(
      (law?.curve ?? []).filter(({ workers }) => workers >= from && workers <= to),
      plot,
    );
  const beyond = [piece(0, fewest), piece(most, Infinity)].flatMap((found) => found ?? []);
  return { model: piece(fewest, most), beyond };
}

/** Ceilings, knee and expectation. The first and the last are speedups, and are drawn only among those. */
export function overlays({ plan, report, quantity, expected }: Subject, plot: Plot): Overlays {
  const speedups = quantity === 'speedup';
  return {
    knee: kneeOf(plan.workers, report?.knee ?? null, plot),
    ceilings: speedups ? ceilingsOf(report?.ceilings ?? [], plot) : [],
    expected: speedups
      ? curve(
          fromOne(expected).map(({ workers, speedup }) => ({
            workers,
            value: speedup,
            low: speedup,
            high: speedup,
          })),
          plot,
        )
      : null,
  };
}

/** What is expected, from where it begins: a speedup of 1 at one worker, unless something else was said. */
function fromOne(expected: Subject['expected']): Subject['expected'] {
  const begins = !expected.length || expected.some(({ workers }) => workers === 1);
  return begins ? expected : [{ workers: 1, speedup: 1 }, ...expected];
}

function kneeOf(workers: readonly number[], knee: number | null, { x, right }: Plot): Overlays['knee'] {
  if (knee === null || Math.max(...workers) <= knee) return null;
  const from = x(knee + 0.5);
  return { x: from, width: right - from };
}

function ceilingsOf(ceilings: readonly Ceiling[], plot: Plot): Overlays['ceilings'] {
  return ceilings.flatMap(({ kind, points }) => {
    const found = band(
      points.map(({ workers, speedup }) => ({ workers, ...speedup })),
      plot,
    );
    return found ? [{ kind, curve: found }] : [];
  });
}

/** A word at the right end of a curve. */
export interface Name {
  x: number;
  y: number;
  text: string;
  colour: Colour;
}

/** The names of ceilings, of what is simulated and of the expectation: each above its curve, none over another. */
export function namesOf(
  { ceilings, expected }: Overlays,
  traces: readonly Pick<Trace, 'line' | 'model'>[],
): Name[] {
  const at = ({ end }: Curve, text: string, colour: Colour): Name => ({
    x: end.x - 18,
    y: end.y - 9,
    text,
    colour,
  });
  const names = [
    ...ceilings.map(({ kind, curve }) => at(curve, CEILING_TITLE[kind], 'ceiling')),
    ...traces.flatMap(({ line, model }) => (model && !model.band ? [at(model, 'simulated', line.key)] : [])),
    ...(expected ? [at(expected, 'expected', 'accent')] : []),
  ].sort((a, b) => b.y - a.y);
  names.forEach((name, index) => {
    const below = names[index - 1];
    if (below) name.y = Math.min(name.y, below.y - 15);
  });
  return names;
}
