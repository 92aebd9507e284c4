// A number that stands in a range needs digits that follow the width of the range, not its own size: of a year
// between 2012.1 and 2012.9, four digits say nothing.

/** Steps that the width of a range is told in, at least. */
const STEPS = 1000;

/**
 * How many decimals a number needs in a range of this width, so that its last digit is a step of about a
 * thousandth of the width: 4 for a width of 0.8, and -1 (tens) for one of 50,000. Undefined where there is no width.
 */
export function digitsFor(width: number): number | undefined {
  if (!Number.isFinite(width) || width <= 0) return undefined;
  return -Math.floor(Math.log10(width / STEPS) + 1e-9);
}

/** The number rounded to the digits that it needs in a range of this width; as it is where there is no width. */
export function roundTo(value: number, width: number): number {
  const decimals = digitsFor(width);
  if (decimals === undefined || !Number.isFinite(value)) return value;
  const rounded = Number(textOf(value, decimals));
  // Never minus zero, which would be written as such.
  return rounded === 0 ? 0 : rounded;
}

/** The same as text, with all of its digits: `2012.3500` for 2012.35 in a width of 0.8. */
export function textTo(value: number, width: number): string {
  const decimals = digitsFor(width);
  return decimals === undefined || !Number.isFinite(value)
    ? String(value)
    : textOf(value, decimals);
}

// Numbers have 17 digits; beyond these, and beyond what toFixed writes out, a number is as it is.
function textOf(value: number, decimals: number): string {
  if (decimals > 100 || Math.abs(value) >= 1e21) return String(value);
  if (decimals >= 0) return value.toFixed(decimals);
  const step = 10 ** -decimals;
  return String(Math.round(value / step) * step);
}
