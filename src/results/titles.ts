import { printable } from '../diagnostics/printable.js';
import { inLanguage, type Text } from '../model/names.js';

/** A text of a file as it stands in a cell or a line: on one line, and safe to show on a terminal. */
export function oneLine(text: Text | undefined, language: string): string {
  if (text === undefined) return '';
  return printable(inLanguage(text, language).replace(/\s+/g, ' ').trim());
}
