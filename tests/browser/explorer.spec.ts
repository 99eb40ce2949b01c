/** The explorer of schedules, as a visitor uses it: by hand, by keyboard, by link, and with a program of their own. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import labs from '../../web/generated/labs.json' with { type: 'json' };

const open = async (page: Page, query: string) => {
  await page.goto(`/?${query}`);
  await expect(steps(page)).toBeVisible();
};
const steps = (page: Page) => page.getByRole('status').filter({ hasText: /^(At the start|Step )/ });
const actor = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Who moves next' }).getByRole('button', { name: new RegExp(`^${name}`) });
const memory = (page: Page) => page.getByRole('list', { name: 'Memory' });
const waits = (page: Page) => page.getByRole('list', { name: 'Who waits for whom' });
const faults = (page: Page) => page.getByRole('list', { name: 'What has failed' });
const failings = (page: Page) => page.getByRole('list', { name: 'Ways to fail' });
const program = (page: Page) => page.getByRole('combobox', { name: 'Program' });
const explore = (page: Page) => page.getByRole('button', { name: 'Explore all' }).click();
const verdict = (page: Page) => page.locator('.verdict');
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const row = (page: Page, name: string) =>
  page
    .getByRole('table', { name: 'Schedules' })
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell');

test('a visitor makes an update get lost, step by step, and takes it back @firefox', async ({ page }) => {
  await open(page, 'lab=explorer');
  for (const name of ['A', 'B', 'A']) await actor(page, name).click();
  await expect(steps(page)).toHaveText('Step 3 of 3: A, counter is 1');
  await expect(faults(page)).toHaveCount(0);
  await expect(actor(page, 'A')).toHaveAttribute('aria-disabled', 'true');
  await actor(page, 'B').click();
  await expect(faults(page)).toHaveText('In the end it is not true that counter == 2 (line 3).');
  await expect(memory(page)).toContainText('counter1');
  expect(parameter(page, 'schedule')).toBe('abab');
  await page.getByRole('region', { name: 'Schedule', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(steps(page)).toHaveText('Step 2 of 4: B, x is 0');
  await expect(faults(page)).toHaveCount(0);
  expect(parameter(page, 'schedule')).toBe('ab');
  await page.keyboard.press('b');
  await expect(steps(page)).toHaveText('Step 3 of 3: B, counter is 1');
  await page.keyboard.press('Home');
  await expect(steps(page)).toHaveText('At the start');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(steps(page)).toHaveText('Step 4 of 4: A, counter is 1');
});

test('a link replays: schedule, seed, mode and text', async ({ page }) => {
  await open(page, 'lab=explorer&program=deadlock&schedule=ab');
  await expect(faults(page)).toHaveText('Deadlock: A and B wait, and none of them can go on.');
  await expect(waits(page).getByRole('listitem')).toHaveText([
    /^\s*A waits for right, for ever:\s+B would have to end that\.\s*$/,
    /^\s*B waits for left, for ever:\s+A would have to end that\.\s*$/,
  ]);
  await open(page, 'lab=explorer&program=philosophers&seed=7');
  const seeded = await steps(page).textContent();
  expect(seeded).toMatch(/^Step \d+ of \d+/);
  await page.reload();
  await expect(steps(page)).toHaveText(seeded!);
  await page.getByRole('button', { name: 'Random schedule' }).click();
  expect(parameter(page, 'seed')).toBe('8');
  const text = encodeURIComponent('shared n\nactor A, B\n  n = me\n  yield\n  n = 0\n');
  await open(page, `lab=explorer&text=${text}&mode=greenlets&schedule=a2b`);
  await expect(steps(page)).toHaveText('Step 3 of 3: B, n is 2');
  await expect(page.getByLabel('Where control may switch')).toHaveValue('greenlets');
});

test('what a link says wrong is named, and the rest is played', async ({ page }) => {
  await open(page, 'lab=explorer&program=nonsense&schedule=a3&mode=threads');
  const items = page.getByRole('alert').getByRole('listitem');
  await expect(items).toHaveText([
    /^\s*program: nonsense\. It takes one of lost-update, /,
    /^\s*schedule: a3\. It takes a schedule of this program: step 3 is a, and A is done; it takes b\./,
  ]);
  await expect(steps(page)).toHaveText('Step 2 of 2: A, counter is 1');
});

test('a program is edited: errors name their place, and the link carries it', async ({ page }) => {
  await open(page, 'lab=explorer');
  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'The program’s text' });
  await editor.fill('shared n\nactor A, B\n  n = n + 1\n  lock m\n');
  const alert = page.getByRole('alert');
  await expect(alert.getByRole('listitem')).toHaveText([
    /^Line 3, column 7:\s+n\. It takes one access to shared memory a step/,
    /^Line 4, column 8:\s+m\. It takes a mutex, and none is declared/,
  ]);
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await alert.getByRole('button', { name: 'Line 4, column 8' }).click();
  await expect(editor).toBeFocused();
  expect(await editor.evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart))).toBe('m\n');
  const mended = 'shared n\nfinally n == 2\nactor A, B\n  atomic n = n + 1\n';
  await editor.fill(mended);
  await expect(alert).toHaveCount(0);
  await explore(page);
  await expect(verdict(page)).toHaveText(
    'None of the 2 schedules fails: control may switch before any step.',
  );
  expect(parameter(page, 'text')).toBe(mended);
  await page.reload();
  await expect(page.getByText('atomic n = n + 1').first()).toBeVisible();
  await page.getByRole('button', { name: 'Original' }).click();
  await expect(memory(page)).toContainText('counter');
  expect(parameter(page, 'text')).toBeNull();
});

test('all schedules: counts with and without reduction, and the way to one that fails', async ({ page }) => {
  await open(page, 'lab=explorer');
  await explore(page);
  await expect(verdict(page)).toHaveText(/^4 of 6 schedules fail\. The shortest way: /);
  await expect(row(page, 'Schedules')).toHaveText(['6', '4']);
  await expect(row(page, 'With partial-order reduction')).toHaveText(['4', '2']);
  await failings(page).getByRole('button', { name: 'Show abab' }).click();
  await expect(faults(page)).toBeVisible();
  await expect(steps(page)).toHaveText(/^Step 4 of 4/);
  expect(parameter(page, 'schedule')).toBe('abab');
});

test('more states than it visits: it can be stopped, and says so', async ({ page }) => {
  const text = encodeURIComponent('actor A, B, C, D\n  repeat 60\n    do it\n  end\n');
  await open(page, `lab=explorer&text=${text}`);
  // At once: a quick machine may be through before a click from outside arrives.
  const stopped = page.getByRole('button', { name: 'Stop' }).evaluate(
    (button) =>
      new Promise<void>((done) => {
        new MutationObserver((_changes, observer) => {
          if (button.getAttribute('aria-disabled') !== 'false') return;
          observer.disconnect();
          (button as HTMLElement).click();
          done();
        }).observe(button, { attributes: true });
      }),
  );
  await explore(page);
  await stopped;
  await expect(verdict(page)).toHaveText(/^Stopped after [\d,]+ states: there are more\./, {
    timeout: 20_000,
  });
  await expect(row(page, 'Schedules')).toHaveCount(0);
});

test('every program has its verdict', async ({ page }) => {
  const fails: Record<string, RegExp> = {
    'lost-update': /^4 of 6 schedules fail/,
    'check-then-act': /schedules fail.*Not always balance >= 0/,
    deadlock: /^2 of 6 schedules fail.*Deadlock: A and B/,
    livelock: /Livelock: A and B go round/,
    philosophers: /Deadlock: Ann, Ben and Cid wait/,
    'readers-first': /Starvation: W may never/,
    'writers-first': /Starvation: R may never/,
    'async-await': /^4 of 6 schedules fail/,
    'async-blocking': /^1 of 3 schedules fails.*Deadlock/,
    'async-spin': /Waiter runs on and on without giving control away/,
  };
  const holds = /^(None of the [\d,]+ schedules fails|Schedules can go round for ever.*nothing fails)/;
  await open(page, 'lab=explorer');
  const programs = await program(page)
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(programs.length).toBeGreaterThan(20);
  for (const id of programs) {
    await program(page).selectOption(id);
    await expect(verdict(page)).toHaveCount(0);
    await explore(page);
    await expect(verdict(page), id).toHaveText(fails[id] ?? holds);
  }
});

test('a livelock is shown as a round, and a starving writer in its lane', async ({ page }) => {
  await open(page, 'lab=explorer&program=readers-first&run');
  await failings(page).getByRole('button').click();
  await expect(page.getByText(/^The last \d+ steps come back to where they began/)).toBeVisible();
  const lanes = page.getByRole('region', { name: 'Steps so far' }).locator('tbody td.step');
  expect(await lanes.count()).toBeGreaterThan(8);
  expect(await lanes.and(page.locator('.actor-2')).count(), 'the writer has no turn').toBe(0);
});

test('greenlets: the further apart the yields, the fewer the schedules', async ({ page }) => {
  await open(page, 'lab=greenlets');
  const yields = page.getByLabel('Yield every');
  for (const [every, count] of [
    ['1', '924'],
    ['2', '20'],
    ['3', '6'],
    ['6', '2'],
  ] as const) {
    await yields.selectOption(every);
    await explore(page);
    await expect(row(page, 'Schedules')).toHaveText([count, '0']);
  }
  expect(parameter(page, 'every')).toBe('6');
  await page.getByLabel('Where control may switch').selectOption('threads');
  await explore(page);
  await expect(verdict(page)).toHaveText(/schedules fail/);
});

test('as an element on a page, its attributes are the link’s parameters', async ({ page }) => {
  await page.goto('/methodology.html');
  await page.evaluate(async () => {
    await import(new URL('speedup-lab.js', document.baseURI).href);
    const lab = document.createElement('speedup-lab');
    lab.setAttribute('lab', 'explorer');
    lab.setAttribute('program', 'philosophers');
    lab.setAttribute('schedule', 'abc');
    document.body.replaceChildren(lab);
  });
  await expect(faults(page)).toHaveText('Deadlock: Ann, Ben and Cid wait, and none of them can go on.');
  expect(new URL(page.url()).search).toBe('');
});

test('it is in the list of everything to open', () => {
  expect(labs.filter(({ kind }) => kind === 'explorer').map(({ id }) => id)).toEqual([
    'explorer',
    'greenlets',
  ]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`it can be used on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, 'lab=explorer&program=philosophers&schedule=abc&run');
    await expect(verdict(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect((await new AxeBuilder({ page }).include('speedup-lab').analyze()).violations).toEqual([]);
  });
}
