import { html, nothing, render, type SVGTemplateResult, svg } from 'lit';
import type { Report } from '../../generated/types.js';
import { duration, percent, range, times } from '../format.js';
import { markerPath, seriesOf } from '../lines.js';
import { lightColour as ink } from '../palette.js';
import { planTitle, serialTitle } from '../reading.js';
import { backdrop, trace } from './draw.js';
import { layOut, MOST_DOTS, type Scene } from './scene.js';

const WIDTH = 900;
const HEAD = 64;
const ROW = 22;

/** The chart on paper: a standalone SVG in the light colours, with its title, its legend and where it was measured. */
export function chartSvg(report: Report): string {
  const scene = layOut(report.plan, report, WIDTH);
  const foot = 34 + scene.traces.length * ROW;
  const height = HEAD + scene.height + foot;
  const room = document.createElement('div');
  render(
    html`<svg xmlns="http://www.w3.org/2000/svg" width=${WIDTH} height=${height} viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif">
      <rect width=${WIDTH} height=${height} fill=${ink('panel')} />
      <text x="24" y="30" font-size="17" font-weight="650" fill=${ink('ink')}>${planTitle(report.plan)}</text>
      <text x="24" y="50" font-size="12" fill=${ink('muted')}>${subtitle(report, scene)}</text>
      <g transform="translate(0 ${HEAD})">${backdrop(scene, ink)}${scene.traces.map((one) => trace(scene, one, ink))}</g>
      <g transform="translate(24 ${HEAD + scene.height + 14})" font-size="13">${key(report, scene)}</g>
    </svg>`,
    room,
  );
  const drawn = room.querySelector('svg')!;
  for (const comment of comments(drawn)) comment.remove();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn)}\n`;
}

function subtitle({ baseline, environment, plan }: Report, { cut }: Scene): string {
  const time = baseline ? `${serialTitle(plan)} ${duration(baseline.value)}. ` : '';
  const day = environment.started.slice(0, 10);
  return `${time}${environment.hardwareConcurrency} cores claimed, ${plan.samples} samples in each of ${plan.realms} realms, seed ${plan.seed}, ${day}. Dots are samples${cut ? ` (at most ${MOST_DOTS} of a point’s)` : ''}, bars 95 % intervals.`;
}

function key(report: Report, scene: Scene): SVGTemplateResult[] {
  return scene.traces.map(({ line }, index) => {
    const fit = seriesOf(report, line)?.amdahl;
    const law = fit
      ? `serial fraction ${percent(fit.serialFraction.value)} (${range(fit.serialFraction, percent)})${fit.limit ? `, limit ${times(fit.limit.value)}` : ''}`
      : '';
    return svg`<g transform="translate(0 ${index * ROW})">
      <path d=${markerPath(line.marker, 5)} transform="translate(6 0)" fill=${ink(line.key)} />
      <text x="22" y="4.5" fill=${ink('ink')} font-weight="600">${line.title}</text>
      ${law ? svg`<text x="190" y="4.5" fill=${ink('muted')}>${law}</text>` : nothing}
    </g>`;
  });
}

function comments(root: Node): ChildNode[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: ChildNode[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as ChildNode);
  return found;
}

/** The chart as a bitmap, at twice its size. */
export async function chartPng(report: Report): Promise<Blob> {
  const source = chartSvg(report);
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
