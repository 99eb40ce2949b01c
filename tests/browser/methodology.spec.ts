/** METHODOLOGY.md as a page: to be read on a phone and in the dark, and to be linked to by its terms. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import terms from '../../web/generated/terms.json' with { type: 'json' };

test('the lab links to how it measures, and back @firefox', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'How Speedup Lab measures' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How Speedup Lab measures');
  await page.getByRole('navigation').getByRole('link', { name: 'Terms' }).click();
  await expect(page.getByRole('heading', { name: 'Terms' })).toBeInViewport();
  await page.getByRole('link', { name: 'Speedup Lab' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Speedup Lab');
});

test('every help text leads to its term, and every link within the page somewhere', async ({ page }) => {
  await page.goto('/methodology.html');
  for (const [id, { title, anchor }] of Object.entries(terms)) {
    expect(anchor).toBe(`#${id}`);
    await expect(page.locator(`[id="${id}"]`)).toHaveText(title);
  }
  const lost = await page
    .locator('main a[href^="#"]')
    .evaluateAll((links) =>
      links
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !document.getElementById(href.slice(1))),
    );
  expect(lost).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`it can be read on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/methodology.html');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, 'no scrolling sideways').toBeLessThanOrEqual(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
