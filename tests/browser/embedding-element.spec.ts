/** The lab as an element of somebody else's page: styles, policies, several labs at once, and pages made by copying. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { CSP, click, type Hosts, hosts, ISOLATED } from './fixtures/hosts.js';

const ROOT = join(import.meta.dirname, '../..');
const SMALL = 'size="2000" modes="serial,processes" workers="2" samples="1" realms="1"';

let at: Hosts;
test.beforeAll(async () => {
  at = await hosts();
});
test.afterAll(() => at.close());

const script = () => `<script type="module" src="${at.lab.DIP}speedup-lab.js"></script>`;

/** How some parts of the lab, and of the page around it, look. */
function looks(page: Page) {
  return page.evaluate(() => {
    const lab = document.querySelector('speedup-lab')!.shadowRoot!;
    const all = [
      ...['h2', 'input', 'button', 'label', 'small', '.panel'].map((one) => lab.querySelector(one)!),
    ];
    const of = (element: Element) => {
      const style = getComputedStyle(element);
      return Object.fromEntries(
        [
          'font',
          'color',
          'letterSpacing',
          'textTransform',
          'padding',
          'display',
          'textAlign',
          'lineHeight',
          'direction',
          'visibility',
        ].map((name) => [name, style[name as keyof CSSStyleDeclaration]]),
      );
    };
    return { inside: all.map(of), outside: of(document.querySelector('p')!) };
  });
}

test('styles leak neither in nor out', async ({ page }) => {
  const lab = `<p>Text</p><speedup-lab ${SMALL}></speedup-lab>`;
  const ready = () => expect(page.getByLabel('Samples')).toHaveValue('1');
  await page.goto(at.page({ body: `${script()}${lab}` }));
  await ready();
  const clean = await looks(page);
  const hostile = `<style>
    html { font-size: 62.5%; letter-spacing: 0.3em; text-align: right; line-height: 3; color: red; direction: rtl; }
    *, *::before { font-family: serif !important; text-transform: uppercase !important; font-size: 9px; word-spacing: 1em; color: lime; }
    button, input, label, h2, small, .panel { display: none !important; padding: 40px !important; }
    :root { --page: red; --ink: red; }
  </style>`;
  await page.goto(at.page({ body: `${hostile}${script()}${lab}` }));
  await ready();
  expect((await looks(page)).inside).toEqual(clean.inside);
  await page.goto(at.page({ body: lab }));
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('p')!).font)).toBe(
    clean.outside.font,
  );
});

test('under the strict policy that we document, all of the lab works, and nothing is refused @firefox', async ({
  page,
  browserName,
}) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  const policy = CSP(new URL(at.lab.DIP).origin);
  expect(await readFile(join(ROOT, 'EMBEDDING.md'), 'utf8')).toContain(CSP('https://your.host'));
  await page.goto(
    at.page({
      body: `${script()}<speedup-lab ${SMALL}></speedup-lab>`,
      headers: { ...ISOLATED, 'Content-Security-Policy': policy },
    }),
  );
  await expect(page.getByLabel('Samples')).toHaveValue('1');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 30_000 });
  for (const view of ['Lost time', 'Timeline', 'Table', 'Speedup']) {
    await page.getByRole('radio', { name: view, exact: true }).check();
  }
  await page.getByRole('img', { name: /^Processes \(transfer\), 2 processes/ }).hover();
  const png = page.getByRole('button', { name: 'Save the chart as PNG' });
  // Firefox, as it is driven, tells of no download.
  if (browserName === 'chromium') {
    const [saved] = await Promise.all([page.waitForEvent('download'), png.click()]);
    expect(saved.suggestedFilename()).toMatch(/\.png$/);
  }
  expect(refused).toEqual([]);
});

