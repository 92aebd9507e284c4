import type { Background, ColourTier, GlyphSet } from '../terminal/terminal.js';
import { type Cover, dotColour, lineColour, pick, shadeStyle, tintColour } from './palette.js';
import type { Colour, Style } from './style.js';

/** The marks on screen. Each has a meaning that does not hang on colour. */
export interface Glyphs {
  readonly cursor: string;
  readonly pinned: string;
  readonly unpinned: string;
  readonly up: string;
  readonly down: string;
  readonly running: string;
  readonly done: string;
  readonly alarm: string;
  readonly upKey: string;
  readonly downKey: string;
  readonly horizontal: string;
  readonly vertical: string;
  /** Top left, top right, bottom left, bottom right. */
  readonly corners: readonly [string, string, string, string];
  readonly tick: string;
  readonly timeTick: string;
  readonly origin: string;
  /** A slider: what it is set to, the rest of its range, its knob, and where it was before. */
  readonly slid: string;
  readonly unslid: string;
  readonly knob: string;
  readonly was: string;
  /** Behind a letter: under changed assumptions. */
  readonly prime: string;
  /** Of the map, without colours: from little to much. */
  readonly shades: readonly string[];
}

const UNICODE: Glyphs = {
  cursor: '▸',
  pinned: '●',
  unpinned: '○',
  up: '▲',
  down: '▼',
  running: '◌',
  done: '✓',
  alarm: '!',
  upKey: '↑',
  downKey: '↓',
  horizontal: '─',
  vertical: '│',
  corners: ['╭', '╮', '╰', '╯'],
  tick: '┤',
  timeTick: '┬',
  origin: '└',
  slid: '━',
  unslid: '─',
  knob: '●',
  was: '┼',
  prime: '′',
  shades: [' ', '░', '▒', '▓', '█'],
};

const ASCII: Glyphs = {
  cursor: '>',
  pinned: '*',
  unpinned: 'o',
  up: '^',
  down: 'v',
  running: '..',
  done: 'ok',
  alarm: '!',
  upKey: 'Up',
  downKey: 'Down',
  horizontal: '-',
  vertical: '|',
  corners: ['+', '+', '+', '+'],
  tick: '+',
  timeTick: '+',
  origin: '+',
  slid: '=',
  unslid: '-',
  knob: 'O',
  was: '|',
  prime: "'",
  shades: [' ', '.', ':', '*', '#'],
};

/** What a piece of text is for; components name the role and hold no colour. */
export type Role =
  | 'badge'
  | 'title'
  | 'muted'
  | 'frame'
  | 'good'
  | 'bad'
  | 'alarm'
  | 'selected'
  | 'focus';

/** How everything looks on one kind of terminal. */
export interface Theme {
  readonly tier: ColourTier;
  readonly background: Background;
  readonly glyphSet: GlyphSet;
  readonly glyphs: Glyphs;
  readonly roles: Readonly<Record<Role, Style>>;
  /** The style of a scenario's line, by its number. */
  readonly scenario: (index: number) => Style;
  /** The style of the dots that stand for its bands where they cannot be tinted. */
  readonly faint: (index: number) => Style;
  /** The colour behind the chart where these bands lie; undefined where nothing can be tinted. */
  readonly tint: (covers: readonly Cover[]) => Colour | undefined;
  /** A tile of the map by its level, 0 to 4; empty where shades are characters. */
  readonly shade: (level: number) => Style;
}

export function makeTheme(
  tier: ColourTier,
  background: Background = 'dark',
  glyphSet: GlyphSet = 'unicode',
): Theme {
  const dark = background === 'dark';
  const foreground = (colour: Colour | undefined): Style => ({ foreground: colour });
  const muted = foreground(
    pick(tier, dark ? [139, 148, 158] : [96, 104, 112], dark ? 245 : 242, 8),
  );
  const frame = foreground(pick(tier, dark ? [68, 76, 86] : [190, 196, 202], dark ? 239 : 250, 8));
  const focus = foreground(
    pick(tier, dark ? [148, 190, 224] : [0, 92, 150], dark ? 110 : 25, dark ? 14 : 4),
  );
  const good = foreground(
    pick(tier, dark ? [0, 178, 130] : [0, 120, 86], dark ? 36 : 29, dark ? 10 : 2),
  );
  const bad = foreground(pick(tier, dark ? [232, 112, 40] : [190, 70, 0], 166, dark ? 9 : 1));
  const alarm = foreground(
    pick(tier, dark ? [240, 228, 66] : [190, 70, 0], dark ? 227 : 166, dark ? 11 : 1),
  );
  return {
    tier,
    background,
    glyphSet,
    glyphs: glyphSet === 'ascii' ? ASCII : UNICODE,
    roles: {
      badge: { bold: true, inverse: true },
      title: { bold: true },
      selected: { bold: true },
      muted,
      frame,
      focus,
      good,
      bad,
      alarm: { ...alarm, bold: true },
    },
    scenario: (index) => foreground(lineColour(tier, background, index)),
    faint: (index) => ({
      ...foreground(dotColour(tier, background, index)),
      dim: tier === '16' || tier === 'none',
    }),
    tint: (covers) => tintColour(tier, background, covers),
    shade: (level) => shadeStyle(tier, background, level),
  };
}

/** The letter of a scenario: A for the baseline, and AA after Z. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
