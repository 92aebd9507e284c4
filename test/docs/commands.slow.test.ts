import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../cli/program.js';
import { commandsOf, PAGES } from './examples.js';

const PROGRAM = join(ROOT, 'dist', 'cli.js');

/** A copy of what the commands of a page work on, so that what they write is not left in the project. */
function copyOfProject(): string {
  const folder = temporaryFolder();
  for (const part of ['models', 'scenarios'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  return folder;
}

/** Arguments as a shell would give them, with few worlds, since it is the command that is tried. */
function argumentsOf(command: readonly string[], folder: string): string[] {
  const expanded = command.flatMap((one) => {
    if (!basename(one).includes('*')) return [one];
    const [before = '', after = ''] = basename(one).split('*');
    return readdirSync(join(folder, dirname(one)))
      .filter((name) => name.startsWith(before) && name.endsWith(after))
      .map((name) => `${dirname(one)}/${name}`);
  });
  const worlds = expanded.indexOf('--worlds');
  if (worlds >= 0) expanded[worlds + 1] = '3';
  else if (expanded[0] === 'run') expanded.push('--worlds', '3');
  return expanded;
}

const pages = PAGES.map((page) => ({ page, commands: commandsOf(page) })).filter(
  ({ commands }) => commands.length > 0,
);

it('the pages show commands', () => {
  const names = new Set(pages.flatMap(({ commands }) => commands.map(([name]) => name)));
  expect([...names].sort()).toEqual(
    expect.arrayContaining(['check', 'explain', 'new', 'run', 'schema']),
  );
});

describe.each(pages)('$page', ({ commands }) => {
  const folder = copyOfProject();
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(commands.map((command) => [command.join(' '), command] as const))(
    'toguna %s',
    (_, command) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [PROGRAM, ...argumentsOf(command, folder)],
        { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C' } },
      );
      expect(status, `${stdout}\n${stderr}`).toBe(0);
      const out = command.indexOf('--out');
      if (out < 0) expect(stdout.trim()).not.toBe('');
      else expect(existsSync(join(folder, command[out + 1] ?? ''))).toBe(true);
      expect(stderr).not.toMatch(/\b(?:error|warning):/);
    },
  );
});
