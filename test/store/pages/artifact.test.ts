import { beforeAll, describe, expect, test } from 'vitest';
import { artifactContract } from '../../../src/protocol/pages/artifact.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { asking, withStore } from './asking.ts';

const store = withStore();
const ask = asking(artifactContract, store);

/** Numbers that the page of a version leads to. */
async function beside(version: string, artifact = 'raw'): Promise<readonly (number | undefined)[]> {
  const { older, newer } = await ask('getVersion', { entity: 'local', project: 'digits', artifact, version });
  return [older, newer];
}

beforeAll(async () => {
  const made = [];
  for (let i = 0; i < 9; i++) {
    made.push((await commitFiles(store, { 'a.txt': `${i}` }, { artifact: 'raw' })).version);
  }
  const gone = made.filter(({ index }) => [0, 3, 4, 8].includes(index));
  await store.deleteVersions(
    gone.map(({ id }) => id),
    { force: true },
  );
  await commitFiles(store, { 'b.txt': 'one' }, { artifact: 'alone' });
});

describe('the versions before and after', () => {
  test('are the next numbers where those are there', async () => {
    expect(await beside('v6')).toEqual([5, 7]);
  });

  test('are the nearest that were not deleted', async () => {
    expect(await beside('v2')).toEqual([1, 5]);
    expect(await beside('v5')).toEqual([2, 6]);
  });

  test('of the first and the last are none', async () => {
    expect(await beside('v1')).toEqual([undefined, 2]);
    expect(await beside('v7')).toEqual([6, undefined]);
    expect(await beside('v0', 'alone')).toEqual([undefined, undefined]);
  });

  test('are found by an alias too', async () => {
    const fifth = (await store.resolve({ project: 'digits', artifact: 'raw', alias: 'v5' })).id;
    await store.editAliases(fifth, { add: ['best'], remove: [] });
    expect(await beside('best')).toEqual([2, 6]);
  });
});
