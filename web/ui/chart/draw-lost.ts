import { type SVGTemplateResult, svg } from 'lit';
import type { Ink } from './draw.js';
import { type Bar, PARTS, type Piece } from './lost.js';

/** A bar's pieces and the mark where the available time ends. */
export function barShape(
  { pieces }: Bar,
  most: number,
  width: number,
  height: number,
  ink: Ink,
): SVGTemplateResult {
  const scale = width / most;
  return svg`${pieces.map((one) => pieceShape(one, scale, height, ink))}
    <path d="M${scale},0V${height}" stroke=${ink('ink')} stroke-width="1.5" vector-effect="non-scaling-stroke" />`;
}

/** One piece. What is unexplained is an outline; where it is negative, dashed, over the others. */
export function pieceShape(
  { part, from, to, negative }: Piece,
  scale: number,
  height: number,
  ink: Ink,
): SVGTemplateResult {
  const colour = PARTS.find((one) => one.part === part)!.colour;
  const [x, width] = [from * scale, Math.max(1, (to - from) * scale)];
  if (colour) {
    return svg`<rect data-part=${part} x=${x} y="0" width=${width} height=${height} fill=${ink(colour)} stroke=${ink('panel')} stroke-width="1" vector-effect="non-scaling-stroke" />`;
  }
  return svg`<rect data-part=${part} x=${x} y="1" width=${width} height=${height - 2} fill=${negative ? ink('panel') : 'none'} fill-opacity="0.6"
    stroke=${ink('edge')} stroke-width="1.5" stroke-dasharray=${negative ? '3 2' : 'none'} vector-effect="non-scaling-stroke" />`;
}
