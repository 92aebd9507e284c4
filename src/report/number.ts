/** How a language writes numbers. A space that must not break stands where French wants one. */
interface NumberStyle {
  readonly group: string;
  readonly decimal: string;
  readonly million: string;
  readonly billion: string;
  readonly missing: string;
}

const ENGLISH: NumberStyle = {
  group: ',',
  decimal: '.',
  million: ' M',
  billion: ' bn',
  missing: 'n/a',
};
const FRENCH: NumberStyle = {
  group: '\u202f',
  decimal: ',',
  million: ' M',
  billion: ' Md',
  missing: 'n.d.',
};

const styleOf = (language: string): NumberStyle => (language === 'fr' ? FRENCH : ENGLISH);

/**
 * A number for people: three significant digits, whole numbers below 10,000 in full, thousands
 * separated, millions and billions by letter. Results of an ensemble carry no more digits than that.
 */
export function formatNumber(value: number, language = 'en'): string {
  const style = styleOf(language);
  if (!Number.isFinite(value)) return style.missing;
  const sign = value < 0 ? '-' : '';
  return sign + formatMagnitude(Math.abs(value), style);
}

/**
 * A number of a distribution, with the digits that its spread tells apart: about a hundredth of `spread`, as in
 * `2012.4` where a fit lies between 2012.1 and 2012.7.
 */
export function formatWithin(value: number, spread: number): string {
  if (!Number.isFinite(value)) return ENGLISH.missing;
  if (!(spread > 0)) return String(Number(value.toPrecision(3)));
  const step = Math.floor(Math.log10(spread)) - 2;
  if (step >= 0) return String(Math.round(value / 10 ** step) * 10 ** step);
  return String(Number(value.toFixed(Math.min(100, -step))));
}

/** A difference: as {@link formatNumber}, with a plus sign when it is positive. */
export function formatDifference(value: number, language = 'en'): string {
  const text = formatNumber(value, language);
  return value > 0 && Number.isFinite(value) ? `+${text}` : text;
}

/** A share between 0 and 1 as per cent: `64 %`, and `0.4 %` below one. */
export function formatShare(share: number, language = 'en'): string {
  const style = styleOf(language);
  if (!Number.isFinite(share)) return style.missing;
  const percent = share * 100;
  const text = percent > 0 && percent < 1 ? percent.toPrecision(1) : String(Math.round(percent));
  return `${text.replace('.', style.decimal)}\u00a0%`;
}

/** A share and its standard error, in per cent: `22 ± 9 %`. */
export function formatShareWithin(share: number, error: number, language = 'en'): string {
  const points = Math.round(error * 100);
  const text = formatShare(share, language);
  return points === 0 ? text : text.replace(/^(\S+)/, `$1 ± ${points}`);
}

function formatMagnitude(size: number, style: NumberStyle): string {
  if (size === 0) return '0';
  // Rounded first, so that 999.7 becomes 1,000 and 999,600 a million.
  const rounded = Number(size.toPrecision(size >= 1000 && size < 9999.5 ? 4 : 3));
  if (rounded >= 1e12 || rounded < 1e-4) {
    return size.toExponential(2).replace('e+', 'e').replace('.', style.decimal);
  }
  if (rounded >= 1e9) return threeDigits(rounded / 1e9, style) + style.billion;
  if (rounded >= 1e6) return threeDigits(rounded / 1e6, style) + style.million;
  if (rounded >= 1000) return grouped(String(rounded), style);
  if (Number.isInteger(size)) return String(size);
  return threeDigits(rounded, style);
}

function threeDigits(value: number, style: NumberStyle): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(value)));
  return value.toFixed(decimals).replace('.', style.decimal);
}

function grouped(digits: string, style: NumberStyle): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, style.group);
}
