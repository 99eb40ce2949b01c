import { nothing, type SVGTemplateResult, svg } from 'lit';
import { times } from '../format.js';
import { markerPath } from '../lines.js';
import type { Colour } from '../palette.js';
import type { Mark, Plot, Scene, Trace } from './scene.js';

/** Colours by name: custom properties on the page, fixed ones on paper. */
export type Ink = (name: Colour) => string;

/** What a mark does on the page; on paper, nothing. */
export interface Hands {
  /** The one that takes the tab key. */
  current: Mark | null;
  label(trace: Trace, mark: Mark): string;
  focus(trace: Trace, mark: Mark): void;
  enter(trace: Trace, mark: Mark): void;
  leave(): void;
}

/** Half a marker's width, pixels. */
const R = 5;

/** The dashes of the two ceilings: what tells them apart without their names. */
export const CEILING_DASH = { compute: '', memory: '9 5' } as const;

/** The dashes of a simulated curve. */
const SIMULATED_DASH = '2 5';

/** The dashes of a law where it is extrapolated. */
const BEYOND_DASH = '3 8';

/** A whole chart. Presentation attributes throughout, so that it looks the same in a file. */
export function chart(scene: Scene, ink: Ink, hands?: Hands): SVGTemplateResult {
  return svg`${backdrop(scene, ink)}
    <g aria-hidden="true">${scene.traces.map(({ model, beyond, line }) => [
      model?.band
        ? svg`<path class="band" d=${model.band} fill=${ink(line.key)} fill-opacity="0.13" />`
        : nothing,
      beyond.map((curve) => svg`<path d=${curve.band} fill=${ink(line.key)} fill-opacity="0.05" />`),
    ])}</g>
    ${scene.traces.map((one) => trace(scene, one, ink, hands))}
    ${citedMarks(scene, ink)}
    ${names(scene, ink)}`;
}

/** Axes, grid, ideal and ceilings: what the lines are to be compared with. */
function backdrop(scene: Scene, ink: Ink): SVGTemplateResult {
  const { quantity, left, right, x, y, ideal, level } = scene;
  return svg`<g aria-hidden="true" font-size="12" fill=${ink('muted')}>
      ${shade(scene, ink)}
      ${scene.yTicks.map(
        (tick) => svg`
        <line x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} stroke=${ink(tick === 0 ? 'edge' : 'line')} stroke-width="1" />
        <text x=${left - 8} y=${y(tick)} dy="0.32em" text-anchor="end">${quantity.tick(tick)}</text>`,
      )}
      ${workersAxis(scene, scene.xTicks, x, ink)}
      <text x="6" y="11">${quantity.axis}</text>
      ${scene.gutter && scene.traces.some(({ limit }) => limit) ? svg`<text x=${right + 4} y="11">limits</text>` : nothing}
      ${
        ideal
          ? svg`<path d=${ideal.path} fill="none" stroke=${ink('edge')} stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round" />
        <text transform="translate(${ideal.x} ${ideal.y}) rotate(${ideal.slope})" dy="-8" text-anchor="middle">${quantity.idealTitle ?? 'ideal'}</text>`
          : nothing
      }
      ${level === null ? nothing : svg`<line x1=${left} x2=${right} y1=${level} y2=${level} stroke=${ink('serial')} stroke-width="1" stroke-dasharray="1 4" />`}
      ${scene.overlays.ceilings.map(
        ({ kind, curve }) => svg`<g class="ceiling" data-kind=${kind}>
        <path d=${curve.band} fill=${ink('ceiling')} fill-opacity="0.16" />
        <path d=${curve.path} fill="none" stroke=${ink('ceiling')} stroke-width="2.5" stroke-dasharray=${CEILING_DASH[kind] || 'none'} stroke-opacity="0.85" /></g>`,
      )}
    </g>`;
}

/** The horizontal axis' ticks and its word. */
export function workersAxis(
  { bottom, right }: Pick<Plot, 'bottom' | 'right'>,
  ticks: readonly number[],
  x: (workers: number) => number,
  ink: Ink,
): SVGTemplateResult {
  return svg`${ticks.map(
    (tick) => svg`
      <line x1=${x(tick)} x2=${x(tick)} y1=${bottom} y2=${bottom + 5} stroke=${ink('edge')} stroke-width="1" />
      <text x=${x(tick)} y=${bottom + 19} text-anchor="middle">${tick.toLocaleString('en-GB')}</text>`,
  )}<text x=${right} y=${bottom + 37} text-anchor="end">workers</text>`;
}

/** More workers than cores: a shaded region with its name, upright where there is no room for it to lie. */
function shade(
  { top, bottom, quantity, overlays: { knee } }: Scene,
  ink: Ink,
): SVGTemplateResult | typeof nothing {
  if (!knee) return nothing;
  const lies = knee.width >= 110;
  const x = knee.x + (lies ? 8 : 16);
  const y = quantity.room === 'bottom' ? bottom - 8 : top + (lies ? 16 : 96);
  return svg`<g class="oversubscribed">
    <rect x=${knee.x} y=${top} width=${knee.width} height=${bottom - top} fill=${ink('shade')} />
    <path d="M${knee.x},${top}V${bottom}" stroke=${ink('edge')} stroke-width="1" stroke-dasharray="3 3" />
    <text transform=${`translate(${x} ${y})${lies ? '' : ' rotate(-90)'}`}>oversubscribed</text></g>`;
}

