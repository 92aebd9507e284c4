#!/usr/bin/env node
/**
 * Bundles src/ into dist/ with esbuild.
 *
 *   node scripts/build.mjs              build
 *   node scripts/build.mjs --if-newer   build only when a source is newer than dist/cli.js
 *   node scripts/build.mjs --sourcemap  write external source maps as well
 *   node scripts/build.mjs --root DIR   build another tree laid out like this one
 *
 * The program is bundled because loading it from node_modules takes four times as long. Everything
 * lands flat in dist/, so that `new URL('./worker.js', import.meta.url)` holds in every chunk.
 * Nothing is written to standard output, which belongs to the program that `npm start` runs.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    'if-newer': { type: 'boolean', default: false },
    sourcemap: { type: 'boolean', default: false },
    root: { type: 'string', default: dirname(dirname(fileURLToPath(import.meta.url))) },
  },
});
const root = resolve(flags.root);
const dist = join(root, 'dist');
const program = join(dist, 'cli.js');

/** What is built, as output name and source; a source that does not exist is left out. */
const entries = {
  cli: 'src/cli/bin.ts',
  index: 'src/index.ts',
  worker: 'src/ensemble/worker.ts',
  'live-worker': 'src/cli/live-worker.ts',
  'live-helper': 'src/live/threads/live-helper.ts',
};

/** Gives the newest change under a path. Folders count too, so a deleted file is noticed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (max, name) => Math.max(max, newest(join(path, name))),
    stat.mtimeMs,
  );
}

/** Says whether dist/ is as new as everything it is made from. */
function upToDate() {
  const built = statSync(program, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  const inputs = ['src', 'scripts/build.mjs', 'package.json', 'package-lock.json'];
  return inputs.every((input) => newest(join(root, input)) <= built);
}

/** Loads esbuild, or gives undefined in an install without development dependencies. */
async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Replaces a file in one step, so that a program starting meanwhile never reads half of it. */
function replaceFile(path, contents, mode) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents, { mode });
  renameSync(temporary, path);
}

/**
 * Empty modules. Ink imports react-devtools-core only when DEV is set, but a bundle would hold it. seedrandom asks
 * crypto for seeds only where it is given none, which toguna never does; each thread would load it as it starts.
 */
const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: /^(react-devtools-core|crypto)$/ }, ({ path }) => ({
      path,
      namespace: 'empty',
    }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

async function bundle(esbuild) {
  const started = new Date();
  const present = Object.entries(entries).filter(([, source]) => existsSync(join(root, source)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    minifyWhitespace: true,
    legalComments: 'eof',
    sourcemap: flags.sourcemap,
    // Packages written as CommonJS call require() for Node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    define: {
      // React's development build is slower and keeps every timing it takes for ever.
      'process.env.NODE_ENV': '"production"',
      // npm_package_version is that of whatever package npm runs a script of.
      TOGUNA_VERSION: JSON.stringify(version),
    },
    plugins: [withoutUnused],
    write: false,
    logLevel: 'warning',
  });

  mkdirSync(dist, { recursive: true });
  // Chunks before the entries that import them; what no entry imports any more goes last.
  const written = new Set();
  const isEntry = (file) => present.some(([name]) => file.path === join(dist, `${name}.js`));
  for (const file of outputFiles.toSorted((a, b) => isEntry(a) - isEntry(b))) {
    const contents = file.path === program ? `#!/usr/bin/env node\n${file.text}` : file.contents;
    replaceFile(file.path, contents, file.path === program ? 0o755 : 0o644);
    written.add(basename(file.path));
  }
  for (const name of readdirSync(dist)) {
    if (/\.js(\.map)?$/.test(name) && !written.has(name)) unlinkSync(join(dist, name));
  }
  // A source that changed during the build is newer than this, and built next time.
  if (existsSync(program)) utimesSync(program, started, started);
}

/**
 * Puts a program in place that says how to get the real one. npx builds and links a clone the first
 * time it is asked for `toguna`, before `npm ci` too, and never again: without a file to link to,
 * `npx toguna` would stay broken in this folder for good. Dated 1970, so it is always rebuilt.
 */
function writeStub() {
  if (existsSync(program)) return;
  const advice = 'toguna is not built yet. Run: npm ci --include=dev';
  mkdirSync(dist, { recursive: true });
  replaceFile(
    program,
    `#!/usr/bin/env node\nconsole.error('${advice}');\nprocess.exitCode = 1;\n`,
    0o755,
  );
  utimesSync(program, 0, 0);
}

if (!(flags['if-newer'] && upToDate())) {
  const esbuild = await loadEsbuild();
  if (esbuild) {
    try {
      await bundle(esbuild);
    } catch (error) {
      // esbuild has already printed its own errors with the place and the line.
      if (!error.errors) throw error;
      process.exitCode = 1;
    }
  } else if (flags['if-newer']) {
    writeStub();
  } else {
    console.error('esbuild is not installed. Run: npm ci --include=dev');
    process.exitCode = 1;
  }
}
