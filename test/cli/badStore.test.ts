import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(async () => {
  space = new Workspace();
  await space.logSample();
});
afterEach(() => {
  space.remove();
});

const inStore = (...parts: readonly string[]): string => path.join(space.store, 'store-v1', ...parts);

/** Paths of all blobs with this content. */
function blobs(content: string): readonly string[] {
  return fs
    .readdirSync(inStore('blobs'), { recursive: true, encoding: 'utf8' })
    .map(name => inStore('blobs', name))
    .filter(file => fs.statSync(file).isFile() && fs.readFileSync(file, 'utf8') === content);
}

function spoil(file: string, content: string): void {
  fs.chmodSync(file, 0o644);
  fs.writeFileSync(file, content);
}

describe('a store', () => {
  it('of a newer Amphora is refused untouched', async () => {
    fs.mkdirSync(path.join(space.store, 'store-v9'));
    const catalog = fs.readFileSync(inStore('catalog.db'));
    for (const args of [['ls'], ['log', 'data', '--name', 'raw', '--type', 'dataset'], ['gc']]) {
      const [exitCode, message] = await space.failure(...args);
      expect([exitCode, message]).toEqual([
        1,
        expect.stringContaining('written by a newer Amphora (layout 9'),
      ]);
    }
    expect(fs.readdirSync(path.join(space.store, 'store-v9'))).toEqual([]);
    expect(fs.readFileSync(inStore('catalog.db')).equals(catalog)).toBe(true);
  });

  it('with a damaged catalog is named, and not written over', async () => {
    for (const name of fs.readdirSync(inStore())) {
      if (name.startsWith('catalog.db-')) fs.rmSync(inStore(name));
    }
    spoil(inStore('catalog.db'), 'this is no database, whatever its name says');
    const { error } = await space.json('log', 'data', '--name', 'raw', '--type', 'dataset');
    expect(error).toMatchObject({ code: 'store-damaged' });
    expect(fs.readFileSync(inStore('catalog.db'), 'utf8')).toContain('no database');
  });

  it('never serves a damaged file, and names it', async () => {
    for (const blob of blobs('two\n')) spoil(blob, 'bad\n');
    const { error } = await space.json('get', 'raw');
    expect(error).toMatchObject({ code: 'blob-damaged', message: expect.stringContaining('sub/b.txt') });
    expect(space.exists('artifacts/raw:v0/sub/b.txt')).toBe(false);
    const run = ['run', '--job-type', 'train', '--use', 'raw', '--', process.execPath, '-e', ''];
    expect((await space.json(...run)).error.code).toBe('blob-damaged');
    const { runs } = await space.json('ls', '--runs');
    expect(runs).toMatchObject([{ state: 'failed', used: 0 }]);
  });

  it('misses a file that somebody deleted, and has it back when it is logged again', async () => {
    for (const blob of blobs('two\n')) fs.rmSync(blob);
    expect((await space.json('get', 'raw')).error.code).toBe('blob-damaged');
    const { stdout } = await space.run('verify', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      damaged: [{ problem: 'missing', neededBy: ['raw:v0/sub/b.txt'] }],
    });
    await space.succeed('log', 'data', '--name', 'raw', '--type', 'dataset');
    await space.succeed('get', 'raw');
    expect(space.read('artifacts/raw:v0/sub/b.txt')).toBe('two\n');
  });

  it('is whole after a log was killed, and gc takes away what it left', async () => {
    fs.writeFileSync(space.at('large.bin'), '');
    fs.truncateSync(space.at('large.bin'), 2 ** 31);
    const { child, outcome } = space.start('log', 'large.bin', '--name', 'large', '--type', 'dataset');
    const left = (): number => fs.readdirSync(inStore('tmp'), { recursive: true }).length;
    while (left() === 0) await delay(5);
    child.kill('SIGKILL');
    expect(await outcome).toMatchObject({ signal: 'SIGKILL' });
    expect(left()).toBeGreaterThan(0);
    expect((await space.json('ls', 'digits')).artifacts).toMatchObject([{ name: 'raw', versions: 1 }]);
    expect(await space.json('verify')).toMatchObject({ ok: true });
    await space.succeed('gc');
    expect(left()).toBe(0);
    await space.succeed('get', 'raw');
  });
});
