import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { nothing, type SVGTemplateResult, svg } from 'lit';
import type { Activity, Span } from '../../generated/types.js';
import { duration } from '../format.js';
import { cssColour } from '../palette.js';
import { ACTIVITIES, type Lane } from './lanes.js';
import { length, type Stretch } from './window.js';

/** Where a bar stands in its lane, as shares of the lane's height: shape tells activities apart, and not only colour. */
const SHAPES: Record<Activity, { top: number; height: number }> = {
  split: { top: 0.18, height: 0.64 },
  send: { top: 0, height: 0.46 },
  solve: { top: 0, height: 1 },
  receive: { top: 0.54, height: 0.46 },
  merge: { top: 0.18, height: 0.64 },
};

/** The room for the time axis, pixels. */
const AXIS = 26;

/** What is drawn, in pixels. */
export interface Sheet {
  width: number;
  height: number;
  /** Where the plot begins. */
  left: number;
  lane: number;
  pitch: number;
  x: ScaleLinear<number, number>;
}

/** Lays the lanes out for a width. */
export function sheetOf(lanes: readonly Lane[], width: number, stretch: Stretch): Sheet {
  const lane = lanes.length > 24 ? 10 : lanes.length > 10 ? 16 : 22;
  const pitch = lane + (lane > 12 ? 8 : 5);
  const left = 76;
  const x = scaleLinear([stretch.from, stretch.to], [left, width - 8]);
  return { width, height: AXIS + lanes.length * pitch + 6, left, lane, pitch, x };
}

/** The lane at a height. */
export function laneAt(sheet: Sheet, y: number): number {
  return Math.floor((y - AXIS) / sheet.pitch);
}

/** The span of a lane at a place, or the nearest within a few pixels. */
export function spanAt(sheet: Sheet, { spans }: Lane, x: number): Span | undefined {
  const away = ({ start, end }: Span) => Math.max(sheet.x(start) - x, x - sheet.x(end), 0);
  let best: Span | undefined;
  for (const span of spans) if (away(span) <= 3 && (!best || away(span) < away(best))) best = span;
  return best;
}

const top = (sheet: Sheet, lane: number) => AXIS + lane * sheet.pitch + (sheet.pitch - sheet.lane) / 2;

/** The outline of a bar, cut to the plot and never too thin to be seen; empty where it is out of view. */
function bar(sheet: Sheet, lane: number, start: number, end: number, activity: Activity): string {
  const [from, to] = [sheet.left, sheet.width - 8];
  const a = Math.max(from, sheet.x(start));
  const b = Math.min(to, Math.max(sheet.x(end), sheet.x(start) + 1));
  if (b <= from || a >= to) return '';
  const shape = SHAPES[activity];
  const y = top(sheet, lane) + shape.top * sheet.lane;
  return `M${a.toFixed(2)},${y.toFixed(2)}H${b.toFixed(2)}v${(shape.height * sheet.lane).toFixed(2)}H${a.toFixed(2)}Z`;
}

/** Everything that stands still: lanes, axis, start-up, and one path for each activity. */
export function picture(
  sheet: Sheet,
  lanes: readonly Lane[],
  stretch: Stretch,
  startUp: number,
): SVGTemplateResult {
  return svg`<g>
    ${axis(sheet, stretch)}
    ${lanes.map(
      ({ title }, index) => svg`
      <text x="0" y=${top(sheet, index) + sheet.lane / 2} dy="0.32em" font-size=${sheet.lane < 12 ? 10.5 : 12.5} fill=${cssColour('ink')}>${title}</text>
      <line x1=${sheet.left} x2=${sheet.width - 8} y1=${top(sheet, index) + sheet.lane / 2} y2=${top(sheet, index) + sheet.lane / 2}
        stroke=${cssColour('line')} stroke-width="1" />`,
    )}
    ${ACTIVITIES.map((activity) => {
      const path = lanes
        .flatMap(({ spans }, index) =>
          spans.map((span) =>
            span.activity === activity ? bar(sheet, index, span.start, span.end, activity) : '',
          ),
        )
        .join('');
      return path ? svg`<path d=${path} fill=${cssColour(`act-${activity}`)} />` : nothing;
    })}
    ${startUp > 0 ? startUpBars(sheet, lanes, startUp) : nothing}
  </g>`;
}

/** Once, before the first run: the same time for every worker, as it is measured for all together. */
function startUpBars(
  sheet: Sheet,
  lanes: readonly Lane[],
  startUp: number,
): SVGTemplateResult | typeof nothing {
  const path = lanes
    .flatMap(({ worker }, index) =>
      worker > 0 || lanes.length === 1 ? bar(sheet, index, -startUp, 0, 'solve') : '',
    )
    .join('');
  if (!path) return nothing;
  const zero = Math.min(sheet.width - 8, Math.max(sheet.left, sheet.x(0)));
  const room = zero - sheet.left;
  const short = `${sheet.x(-startUp) < sheet.left - 1 ? '← ' : ''}start-up ${duration(startUp)}`;
  const words = `${short}, once, before the first run`;
  const fits = room > 300 ? words : room > 110 ? short : '';
  return svg`<path d=${path} fill="url(#start-up)" stroke=${cssColour('edge')} stroke-width="1" />
    <line x1=${zero} x2=${zero} y1=${AXIS - 4} y2=${sheet.height} stroke=${cssColour('edge')} stroke-width="1.5" />
    ${fits ? svg`<text x=${zero - 6} y=${top(sheet, 0) + sheet.lane / 2} dy="0.32em" text-anchor="end" font-size="12" fill=${cssColour('muted')}>${fits}</text>` : nothing}`;
}

/** The hatching of start-up. */
export const hatching = svg`<defs><pattern id="start-up" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
  <rect width="6" height="6" fill=${cssColour('well')} /><line x1="0" x2="0" y1="0" y2="6" stroke=${cssColour('edge')} stroke-width="2" />
</pattern></defs>`;

function axis({ x, left, width, height }: Sheet, stretch: Stretch): SVGTemplateResult {
  const ticks = x.ticks(Math.max(2, Math.floor((width - left) / 90)));
  const [unit, scale] =
    length(stretch) < 0.2 ? ['µs', 1000] : length(stretch) < 5000 ? ['ms', 1] : ['s', 0.001];
  const step = ((ticks[1] ?? 1) - (ticks[0] ?? 0)) * scale;
  const places = Math.max(0, Math.min(4, -Math.floor(Math.log10(step || 1) + 1e-9)));
  return svg`<g font-size="12" fill=${cssColour('muted')} aria-hidden="true">
    ${ticks.map(
      (
        tick,
      ) => svg`<line x1=${x(tick)} x2=${x(tick)} y1="18" y2=${height} stroke=${cssColour('line')} stroke-width="1" />
      <text x=${x(tick)} y="12" text-anchor=${x(tick) > width - 34 ? 'end' : 'middle'}>${(tick * scale).toFixed(places).replace('-', '−')} ${unit}</text>`,
    )}
  </g>`;
}

/** A ring around what is read out. */
export function ring(
  sheet: Sheet,
  lane: number,
  { start, end }: { start: number; end: number },
): SVGTemplateResult {
  const a = Math.max(sheet.left, sheet.x(start)) - 1.5;
  const b = Math.min(sheet.width - 8, Math.max(sheet.x(end), sheet.x(start) + 1)) + 1.5;
  if (b < a) return svg``;
  return svg`<rect x=${a} y=${top(sheet, lane) - 1.5} width=${b - a} height=${sheet.lane + 3} rx="2" fill="none" stroke=${cssColour('ink')} stroke-width="2" />`;
}
