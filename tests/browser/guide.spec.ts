/** The guide: pages to read, with labs in them, from the first to the last; and no link on the site that leads nowhere. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import catalogue from '../../web/generated/catalogue.json' with { type: 'json' };
import labs from '../../web/generated/labs.json' with { type: 'json' };
import lessons from '../../web/generated/lessons.json' with { type: 'json' };

const PAGES = [
  'index.html',
  'methodology.html',
  'guide/index.html',
  'guide/teachers.html',
  ...lessons.map(({ id }) => `guide/${id}.html`),
];
/** Parameters that any link may have. */
const EVERYWHERE = [
  'workload',
  'lab',
  'run',
  'embed',
  'predict',
  'view',
  'figures',
  'scaled',
  'modes',
  'transports',
  'workers',
  'counting',
  'size',
  'samples',
];

test('a learner goes from the first lesson to the last, and every lab in them is ready and waits @firefox', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto('/');
  await page.getByRole('link', { name: 'The guide', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The guide');
  await page
    .getByRole('list')
    .filter({ has: page.locator('p') })
    .getByRole('link')
    .first()
    .click();
  for (const [index, { id, title }] of lessons.entries()) {
    await expect(page).toHaveURL(new RegExp(`/guide/${id}\\.html$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByText(`lesson ${index + 1} of ${lessons.length}`)).toBeVisible();
    const inside = page.locator('speedup-lab');
    expect(await inside.count(), id).toBeGreaterThan(0);
    for (const lab of await inside.all()) {
      const button = lab.getByRole('button', { name: /^(Run|Explore all)$/ });
      await expect(button, id).toBeVisible();
    }
    await expect(page.getByRole('alert'), `${id}: every attribute is understood`).toHaveCount(0);
    expect(page.workers().length, `${id}: nothing runs by itself`).toBe(0);
    await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link').last().click();
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The guide');
  expect(errors).toEqual([]);
});

test('a lab in a lesson answers, and keeps to its own place', async ({ page }) => {
  await page.goto('/guide/races.html');
  await page.getByRole('button', { name: 'Explore all' }).click();
  await expect(page.getByText(/^4 of 6 schedules fail/)).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

test('no link leads nowhere', async ({ page, request }) => {
  const known = new Map<string, string>();
  const text = async (path: string) => {
    if (!known.has(path)) {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      known.set(path, await answer.text());
    }
    return known.get(path)!;
  };
  await page.goto('/methodology.html');
  for (const path of PAGES) {
    const html = await text(`/${path}`);
    const links = await page.evaluate((html) => {
      const document = new DOMParser().parseFromString(html, 'text/html');
      return [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')!);
    }, html);
    expect(links.length, path).toBeGreaterThan(0);
    for (const link of links) {
      const url = new URL(link, new URL(path, page.url()));
      if (url.origin !== new URL(page.url()).origin) continue;
      const target = await text(url.pathname);
      const where = `${path}: ${link}`;
      if (url.hash)
        expect(target.includes(`id="${decodeURIComponent(url.hash.slice(1))}"`), where).toBe(true);
      expect(wrong(url.searchParams), where).toEqual([]);
    }
  }
});

/** Parameters of a link that what it opens does not take. */
function wrong(parameters: URLSearchParams): string[] {
  const [lab, workload] = [parameters.get('lab'), parameters.get('workload')];
  const knobs = lab === null ? null : labs.find(({ id }) => id === lab)?.knobs;
  const options = workload === null ? null : catalogue.workloads.find(({ id }) => id === workload)?.options;
  if (knobs === undefined) return [`lab=${lab}`];
  if (options === undefined) return [`workload=${workload}`];
  const all = [...(knobs ?? []), ...(options ?? [])];
  return [...parameters].flatMap(([name, value]) => {
    const takes = all.find((one) => one.name === name)?.takes;
    if (!takes) return EVERYWHERE.includes(name) ? [] : [`${name}=${value}`];
    const choices = 'choices' in takes ? takes.choices?.map((choice) => choice.value) : undefined;
    return !choices || choices.includes(value) ? [] : [`${name}=${value}`];
  });
}

test('a lesson that is embedded is the lesson alone', async ({ page }) => {
  await page.goto('/guide/locks.html?embed');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Speedup Lab', exact: true })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Explore all' })).toBeVisible();
});

test('the figures of the texts stand on the charts, and say whose they are', async ({ page }) => {
  await page.goto('/?workload=mergesort&workers=1,2&figures=texts');
  const cited = page.locator('.cited.small');
  await expect(cited).toContainText('measured on the texts’ own machine');
  await expect(cited.getByRole('listitem')).toHaveText([
    '100,000 numbers, 4 processes: 1.57×',
    '500,000 numbers, 4 processes: 1.73×',
    '100,000 numbers, 4 threads with a GIL: 1.02×',
    '500,000 numbers, 4 threads with a GIL: 0.97×',
  ]);
  await expect(page.locator('speedup-lab-chart .cited path')).toHaveCount(4);
  await page.getByRole('radio', { name: 'Karp–Flatt' }).check();
  await expect(cited.getByRole('listitem').first()).toHaveText(/: 51\s%$/);
  await page.getByRole('checkbox', { name: 'Figures from the texts' }).uncheck();
  await expect(cited.getByRole('listitem')).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get('figures')).toBeNull();
});

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`lessons can be read on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['guide/index.html', 'guide/teachers.html', 'guide/locks.html', 'guide/laws.html']) {
      await page.goto(`/${path}`);
      expect(await fits(page), `${path}: no scrolling sideways`).toBeLessThanOrEqual(0);
      expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
    }
  });
}
