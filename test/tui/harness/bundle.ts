import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Bundles a fixture as scripts/build.mjs bundles the program. */
export async function bundleFixture(
  source: URL,
): Promise<{ readonly script: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'toguna-tui-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({
    absWorkingDir: root,
    entryPoints: { fixture: fileURLToPath(source) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    packages: 'external',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return {
    script: join(folder, 'fixture.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
