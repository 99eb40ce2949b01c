/**
 * The lab in other people's pages: every kind of page, of lab's host and of embedding. What can run there is known
 * before, and runs for real.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Frame, type Page, test } from '@playwright/test';
import type { Mode } from '../../web/generated/types.js';
import { CSP, type Hosts, hosts, ISOLATED, LAB_HEADERS, type LabHeaders } from './fixtures/hosts.js';

type Lab = typeof import('../../web/api.js');

const PUZZLE = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const SOLUTION = '534678912672195348198342567859761423426853791713924856961537284287419635345286179';
const ALWAYS: readonly Mode[] = ['serial', 'processes', 'async'];

const PARENTS = ['nothing', 'COOP+COEP', 'sandbox', 'strict CSP'] as const;
type Parent = (typeof PARENTS)[number];

/** What is expected where. */
type Expected = 'threads' | 'no threads' | 'blocked';

/** Threads in a frame: with an isolated parent wherever the frame may load, else by the frame's own header. */
function inFrame(parent: Parent, header: LabHeaders, browser: string): Expected {
  if (parent === 'COOP+COEP') return header === 'none' || header === 'DIP alone' ? 'blocked' : 'threads';
  return header.startsWith('DIP') && browser === 'chromium' ? 'threads' : 'no threads';
}

/** Threads for a script of another origin: as its page is. */
function byScript(parent: Parent): Expected {
  return parent === 'COOP+COEP' ? 'threads' : 'no threads';
}

/** Sorts and solves in every mode that can be had: the modes in which both came out right, and why not the others. */
function tried(where: Page | Frame, lab: string) {
  return where.evaluate(
    async ({ lab, puzzle, solution }) => {
      const { capabilities, sort, solveSudoku }: Lab = await import(`${lab}speedup-lab.js` as string);
      const { modes } = await capabilities();
      const able: string[] = [];
      const reasons: string[] = [];
      for (const [name, { available, reason }] of Object.entries(modes)) {
        if (!available) {
          reasons.push(`${name}: ${reason}`);
          continue;
        }
        const mode = name as Mode;
        const sorted = await sort(Float64Array.of(3, Number.NaN, -0, 0, -7), { mode, workers: 2 });
        const [answer] = await solveSudoku(puzzle, { mode, workers: 2 });
        const right = [...sorted].map((value) => (Object.is(value, -0) ? '-0' : String(value))).join();
        if (right === '-7,-0,0,3,NaN' && answer?.solution === solution && answer.solutions === 1)
          able.push(name);
      }
      return { able, reasons };
    },
    { lab, puzzle: PUZZLE, solution: SOLUTION },
  );
}

/** What was seen, for those who make tables of it: a file for each browser, page and way of embedding. */
const SEEN = join(import.meta.dirname, 'results/embedding');

interface Seen {
  header: LabHeaders;
  /** The modes in which a sort and a sudoku came out right; `null` where the browser refuses to load the frame. */
  modes: string[] | null;
}

async function note(browser: string, way: 'frame' | 'script', parent: Parent, seen: Seen[]): Promise<void> {
  await mkdir(SEEN, { recursive: true });
  const name = `${browser}-${way}-${parent.replaceAll(/\W/g, '-')}.json`;
  await writeFile(join(SEEN, name), `${JSON.stringify({ browser, way, parent, seen }, null, 2)}\n`);
}

let at: Hosts;
test.beforeAll(async () => {
  at = await hosts();
});
test.afterAll(() => at.close());

for (const parent of PARENTS) {
  test(`a frame, its page ${parent}: what should run there does @firefox`, async ({ page, browserName }) => {
    const seen: Seen[] = [];
    for (const header of Object.keys(LAB_HEADERS) as LabHeaders[]) {
      await test.step(`lab's host sends ${header}`, async () => {
        const lab = at.lab[header];
        const expected = inFrame(parent, header, browserName);
        const sandbox = parent === 'sandbox' ? 'sandbox="allow-scripts"' : '';
        const headers = {
          ...(parent === 'COOP+COEP' && ISOLATED),
          ...(parent === 'strict CSP' && {
            'Content-Security-Policy': `default-src 'none'; frame-src ${new URL(lab).origin}`,
          }),
        };
        const body = `<iframe src="${lab}?embed" width="700" height="900" allow="cross-origin-isolated" ${sandbox}></iframe>`;
        await page.goto(at.page({ body, headers }));
        const inside = page.frameLocator('iframe');
        const threads = inside.getByRole('checkbox', { name: 'Threads', exact: true });
        if (expected === 'blocked') {
          await expect(page.locator('iframe')).toBeVisible();
          await expect(threads).toHaveCount(0);
          seen.push({ header, modes: null });
          return;
        }
        await expect(inside.getByLabel('Samples')).not.toHaveValue('');
        await expect(threads).toBeEnabled({ enabled: expected === 'threads' });
        const link = inside.getByRole('link', { name: 'Open this plan in a new tab' });
        await expect(link).toHaveCount(expected === 'threads' ? 0 : 1);
        const frame = page.frames().find((frame) => frame.url().startsWith(lab))!;
        const { able, reasons } = await tried(frame, lab);
        const wanted = expected === 'threads' ? ['serial', 'threads', 'processes', 'async'] : ALWAYS;
        expect(able).toEqual(wanted);
        expect(reasons).toHaveLength(expected === 'threads' ? 0 : 1);
        seen.push({ header, modes: able });
      });
    }
    await note(browserName, 'frame', parent, seen);
  });

  test(`a script, its page ${parent}: what should run there does @firefox`, async ({ page, browserName }) => {
    const seen: Seen[] = [];
    for (const header of Object.keys(LAB_HEADERS) as LabHeaders[]) {
      await test.step(`lab's host sends ${header}`, async () => {
        const lab = at.lab[header];
        const expected = byScript(parent);
        const headers = {
          ...(parent === 'COOP+COEP' && ISOLATED),
          ...(parent === 'strict CSP' && { 'Content-Security-Policy': CSP(new URL(lab).origin) }),
        };
        const body = `<script type="module" src="${lab}speedup-lab.js"></script><speedup-lab workload="sudoku" workers="1,2"></speedup-lab>`;
        let address = at.page({ body, headers });
        if (parent === 'sandbox')
          address = at.page({
            body: `<iframe src="${address}" sandbox="allow-scripts" width="700" height="900"></iframe>`,
          });
        await page.goto(address);
        const inside = parent === 'sandbox' ? page.frameLocator('iframe') : page.locator('html');
        const element = inside.locator('speedup-lab');
        await expect(element.getByLabel('Samples')).not.toHaveValue('');
        await expect(element.getByRole('combobox', { name: 'Workload' })).toHaveValue('sudoku');
        const threads = element.getByRole('checkbox', { name: 'Threads', exact: true });
        await expect(threads).toBeEnabled({ enabled: expected === 'threads' });
        const where = parent === 'sandbox' ? page.frames()[1]! : page;
        const { able } = await tried(where, lab);
        expect(able).toEqual(expected === 'threads' ? ['serial', 'threads', 'processes', 'async'] : ALWAYS);
        seen.push({ header, modes: able });
      });
    }
    await note(browserName, 'script', parent, seen);
  });
}
