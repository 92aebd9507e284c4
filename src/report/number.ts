import { digitsFor } from '../analysis/precision.js';

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
 * A number in a range: as {@link formatNumber}, unless its three digits would not tell the ends of the range apart;
 * then with digits that follow the width of the range, to about a hundredth of it.
 */
export function formatWithin(value: number, width: number, language = 'en'): string {
  const decimals = digitsFor(width * 10);
  const size = Math.abs(value);
  if (decimals === undefined || !(size > 0) || !Number.isFinite(size)) {
    return formatNumber(value, language);
  }
  const shown = size >= 1000 && size < 9999.5 ? 0 : 2 - Math.floor(Math.log10(size));
  if (decimals <= shown || decimals > 100 || size >= 1e15) return formatNumber(value, language);
  return inFull(value, decimals, styleOf(language));
}

/** A number that a person has given: with all its digits. */
export function formatExact(value: number, language = 'en'): string {
  const text = String(value);
  const decimals = text.split('.')[1]?.length ?? 0;
  if (!Number.isFinite(value) || text.includes('e')) return formatNumber(value, language);
  return inFull(value, decimals, styleOf(language));
}

function inFull(value: number, decimals: number, style: NumberStyle): string {
  const step = 10 ** Math.max(0, -decimals);
  const rounded = Math.round(Math.abs(value) / step) * step;
  const text = decimals > 0 ? Math.abs(value).toFixed(decimals) : String(rounded);
  const [whole = '', part] = text.split('.');
  const sign = value < 0 ? '-' : '';
  return sign + grouped(whole, style) + (part === undefined ? '' : style.decimal + part);
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
