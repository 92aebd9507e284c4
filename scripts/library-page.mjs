#!/usr/bin/env node
/**
 * Writes docs/library.md: every name of src/index.ts with its comment and its type, from the declarations that
 * `npx tsc -p tsconfig.types.json` puts into dist/types.
 *
 *   node scripts/library-page.mjs            write docs/library.md
 *   node scripts/library-page.mjs --print    print it instead
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const types = join(root, 'dist', 'types');

const INTRODUCTION = `# The library

<!-- Written by scripts/library-page.mjs from the comments in src. Change those, then run:
npm run library-page -->

What the program does, as functions for Node: one call each, data in and data out.

\`\`\`ts
import { compare, load, run, writeResults } from 'toguna';

const study = load(['scenarios/mali/jobs_first.yaml'], { worlds: 200 });
const ensemble = await run(study);
console.log(compare(ensemble).comparisons);
await writeResults('results', ensemble, study);
\`\`\`

The folder \`examples\` has three small programs: [run-mali.ts](../examples/run-mali.ts) runs the shipped scenarios and writes CSV, [rank-by-theory.ts](../examples/rank-by-theory.ts) ranks policies by the theory that holds, [explain.ts](../examples/explain.ts) explains a variable.

**Errors.** Wrong input throws one \`InputError\` that lists every problem, with file, line, column and the nearest right name. Files that cannot be written throw an \`OutputError\`. Nothing is printed, and the process is never ended.

**What is public.** The names on this page, imported from \`toguna\`. A type that a name here refers to, and that is not on this page, is not public: do not import it by its path.

**What may change.** Until version 1.0, every version 0.x may rename, remove or change anything here; the changelog says what. It also says which results change, and by how much. Results are the same bytes for the same files, seed and version.
`;

/** The names that an index exports, in order, with the module of each. */
function exportsOf(index) {
  return [...index.matchAll(/export (type )?\{([^}]*)\} from '([^']+)';/g)].flatMap(
    ([, type, names, module]) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => ({ name, module, isType: type !== undefined })),
  );
}

/** The comment before a declaration, and its text. A statement ends where the next begins in the first column. */
function declarationOf({ name, module }) {
  const lines = readFileSync(join(types, module.replace(/\.js$/, '.d.ts')), 'utf8').split('\n');
  const kind = '(?:declare )?(?:abstract )?(?:function|interface|type|class|const)';
  const start = lines.findIndex((line) => new RegExp(`^export ${kind} ${name}\\b`).test(line));
  if (start < 0) throw new Error(`${module} does not declare ${name} itself`);
  let end = start + 1;
  while (end < lines.length && /^[ })|]/.test(lines[end] ?? '')) end += 1;
  const text = lines.slice(start, end).join('\n').trim();
  let first = start;
  if (/\*\/$/.test(lines[start - 1] ?? '')) {
    first = start - 1;
    while (!/^\/\*\*/.test(lines[first] ?? '')) first -= 1;
  }
  const comment = lines
    .slice(first, start)
    .join('\n')
    .replace(/^\/\*\* ?|\s*\*\/$/g, '')
    .replace(/^ \* ?/gm, '')
    .trim();
  if (comment === '') throw new Error(`${name} of ${module} has no comment`);
  return { comment, text: text.replace(/^export (declare )?/, '') };
}

const TAGS = { returns: 'Returns', throws: 'Throws' };

/** A comment as Markdown: its text as it stands, then a line for each tag. */
function markdownOf(comment) {
  const plain = comment.replace(/\{@link ([^}]+)\}/g, '`$1`');
  const [about = '', ...tags] = plain.split(/(?:^|\s)@(?=(?:param|returns|throws)\b)/);
  const rows = tags.map((tag) => {
    const [, kind, name, text] = /^(param|returns|throws)(?:(?<=param) (\w+))? ([\s\S]*)$/.exec(
      tag,
    );
    const one = text.replace(/\s*\n\s*/g, ' ').trim();
    return kind === 'param' ? `- \`${name}\`: ${one}` : `- ${TAGS[kind]} ${one}`;
  });
  return [joined(about.trim()), rows.join('\n')].filter((one) => one !== '').join('\n\n');
}

/** Lines of one paragraph joined, as in the other pages; code, lists and their lines as they stand. */
function joined(text) {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part) => (part.startsWith('```') ? part : part.replace(/([^\n])\n(?!\n|- )/g, '$1 ')))
    .join('')
    .trim();
}

function section(one) {
  const { comment, text } = declarationOf(one);
  const shown = text.replace(/\n {4}private [^\n]*|\n {4}#private;/g, '');
  return `### ${one.name}\n\n${markdownOf(comment)}\n\n\`\`\`ts\n${shown}\n\`\`\`\n`;
}

function page() {
  const all = exportsOf(readFileSync(join(root, 'src', 'index.ts'), 'utf8'));
  const isVerb = (one) => !one.isType && one.module.startsWith('./study/');
  const groups = [
    ['Verbs', all.filter(isVerb)],
    ['Beside them', all.filter((one) => !one.isType && !isVerb(one))],
    ['Types', all.filter((one) => one.isType)],
  ];
  const sections = groups.map(([title, list]) =>
    [`## ${title}\n`, ...list.map(section)].join('\n'),
  );
  return [INTRODUCTION, ...sections].join('\n');
}

const text = page();
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(join(root, 'docs', 'library.md'), text);
