import type { Phases, Report, Sample, SudokuAnswer, Trial } from '../generated/types.js';
import { chartPng, chartSvg, type Look } from './chart/paper.js';

/** What a report can be saved as. */
export type Format = 'json' | 'csv' | 'svg' | 'png';

/** A report as a file to save; a picture looks as the chart does. */
export async function fileOf(report: Report, format: Format, look: Look): Promise<File> {
  const name = `speedup-lab-${report.plan.workload}-${report.plan.size}-${stamp(report)}.${format}`;
  switch (format) {
    case 'json':
      return new File([`${JSON.stringify(report, null, 2)}\n`], name, { type: 'application/json' });
    case 'csv':
      return new File([csvOf(report)], name, { type: 'text/csv' });
    case 'svg':
      return new File([chartSvg(report, look)], name, { type: 'image/svg+xml' });
    case 'png':
      return new File([await chartPng(report, look)], name, { type: 'image/png' });
  }
}

/** `2026-05-20-1403`, from when the run began. */
function stamp({ environment }: Report): string {
  return environment.started.slice(0, 16).replace(/[:T]/g, (mark) => (mark === 'T' ? '-' : ''));
}

/** Hands a file to the browser to save. */
export function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const PHASES = ['split', 'send', 'solve', 'receive', 'merge'] as const satisfies readonly (keyof Phases)[];

/** One row a sample, the warm-up as sample 0, one row a failed cell; RFC 4180. Times are milliseconds. */
export function csvOf(report: Report): string {
  const { plan } = report;
  const options = Object.entries(plan.options);
  const head = [
    'workload',
    'size',
    ...options.map(([name]) => name),
    'seed',
    'cell',
    'mode',
    'transport',
    'workers',
    'realm',
    'start_up_ms',
    'sample',
    'total_ms',
    ...PHASES.map((phase) => `${phase}_ms`),
    'batch',
    'failure',
    'message',
  ];
  const shared = [plan.workload, plan.size, ...options.map(([, value]) => value), plan.seed];
  const rows = report.trials.flatMap((trial) => rowsOf(trial).map((row) => [...shared, ...row]));
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

type Field = string | number;

function rowsOf({ cell, outcome }: Trial): Field[][] {
  const who: Field[] = [cell.id, cell.mode, cell.transport ?? '', cell.workers, cell.realm];
  if (outcome.status === 'failed') {
    return [[...who, '', '', '', ...PHASES.map(() => ''), '', outcome.failure.kind, outcome.failure.message]];
  }
  const row = (sample: Sample, index: number): Field[] => [
    ...who,
    outcome.startUp,
    index,
    sample.total,
    ...PHASES.map((phase) => sample.phases[phase]),
    sample.batch,
    '',
    '',
  ];
  return [outcome.warmUp, ...outcome.samples].map(row);
}

function quoted(field: Field): string {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Solutions as text, one puzzle a line; where there is none, the puzzle; a remark where it isn't known to be the only
 * one, which takes a `limit` of at least 2.
 */
export function solutionsFile(answers: readonly SudokuAnswer[], limit: number): File {
  const lines = answers.map(({ puzzle, solution, solutions }) => {
    if (solutions === 0 || !solution) return `${puzzle} # no solution`;
    if (limit === 1) return `${solution} # not looked for a second`;
    return solutions > 1 ? `${solution} # one of several` : solution;
  });
  return new File([`${lines.join('\n')}\n`], 'sudoku-solutions.txt', { type: 'text/plain' });
}
