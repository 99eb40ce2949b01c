/** Bars with intervals, one under another. */
import { scaleLinear } from 'd3-scale';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Estimate } from '../../generated/types.js';
import { type Colour, cssColour } from '../../ui/palette.js';

/** One bar: its length is the median's, and dots are samples. */
export interface Bar {
  title: string;
  colour: Colour;
  estimate: Estimate | null;
  dots: readonly number[];
  /** What stands beside it. */
  words: string;
}

const ROW = 30;

/** Bars on one axis; its word says what is measured. */
export function bars(
  rows: readonly Bar[],
  axis: string,
  tick: (value: number) => string,
  width: number,
): TemplateResult {
  const most = Math.max(1e-9, ...rows.flatMap(({ estimate, dots }) => [estimate?.high ?? 0, ...dots]));
  const x = scaleLinear([0, most * 1.04], [1, width - 12]).nice(4);
  return html`<div class="row">
    ${rows.map(
      ({ title, colour, estimate, dots, words }) => html`<div class="bar">
      <p><strong>${title}</strong> <span class="small">${words}</span></p>
      <svg viewBox="0 0 ${width} ${ROW}" height=${ROW} role="img" aria-label="${title}: ${words}">
        <line x1="1" x2="1" y1="0" y2=${ROW} stroke=${cssColour('edge')} />
        ${
          estimate
            ? svg`<rect x="1" y="6" width=${Math.max(0, x(estimate.value) - 1)} height="18" fill=${cssColour(colour)} fill-opacity="0.85" />
          <path d="M${x(estimate.low)},15H${x(estimate.high)}M${x(estimate.low)},9v12M${x(estimate.high)},9v12" fill="none" stroke=${cssColour('ink')} stroke-width="1.5" />`
            : nothing
        }
        ${dots.slice(0, 200).map((dot, index) => svg`<circle cx=${x(dot)} cy=${8 + ((index * 0.618034) % 1) * 14} r="1.6" fill=${cssColour('ink')} fill-opacity="0.55" />`)}
      </svg>
    </div>`,
    )}
    <svg viewBox="0 0 ${width} 36" height="36" aria-hidden="true">
      <g font-size="12" fill=${cssColour('muted')}>
        <line x1="1" x2=${width - 12} y1="1" y2="1" stroke=${cssColour('edge')} />
        ${x.ticks(width < 480 ? 3 : 5).map(
          (value) => svg`<line x1=${x(value)} x2=${x(value)} y1="1" y2="6" stroke=${cssColour('edge')} />
          <text x=${x(value)} y="19" text-anchor=${value === 0 ? 'start' : x(value) > width - 40 ? 'end' : 'middle'}>${tick(value)}</text>`,
        )}
        <text x=${width - 12} y="34" text-anchor="end">${axis}</text>
      </g>
    </svg>
  </div>`;
}
