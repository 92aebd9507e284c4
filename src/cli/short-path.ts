import { homedir } from 'node:os';
import { resolve } from 'node:path';

const LONGEST = 56;
const LONGEST_FOLDER = 32;

/** A path as it is shown where there is one line for it: from the home folder, and its end if it is long. */
export function shortPath(path: string): string {
  return cut(fromHome(path), LONGEST);
}

/** The same of a folder, beside which something else is shown. */
export function shortFolder(folder: string): string {
  return cut(fromHome(folder === '' ? '.' : folder), LONGEST_FOLDER);
}

function fromHome(path: string): string {
  const whole = resolve(path).split('\\').join('/');
  const home = homedir().split('\\').join('/');
  return home.length > 1 && whole.startsWith(`${home}/`) ? `~${whole.slice(home.length)}` : whole;
}

function cut(path: string, width: number): string {
  return path.length <= width ? path : `…${path.slice(1 - width)}`;
}
