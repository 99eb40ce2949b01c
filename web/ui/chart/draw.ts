import { nothing, type SVGTemplateResult, svg } from 'lit';
import { times } from '../format.js';
import { markerPath } from '../lines.js';
import type { Colour } from '../palette.js';
import type { Mark, Scene, Trace } from './scene.js';

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

/** Axes, grid and the ideal line: what stands before anything was measured. Presentation attributes throughout. */
export function backdrop(scene: Scene, ink: Ink): SVGTemplateResult {
  const { left, right, bottom, x, y } = scene;
  const muted = ink('muted');
  return svg`
    <g aria-hidden="true" font-size="12" fill=${muted}>
      ${scene.yTicks.map(
        (tick) => svg`
        <line x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} stroke=${ink(tick === 0 ? 'edge' : 'line')} stroke-width="1" />
        <text x=${left - 8} y=${y(tick)} dy="0.32em" text-anchor="end">${tick}×</text>`,
      )}
      ${scene.xTicks.map(
        (tick) => svg`
        <line x1=${x(tick)} x2=${x(tick)} y1=${bottom} y2=${bottom + 5} stroke=${ink('edge')} stroke-width="1" />
        <text x=${x(tick)} y=${bottom + 19} text-anchor="middle">${tick}</text>`,
      )}
      <text x=${right} y=${bottom + 37} text-anchor="end">workers</text>
      <text x="6" y="11">speedup</text>
      ${scene.gutter && scene.traces.some(({ limit }) => limit) ? svg`<text x=${right + 4} y="11">limits</text>` : nothing}
      <path d=${scene.ideal} fill="none" stroke=${ink('edge')} stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round" />
      ${idealWord(scene)}
      <line x1=${left} x2=${right} y1=${y(1)} y2=${y(1)} stroke=${ink('serial')} stroke-width="1" stroke-dasharray="1 4" />
    </g>`;
}

/** “ideal”, along the line, near its upper end. */
function idealWord({ x, y }: Scene): SVGTemplateResult {
  const most = x.domain()[1]!;
  const at = 1 + (most - 1) * 0.8;
  const slope = (Math.atan2(y(2) - y(1), x(2) - x(1)) * 180) / Math.PI;
  return svg`<text transform="translate(${x(at)} ${y(at)}) rotate(${slope})" dy="-8" text-anchor="middle">ideal</text>`;
}

/** A line's dots, curves and marks. */
export function trace(scene: Scene, one: Trace, ink: Ink, hands?: Hands): SVGTemplateResult {
  const colour = ink(one.line.key);
  return svg`<g>
    <path aria-hidden="true" d=${dots(one)} fill="none" stroke=${colour} stroke-opacity="0.5" stroke-width="3.5" stroke-linecap="round" />
    <g aria-hidden="true" fill="none" stroke=${colour}>
      ${one.fit ? svg`<path d=${one.fit} stroke-width="1.75" stroke-dasharray=${one.line.dash} stroke-opacity="0.9" />` : nothing}
      ${one.limit ? svg`<path d="M${scene.right + 4},${one.limit.y}h12" stroke-width="2.5" />` : nothing}
      <path d=${one.path} stroke-width="2" stroke-linejoin="round" />
      ${one.marks.map(({ x, low, high, failed }) => (failed ? nothing : svg`<path d="M${x - 4},${low}H${x + 4}M${x},${low}V${high}M${x - 4},${high}H${x + 4}" stroke-width="1.5" />`))}
    </g>
    ${one.limit && scene.gutter ? svg`<text aria-hidden="true" x=${scene.right + 20} y=${one.limit.label} dy="0.32em" font-size="12" fill=${colour}>${times(one.limit.value)}</text>` : nothing}
    ${one.marks.map((mark) => markShape(one, mark, ink, hands))}
  </g>`;
}

/** All dots as one path of round ends: a line may have thousands. */
function dots({ marks }: Trace): string {
  return marks.flatMap((mark) => mark.dots.map(({ x, y }) => `M${x.toFixed(1)},${y.toFixed(1)}h0`)).join('');
}

function markShape(one: Trace, mark: Mark, ink: Ink, hands?: Hands): SVGTemplateResult {
  const place = `translate(${mark.x} ${mark.y})`;
  const shape = mark.failed
    ? svg`<path d="M-5,-5L5,5M-5,5L5,-5" fill="none" stroke=${ink('bad')} stroke-width="2.5" stroke-linecap="round" />`
    : svg`<path d=${markerPath(one.line.marker, R)} fill=${ink(one.line.key)} stroke=${ink('panel')} stroke-width="1.5" />`;
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
