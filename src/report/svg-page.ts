/** One small chart: bars, or bands and lines over the same steps from left to right. */
export interface SvgPanel {
  readonly title: string;
  /** A line of small text under the title. */
  readonly note: string;
  readonly bars?: readonly number[];
  readonly bands?: readonly { readonly low: readonly number[]; readonly high: readonly number[] }[];
  readonly lines?: readonly { readonly values: readonly number[]; readonly color: string }[];
  /** A horizontal line to compare with. */
  readonly level?: number;
  readonly left: string;
  readonly right: string;
}

export interface SvgPage {
  readonly title: string;
  /** Lines of text under the title. */
  readonly notes: readonly string[];
  readonly panels: readonly SvgPanel[];
}

const COLUMNS = 4;
const WIDTH = 240;
const HEIGHT = 170;
const PLOT = { left: 38, top: 38, width: 190, height: 100 };

/** A page of small charts as an SVG text. Numbers that are not finite are left out. */
export function svgPage({ title, notes, panels }: SvgPage): string {
  const head = 34 + 15 * notes.length;
  const rows = Math.ceil(panels.length / COLUMNS);
  const width = COLUMNS * WIDTH + 20;
  const height = head + rows * HEIGHT + 20;
  const body = panels.map((panel, i) => {
    const x = 10 + (i % COLUMNS) * WIDTH;
    const y = head + 10 + Math.floor(i / COLUMNS) * HEIGHT;
    return `<g transform="translate(${x},${y})">${panelSvg(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="10" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="14" y="22" font-size="15" font-weight="bold">${asText(title)}</text>`,
    ...notes.map((note, i) => `<text x="14" y="${38 + 15 * i}">${asText(note)}</text>`),
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function panelSvg(panel: SvgPanel): string {
  const { left, top, width, height } = PLOT;
  const { bars = [], bands = [], lines = [], level } = panel;
  const values = [
    ...bars,
    ...bands.flatMap((one) => [...one.low, ...one.high]),
    ...lines.flatMap((one) => one.values),
    ...(level === undefined ? [] : [level]),
  ].filter(Number.isFinite);
  const low = Math.min(0, ...values);
  const high = Math.max(low + 1e-12, ...values);
  const steps = Math.max(
    bars.length,
    ...bands.map((one) => one.low.length),
    ...lines.map((one) => one.values.length),
  );
  const y = (value: number) => round(top + height - ((value - low) / (high - low)) * height);
  const x = (step: number) => round(left + (steps > 1 ? step / (steps - 1) : 0.5) * width);
  const parts = [
    `<text x="${left}" y="14" font-weight="bold">${asText(panel.title)}</text>`,
    `<text x="${left}" y="28" fill="#666">${asText(panel.note)}</text>`,
    `<path d="M${left} ${top}V${top + height}H${left + width}" fill="none" stroke="#999"/>`,
    `<text x="${left - 4}" y="${top + 8}" text-anchor="end">${short(high)}</text>`,
    `<text x="${left - 4}" y="${top + height}" text-anchor="end">${short(low)}</text>`,
    `<text x="${left}" y="${top + height + 13}">${asText(panel.left)}</text>`,
    `<text x="${left + width}" y="${top + height + 13}" text-anchor="end">${asText(panel.right)}</text>`,
  ];
  const barWidth = width / Math.max(1, bars.length);
  bars.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    const [from, to] = [y(Math.max(0, value)), y(Math.min(0, value))];
    parts.push(
      `<rect x="${round(left + i * barWidth + 1)}" y="${from}" width="${round(barWidth - 2)}" height="${round(to - from)}" fill="#4477aa"/>`,
    );
  });
  for (const band of bands) {
    const there = band.low.flatMap((one, i) =>
      Number.isFinite(one) && Number.isFinite(band.high[i]) ? [i] : [],
    );
    const upper = there.map((i) => `${x(i)},${y(band.high[i] ?? 0)}`);
    const lower = there.map((i) => `${x(i)},${y(band.low[i] ?? 0)}`).reverse();
    parts.push(
      `<polygon points="${[...upper, ...lower].join(' ')}" fill="#4477aa" fill-opacity="0.25"/>`,
    );
  }
  if (level !== undefined) {
    parts.push(
      `<path d="M${left} ${y(level)}H${left + width}" stroke="#cc3311" stroke-dasharray="4 3"/>`,
    );
  }
  for (const { values: points, color } of lines) {
    const path = points.flatMap((one, i) => (Number.isFinite(one) ? [`${x(i)},${y(one)}`] : []));
    parts.push(`<polyline points="${path.join(' ')}" fill="none" stroke="${color}"/>`);
  }
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function short(value: number): string {
  return Number(value.toPrecision(2)).toString();
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
