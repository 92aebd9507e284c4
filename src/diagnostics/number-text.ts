const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A number as people write it in decimals; undefined for anything else, and for what is too large or too small. */
export function numberOf(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && !isTooSmall(text, value) ? value : undefined;
}

/** Whether digits other than 0 came out as 0: `1e-999`. */
export function isTooSmall(text: string, value: number): boolean {
  return value === 0 && /[1-9]/.test(text.replace(/[eE].*$/, ''));
}

/**
 * What was meant by a text that is nearly a number, for people: `1_000` is written 1000, `0,5` is written 0.5.
 * @returns undefined when nothing is likely.
 */
export function numberMeant(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[-+]?0[xob][0-9a-f]+$/i.test(trimmed)) return `${plainOf(trimmed)}, in decimals`;
  if (/^[-+]?\d+,\d{3}$/.test(trimmed)) {
    const [whole = '', part = ''] = trimmed.split(',');
    return `${whole}${part}, or ${whole}.${part} with a dot`;
  }
  if (/^[-+]?\d*,\d+$/.test(trimmed)) return `${withZero(trimmed.replace(',', '.'))}, with a dot`;
  if (/^[-+]?\d{1,3}(?:[.,]\d{3}){2,}$/.test(trimmed))
    return `${trimmed.replace(/[.,]/g, '')}, without signs between thousands`;
  if (/^[-+]?\d{1,3}(?:[ _'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(trimmed))
    return `${trimmed.replace(/[ _'’\u00a0\u202f]/g, '').replace(',', '.')}, without signs between thousands`;
  if (/^[-+]?\d[\d_]*\d$/.test(trimmed)) return `${trimmed.replace(/_/g, '')}, without _`;
  const percent = /^([-+]?\d*[.,]?\d+)\s*%$/.exec(trimmed)?.[1];
  if (percent !== undefined)
    return `${Number((Number(percent.replace(',', '.')) / 100).toPrecision(12))}, without %`;
  if (/^[−–]\d/.test(trimmed)) return `${trimmed.replace(/^[−–]/, '-')}, with the sign -`;
  return undefined;
}

function plainOf(text: string): string {
  const sign = text.startsWith('-') ? '-' : '';
  return `${sign}${Number(text.replace(/^[-+]/, '').toLowerCase())}`;
}

function withZero(text: string): string {
  return text.replace(/^([-+]?)\./, '$10.');
}
