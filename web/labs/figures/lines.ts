/** Lines on the chart that workloads have, too: medians with intervals and dots over a count. */
import { scaleLinear } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import { html, type TemplateResult } from 'lit';
import type { Estimate, Point } from '../../generated/types.js';
import { chart, type Hands } from '../../ui/chart/draw.js';
import type { Quantity } from '../../ui/chart/quantity.js';
import { heightFor, type Mark, MOST_DOTS, type Scene, type Trace } from '../../ui/chart/scene.js';
import { swatch } from '../../ui/controls.js';
import { range } from '../../ui/format.js';
import type { Line } from '../../ui/lines.js';
import { cssColour } from '../../ui/palette.js';

/** One line: what it is called, and its points. */
export interface Series {
  line: Pick<Line, 'key' | 'marker' | 'title'>;
  points: readonly { at: number; estimate: Estimate; dots: readonly number[] }[];
}

/** What the axes say. */
export interface Axes {
  title: string;
  /** What is counted along the horizontal axis: `workers`. */
  along: string;
  most: number;
  /** What stands above. */
  axis: string;
  words(value: number): string;
  /** A curve to compare with, and its name. */
  limit?: { at(count: number): number; word: string };
}

/** The chart, its legend, and all its numbers as a table. */
export function lines(series: readonly Series[], axes: Axes, width: number): TemplateResult {
  const scene = layOut(series, axes, width);
  const label = (one: Trace, mark: Mark) => {
    const point = series
      .find(({ line }) => line.key === one.line.key)!
      .points.find(({ at }) => at === mark.point.workers)!;
    return `${one.line.title}, ${point.at} ${axes.along}: ${axes.words(point.estimate.value)} (${range(point.estimate, axes.words)})`;
  };
  const still = () => undefined;
  const hands: Hands = { current: null, label, focus: still, enter: still, leave: still };
  return html`<div class="row">
    <h3>${axes.title}</h3>
    <svg viewBox="0 0 ${scene.width} ${scene.height}" height=${scene.height} role="group" aria-label="${axes.title}; the table below has its numbers">
      ${chart(scene, cssColour, hands)}
    </svg>
    <ul class="key" role="list">${series.map(({ line }) => html`<li>${swatch(line.key, line.marker, 14)} ${line.title}</li>`)}</ul>
    <p class="small">Dots are samples, marks medians, bars 95 % intervals.</p>
    <details><summary><h3>The numbers</h3></summary>
      <div class="scroll"><table>
        <thead><tr><th scope="col">${axes.along}</th>${series.map(({ line }) => html`<th scope="col">${line.title}</th>`)}</tr></thead>
        <tbody>${counts(series).map(
          (at) =>
            html`<tr><th scope="row">${at}</th>${series.map(({ points }) => {
              const found = points.find((point) => point.at === at);
              return html`<td>${found ? `${axes.words(found.estimate.value)} (${range(found.estimate, axes.words)})` : '–'}</td>`;
            })}</tr>`,
        )}</tbody>
      </table></div>
    </details>
  </div>`;
}

const counts = (series: readonly Series[]): number[] =>
  [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);

/** Lays the lines out as the chart of workloads wants them. */
function layOut(series: readonly Series[], axes: Axes, width: number): Scene {
  const height = heightFor(width);
  const most = Math.max(2, axes.most);
  const room = Math.max(0.35, (most - 1) * 0.07);
  const [left, right, top, bottom] = [64, width - 16, 28, height - 44];
  const ceiling = axes.limit?.at(most) ?? 0;
  const highest = Math.max(
    ceiling,
    ...series.flatMap(({ points }) =>
      points.flatMap(({ estimate, dots }) => [estimate.value, ...dots.slice(0, MOST_DOTS)]),
    ),
  );
  const x = scaleLinear([1 - room, most + room], [left, right]);
  const y = scaleLinear([0, highest > 0 ? highest * 1.05 : 1], [bottom, top]).nice(5);
  const step = Math.min(18, (x(2) - x(1)) / (series.length + 2));
  const traces = series.map(({ line, points }, index): Trace => {
    const aside = (index - (series.length - 1) / 2) * step;
    const marks = points.map(
      ({ at, estimate, dots }): Mark => ({
        // The chart looks at no more of a point than this.
        point: { workers: at, oversubscribed: false } as Point,
        x: x(at) + aside,
        y: y(estimate.value),
        low: y(estimate.low),
        high: y(estimate.high),
        cut: { low: false, high: false },
        dots: dots.slice(0, MOST_DOTS).map((dot, place) => ({
          x: x(at) + aside + (((place * 0.618034) % 1) - 0.5) * step * 0.75,
          y: y(dot),
        })),
        failed: false,
      }),
    );
    const path =
      pathOf<Mark>(
        ({ x }) => x,
        ({ y }) => y,
      )(marks) ?? '';
    const full: Line = { ...line, mode: 'threads', transport: null, dash: '' };
    return { line: full, marks, path, model: null, beyond: [], limit: null };
  });
  const ends = Array.from({ length: most }, (_, index) => index + 1);
  const limit = axes.limit;
  return {
    ...{ width, height, left, right, top, bottom, x, y },
    quantity: { title: axes.title, axis: axes.axis, tick: axes.words, words: axes.words } as Quantity,
    along: axes.along,
    xTicks: ends.length > 12 ? ends.filter((end) => end % 2 === 0) : ends,
    yTicks: y.ticks(5),
    ideal: limit
      ? {
          path: pathOf<number>(x, (end) => y(limit.at(end)))(ends) ?? '',
          x: x(1 + (most - 1) * 0.6),
          y: y(limit.at(1 + (most - 1) * 0.6)),
          slope: 0,
          word: limit.word,
        }
      : null,
    level: null,
    overlays: { knee: null, ceilings: [], expected: null },
    names: [],
    cited: [],
    traces,
    gutter: false,
    cut: false,
  };
}
