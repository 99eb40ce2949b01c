import { scaleLinear } from 'd3-scale';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Class } from '../../generated/types.js';
import { machineTitle } from '../card.js';
import { range, times } from '../format.js';
import { type Line, markerPath } from '../lines.js';
import { cssColour } from '../palette.js';
import type { Saved } from './shelf.js';

const ROW = 26;
const HEAD = 40;

/** One mark with its interval for each machine, sorted, and a line at the median; who was left out and why. */
export function machinesChart(
  entries: readonly Saved[],
  { machines, median, skipped }: Class,
  line: Line,
  width: number,
): TemplateResult {
  const left = Math.min(220, width * 0.4);
  const most = Math.max(1, ...machines.map(({ speedup }) => speedup.high));
  const x = scaleLinear([0, most], [left, width - 12]).nice(5);
  const height = HEAD + machines.length * ROW + 6;
  const y = (index: number) => HEAD + (index + 0.5) * ROW;
  return html`
    <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="list" aria-label="Speedup of each machine, best first">
      <g font-size="12" fill=${cssColour('muted')} aria-hidden="true">
        ${x.ticks(Math.max(2, Math.floor((width - left) / 80))).map(
          (
            tick,
          ) => svg`<line x1=${x(tick)} x2=${x(tick)} y1=${HEAD - 2} y2=${height} stroke=${cssColour('line')} />
            <text x=${x(tick)} y="12" text-anchor="middle">${tick}×</text>`,
        )}
        ${
          median === null
            ? nothing
            : svg`<line x1=${x(median.value)} x2=${x(median.value)} y1=${HEAD - 6} y2=${height} stroke=${cssColour('ink')} stroke-width="1.5" stroke-dasharray="5 4" />
              <text x=${x(median.value)} y=${HEAD - 10} text-anchor=${x(median.value) > width - 90 ? 'end' : 'middle'} fill=${cssColour('ink')} font-weight="600">median ${times(median.value)}</text>`
        }
      </g>
      ${machines.map(({ report, speedup }, index) => {
        const entry = entries[report]!;
        return svg`<g role="listitem" aria-label="${entry.name}: ${times(speedup.value)} (${range(speedup, times)})">
          <title>${entry.name}, ${machineTitle(entry.report.environment)}: ${times(speedup.value)} (${range(speedup, times)})</title>
          <rect x="0" y=${y(index) - ROW / 2} width=${width} height=${ROW} fill="transparent" />
          <text x="0" y=${y(index)} dy="0.32em" font-size="13" fill=${cssColour('ink')}>${shortened(entry.name, left)}</text>
          <path d="M${x(speedup.low)},${y(index)}H${x(speedup.high)}M${x(speedup.low)},${y(index) - 4}v8M${x(speedup.high)},${y(index) - 4}v8" stroke=${cssColour(line.key)} stroke-width="1.5" />
          <path d=${markerPath(line.marker, 5)} transform="translate(${x(speedup.value)} ${y(index)})" fill=${cssColour(line.key)} stroke=${cssColour('panel')} stroke-width="1.5" />
        </g>`;
      })}
    </svg>
    ${
      skipped.length
        ? html`<div class="skipped"><p class="small">Left out:</p><ul>${skipped.map(({ report, reason }) => html`<li><strong>${entries[report]!.name}</strong>: ${reason}</li>`)}</ul></div>`
        : nothing
    }`;
}

/** A name that fits into its column, cut in the middle: files often differ at their ends. */
function shortened(name: string, width: number): string {
  const room = Math.floor((width - 12) / 7.2);
  if (name.length <= room) return name;
  const half = Math.floor((room - 1) / 2);
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}
