/** The built library that is measured: `dist/`, or another build that TOGUNA_DIST names. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const other = process.env.TOGUNA_DIST;

export const DIST = other
  ? pathToFileURL(`${resolve(other)}/`)
  : new URL('../../dist/', import.meta.url);
