import { scaleLinear } from 'd3-scale';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { count, plural } from '../../ui/format.js';
import { type Colour, cssColour } from '../../ui/palette.js';

/** A row of a histogram: how often each value came out. */
export interface Group {
  title: string;
  colour: Colour;
  values: readonly number[];
  /** What came of it, in words. */
  words: string;
}

/** Where the axis ends, and a value on it that is worth a mark. */
export interface Axis {
  most: number;
  word: string;
  mark: { value: number; word: string };
}

const HEIGHT = 84;
const LEFT = 40;
const RIGHT = 14;

/** Histograms one under another, on one axis. */
export function histograms(groups: readonly Group[], axis: Axis, width: number): TemplateResult {
  const bins = Math.max(10, Math.min(40, Math.round(width / 16)));
  const x = scaleLinear([0, axis.most], [LEFT, width - RIGHT]);
  return html`${groups.map(
    (group) => html`<div class="row">
      <h3>${group.title}</h3>
      <svg viewBox="0 0 ${width} ${HEIGHT + 34}" height=${HEIGHT + 34} role="img" aria-label="${group.title}: ${group.words || 'no run yet'}">
        ${row(group, axis, x, bins)}
      </svg>
      <p class="small">${group.words || nothing}</p>
    </div>`,
  )}`;
}

/** The last bin is the value that is right, alone: it must not be mistaken for a near miss. */
function row(
  { values, colour }: Group,
  { most, word, mark }: Axis,
  x: (value: number) => number,
  bins: number,
): SVGTemplateResult {
  const right = values.filter((value) => value === mark.value).length;
  const heights = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    if (value !== mark.value) heights[Math.min(bins - 1, Math.floor((value / most) * bins))]! += 1;
  }
  const highest = Math.max(1, right, ...heights);
  const y = (many: number) => 14 + (HEIGHT - 14) * (1 - many / highest);
  const step = (x(most) - x(0)) / bins;
  const ticks = (x(most) < 480 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => share * most);
  return svg`<g aria-hidden="true" font-size="12" fill=${cssColour('muted')}>
    <text x=${LEFT - 8} y=${y(highest)} dy="0.32em" text-anchor="end">${highest}</text>
    <line x1=${LEFT} x2=${x(most)} y1=${HEIGHT} y2=${HEIGHT} stroke=${cssColour('edge')} />
    ${heights.map((many, bin) =>
      many
        ? svg`<rect x=${x(0) + bin * step + 0.5} y=${y(many)} width=${Math.max(1, step - 1)} height=${HEIGHT - y(many)} fill=${cssColour(colour)} />`
        : nothing,
    )}
    <line x1=${x(mark.value)} x2=${x(mark.value)} y1="10" y2=${HEIGHT} stroke=${cssColour('edge')} stroke-dasharray="3 3" />
    ${right ? svg`<rect x=${x(mark.value) - 3} y=${y(right)} width="6" height=${HEIGHT - y(right)} fill=${cssColour(colour)} />` : nothing}
    <text x=${x(mark.value) - 6} y="9" text-anchor="end">${mark.word}</text>
    ${ticks.map(
      (
        tick,
        index,
      ) => svg`<line x1=${x(tick)} x2=${x(tick)} y1=${HEIGHT} y2=${HEIGHT + 5} stroke=${cssColour('edge')} />
      <text x=${x(tick)} y=${HEIGHT + 18} text-anchor=${index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}>${count(Math.round(tick))}</text>`,
    )}
    <text x=${x(most)} y=${HEIGHT + 33} text-anchor="end">${word}</text>
  </g>`;
}

/** `12 runs`. */
export const runsWords = (many: number): string => plural(many, 'run');