test('several labs on a page share their programs, and take turns', async ({ page }) => {
  const programs: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) programs.push(new URL(request.url()).pathname);
  });
  await page.goto(
    at.page({
      body: `${script()}<speedup-lab ${SMALL}></speedup-lab><speedup-lab ${SMALL} seed="2"></speedup-lab>`,
      headers: ISOLATED,
    }),
  );
  const labs = page.locator('speedup-lab');
  await expect(labs.nth(0).getByLabel('Samples')).toHaveValue('1');
  await expect(labs.nth(1).getByLabel('Samples')).toHaveValue('1');
  const heard = page.evaluate(async () => {
    const labs = [...document.querySelectorAll('speedup-lab')];
    const heard: string[] = [];
    for (const [index, lab] of labs.entries()) {
      lab.addEventListener('speedup-trial', () => heard.push(`trial of ${index}`));
      lab.addEventListener('speedup-report', () => heard.push(`report of ${index}`));
    }
    await Promise.all(labs.map((lab) => lab.run()));
    return heard.filter((what, at) => what !== heard[at - 1]);
  });
  expect(await heard).toEqual(['trial of 0', 'report of 0', 'trial of 1', 'report of 1']);
  expect(new Set(programs).size).toBe(programs.length);
});

/** The code blocks of HTML in a document. */
const blocks = (text: string) => [...text.matchAll(/```html\n(.*?)```/gs)].map(([, code]) => code!);

test('a page made by copying from the README shows running labs @firefox', async ({ page }) => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const code = blocks(readme.split('## Embed')[1]!.split('\n## ')[0]!);
  expect(code).toHaveLength(2);
  expect(code.join('').trim().split('\n')).toHaveLength(3);
  await page.goto(at.page({ body: code.join('\n').replaceAll('https://your.host/', at.lab.DIP) }));
  for (const lab of [page.locator('speedup-lab'), page.frameLocator('iframe').locator('speedup-lab')]) {
    await expect(lab.getByRole('combobox', { name: 'Workload' })).toHaveValue('sudoku');
    await expect(lab.getByLabel('Worker counts, as a list')).toHaveValue('1, 2, 4');
    await click(lab.getByRole('button', { name: 'Run', exact: true }));
    await expect(lab.getByRole('img', { name: /^Serial: speedup 1\.00×/ })).toBeVisible({ timeout: 30_000 });
    await click(lab.getByRole('button', { name: 'Cancel' }));
    await expect(lab.getByRole('status').first()).toHaveText('Cancelled; every worker has ended');
  }
});

for (const [kind, query] of [
  ['an event', ''],
  ['a message', '?frame'],
]) {
  test(`the exercise that checks itself, by ${kind}`, async ({ page }) => {
    await page.goto(`${at.lab.DIP}examples/grading.html${query}`);
    const lab = query ? page.frameLocator('iframe').locator('speedup-lab') : page.locator('speedup-lab');
    const answer = async (text: string) => {
      await page.getByRole('textbox', { name: 'More than' }).fill(text);
      await page.getByRole('button', { name: 'Check' }).click();
      return page.locator('#verdict').innerText();
    };
    await expect(lab.getByLabel('Worker counts, as a list')).toHaveValue('1, 2, 3, 4');
    await expect(lab.getByRole('combobox', { name: 'Workload' })).toBeDisabled();
    expect(await answer('2')).toContain('Run the lab first');
    await lab.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(lab.getByRole('status').first()).toHaveText(/^Measured in/, { timeout: 50_000 });
    expect(await answer('9')).toContain('Measured were 1, 2, 3, 4');
    const verdicts: string[] = [];
    for (const count of ['1', '2', '3', '4']) verdicts.push(await answer(count));
    // Which is right is this machine's to say; one is, those below are too few, and those above too many.
    const right = verdicts.findIndex((verdict) => verdict.startsWith('Right'));
    expect(right).toBeGreaterThanOrEqual(0);
    for (const [index, verdict] of verdicts.entries()) {
      if (index !== right) expect(verdict).toMatch(index < right ? /^Not yet/ : /^It stopped before/);
    }
  });
}
