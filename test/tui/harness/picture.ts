import type { IBufferCell, Terminal } from '@xterm/headless';

const WIDTH = 8.43;
const HEIGHT = 17;
const BASIC = [
  '#000000',
  '#cd3131',
  '#0dbc79',
  '#e5e510',
  '#2472c8',
  '#bc3fbc',
  '#11a8cd',
  '#e5e5e5',
  '#666666',
  '#f14c4c',
  '#23d18b',
  '#f5f543',
  '#3b8eea',
  '#d670d6',
  '#29b8db',
  '#ffffff',
];

/** The screen of a terminal as an SVG picture, for the README and for a look. */
export function pictureOf(terminal: Terminal, ground = '#101418', ink = '#d8dee4'): string {
  const parts: string[] = [];
  const { active } = terminal.buffer;
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = active.getLine(active.viewportY + row);
    for (let column = 0; column < terminal.cols; column += 1) {
      const cell = line?.getCell(column);
      if (cell !== undefined) parts.push(...drawCell(cell, column, row, ground, ink));
    }
  }
  const [width, height] = [terminal.cols * WIDTH + 16, terminal.rows * HEIGHT + 16];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    `<g font-family="DejaVu Sans Mono, monospace" font-size="14" transform="translate(8 8)">`,
    ...parts,
    '</g></svg>',
  ].join('\n');
}

function drawCell(
  cell: IBufferCell,
  column: number,
  row: number,
  ground: string,
  ink: string,
): string[] {
  let front = cell.isFgDefault() ? ink : colourOf(cell.getFgColor(), cell.isFgRGB());
  let back = cell.isBgDefault() ? ground : colourOf(cell.getBgColor(), cell.isBgRGB());
  if (cell.isInverse()) [front, back] = [back, front];
  const char = cell.getChars();
  const [x, y] = [column * WIDTH, row * HEIGHT];
  const parts: string[] = [];
  const faint = cell.isDim() ? ' opacity="0.5"' : '';
  const box = (top: number, height: number, fill: string) =>
    `<rect x="${x.toFixed(2)}" y="${(y + top).toFixed(2)}" width="${WIDTH + 0.1}" height="${height.toFixed(2)}" fill="${fill}"/>`;
  const code = char.codePointAt(0) ?? 32;
  const eighths = code >= 0x2581 && code <= 0x2588 ? code - 0x2580 : 0;
  const bare = HEIGHT * (1 - eighths / 8);
  if (back !== ground) parts.push(box(0, bare + 0.1, back));
  if (eighths > 0) {
    if (front !== ground) parts.push(box(bare, HEIGHT - bare + 0.1, front));
  } else if (code >= 0x2800 && code <= 0x28ff) {
    for (let bit = 0; bit < 8; bit += 1) {
      if (((code - 0x2800) >> bit) % 2 === 0) continue;
      const dotRow = bit === 6 || bit === 7 ? 3 : bit % 3;
      const dotColumn = bit === 7 || (bit >= 3 && bit < 6) ? 1 : 0;
      parts.push(
        `<circle cx="${(x + (0.27 + dotColumn * 0.5) * WIDTH).toFixed(2)}" cy="${(y + (0.125 + dotRow * 0.25) * HEIGHT).toFixed(2)}" r="1.35" fill="${front}"${faint}/>`,
      );
    }
  } else if (char.trim() !== '') {
    const bold = cell.isBold() ? ' font-weight="bold"' : '';
    const text = char.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
    parts.push(
      `<text x="${x.toFixed(2)}" y="${(y + 13).toFixed(2)}" fill="${front}"${bold}>${text}</text>`,
    );
  }
  return parts;
}

function colourOf(value: number, rgb: boolean): string {
  if (rgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return BASIC[value] ?? '#000000';
  if (value >= 232) return grey(8 + 10 * (value - 232));
  const level = (n: number) => (n === 0 ? 0 : 55 + 40 * n);
  const cube = value - 16;
  const channels = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return `#${channels.map((n) => level(n).toString(16).padStart(2, '0')).join('')}`;
}

function grey(level: number): string {
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}