/** A line's dots, curves and marks. */
function trace(scene: Scene, one: Trace, ink: Ink, hands?: Hands): SVGTemplateResult {
  const colour = ink(one.line.key);
  const dash = one.model?.band ? one.line.dash : SIMULATED_DASH;
  return svg`<g>
    <path aria-hidden="true" class="dots" d=${dots(one)} fill="none" stroke=${colour} stroke-opacity="0.5" stroke-width="3.5" stroke-linecap="round" />
    <g aria-hidden="true" fill="none" stroke=${colour}>
      ${one.model ? svg`<path class="model" d=${one.model.path} stroke-width="1.75" stroke-dasharray=${dash} stroke-opacity="0.9" />` : nothing}
      ${one.beyond.map(({ path }) => svg`<path class="extrapolated" d=${path} stroke-width="1.5" stroke-dasharray=${BEYOND_DASH} stroke-opacity="0.55" />`)}
      ${one.limit ? svg`<path d="M${scene.right + 4},${one.limit.y}h12" stroke-width="2.5" />` : nothing}
      <path d=${one.path} stroke-width="2" stroke-linejoin="round" />
      ${one.marks.map((mark) => (mark.failed ? nothing : svg`<path class="interval" d=${intervalPath(mark)} stroke-width="1.5" />`))}
    </g>
    ${one.limit && scene.gutter ? svg`<text aria-hidden="true" x=${scene.right + 20} y=${one.limit.label} dy="0.32em" font-size="12" fill=${colour}>${times(one.limit.value)}</text>` : nothing}
    ${one.marks.map((mark) => markShape(one, mark, ink, hands))}
  </g>`;
}

/** A bar with caps; none where it goes on beyond the plot. */
function intervalPath({ x, low, high, cut }: Mark): string {
  const cap = (y: number) => `M${x - 4},${y}H${x + 4}`;
  return `${cut.low ? '' : cap(low)}M${x},${low}V${high}${cut.high ? '' : cap(high)}`;
}

/** The expectation, and names at curves, over everything else. */
function names({ overlays: { expected }, names }: Scene, ink: Ink): SVGTemplateResult {
  return svg`<g aria-hidden="true" font-size="12" pointer-events="none">
    ${expected ? svg`<path class="expected" d=${expected.path} fill="none" stroke=${ink('accent')} stroke-width="2.5" stroke-dasharray="6 6" stroke-linecap="round" />` : nothing}
    ${names.map(({ x, y, text, colour }) => overLines(x, y, text, ink(colour), ink))}
  </g>`;
}

/** A word that ends at a place. The panel's colour around each letter keeps it legible over lines. */
export function overLines(x: number, y: number, text: string, colour: string, ink: Ink): SVGTemplateResult {
  return svg`<text x=${x} y=${y} text-anchor="end" fill=${colour} stroke=${ink('panel')} stroke-width="3.5" paint-order="stroke" stroke-linejoin="round">${text}</text>`;
}

/** Figures of others: crosses with a number, neutral, since they are no line of this run. */
function citedMarks({ cited }: Scene, ink: Ink): SVGTemplateResult {
  return svg`<g aria-hidden="true" class="cited" font-size="11" pointer-events="none">${cited.map(
    ({ x, y, number }) => {
      const side = number % 2 ? -1 : 1; // neighbours' numbers on either side
      return svg`<path d="M${x - 6},${y - 6}l12,12m0,-12l-12,12" stroke=${ink('ink')} stroke-width="2" />
      <text x=${x + side * 10} y=${y} dy="0.35em" text-anchor=${side < 0 ? 'end' : 'start'} fill=${ink('ink')} stroke=${ink('panel')} stroke-width="3.5" paint-order="stroke" stroke-linejoin="round">${number}</text>`;
    },
  )}</g>`;
}

/** All dots as one path of round ends: a line may have thousands. */
function dots({ marks }: Trace): string {
  return marks.flatMap((mark) => mark.dots.map(({ x, y }) => `M${x.toFixed(1)},${y.toFixed(1)}h0`)).join('');
}

/** A median: filled, hollow past the machine's knee, a cross where it failed. */
function markShape(one: Trace, mark: Mark, ink: Ink, hands?: Hands): SVGTemplateResult {
  const place = `translate(${mark.x} ${mark.y})`;
  const hollow = mark.point.oversubscribed;
  const [colour, panel] = [ink(one.line.key), ink('panel')];
  const shape = mark.failed
    ? svg`<path d="M-5,-5L5,5M-5,5L5,-5" fill="none" stroke=${ink('bad')} stroke-width="2.5" stroke-linecap="round" />`
    : svg`<path d=${markerPath(one.line.marker, R)} fill=${hollow ? panel : colour} stroke=${hollow ? colour : panel} stroke-width=${hollow ? 2 : 1.5} />`;
  if (!hands) return svg`<g transform=${place}>${shape}</g>`;
  return svg`<g class="mark" transform=${place} role="img" tabindex=${hands.current === mark ? 0 : -1} aria-label=${hands.label(one, mark)}
      data-line=${one.line.key} data-workers=${mark.point.workers}
      @focus=${() => hands.focus(one, mark)} @blur=${() => hands.leave()}
      @pointerenter=${() => hands.enter(one, mark)} @pointerleave=${() => hands.leave()}>
    <circle r="14" fill="transparent" />
    <circle class="ring" r="11" fill="none" stroke=${ink('accent')} stroke-width="2.5" />
    ${shape}
  </g>`;
}
