/** An exact number: `over / under`, in lowest terms, with `under` above 0. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

// A number that is written with so many digits is meant as it is written: 0.1 is a tenth.
const PLAIN_DIGITS = 12;
// Numbers with more digits are compared with fractions up to this denominator. Two such fractions never round to
// the same number, so the fraction that is found is the one that was meant.
const MOST_UNDER = 1e6;

export function fraction(over: bigint, under: bigint): Fraction {
  const sign = under < 0n ? -1n : 1n;
  const common = divisor(over < 0n ? -over : over, under < 0n ? -under : under) || 1n;
  return { over: (sign * over) / common, under: (sign * under) / common };
}

/**
 * What a number stands for: 0.1 is 1/10 and 0.08333333333333333 is 1/12, although neither can be held exactly.
 */
export function fractionOf(value: number): Fraction {
  const decimal = decimalOf(value);
  if (decimal.digits <= PLAIN_DIGITS) return decimal.exact;
  return simpleFraction(value, 0) ?? decimal.exact;
}

/** The number nearest to a fraction. */
export function numberOf({ over, under }: Fraction): number {
  const [a, b] = [Number(over), Number(under)];
  // One division of two exact numbers is rounded once, to the nearest number.
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a / b;
  const size = over < 0n ? -over : over;
  const digits = BigInt(under.toString().length + 25);
  const scaled = (size * 10n ** digits) / under;
  return Number(`${over < 0n ? '-' : ''}${scaled}e-${digits}`);
}

/** The fraction with the smallest denominator within `tolerance` (a share) of a number, or undefined. */
export function simpleFraction(
  value: number,
  tolerance: number,
  mostUnder = MOST_UNDER,
): Fraction | undefined {
  const size = Math.abs(value);
  // Convergents of the continued fraction: each is the best one for its denominator.
  let [over, under, overBefore, underBefore] = [Math.floor(size), 1, 1, 0];
  let rest = size - Math.floor(size);
  while (Math.abs(over / under - size) > tolerance * size) {
    if (rest === 0) return undefined;
    const whole = Math.floor(1 / rest);
    rest = 1 / rest - whole;
    [over, overBefore] = [whole * over + overBefore, over];
    [under, underBefore] = [whole * under + underBefore, under];
    if (under > mostUnder || !Number.isSafeInteger(over)) return undefined;
  }
  return fraction(BigInt(value < 0 ? -over : over), BigInt(under));
}

/** How many digits a number is written with, and what it is exactly as written. */
function decimalOf(value: number): { readonly digits: number; readonly exact: Fraction } {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', after = ''] = mantissa.split('.');
  const shift = Number(exponent) - after.length;
  const digits = BigInt(whole + after);
  return {
    digits: (whole + after).replace(/^[-0]+|0+$/g, '').length,
    exact:
      shift < 0
        ? fraction(digits, 10n ** BigInt(-shift))
        : fraction(digits * 10n ** BigInt(shift), 1n),
  };
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
