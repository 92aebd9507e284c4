import type { Background, ColourTier } from '../terminal/terminal.js';
import type { Colour, Style } from './style.js';

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * One scenario's colour: the line in each tier, and for 256 colours the tint of its 50 % band and the
 * dots of its 90 % band, chosen by eye since dark tints rounded to the cube turn grey.
 */
interface Swatch {
  readonly rgb: Rgb;
  readonly index: number;
  readonly basic: number;
  readonly tint: number;
  readonly dots: number;
}

const swatch = (rgb: Rgb, index: number, basic: number, tint: number, dots: number): Swatch => ({
  rgb,
  index,
  basic,
  tint,
  dots,
});

/**
 * Okabe and Ito (2008), Color Universal Design: eight colours that the colour-blind tell apart,
 * without black, in an order that keeps neighbours far from each other on this background.
 */
const DARK: readonly Swatch[] = [
  swatch([86, 180, 233], 74, 14, 17, 24),
  swatch([230, 159, 0], 214, 11, 58, 94),
  swatch([0, 178, 130], 36, 10, 22, 29),
  swatch([204, 121, 167], 175, 13, 53, 96),
  swatch([240, 228, 66], 227, 3, 58, 100),
  swatch([232, 112, 40], 166, 9, 52, 130),
  swatch([64, 140, 205], 32, 12, 17, 25),
  swatch([165, 165, 165], 248, 7, 236, 240),
];

const LIGHT: readonly Swatch[] = [
  swatch([0, 114, 178], 25, 4, 195, 153),
  swatch([213, 94, 0], 166, 1, 224, 216),
  swatch([0, 140, 102], 29, 2, 194, 157),
  swatch([180, 90, 140], 132, 5, 225, 218),
  swatch([184, 124, 0], 136, 3, 230, 222),
  swatch([40, 135, 190], 31, 6, 189, 117),
  swatch([90, 90, 90], 240, 0, 254, 250),
];

// After one round the hues begin again, without the baseline's blue and what is close to it.
const AGAIN: Readonly<Record<Background, readonly Swatch[]>> = {
  dark: DARK.slice(1, 6),
  light: LIGHT.slice(1, 5),
};

const swatchOf = (background: Background, scenario: number): Swatch => {
  const list = background === 'dark' ? DARK : LIGHT;
  const again = AGAIN[background];
  return (list[scenario] ?? again[(scenario - list.length) % again.length]) as Swatch;
};

/** The colour of a scenario's line and name. */
export function lineColour(
  tier: ColourTier,
  background: Background,
  scenario: number,
): Colour | undefined {
  const { rgb, index, basic } = swatchOf(background, scenario);
  return pick(tier, rgb, index, basic);
}

/** The colour of the dots that stand for a band where it cannot be tinted. */
export function dotColour(
  tier: ColourTier,
  background: Background,
  scenario: number,
): Colour | undefined {
  if (tier !== '256') return lineColour(tier, background, scenario);
  return { kind: 'index', index: swatchOf(background, scenario).dots };
}

/** A band that covers a place in the chart: 1 for the 90 % band, 2 for the 50 % band inside it. */
export interface Cover {
  readonly scenario: number;
  readonly level: 1 | 2;
}

// What most terminals of that kind have behind the text; a tint is mixed on it.
const BASE: Readonly<Record<Background, Rgb>> = { dark: [16, 20, 24], light: [255, 255, 255] };
const OPACITY = { 1: 0.16, 2: 0.32 } as const;

/** The tint where these bands lie over each other, the last on top; none in tiers without tints. */
export function tintColour(
  tier: ColourTier,
  background: Background,
  covers: readonly Cover[],
): Colour | undefined {
  const top = covers.at(-1);
  if (top === undefined) return undefined;
  if (tier === '256') return { kind: 'index', index: swatchOf(background, top.scenario).tint };
  if (tier !== 'truecolor') return undefined;
  // Many tints on each other would end as one bright grey.
  const thinner = Math.min(1, 2.5 / covers.length);
  const mixed = covers.reduce<Rgb>(
    (under, cover) =>
      mix(under, swatchOf(background, cover.scenario).rgb, OPACITY[cover.level] * thinner),
    BASE[background],
  );
  return rgbColour(mixed);
}

/**
 * The map's five levels: one hue family from dull to bright, rising in lightness throughout, so that it reads the
 * same to the colour-blind and in grey (the idea of cividis: Nunez, Anderton & Renslow 2018).
 */
const SHADES: Readonly<Record<Background, readonly (readonly [Rgb, number, Rgb, number])[]>> = {
  dark: [
    [[28, 40, 58], 17, [190, 198, 206], 250],
    [[44, 68, 104], 24, [220, 226, 232], 254],
    [[104, 110, 120], 242, [250, 250, 250], 231],
    [[172, 152, 84], 143, [16, 20, 24], 16],
    [[240, 206, 70], 221, [16, 20, 24], 16],
  ],
  light: [
    [[244, 240, 216], 230, [60, 66, 72], 238],
    [[226, 210, 140], 186, [40, 44, 48], 236],
    [[168, 168, 148], 144, [16, 20, 24], 16],
    [[92, 108, 132], 60, [250, 250, 250], 231],
    [[28, 52, 92], 17, [250, 250, 250], 231],
  ],
};

/** Ground and text of a tile; no style where there are too few colours for five levels. */
export function shadeStyle(tier: ColourTier, background: Background, level: number): Style {
  const found = SHADES[background][level];
  if (found === undefined || tier === 'none' || tier === '16') return {};
  const [ground, groundIndex, ink, inkIndex] = found;
  return {
    background: pick(tier, ground, groundIndex, 0),
    foreground: pick(tier, ink, inkIndex, 0),
  };
}

function mix(under: Rgb, over: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(under[i] * (1 - share) + over[i] * share);
  return [channel(0), channel(1), channel(2)];
}

function rgbColour([red, green, blue]: Rgb): Colour {
  return { kind: 'rgb', red, green, blue };
}

/** The colour of the tier; none without colours. */
export function pick(tier: ColourTier, rgb: Rgb, index: number, basic: number): Colour | undefined {
  if (tier === 'truecolor') return rgbColour(rgb);
  if (tier === '256') return { kind: 'index', index };
  return tier === '16' ? { kind: 'basic', index: basic } : undefined;
}
