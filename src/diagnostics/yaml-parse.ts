import type { Document, YAMLError } from 'yaml';
import { parseDocument } from 'yaml';
import type { YamlProblem } from './yaml-problems.js';
import { yamlProblems } from './yaml-problems.js';
import { TOO_DEEP } from './yaml-scan.js';

/** A document without problems, or the problems. */
export type Parsed =
  | { readonly doc: Document.Parsed; readonly problems?: undefined }
  | { readonly problems: readonly YamlProblem[] };

/** Parses a text. Whatever the parser throws becomes a problem at a place. */
export function parseText(text: string): Parsed {
  const doc = tryToParse(text);
  if (doc === undefined) return { problems: [problemOfStart(text)] };
  const problems = yamlProblems(problemsOf(doc), text);
  return problems.length > 0 ? { problems } : { doc };
}

function problemsOf(doc: Document.Parsed): readonly YAMLError[] {
  return [...doc.errors, ...doc.warnings];
}

/**
 * The parser recurses once for each line while it recovers from a wrong indentation, and at some length its stack
 * is full. What is wrong stands before that: it is found in the longest start of the file that can be parsed.
 */
function problemOfStart(text: string): YamlProblem {
  for (let length = text.length >> 1; length > 0; length >>= 1) {
    const start = text.slice(0, text.lastIndexOf('\n', length) + 1 || length);
    const doc = tryToParse(start);
    const [first] = doc === undefined ? [] : yamlProblems(problemsOf(doc), start);
    // What is open where the text was cut is not to blame.
    if (first !== undefined && first.to < start.length - 1) return first;
    if (doc !== undefined) break;
  }
  return { from: 0, to: 1, message: TOO_DEEP };
}

function tryToParse(text: string): Document.Parsed | undefined {
  // A million complaints of the parser, each with the stack at which it arose, take minutes.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // Repeated keys are looked for afterwards, in less than quadratic time.
    const options = {
      version: '1.2',
      merge: false,
      prettyErrors: false,
      uniqueKeys: false,
    } as const;
    return parseDocument(text, options);
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
