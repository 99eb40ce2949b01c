import type { LostTime, Plan, Point, Report } from '../../generated/types.js';
import { percent } from '../format.js';
import { type Line, linesOf, seriesOf } from '../lines.js';
import type { Colour } from '../palette.js';
import { signed } from './words.js';

/** A part of the workers' time. */
export type Part = Exclude<keyof LostTime, 'available'>;

/** Every part, in the order of the bars: what it is called, its colour, its name among the terms. */
export const PARTS: readonly { part: Part; title: string; colour: Colour | null; term: string }[] = [
  { part: 'useful', title: 'useful', colour: 'lost-useful', term: 'useful-work' },
  { part: 'extra', title: 'extra', colour: 'lost-extra', term: 'extra-work' },
  { part: 'startUp', title: 'start-up', colour: 'lost-start-up', term: 'start-up' },
  { part: 'copying', title: 'copying', colour: 'lost-copying', term: 'copying' },
  { part: 'serial', title: 'serial', colour: 'lost-serial', term: 'serial-wait' },
  { part: 'imbalance', title: 'imbalance', colour: 'lost-imbalance', term: 'imbalance' },
  { part: 'idle', title: 'idle', colour: 'lost-idle', term: 'idle' },
  { part: 'unexplained', title: 'unexplained', colour: null, term: 'unexplained' },
];

/** A piece of a bar; `from` and `to` are shares of the time that was available. */
export interface Piece {
  part: Part;
  from: number;
  to: number;
  /** Goes back over the others: they come to more than there was. */
  negative: boolean;
}

/** A bar: where the time of a point's workers went. */
export interface Bar {
  line: Line;
  point: Point;
  lost: LostTime;
  pieces: Piece[];
}

/** Every point that was traced, as a bar. */
export function barsOf(plan: Plan, report: Report | null): Bar[] {
  return linesOf(plan).flatMap((line) =>
    (seriesOf(report, line)?.points ?? []).flatMap((point): Bar[] =>
      point.lost && point.lost.available > 0
        ? [{ line, point, lost: point.lost, pieces: piecesOf(point.lost) }]
        : [],
    ),
  );
}

/** How long the scale must be for all bars, as a share of what was available: 1, or more where something is negative. */
export function reach(bars: readonly Bar[]): number {
  return Math.max(1, ...bars.flatMap(({ pieces }) => pieces.map(({ to }) => to)));
}

/** One after the other. What is negative goes back from where the others end. */
function piecesOf(lost: LostTime): Piece[] {
  let end = 0;
  return PARTS.flatMap(({ part }): Piece[] => {
    const share = lost[part] / lost.available;
    const from = end;
    end += share;
    if (share === 0) return [];
    return [{ part, from: Math.min(from, end), to: Math.max(from, end), negative: share < 0 }];
  });
}

/** The parts in words: `useful 62 %, serial 12 %, unexplained −1 %`. Those of nothing are left out, but not the last. */
export function barWords({ lost }: Bar): string {
  return PARTS.flatMap(({ part, title }) => {
    const share = lost[part] / lost.available;
    if (part === 'unexplained') return [`${title} ${share < 0 ? signed(share) : percent(share)}`];
    return Math.abs(share) < 0.0005 ? [] : [`${title} ${percent(share)}`];
  }).join(', ');
}
