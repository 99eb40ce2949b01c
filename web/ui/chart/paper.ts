import { html, nothing, render, type SVGTemplateResult, svg } from 'lit';
import type { Report, View } from '../../generated/types.js';
import { duration, percent, range, times } from '../format.js';
import { type Line, linesOf, markerPath, seriesOf } from '../lines.js';
import { lightColour as ink } from '../palette.js';
import { planTitle, serialTitle } from '../reading.js';
import { chart } from './draw.js';
import { barShape, pieceShape } from './draw-lost.js';
import { barsOf, barWords, PARTS, reach } from './lost.js';
import { type QuantityName, quantityOf } from './quantity.js';
import { layOut, MOST_DOTS, type Model, type Trace } from './scene.js';
import { readingWords } from './switches.js';
import { who } from './words.js';

const WIDTH = 900;
const HEAD = 82;
const ROW = 22;
const BAR_ROW = 58;

/** How the chart looks. */
export interface Look {
  view: View;
  model: Model;
}

/** What stands under the head of a picture. */
interface Body {
  title: string;
  height: number;
  drawn: SVGTemplateResult;
}

/**
 * The view on paper: a standalone SVG in the light colours, with its title, its legend and where it was measured. Views
 * that are no chart, and lost time where nothing was traced, give that of the speedup.
 */
export function chartSvg(report: Report, look: Look): string {
  const lost = look.view.chart === 'lost' && barsOf(report.plan, report).length > 0;
  const body = lost ? lostBody(report) : chartBody(report, look);
  const height = HEAD + body.height;
  const room = document.createElement('div');
  render(
    html`<svg xmlns="http://www.w3.org/2000/svg" width=${WIDTH} height=${height} viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif">
      <rect width=${WIDTH} height=${height} fill=${ink('panel')} />
      <text x="24" y="30" font-size="17" font-weight="650" fill=${ink('ink')}>${planTitle(report.plan)}</text>
      <text x="24" y="50" font-size="12" fill=${ink('muted')}>${body.title} ${readingWords(look.view.reading)}</text>
      <text x="24" y="67" font-size="12" fill=${ink('muted')}>${origin(report)}</text>
      <g transform="translate(0 ${HEAD})">${body.drawn}</g>
    </svg>`,
    room,
  );
  const drawn = room.querySelector('svg')!;
  for (const comment of comments(drawn)) comment.remove();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn)}\n`;
}

/** The baseline's time, and where and when it was measured. */
function origin(report: Report): string {
  const { baseline, environment, plan } = report;
  const own = linesOf(plan).flatMap((line) => {
    const one = line.mode === 'serial' ? null : seriesOf(report, line)?.one;
    return one ? [`${line.title} ${duration(one.value)}`] : [];
  });
  const serial = baseline ? `${serialTitle(plan)} ${duration(baseline.value)}. ` : '';
  const time =
    report.reading.baseline === 'one' && own.length ? `At one worker: ${own.join(', ')}. ` : serial;
  const day = environment.started.slice(0, 10);
  return `${time}${environment.hardwareConcurrency} cores claimed, ${plan.samples} samples in each of ${plan.realms} realms, seed ${plan.seed}, ${day}.`;
}

/** A chart against workers; for views that are none, the speedup. */
function chartBody(report: Report, { view, model }: Look): Body {
  const quantity = quantityOf(view.chart);
  const { plan } = report;
  const scene = layOut({ plan, report, quantity, model, expected: view.prediction }, WIDTH);
  const lines = linesOf(plan);
  const dots = `Dots are samples${scene.cut ? ` (at most ${MOST_DOTS} of a point’s)` : ''}, bars 95 % intervals.`;
  return {
    title: `${scene.quantity.title}. ${dots}`,
    height: scene.height + 34 + lines.length * ROW,
    drawn: svg`${chart(scene, ink)}<g transform="translate(24 ${scene.height + 14})" font-size="13">${lines.map(
      (line, index) =>
        svg`<g transform="translate(0 ${index * ROW})">${keyRow(line, lawWords(report, scene.traces[index]!, quantity, model))}</g>`,
    )}</g>`,
  };
}

function keyRow(line: Line, law: string): SVGTemplateResult {
  return svg`<path d=${markerPath(line.marker, 5)} transform="translate(6 0)" fill=${ink(line.key)} />
    <text x="22" y="4.5" fill=${ink('ink')} font-weight="600">${line.title}</text>
    ${law ? svg`<text x="190" y="4.5" fill=${ink('muted')}>${law}</text>` : nothing}`;
}

/** The parameters of the curve beside a line, and how to read it. */
function lawWords(report: Report, trace: Trace, quantity: QuantityName, model: Model): string {
  const words = parameters(report, trace.line, quantity, model);
  return words && trace.beyond.length ? `${words}; lighter where extrapolated` : words;
}

function parameters(report: Report, line: Line, quantity: QuantityName, model: Model): string {
  const { amdahl, usl, gustafson } = seriesOf(report, line) ?? {};
  const share = (title: string, of: Parameters<typeof range>[0]) =>
    `${title} ${percent(of.value)} (${range(of, percent)})`;
  if (quantity === 'scaled' && gustafson)
    return share('Gustafson: serial fraction', gustafson.serialFraction);
  if (quantity !== 'speedup') return '';
  if (model === 'usl' && usl)
    return `USL: ${share('contention', usl.contention)}, ${share('coherency', usl.coherency)}`;
  if (model !== 'amdahl' || !amdahl) return '';
  const limit = amdahl.limit ? `, limit ${times(amdahl.limit.value)}` : '';
  return `Amdahl: ${share('serial fraction', amdahl.serialFraction)}${limit}`;
}

/** Where the workers' time went, a bar for each point. */
function lostBody(report: Report): Body {
  const bars = barsOf(report.plan, report);
  const most = reach(bars);
  return {
    title: 'Where the workers’ time went, in a traced run.',
    height: 44 + bars.length * BAR_ROW,
    drawn: svg`<g font-size="12">
      ${PARTS.map(
        (
          { part, title },
          index,
        ) => svg`<g transform="translate(${24 + index * 106} 0)">${pieceShape({ part, from: 0, to: 1, negative: false }, 12, 12, ink)}
        <text x="18" y="10.5" fill=${ink('ink')}>${title}</text></g>`,
      )}
      ${bars.map(
        (bar, index) => svg`<g transform="translate(24 ${34 + index * BAR_ROW})">
        <text y="8" font-weight="600" fill=${ink('ink')}>${who(bar.line, bar.point.workers)}</text>
        <text x=${WIDTH - 48} y="8" text-anchor="end" fill=${ink('muted')}>${duration(bar.lost.available)} in all</text>
        <g transform="translate(0 13)">${barShape(bar, most, WIDTH - 48, 14, ink)}</g>
        <text y="40" font-size="11" fill=${ink('muted')}>${barWords(bar)}</text></g>`,
      )}</g>`,
  };
}

function comments(root: Node): ChildNode[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: ChildNode[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as ChildNode);
  return found;
}

/** The chart as a bitmap, at twice its size. */
export async function chartPng(report: Report, look: Look): Promise<Blob> {
  const source = chartSvg(report, look);
  const image = new Image();
  const address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('This browser gave no canvas to draw on.');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob(
        (blob) => (blob ? done(blob) : fail(new Error('The picture could not be written.'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
