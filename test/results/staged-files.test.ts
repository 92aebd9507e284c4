import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StagedFiles, type Write, writeAtomically } from '../../src/results/atomic-file.js';
import { makeFolder, probeFolder } from '../../src/results/folder.js';
import { outputError } from '../../src/results/output-error.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toguna-staged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const of = (text: string) => (write: Write) => write(Buffer.from(text));

// No system gives this number to a process.
const DEAD = 2 ** 31 - 1;

describe('files that belong together', () => {
  it('take their names at the end, all of them', async () => {
    writeFileSync(file('a.csv'), 'old');
    const staged = new StagedFiles(folder);
    await staged.add('a.csv', of('new'));
    await staged.add('b.csv', of('new'));
    expect(readFileSync(file('a.csv'), 'utf8')).toBe('old');
    expect(existsSync(file('b.csv'))).toBe(false);
    staged.commit();
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.csv']);
    expect(readFileSync(file('a.csv'), 'utf8')).toBe('new');
  });

  it('leave the folder as it was when one of them fails', async () => {
    writeFileSync(file('a.csv'), 'old');
    const staged = new StagedFiles(folder);
    await staged.add('a.csv', of('new'));
    const broken = staged.add('b.csv', async (write) => {
      await write(Buffer.from('half'));
      throw new Error('no more rows');
    });
    await expect(broken).rejects.toThrow('no more rows');
    await staged.discard();
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(readFileSync(file('a.csv'), 'utf8')).toBe('old');
  });

  it('are broken off by a signal', async () => {
    const abort = new AbortController();
    const staged = new StagedFiles(folder, abort.signal);
    const broken = staged.add('a.csv', async (write) => {
      await write(Buffer.from('half'));
      abort.abort();
      await write(Buffer.from('more'));
    });
    await expect(broken).rejects.toThrow('abort');
    await staged.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never stand beside an old file that describes them', async () => {
    writeFileSync(file('manifest.json'), 'of another run');
    const staged = new StagedFiles(folder);
    await staged.add('a.csv', of('new'));
    await staged.add('b.csv', of('new'));
    // Somebody puts a folder there meanwhile, so that the second cannot get its name.
    mkdirSync(file('b.csv'));
    mkdirSync(join(file('b.csv'), 'full'));
    expect(() => staged.commit(['manifest.json'])).toThrow('cannot write');
    await staged.discard();
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.csv']);
  });
});

describe('temporary files', () => {
  it('of processes that have ended are removed by the next write', async () => {
    writeFileSync(file(`.trajectories.csv.${DEAD}-0.tmp`), 'left');
    await writeAtomically(folder, 'a.csv', of('new'));
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('of processes that run, and files of others, stay', async () => {
    const others = [
      `.a.csv.${process.pid}-0.tmp`,
      `.b.csv.${process.ppid}-3.tmp`,
      '.notes.tmp',
      `notes.${DEAD}-0.tmp`,
      `.a.csv.${DEAD}.tmp`,
      `.a.csv.${DEAD}-0.tmp~`,
    ];
    for (const name of others) writeFileSync(file(name), 'mine');
    mkdirSync(file(`.folder.${DEAD}-0.tmp`));
    await writeAtomically(folder, 'a.csv', of('new'));
    expect(readdirSync(folder).sort()).toEqual(
      [...others, `.folder.${DEAD}-0.tmp`, 'a.csv'].sort(),
    );
  });

  it('are watched only while they are there', async () => {
    const before = process.listenerCount('SIGTERM');
    let meanwhile = 0;
    await writeAtomically(folder, 'a.csv', async (write) => {
      meanwhile = process.listenerCount('SIGTERM');
      await write(Buffer.from('new'));
    });
    expect(meanwhile).toBe(before + 1);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

describe('folders', () => {
  it('are made one in the other', () => {
    expect(makeFolder(join(folder, 'a', 'b', 'c'))).toHaveLength(3);
    expect(makeFolder(join(folder, 'a', 'b', 'c'))).toEqual([]);
  });

  it('that are probed are as they were', () => {
    probeFolder(join(folder, 'a', 'b'));
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(file('there'));
    writeFileSync(join(folder, 'there', 'mine'), 'mine');
    probeFolder(file('there'));
    expect(readdirSync(file('there'))).toEqual(['mine']);
  });

  it.each([
    ['a file', 'file', /cannot write into .*: it is a file, not a folder/],
    ['something in a file', 'file/a/b', /part of the path is a file, not a folder/],
    ['a link that leads nowhere', 'nowhere', /a file or a link of that name is in the way/],
    ['a link that leads to itself', 'loop/a', /a link that leads back to itself/],
    ['a name that is too long', `${'x'.repeat(300)}/a`, /the path is too long/],
  ])('are refused: %s', (_, path, words) => {
    writeFileSync(file('file'), 'mine');
    symlinkSync(join(folder, 'gone', 'further'), file('nowhere'));
    symlinkSync(file('loop'), file('loop'));
    for (const look of [makeFolder, probeFolder]) expect(() => look(file(path))).toThrow(words);
    expect(readdirSync(folder).sort()).toEqual(['file', 'loop', 'nowhere']);
  });

  // Node's recursive mkdir never ends there.
  it.skipIf(!existsSync('/proc/self'))('are refused where the system makes none', () => {
    for (const path of ['/proc/x', '/proc/x/y/z', '/proc/self/x'])
      expect(() => probeFolder(path)).toThrow(`cannot write ${path}`);
  });
});

it('a reason is found for every code, and for no name of Object', () => {
  const told = (code: string) =>
    String(outputError('out', Object.assign(new Error('x'), { code })));
  expect(told('EROFS')).toContain('the disk is read-only');
  expect(told('ENOSPC')).toContain('the disk is full');
  expect(told('EWHATEVER')).toContain('the system says EWHATEVER');
});
