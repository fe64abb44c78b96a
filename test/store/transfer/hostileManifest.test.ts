/** Whatever a manifest says, nothing is written outside the target. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlobKey, VersionId } from '../../../src/core/ids.ts';
import type { ManifestEntry } from '../../../src/core/manifest.ts';
import type { Store } from '../../../src/store/contract.ts';
import { downloadVersion } from '../../../src/transfer/downloadVersion.ts';
import { readTree, worker, workspace, writeTree } from './workspace.ts';

const hostile = [
  '../escaped',
  'a/../../escaped',
  '/tmp/amphora-escaped',
  'a//b',
  './a',
  '.',
  '..',
  '',
  'a/',
  'nul\0byte',
  'x'.repeat(256),
  'd/'.repeat(2100) + 'f',
];

async function prepared() {
  const space = workspace();
  writeTree(space.data, { a: 'content' });
  const { version } = await space.log();
  const [entry] = (await space.store.manifest(version.id)).entries;
  if (entry?.kind !== 'file') throw new Error('A file was logged');
  /** The real store, but for a manifest that was tampered with, whose files all have the bytes of the one there is. */
  const tampered = (entries: readonly ManifestEntry[]): Store =>
    new Proxy<Store>(space.store, {
      get: (store, name: keyof Store) => {
        if (name === 'manifest') return () => Promise.resolve({ entries });
        if (name === 'locate') {
          return (id: VersionId, paths: readonly string[]) =>
            store.locate(
              id,
              paths.map(() => 'a'),
            );
        }
        const value: unknown = store[name];
        return typeof value === 'function' ? (value.bind(store) as unknown) : value;
      },
    });
  const get = (entries: readonly ManifestEntry[]) =>
    downloadVersion(tampered(entries), { version: version.id, target: space.target }, { worker });
  return { ...space, version, entry, get };
}

test.each(hostile)('the store refuses %j, and so does a download', async name => {
  const { store, entry, get, folder } = await prepared();
  const draft = { project: 'jars', artifact: 'evil', type: 'dataset', placed: [], aliases: ['latest'] };
  const entries = [{ ...entry, path: name }];
  await expect(store.commitVersion({ ...draft, entries }, await store.stage())).rejects.toMatchObject({
    code: 'path-unsafe',
  });
  const before = readTree(folder);
  await expect(get(entries)).rejects.toMatchObject({ code: 'path-unsafe' });
  expect(
    Object.keys(readTree(folder)).filter(file => !(file in before) && !file.startsWith('store/')),
  ).toEqual([]);
});

test('a path given twice, and a blob that is not in the store, are refused', async () => {
  const { entry, get, target } = await prepared();
  await expect(get([entry, entry])).rejects.toMatchObject({ code: 'path-unsafe' });
  expect(fs.existsSync(target)).toBe(false);
});

test('property: paths of odd parts stay below the target or are refused', async () => {
  const { entry, get, target, folder, data } = await prepared();
  const part = fc.constantFrom('..', '.', '', 'a', 'b', '\\', '~', 'C:', '...', ' ', '%2e%2e', '\u202e');
  const outside = () => fs.readdirSync(folder).sort();
  const before = outside();
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async parts => {
      fs.rmSync(target, { recursive: true, force: true });
      const name = parts.join('/');
      const refused = await get([{ ...entry, path: name }]).then(
        () => false,
        () => true,
      );
      const bad = parts.some(text => text === '..' || text === '.' || text === '');
      expect(refused).toBe(bad);
      if (!bad) expect(readTree(target)).toEqual({ [path.normalize(name)]: 'content' });
      expect(outside().filter(file => file !== 'target')).toEqual(before);
      expect(readTree(data)).toEqual({ a: 'content' });
    }),
    { numRuns: 60 },
  );
});

test('a blob key that is a path is not one', async () => {
  const { store, entry } = await prepared();
  const entries = [{ ...entry, blob: '../../../../etc/passwd' as BlobKey }];
  const draft = { project: 'jars', artifact: 'evil', type: 'dataset', placed: [], aliases: [] };
  await expect(store.commitVersion({ ...draft, entries }, await store.stage())).rejects.toThrow();
});
