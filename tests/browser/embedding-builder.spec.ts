/** The embed builder: what it makes is pasted into a page of another origin, and shows what was chosen. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Hosts, hosts } from './fixtures/hosts.js';

let at: Hosts;
test.beforeAll(async () => {
  at = await hosts();
});
test.afterAll(() => at.close());

const builder = (page: Page) => page.getByRole('dialog', { name: 'Embed this lab' });
const code = (page: Page) => builder(page).getByLabel('To paste').inputValue();

/** Opens the builder for a plan. */
async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${at.lab.DIP}?${query}`);
  await expect(page.getByLabel('Samples')).not.toHaveValue('');
  await page.getByRole('button', { name: 'Embed…' }).click();
  await expect(builder(page)).toBeVisible();
}

test('what is fixed, hidden and asked for in the builder is so where it is pasted, in every form', async ({
  page,
}) => {
  await open(page, 'workload=sudoku&size=50&workers=1,2&samples=2&realms=1&seed=5');
  const dialog = builder(page);
  const fix = dialog.getByRole('group', { name: 'Fix' });
  await fix.getByRole('checkbox', { name: 'Workload', exact: true }).check();
  await fix.getByRole('checkbox', { name: 'Size', exact: true }).check();
  await fix.getByRole('checkbox', { name: 'Schedule', exact: true }).check();
  const hide = dialog.getByRole('group', { name: 'Hide' });
  await hide.getByRole('checkbox', { name: 'Saved reports', exact: true }).check();
  await hide.getByRole('checkbox', { name: 'Copy and save', exact: true }).check();
  await dialog.getByLabel(/^Visitors have to say/).check();
  const pages = dialog.getByLabel('Pages that may send it plans');
  await pages.fill('example.org');
  await pages.blur();
  await expect(dialog.getByText('allow-origin: “example.org” won’t do.')).toBeVisible();
  await pages.fill('https://example.org');
  await pages.blur();
  const preview = dialog.frameLocator('iframe');
  await expect(preview.getByRole('textbox', { name: 'Size' })).toBeDisabled();
  await expect(preview.getByText('Saved reports')).toHaveCount(0);
  const frame = await code(page);
  expect(frame).toContain('allow-origin=https%3A%2F%2Fexample.org');
  await dialog.getByRole('radio', { name: 'Script tag' }).check();
  const element = await code(page);
  await dialog.getByRole('radio', { name: 'Markdown' }).check();
  const [, address] = /^\[Speedup Lab: .*\]\(<(http.*)>\)$/.exec(await code(page))!;
  await dialog.getByRole('radio', { name: 'Link', exact: true }).check();
  expect(await code(page)).toBe(address);
  for (const body of [frame, element, null]) {
    await page.goto(body === null ? address! : at.page({ body }));
    const lab =
      body === frame ? page.frameLocator('iframe').locator('speedup-lab') : page.locator('speedup-lab');
    await expect(lab.getByLabel('Samples')).toHaveValue('2');
    await expect(lab.getByRole('combobox', { name: 'Workload' })).toHaveValue('sudoku');
    await expect(lab.getByRole('combobox', { name: 'Workload' })).toBeDisabled();
    await expect(lab.getByRole('textbox', { name: 'Size' })).toBeDisabled();
    await expect(lab.getByRole('textbox', { name: 'Size' })).toHaveAccessibleDescription(/from 1 to/);
    await expect(lab.getByLabel('Schedule')).toBeDisabled();
    await expect(lab.getByLabel('Worker counts, as a list')).toBeEnabled();
    await expect(lab.getByText('Saved reports')).toHaveCount(0);
    await expect(lab.getByRole('button', { name: /^Save/ })).toHaveCount(0);
    await expect(lab.getByRole('button', { name: 'Run', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    if (body === frame) {
      const inside = page.frames()[1]!;
      const fits = () => inside.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
      await expect.poll(fits).toBe(true);
    }
  }
});

for (const [name, colorScheme, width] of [
  ['light', 'light', 1280],
  ['a dark phone', 'dark', 360],
] as const) {
  test(`the builder by keyboard, with no axe violation: ${name}`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${at.lab.DIP}?size=2000&workers=1,2&samples=1&realms=1`);
    await expect(page.getByLabel('Samples')).toHaveValue('1');
    const button = page.getByRole('button', { name: 'Embed…' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = builder(page);
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await expect(
      dialog.frameLocator('iframe').getByRole('button', { name: 'Run', exact: true }),
    ).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await dialog.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    const { violations } = await new AxeBuilder({ page })
      .exclude({ fromShadowDom: ['speedup-lab', 'speedup-lab-embed', 'iframe'] })
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(dialog.getByRole('radio', { name: 'Script tag' })).toBeChecked();
    await dialog.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
    await expect(dialog.getByRole('status')).toHaveText('Copied');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await code(page));
    expect(copied).toMatch(/^<script type="module".*<\/speedup-lab>$/s);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  });
}
