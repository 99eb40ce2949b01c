/** What a run is measured on, as far as the browser tells. */
import type { Capabilities } from './capabilities.js';
import type { Environment } from './generated/types.js';

/** How long the run waits for what the browser tells in its own time, milliseconds. */
const PATIENCE = 1250;
/** How often the pressure is asked for, milliseconds. */
const PRESSURE_INTERVAL = 500;

/** A browser's or system's name and version. */
interface Brand {
  brand: string;
  version: string;
}

interface Hints {
  fullVersionList?: Brand[];
  platform?: string;
  platformVersion?: string;
}

/** Of these, some browsers have none. */
interface Talkative {
  userAgentData?: { getHighEntropyValues(names: string[]): Promise<Hints> };
  getBattery?(): Promise<{ charging: boolean }>;
}

type PressureWatch = new (
  changed: (records: { state: string }[]) => void,
) => { observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>; disconnect(): void };

/** Gathers it, in {@link PATIENCE} at most. Nothing here fails: what the browser does not tell is left out. */
export async function environment(can: Capabilities): Promise<Environment> {
  const started = new Date().toISOString();
  const told: Talkative = navigator as Talkative;
  const [hints, power, pressure] = await Promise.all([
    soon(told.userAgentData?.getHighEntropyValues(['fullVersionList', 'platformVersion'])),
    soon(told.getBattery?.().then(({ charging }) => (charging ? 'mains' : 'battery'))),
    pressureBefore(),
  ]);
  const read = fromUserAgent(navigator.userAgent, navigator.maxTouchPoints);
  return {
    userAgent: navigator.userAgent,
    browser: browserOf(hints?.fullVersionList ?? []) || read.browser,
    system: systemOf(hints) || read.system,
    ...(power && { power }),
    ...(pressure && { pressure }),
    crossOriginIsolated: can.crossOriginIsolated,
    hardwareConcurrency: can.hardwareConcurrency,
    timerResolutionMs: can.timerResolutionMs,
    build: import.meta.env.VITE_BUILD,
    started,
  };
}

/** The value, if it comes soon and without an error. */
async function soon<T>(value: Promise<T> | undefined): Promise<T | undefined> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), PATIENCE);
  });
  try {
    return await Promise.race([value, over]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** The machine's compute pressure, while nothing is measured here: our own load is not what a reader asks for. */
let watch: { first: Promise<string>; last: string; end(): void } | undefined;

/** Begins to watch the pressure, where the browser tells it: the first reading takes a second or more to come. */
export function watchPressure(): void {
  const Observer = (globalThis as { PressureObserver?: PressureWatch }).PressureObserver;
  if (!Observer || watch) return;
  let come: (state: string) => void;
  const first = new Promise<string>((resolve) => {
    come = resolve;
  });
  const observer = new Observer((records) => {
    now.last = records.at(-1)?.state ?? now.last;
    come(now.last);
  });
  const now = { first, last: '', end: () => observer.disconnect() };
  watch = now;
  // Browsers and policies that forbid it leave it out.
  observer.observe('cpu', { sampleInterval: PRESSURE_INTERVAL }).catch(() => come(''));
}

/** The last reading, or soon the first; ends the watch. */
async function pressureBefore(): Promise<string | undefined> {
  watchPressure();
  const watched = watch;
  await soon(watched?.first);
  watched?.end();
  watch = undefined;
  return watched?.last;
}

/**
 * The browser in its client hints: the brand that is neither the engine's nor made up. Browsers add one of those, such
 * as `Not/A)Brand`, so that nobody relies on the list.
 */
export function browserOf(brands: Brand[]): string {
  const real = brands.filter(({ brand }) => !/not.*a.*brand/i.test(brand));
  const found = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  return found ? `${found.brand} ${found.version}` : '';
}

/** The system in the client hints. */
export function systemOf({ platform = '', platformVersion = '' }: Hints = {}): string {
  if (platform !== 'Windows') return `${platform} ${platformVersion}`.trim();
  // Windows tells the version of an interface: 1 to 10 are Windows 10, 13 and more Windows 11.
  const version = Number.parseInt(platformVersion, 10);
  return version >= 13 ? 'Windows 11' : version >= 1 ? 'Windows 10' : 'Windows';
}

const BROWSERS: [pattern: RegExp, name: string][] = [
  // Each also names those that it descends from, so the order matters.
  [/\bEdg(?:A|iOS)?\/([\d.]+)/, 'Edge'],
  [/\bOPR\/([\d.]+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/([\d.]+)/, 'Chrome'],
  [/\bVersion\/([\d.]+).*\bSafari\//, 'Safari'],
];

/** Browser and system as the user agent has them; empty where it is none of the usual ones. */
export function fromUserAgent(text: string, touchPoints: number): { browser: string; system: string } {
  const found = BROWSERS.map(([pattern, name]) => ({ name, version: pattern.exec(text)?.[1] }));
  const { name, version } = found.find((one) => one.version) ?? {};
  return { browser: name ? `${name} ${version}` : '', system: systemIn(text, touchPoints) };
}

/** Versions of desktop systems are left out: browsers have frozen them in this text. */
function systemIn(text: string, touchPoints: number): string {
  const ios = /\b(?:iPhone|CPU) OS (\d+(?:_\d+)*)/.exec(text)?.[1];
  if (ios) return `iOS ${ios.replaceAll('_', '.')}`;
  const android = /\bAndroid(?: ([\d.]+))?/.exec(text);
  if (android) return `Android ${android[1] ?? ''}`.trim();
  if (text.includes('Windows NT')) return 'Windows';
  // An iPad says that it is a Mac, and no Mac has a touch screen.
  if (text.includes('Macintosh')) return touchPoints > 1 ? 'iOS' : 'macOS';
  if (text.includes('CrOS')) return 'ChromeOS';
  return text.includes('Linux') ? 'Linux' : '';
}
