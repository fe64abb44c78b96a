/** Stores that are not there, and stores that cannot be written. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import type { Answered } from './workspace.ts';
import { PROGRAM, Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => {
  space.remove();
});

const READS: readonly (readonly string[])[] = [
  ['ls'],
  ['ls', 'digits'],
  ['show', 'raw'],
  ['get', 'raw'],
  ['lineage'],
  ['verify'],
];
const CHANGES: readonly (readonly string[])[] = [
  ['alias', 'add', 'raw:v0', 'x'],
  ['rm', 'raw:v0'],
  ['gc'],
  ['gc', '--dry-run'],
];
const LOGS: readonly (readonly string[])[] = [
  ['log', 'data', '--name', 'raw', '--type', 'dataset'],
  ['run', '--job-type', 't', '--', 'true'],
];

describe('a store that is not there', () => {
  it.each([...READS, ...CHANGES].map(words => [words]))('is not made by %j', async words => {
    const [exitCode, message] = await space.failure(...words);
    expect([exitCode, message]).toEqual([
      1,
      `amphora: There is no store in "${space.store}"; name the folder of one, or log something and it is made there.`,
    ]);
    expect(fs.existsSync(space.store)).toBe(false);
    fs.mkdirSync(space.store);
    expect((await space.json(...words)).error.code).toBe('store-not-found');
    expect(fs.readdirSync(space.store)).toEqual([]);
  });

  it('is an empty list where stores are by default, with the way to make it', async () => {
    space.env = { AMPHORA_STORE: '', XDG_DATA_HOME: space.at('share'), HOME: space.at('home') };
    const stdout = await space.succeed('ls');
    expect(stdout).toMatch(/^There is no store yet; amphora log makes one in ".*(share|home).*"\n$/);
    expect(await space.json('ls')).toEqual({ projects: [] });
    expect((await space.json('ls', 'digits')).error.code).toBe('store-not-found');
    expect(fs.readdirSync(space.folder)).toEqual([]);
  });

  it.each([
    ['gone', [], 'folder-not-found'],
    ['.', ['--store', '.'], 'in-store'],
  ])('is not made by a log of %s %j, which cannot be', async (folder, more, code) => {
    const log = ['log', folder, '--name', 'raw', '--type', 'dataset', ...more];
    expect((await space.json(...log)).error.code).toBe(code);
    expect(fs.existsSync(space.store)).toBe(false);
    expect(fs.readdirSync(space.folder)).toEqual([]);
  });

  it('is one whose catalog was lost where blobs are left', async () => {
    await space.logSample();
    fs.rmSync(path.join(space.store, 'store-v1/catalog.db'));
    for (const words of READS) expect((await space.json(...words)).error.code).toBe('store-damaged');
  });
});

type Run = (store: string, ...words: readonly string[]) => Answered;

function answer(program: string, args: readonly string[], store: string): Answered {
  fs.mkdirSync(space.at('tmp'), { recursive: true });
  fs.chmodSync(space.at('tmp'), 0o777);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: space.folder,
    env: { PATH: process.env['PATH'], AMPHORA_STORE: store, TMPDIR: space.at('tmp') },
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`${program} ended with ${String(status)}: ${stderr}`);
  expect(fs.readdirSync(space.at('tmp'))).toEqual([]);
  return JSON.parse(stdout) as Answered;
}

const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups'];
/** As somebody who may read the store, but not write it. */
const asNobody: Run = (store, ...words) =>
  answer('setpriv', [...NOBODY, process.execPath, PROGRAM, ...words], store);
/** On a medium that nobody can write. */
const onReadOnly: Run = (store, ...words) => {
  const script = `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"`;
  return answer('unshare', ['-m', 'sh', '-c', script, store, process.execPath, PROGRAM, ...words], store);
};

function works(program: string, ...args: readonly string[]): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync(program, [...args, process.execPath, '--version']).status === 0;
}

