/** What every actor did when: a lane for each, and tokens that go from one to another. */
import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { duration } from '../../ui/format.js';
import { type Colour, cssColour } from '../../ui/palette.js';
import type { Entered } from '../board.js';

/** A state's colour. What is not in the list is not drawn. */
export type Colours = Readonly<Record<string, Colour>>;

/** One actor's time. */
export interface Lane {
  title: string;
  spans: readonly { from: number; to: number; state: string }[];
  /** What stands beside its name. */
  words?: string;
}

/** Something that one actor gave at a time, and another got. Times are milliseconds. */
export interface Token {
  from: { lane: number; at: number };
  to: { lane: number; at: number };
  title: string;
}

/** Spans of the states that an actor's log says, until the end. */
export function spansOf(log: readonly Entered[], end: number): Lane['spans'] {
  return log.map(({ at, state }, index) => ({ from: at, to: log[index + 1]?.at ?? end, state }));
}

const LANE = 40;
const BAR = 14;

/** The lanes, the tokens, the colours' names, and the time below. */
export function lanes(
  all: readonly Lane[],
  tokens: readonly Token[],
  colours: Colours,
  width: number,
  title: string,
): TemplateResult {
  const end = Math.max(0.001, ...all.flatMap(({ spans }) => spans.map(({ to }) => to)));
  const x = scaleLinear([0, end], [2, width - 8]);
  const height = all.length * LANE;
  const y = (lane: number) => lane * LANE + 20;
  return html`<div class="row">
    <svg viewBox="0 0 ${width} ${height + 36}" height=${height + 36} role="img" aria-label="${title}: ${all.map(laneWords).join('; ')}">
      <g aria-hidden="true" font-size="12" fill=${cssColour('muted')}>
        ${all.map(
          (
            lane,
            index,
          ) => svg`<text x="2" y=${y(index) - 6} fill=${cssColour('ink')} font-weight="600">${lane.title}<tspan fill=${cssColour('muted')} font-weight="400" dx="8">${lane.words ?? ''}</tspan></text>
          <rect x="2" y=${y(index)} width=${width - 10} height=${BAR} fill=${cssColour('well')} />
          ${lane.spans.map(({ from, to, state }) =>
            colours[state]
              ? svg`<rect x=${x(from)} y=${y(index)} width=${Math.max(0.75, x(to) - x(from))} height=${BAR} fill=${cssColour(colours[state])} />`
              : null,
          )}`,
        )}
        ${tokens.map(
          ({
            from,
            to,
          }) => svg`<path d="M${x(from.at)},${y(from.lane) + BAR / 2}L${x(to.at)},${y(to.lane) + BAR / 2}" stroke=${cssColour('ink')} stroke-opacity="0.55" fill="none" />
          <circle cx=${x(from.at)} cy=${y(from.lane) + BAR / 2} r="3" fill=${cssColour('panel')} stroke=${cssColour('ink')} />
          <circle cx=${x(to.at)} cy=${y(to.lane) + BAR / 2} r="3" fill=${cssColour('ink')} />`,
        )}
        <line x1="2" x2=${width - 8} y1=${height + 2} y2=${height + 2} stroke=${cssColour('edge')} />
        ${x.ticks(width < 480 ? 3 : 6).map(
          (
            tick,
          ) => svg`<line x1=${x(tick)} x2=${x(tick)} y1=${height + 2} y2=${height + 7} stroke=${cssColour('edge')} />
          <text x=${x(tick)} y=${height + 20} text-anchor=${tick === 0 ? 'start' : x(tick) > width - 36 ? 'end' : 'middle'}>${duration(tick)}</text>`,
        )}
      </g>
    </svg>
    ${key(colours, tokens.length > 0)}
  </div>`;
}

/** The states' colours. */
export function key(colours: Colours, tokens = false): TemplateResult {
  return html`<ul class="key" role="list">
    ${Object.entries(colours).map(
      ([state, colour]) =>
        html`<li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" rx="3" fill=${cssColour(colour)} /></svg> ${state}</li>`,
    )}
    ${tokens ? html`<li><svg width="20" height="14" aria-hidden="true"><path d="M3,11L17,3" stroke=${cssColour('ink')} /><circle cx="3" cy="11" r="2.5" fill=${cssColour('panel')} stroke=${cssColour('ink')} /><circle cx="17" cy="3" r="2.5" fill=${cssColour('ink')} /></svg> a token, given and taken</li>` : ''}
  </ul>`;
}

/** `Worker 1: 12 times working, 3.1 ms in all`. */
function laneWords({ title, spans, words }: Lane): string {
  const states = [...new Set(spans.map(({ state }) => state))];
  const parts = states.map((state) => {
    const some = spans.filter((span) => span.state === state);
    return `${state} ${duration(some.reduce((sum, { from, to }) => sum + to - from, 0))}`;
  });
  return `${title}${words ? ` (${words})` : ''}: ${parts.join(', ')}`;
}
