/**
 * Figures that texts on concurrency in Python give for the same programs, to stand beside what is measured here. They are
 * from another machine, another language and another input: what may be compared is the shape, and not a millisecond.
 */
import type { Plan, View } from '../../generated/types.js';
import type { QuantityName } from './quantity.js';

/** A figure of the texts. */
interface Figure {
  workload: string;
  /** What was run. */
  words: string;
  workers: number;
  /** The serial program's time and this one's, seconds. */
  serial: number;
  time: number;
}

const FIGURES: readonly Figure[] = [
  { workload: 'mergesort', words: '100,000 numbers, 4 processes', workers: 4, serial: 0.492, time: 0.313 },
  { workload: 'mergesort', words: '500,000 numbers, 4 processes', workers: 4, serial: 2.739, time: 1.586 },
  {
    workload: 'mergesort',
    words: '100,000 numbers, 4 threads with a GIL',
    workers: 4,
    serial: 0.492,
    time: 0.482,
  },
  {
    workload: 'mergesort',
    words: '500,000 numbers, 4 threads with a GIL',
    workers: 4,
    serial: 2.739,
    time: 2.818,
  },
  {
    workload: 'sudoku',
    words: '234 hard puzzles, 4 processes, a task each',
    workers: 4,
    serial: 5.368,
    time: 2.856,
  },
  {
    workload: 'sudoku',
    words: '234 hard puzzles, 4 processes, a chunk each',
    workers: 4,
    serial: 5.368,
    time: 2.818,
  },
];

/** What a figure is as this quantity; `null` for quantities of one machine only. */
function asQuantity({ serial, time, workers }: Figure, quantity: QuantityName): number | null {
  const speedup = serial / time;
  if (quantity === 'speedup') return speedup;
  if (quantity === 'efficiency') return speedup / workers;
  if (quantity === 'karp-flatt') return (1 / speedup - 1 / workers) / (1 - 1 / workers);
  return null;
}

/** A figure as it is drawn. */
export interface Cited {
  words: string;
  workers: number;
  value: number;
}

/** Whether the texts have figures for a program. */
export const haveFigures = ({ workload }: Plan): boolean => FIGURES.some((one) => one.workload === workload);

/** The figures to draw: those for the plan's program, where they are asked for and the quantity has them. */
export function figuresOf(plan: Plan, figures: View['figures'], quantity: QuantityName): Cited[] {
  if (figures !== 'texts') return [];
  return FIGURES.filter(({ workload }) => workload === plan.workload).flatMap((figure) => {
    const value = asQuantity(figure, quantity);
    return value === null ? [] : [{ words: figure.words, workers: figure.workers, value }];
  });
}
