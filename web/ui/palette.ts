import { unsafeCSS } from 'lit';

/**
 * Every colour, once: light and dark. The page takes them as custom properties (`--lab-ink`), a saved chart takes the
 * light ones as they stand.
 *
 * The series are Okabe and Ito's colours (2008, "Color Universal Design"), which people with the usual kinds of colour
 * blindness tell apart, darkened on light and lightened on dark until each reaches 4.5:1 on a panel (WCAG 2.2, 1.4.3).
 * What belongs to the machine and not to a series is neutral. The parts of lost time differ in lightness from their
 * neighbours, and stand in words beside their bar.
 */
export const PALETTE = {
  page: ['#f3f5f7', '#0e1216'],
  panel: ['#ffffff', '#161b21'],
  well: ['#f3f5f7', '#0e1216'],
  ink: ['#161b22', '#e9edf2'],
  muted: ['#53606e', '#a3afbc'],
  line: ['#d9dfe5', '#2a323b'],
  edge: ['#7d8a98', '#6f7c8a'],
  accent: ['#0b5a8c', '#6cbcf0'],
  'on-accent': ['#ffffff', '#08131c'],
  tint: ['#e6f1f8', '#132b3b'],
  bad: ['#a8261c', '#ff9b8f'],
  'bad-tint': ['#fdeeec', '#33191a'],
  caution: ['#7a4d00', '#f0bd63'],
  'caution-tint': ['#fdf4e2', '#2c2413'],
  'act-split': ['#1f5f99', '#62abe3'],
  'act-send': ['#c8601a', '#f2954f'],
  'act-solve': ['#0b7a5a', '#3fbd95'],
  'act-receive': ['#957300', '#e0c04a'],
  'act-merge': ['#5b4aa5', '#a99bf0'],
  serial: ['#4a5561', '#bcc6d1'],
  threads: ['#0067a6', '#5bb6ec'],
  'processes-copy': ['#b34a00', '#ff9a57'],
  'processes-transfer': ['#9c3a73', '#ea9cc7'],
  'processes-shared': ['#6d6200', '#d6cb5a'],
  async: ['#00714f', '#3ecb9f'],
  ceiling: ['#5f5a52', '#b8b0a4'],
  shade: ['#eceff2', '#1f262d'],
  'lost-useful': ['#0b7a5a', '#3fbd95'],
  'lost-extra': ['#86c9ae', '#20765d'],
  'lost-start-up': ['#8e5aa8', '#b78ccd'],
  'lost-copying': ['#c8601a', '#f2954f'],
  'lost-serial': ['#1f5f99', '#62abe3'],
  'lost-imbalance': ['#e3bb3c', '#d9b23e'],
  'lost-idle': ['#bcc5ce', '#505b67'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** The name of a colour. */
export type Colour = keyof typeof PALETTE;

/** What a colour is called in CSS. */
export const cssColour = (name: Colour): string => `var(--lab-${name})`;

/** What a colour is on paper. */
export const lightColour = (name: Colour): string => PALETTE[name][0];

/** The declarations of all custom properties, for the element's `:host`. */
export const tokens = unsafeCSS(
  Object.entries(PALETTE)
    .map(([name, [light, dark]]) => `--lab-${name}: light-dark(${light}, ${dark});`)
    .join('\n'),
);