const WAYS = [
  ['by whoever may only read it', asNobody, works('setpriv', ...NOBODY)],
  ['on a read-only medium', onReadOnly, works('unshare', '-m')],
] as const;

describe.each(WAYS)('a store that cannot be written (%s; needs root on Linux)', (_, run, possible) => {
  const open = (folder: string) => execFileSync('chmod', ['-R', 'a+rwX', folder]);
  const close = (folder: string) => execFileSync('chmod', ['-R', 'a+rX,go-w', folder]);

  it.runIf(possible)('is read, and not written', async () => {
    await space.logSample('raw', '--alias', 'best');
    open(path.dirname(space.folder));
    close(space.store);
    const before = fs.readdirSync(space.store, { recursive: true });
    const { projects } = run(space.store, 'ls', '--json') as unknown as { projects: unknown };
    expect(projects).toMatchObject([{ name: 'digits', artifacts: 1 }]);
    expect(run(space.store, 'show', 'raw:best', '--json').files).toHaveLength(2);
    expect(run(space.store, 'get', 'raw', '--json')).toMatchObject({ files: 2, keptFiles: 0 });
    expect(space.read('artifacts/raw:v0/sub/b.txt')).toBe('two\n');
    expect(run(space.store, 'lineage', '--json').nodes).toHaveLength(1);
    expect(run(space.store, 'verify', '--json')).toMatchObject({ ok: true, versions: 1 });
    for (const [first, ...more] of [...CHANGES, ...LOGS]) {
      const { error } = run(space.store, first!, '--json', ...more);
      expect(error).toMatchObject({
        code: 'store-not-writable',
        message: expect.stringContaining(space.store),
      });
    }
    expect(fs.readdirSync(space.store, { recursive: true })).toEqual(before);
  });

  it.runIf(possible)('is read up to its last commit, and while somebody writes it', async () => {
    await space.logSample();
    const store = openLocalStore(space.store);
    try {
      await store.beginRun({ project: 'digits', jobType: 'train', name: 'not brought home' });
      open(path.dirname(space.folder));
      // As a writer that was killed leaves it: the latest commits in a file of their own, and no index of it.
      const left = space.at('left');
      fs.cpSync(space.store, left, { recursive: true });
      fs.rmSync(path.join(left, 'store-v1/catalog.db-shm'));
      expect(fs.statSync(path.join(left, 'store-v1/catalog.db-wal')).size).toBeGreaterThan(0);
      for (const folder of [left, space.store]) {
        close(folder);
        expect(run(folder, 'ls', 'digits', '--runs', '--json').runs).toMatchObject([
          { name: 'not brought home' },
        ]);
      }
    } finally {
      await store.close();
    }
  });

  it.runIf(possible)('is verified, and what is damaged is named', async () => {
    await space.logSample();
    const blobs = path.join(space.store, 'store-v1/blobs');
    for (const name of fs.readdirSync(blobs, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(blobs, name);
      if (fs.statSync(file).isFile() && fs.readFileSync(file, 'utf8') === 'two\n')
        fs.writeFileSync(file, 'bad\n');
    }
    open(path.dirname(space.folder));
    close(space.store);
    expect(run(space.store, 'verify', '--json')).toMatchObject({
      ok: false,
      damaged: [{ problem: 'damaged', neededBy: ['raw:v0/sub/b.txt'] }],
    });
  });
});

describe('a download to a read-only medium', () => {
  it.runIf(works('unshare', '-m'))('says that it is one (needs root on Linux)', async () => {
    await space.logSample();
    fs.mkdirSync(space.at('medium'));
    const script = `mount -t tmpfs -o ro none "$0" && exec "$@"`;
    const words = ['get', 'raw', '--out', space.at('medium/deep/er'), '--json'];
    const args = ['-m', 'sh', '-c', script, space.at('medium'), process.execPath, PROGRAM, ...words];
    expect(answer('unshare', args, space.store).error).toMatchObject({
      code: 'target-not-writable',
      message: expect.stringContaining('read-only file system'),
    });
  });
});
