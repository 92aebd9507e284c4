import { z } from 'zod';
import { textAsWritten } from '../diagnostics/as-written.js';

/**
 * A name in a model or scenario: letters, digits and single underscores. Two underscores in a row are
 * kept for the names that toguna makes (`trust__smooth1`).
 */
export const NAME_PATTERN = /^(?!.*__)[A-Za-z][A-Za-z0-9_]{0,63}$/;

export const NAME_RULE =
  'a name of letters, digits and single underscores that starts with a letter (at most 64)';

export const nameSchema = z.string().regex(NAME_PATTERN, NAME_RULE);

/** A text from which all random numbers follow, as it is written: `01`, `0x1` and `1.0` are three seeds. */
export const seedSchema = textAsWritten(z.union([z.string().min(1).max(200), z.number()]));

/** Words with a meaning of their own in expressions, beside the functions. */
export const RESERVED_WORDS = new Set([
  'time',
  'dt',
  'pi',
  'and',
  'or',
  'not',
  'xor',
  'mod',
  'to',
  'in',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  'Infinity',
]);

/** Text that may be given by language: `Jobs`, or `{en: Jobs, fr: Emplois}`. */
export type Text = string | Readonly<Record<string, string>>;

export const textSchema: z.ZodType<Text> = z.union([
  z.string().min(1).max(4000),
  z.record(
    z.string().regex(/^[a-z]{2}$/, 'a language code such as en or fr'),
    z.string().max(4000),
  ),
]);

/** The text in `language`, else in English, else in any language. */
export function inLanguage(text: Text, language: string): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? '';
}
