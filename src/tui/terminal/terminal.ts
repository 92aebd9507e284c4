/** How many colours a terminal shows. */
export const COLOUR_TIERS = ['none', '16', '256', 'truecolor'] as const;
export type ColourTier = (typeof COLOUR_TIERS)[number];
export type Background = 'dark' | 'light';
export type GlyphSet = 'unicode' | 'ascii';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The colours to use: `NO_COLOR` first (https://no-color.org), then `FORCE_COLOR`, then what the
 * terminal says of itself.
 */
export function colourTierOf(env: Env): ColourTier {
  const term = env.TERM ?? '';
  if (env.NO_COLOR || term === 'dumb') return 'none';
  const forced = env.FORCE_COLOR;
  if (forced === 'false') return 'none';
  if (forced !== undefined && /^[0-3]$/.test(forced)) return COLOUR_TIERS[Number(forced)] ?? 'none';
  // Inside tmux and screen COLORTERM is what the outer terminal said; they may turn dark tints grey.
  if (/^(tmux|screen)/.test(term)) return '256';
  if (/truecolor|24bit/i.test(env.COLORTERM ?? '')) return 'truecolor';
  if (env.WT_SESSION || /^(xterm-kitty|alacritty|foot|wezterm|xterm-ghostty)/.test(term)) {
    return 'truecolor';
  }
  return /256/.test(term) ? '256' : '16';
}

/** Dark or light, as `COLORFGBG` (rxvt, Konsole) says; dark when nothing is known. */
export function backgroundOf(env: Env): Background {
  const colour = env.COLORFGBG?.split(';').at(-1);
  return colour === '7' || colour === '15' ? 'light' : 'dark';
}

/** Whether to ask the terminal for its background: not the Linux console, which would print the question. */
export function asksBackground(env: Env, tier: ColourTier): boolean {
  return tier !== 'none' && env.COLORFGBG === undefined && env.TERM !== 'linux';
}

/** ASCII where the locale names a character set other than UTF-8, and on the Linux console. */
export function glyphSetOf(env: Env): GlyphSet {
  if (env.TERM === 'linux') return 'ascii';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return /utf-?8/i.test(locale) ? 'unicode' : 'ascii';
}

/** Whether the interface can be shown at all; where it cannot, the plain table stands in for it. */
export function canShowInterface(
  stdin: { readonly isTTY?: boolean },
  stdout: { readonly isTTY?: boolean },
  env: Env,
): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY) && env.TERM !== 'dumb';
}
