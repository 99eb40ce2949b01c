/**
 * The lab in a frame: it tells the page around it its height and its reports, and takes plans from the origins that the
 * link's `allow-origin` names. Every other message is passed over.
 */
import { cores } from './capabilities.js';
import { core } from './core.js';
import type { SpeedupLab } from './element.js';
import type { Plan, Report } from './generated/types.js';
import { problemOf } from './message.js';
import { pairsOfAddress } from './ui/permalink.js';

/** What the frame tells its parent. */
export type FromFrame =
  /** How tall it would be without a scrollbar, CSS pixels. */
  | { type: 'speedup-lab:resize'; height: number }
  /** A run has ended, complete or cancelled. */
  | { type: 'speedup-lab:report'; report: Report };

/** What the frame takes from a page of an origin that `allow-origin` names. What a plan leaves out takes its default. */
export interface ToFrame {
  type: 'speedup-lab:run';
  plan: Partial<Plan>;
}

/** How long the page around the frame has to make it as tall as it asks, milliseconds. */
const PATIENCE = 500;

/** Lets a page's labs and the page around its frame talk. Plans are for the first lab. */
export function inFrame(labs: readonly SpeedupLab[]): void {
  const tell = (message: FromFrame) => parent.postMessage(message, '*');
  for (const lab of labs) {
    lab.addEventListener('speedup-report', ({ detail: report }) =>
      tell({ type: 'speedup-lab:report', report }),
    );
  }
  tellHeight((height) => tell({ type: 'speedup-lab:resize', height }));
  if (labs[0]) takePlans(labs[0]);
}

/**
 * Tells the height now and whenever it changes. A parent that gives the frame that height needs no scrollbar in it, and
 * the frame shows none, also while it waits; where the parent doesn't, all of it can still be scrolled to.
 */
function tellHeight(tell: (height: number) => void): void {
  const root = document.documentElement;
  let wanted = 0;
  let late: ReturnType<typeof setTimeout> | undefined;
  const look = () => root.classList.toggle('fits', innerHeight >= wanted);
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === wanted) return;
    wanted = height;
    tell(height);
    clearTimeout(late);
    late = setTimeout(look, PATIENCE);
  }).observe(document.body);
  addEventListener('resize', () => {
    if (innerHeight >= wanted) look();
  });
}

/** Runs the plans that arrive. One that comes during a run waits for its end; of several, the last. */
function takePlans(lab: SpeedupLab): void {
  const allowed = core().then(
    (rust) => rust.parseQuery(pairsOfAddress(location.search), cores()).embedding.allowOrigin,
  );
  let next: { plan: Partial<Plan> } | null = null;
  let busy = false;
  const work = async () => {
    if (busy) return;
    busy = true;
    while (next) {
      const { plan } = next;
      next = null;
      // The lab has said what is wrong with it.
      await lab.run(plan).catch(() => undefined);
    }
    busy = false;
  };
  addEventListener('message', async ({ data, origin }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'speedup-lab:run')
      return;
    if (!(await allowed).includes(origin)) return;
    const plan = 'plan' in data ? data.plan : undefined;
    const problem = problemOf(plan);
    if (problem) return lab.refuse([problem]);
    next = { plan: plan as Partial<Plan> };
    await lab.idle();
    void work();
  });
}
