/** Actors round a table, with a resource between each two: who holds what, and who waits for it. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { type Colour, cssColour } from '../../ui/palette.js';
import { type Claim, circle } from '../waiting.js';

/** One actor. */
export interface Seat extends Claim {
  title: string;
  state: string;
  /** What it has got done, in words. */
  words: string;
}

/** The table: seat `i` has resource `i` before it and the next one after it. */
export function ring(
  seats: readonly Seat[],
  resource: string,
  colours: Readonly<Record<string, Colour>>,
  width: number,
): TemplateResult {
  const n = seats.length;
  const size = Math.min(width, 420);
  const middle = size / 2;
  const radius = size * 0.34;
  const place = (turn: number, r: number) => ({
    x: middle + r * Math.sin((turn / n) * 2 * Math.PI),
    y: middle - r * Math.cos((turn / n) * 2 * Math.PI),
  });
  const seatAt = (seat: number) => place(seat, radius);
  const forkAt = (fork: number) => place(fork - 0.5, radius * (n > 2 ? 0.92 : 0.75));
  const stuck = circle(seats) ?? [];
  const r = Math.max(9, Math.min(20, (size * 0.9) / (n + 2)));
  const edge = (seat: number, fork: number, holds: boolean) => {
    const [a, b] = [seatAt(seat), forkAt(fork)];
    const colour = stuck.includes(seat) ? cssColour('bad') : cssColour(holds ? 'ink' : 'edge');
    return svg`<line x1=${a.x} y1=${a.y} x2=${b.x} y2=${b.y} stroke=${colour} stroke-width=${holds ? 4 : 2} stroke-dasharray=${holds ? 'none' : '4 4'} />`;
  };
  return html`<div class="row">
    <svg viewBox="0 0 ${size} ${size}" height=${size} class="round" role="img" aria-label=${seats.map((seat) => seatWords(seat, resource)).join('; ')}>
      <g aria-hidden="true" font-size="12" text-anchor="middle" fill=${cssColour('ink')}>
        ${seats.map(({ holds, wants }, seat) => [
          holds.map((fork) => edge(seat, fork, true)),
          wants === null ? nothing : edge(seat, wants, false),
        ])}
        ${seats.map((_, fork) => {
          const { x, y } = forkAt(fork);
          return svg`<rect x=${x - 9} y=${y - 9} width="18" height="18" rx="4" fill=${cssColour('panel')} stroke=${cssColour('ink')} stroke-width="1.5" />
            <text x=${x} y=${y} dy="0.34em">${fork + 1}</text>`;
        })}
        ${seats.map(({ title, state, words }, seat) => {
          const { x, y } = seatAt(seat);
          const label = place(seat, radius + r + 18);
          const side = Math.sin((seat / n) * 2 * Math.PI);
          const anchor = side > 0.3 ? 'start' : side < -0.3 ? 'end' : 'middle';
          const at = anchor === 'middle' ? label.x : x + Math.sign(side) * (r + 6);
          const line = anchor === 'middle' ? label.y : y - 6;
          return svg`<circle cx=${x} cy=${y} r=${r} fill=${cssColour(colours[state] ?? 'lost-idle')} stroke=${stuck.includes(seat) ? cssColour('bad') : cssColour('ink')} stroke-width=${stuck.includes(seat) ? 3 : 1} />
            <text x=${at} y=${line} dy="0.1em" font-weight="600" text-anchor=${anchor}>${title}</text>
            <text x=${at} y=${line} dy="1.3em" fill=${cssColour('muted')} text-anchor=${anchor}>${words}</text>`;
        })}
      </g>
    </svg>
    <p class="small">Squares are ${resource}s. A thick line: holds it; a broken one: waits for it.</p>
  </div>`;
}

/** `Worker A, waiting: holds lock 1, waits for lock 2`. */
export function seatWords({ title, state, holds, wants }: Seat, resource: string): string {
  const held = holds.map((fork) => `holds ${resource} ${fork + 1}`);
  const parts = wants === null ? held : [...held, `waits for ${resource} ${wants + 1}`];
  return `${title}, ${state}${parts.length ? `: ${parts.join(', ')}` : ''}`;
}
