import { printable } from '../../diagnostics/printable.js';

/** A colour in the tier it is meant for. */
export type Colour =
  | { readonly kind: 'rgb'; readonly red: number; readonly green: number; readonly blue: number }
  | { readonly kind: 'index'; readonly index: number }
  /** 0 to 7, and 8 to 15 for the bright ones. */
  | { readonly kind: 'basic'; readonly index: number };

export interface Style {
  readonly foreground?: Colour | undefined;
  readonly background?: Colour | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

export type Line = readonly Span[];

/**
 * The line as text with SGR codes (ECMA-48 8.3.117); plain spans carry none. Its texts may be names of files, which
 * must not reach the terminal as commands to it.
 */
export function encodeLine(line: Line): string {
  return line
    .map(({ text: given, style }) => {
      const text = printable(given);
      const codes = style === undefined ? '' : sgr(style);
      return codes === '' ? text : `\u001B[${codes}m${text}\u001B[0m`;
    })
    .join('');
}

function sgr(style: Style): string {
  return [
    style.bold ? '1' : '',
    style.dim ? '2' : '',
    style.inverse ? '7' : '',
    style.foreground === undefined ? '' : colourCodes(style.foreground, false),
    style.background === undefined ? '' : colourCodes(style.background, true),
  ]
    .filter((code) => code !== '')
    .join(';');
}

function colourCodes(colour: Colour, background: boolean): string {
  const kind = background ? 48 : 38;
  switch (colour.kind) {
    case 'rgb':
      return `${kind};2;${colour.red};${colour.green};${colour.blue}`;
    case 'index':
      return `${kind};5;${colour.index}`;
    case 'basic': {
      const base = colour.index < 8 ? 30 + colour.index : 82 + colour.index;
      return String(background ? base + 10 : base);
    }
  }
}
