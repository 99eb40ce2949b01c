/** The stretch of time in view, milliseconds; 0 is the start of the run. */
export interface Stretch {
  from: number;
  to: number;
}

/** The shortest stretch, as a share of all there is. */
const CLOSEST = 1 / 20_000;

/** How long a stretch is. */
export const length = ({ from, to }: Stretch): number => to - from;

/** Moves a stretch into what there is, and makes it neither longer than that nor too short to see. */
function within(stretch: Stretch, all: Stretch): Stretch {
  const long = Math.min(length(all), Math.max(length(stretch), length(all) * CLOSEST));
  const from = Math.min(Math.max(stretch.from, all.from), all.to - long);
  return { from, to: from + long };
}

/** Makes the stretch `factor` times as long, with one moment staying where it is. */
export function zoomed(stretch: Stretch, all: Stretch, factor: number, around: number): Stretch {
  const long = Math.min(length(all), Math.max(length(stretch) * factor, length(all) * CLOSEST));
  const share = (around - stretch.from) / length(stretch);
  const from = around - share * long;
  return within({ from, to: from + long }, all);
}

/** Moves the stretch along by a share of its length. */
export function panned(stretch: Stretch, all: Stretch, share: number): Stretch {
  const by = share * length(stretch);
  return within({ from: stretch.from + by, to: stretch.to + by }, all);
}

/** Moves the stretch as little as needed to have a span in it. */
export function around(
  stretch: Stretch,
  all: Stretch,
  { start, end }: { start: number; end: number },
): Stretch {
  if (start >= stretch.from && end <= stretch.to) return stretch;
  const middle = (start + end) / 2;
  const long = Math.max(length(stretch), (end - start) * 1.2);
  return within({ from: middle - long / 2, to: middle + long / 2 }, all);
}
