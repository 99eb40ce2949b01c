/** What the browser is taken for: from its hints, from its user agent, and in a report. */
import { expect, test } from '@playwright/test';
import { browserOf, fromUserAgent, systemOf } from '../../web/environment.js';

type Lab = typeof import('../../web/api.js');

const AGENTS: [text: string, touch: number, browser: string, system: string][] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    0,
    'Chrome 126.0.0.0',
    'Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    0,
    'Edge 126.0.0.0',
    'Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 0, 'Firefox 128.0', 'Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    0,
    'Safari 17.5',
    'macOS',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    5,
    'Safari 17.5',
    'iOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    5,
    'Safari 17.5',
    'iOS 17.5.1',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1',
    5,
    'Chrome 126.0.6478.54',
    'iOS 17.5',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    5,
    'Chrome 126.0.0.0',
    'Android 14',
  ],
  ['Lynx/2.9.0', 0, '', ''],
];

for (const [text, touch, browser, system] of AGENTS) {
  test(`${browser || 'an unknown browser'} on ${system || 'an unknown system'} is read from its user agent`, () => {
    expect(fromUserAgent(text, touch)).toEqual({ browser, system });
  });
}

test('hints name the brand that is neither made up nor the engine', () => {
  const made = { brand: 'Not/A)Brand', version: '8.0.0.0' };
  const engine = { brand: 'Chromium', version: '126.0.6478.127' };
  const own = { brand: 'Microsoft Edge', version: '126.0.2592.87' };
  expect(browserOf([made, engine, own])).toBe('Microsoft Edge 126.0.2592.87');
  expect(browserOf([engine, made])).toBe('Chromium 126.0.6478.127');
  expect(browserOf([])).toBe('');
});

test('hints tell Windows 10 from Windows 11', () => {
  expect(systemOf({ platform: 'Windows', platformVersion: '10.0.0' })).toBe('Windows 10');
  expect(systemOf({ platform: 'Windows', platformVersion: '15.0.0' })).toBe('Windows 11');
  expect(systemOf({ platform: 'Windows', platformVersion: '' })).toBe('Windows');
  expect(systemOf({ platform: 'macOS', platformVersion: '14.5.0' })).toBe('macOS 14.5.0');
  expect(systemOf()).toBe('');
});

test('a report says on which browser and system it was measured @firefox', async ({ page, browser }) => {
  await page.goto('/');
  const environment = await page.evaluate(async () => {
    const lab: Lab = await import('/speedup-lab.js' as string);
    const report = await lab.run({ size: 1000, modes: ['serial'], samples: 1, realms: 1 });
    return report.environment;
  });
  expect(environment.browser).toContain(browser.version().split('.')[0]);
  expect(environment.browser).toMatch(browser.browserType().name() === 'firefox' ? /^Firefox / : /Chrom/);
  expect(environment.system).not.toBe('');
  expect(['mains', 'battery', undefined]).toContain(environment.power);
  expect(['nominal', 'fair', 'serious', 'critical', undefined]).toContain(environment.pressure);
});
