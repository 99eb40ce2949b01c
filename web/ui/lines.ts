import type { Mode, Plan, Report, Series, Transport } from '../generated/types.js';
import { modeTitle } from './format.js';
import type { Colour } from './palette.js';

/** The shape of a series' marks; with the dashes, what tells series apart without colour. */
export type Marker = 'square' | 'circle' | 'triangle' | 'wedge' | 'diamond' | 'cross';

/** How one line of the chart is called and drawn. */
export interface Line {
  /** Unique on a chart. */
  key: Colour;
  mode: Mode;
  transport: Transport | null;
  /** For people. */
  title: string;
  marker: Marker;
  /** The dashes of the fitted curve. */
  dash: string;
}

const LOOKS: Record<string, { marker: Marker; dash: string }> = {
  serial: { marker: 'square', dash: '1 4' },
  threads: { marker: 'circle', dash: '7 4' },
  'processes-copy': { marker: 'triangle', dash: '2 3' },
  'processes-transfer': { marker: 'diamond', dash: '10 3 2 3' },
  'processes-shared': { marker: 'wedge', dash: '12 3' },
  async: { marker: 'cross', dash: '4 3 1 3' },
};

/** The line of a mode. */
export function lineOf(mode: Mode, transport?: Transport | null): Line {
  const key = (transport ? `${mode}-${transport}` : mode) as Colour;
  return { key, mode, transport: transport ?? null, title: modeTitle(mode, transport), ...LOOKS[key]! };
}

/** The lines that a plan's report will have, in its order. */
export function linesOf(plan: Pick<Plan, 'modes' | 'transports'>): Line[] {
  return plan.modes.flatMap((mode) =>
    mode === 'processes' ? plan.transports.map((transport) => lineOf(mode, transport)) : [lineOf(mode)],
  );
}

/** What was measured of a line; nothing before the first report. */
export function seriesOf(report: Report | null, line: Line): Series | undefined {
  return report?.series.find(
    ({ mode, transport }) => mode === line.mode && (transport ?? null) === line.transport,
  );
}

/** A marker's outline around 0,0, as an SVG path, `r` being its half width. */
export function markerPath(marker: Marker, r: number): string {
  const t = r * 1.15;
  const d = r * 1.3;
  const c = r * 0.42;
  switch (marker) {
    case 'square':
      return `M${-r},${-r}H${r}V${r}H${-r}Z`;
    case 'circle':
      return `M${r},0A${r},${r} 0 1 1 ${-r},0A${r},${r} 0 1 1 ${r},0Z`;
    case 'triangle':
      return `M0,${-t}L${t},${t * 0.8}H${-t}Z`;
    case 'wedge':
      return `M0,${t}L${t},${-t * 0.8}H${-t}Z`;
    case 'diamond':
      return `M0,${-d}L${d},0L0,${d}L${-d},0Z`;
    case 'cross':
      return `M${-c},${-d}H${c}V${-c}H${d}V${c}H${c}V${d}H${-c}V${c}H${-d}V${-c}H${-c}Z`;
  }
}
