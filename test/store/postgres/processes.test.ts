import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { SharedDatabase } from './storesAtOnce.ts';
import { sharedDatabases } from './storesAtOnce.ts';

const child = path.join(import.meta.dirname, 'logChild.ts');
const run = promisify(execFile);

async function logInProcess({ address, blobs }: SharedDatabase, name: string, count: number) {
  const args = ['--disable-warning=ExperimentalWarning', child, address, blobs, name, String(count)];
  const { stdout, stderr } = await run(process.execPath, args);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as number[];
}

describe.skipIf(!hasPostgres)(`processes that share a database${needsPostgres}`, () => {
  const database = sharedDatabases();

  test('log into one artifact at once: numbers without gaps, aliases in one place, and others see it', async () => {
    const shared = await database();
    const store = await shared.open();
    const seen = new Set<RunId>();
    store.onDidChange(({ runs }) => {
      for (const id of runs) seen.add(id);
    });
    const names = ['a', 'b', 'c'];
    const count = 15;
    const logged = await Promise.all(names.map(name => logInProcess(shared, name, count)));
    const total = names.length * count;
    const numbers = Array.from({ length: total }, (_, i) => i);
    expect(logged.flat().sort((a, b) => a - b)).toEqual(numbers);

    const project = await store.project('digits');
    const artifact = await store.artifact(project.id, 'mnist');
    expect([project.runCount, artifact.versionCount]).toEqual([total, total]);
    const { items } = await store.versions({ artifact: artifact.id });
    expect(items.map(version => version.index)).toEqual([...numbers].reverse());
    // Each stands where it was put last, and nowhere else.
    expect(items[0]?.aliases).toContain('latest');
    for (const [i, name] of names.entries()) {
      const holders = items.filter(version => version.aliases.includes(`by-${name}`));
      expect(holders.map(version => version.index)).toEqual([Math.max(...logged[i]!)]);
    }
    const moves = (await store.aliasHistory(artifact.id)).filter(move => move.alias === 'latest');
    expect(moves.map(move => move.version)).toEqual([...numbers].reverse());
    expect(moves.filter(move => move.until === undefined)).toHaveLength(1);

    const runs = await store.runs({ project: project.id });
    const endings = runs.items.map(item => Number(/-(\d+)$/.exec(item.name)?.[1]));
    expect(endings.sort((a, b) => a - b)).toEqual(numbers.map(i => i + 1));
    await expect.poll(() => seen.size).toBe(total);
    expect(await store.verify()).toMatchObject({ damaged: [], versions: total });
    expect((await store.collectGarbage({ dryRun: true })).blobs).toBe(0);
  });

  test('open an empty database at once, and one of them makes its tables', async () => {
    const shared = await database();
    const logged = await Promise.all(['a', 'b', 'c'].map(name => logInProcess(shared, name, 1)));
    expect(logged.flat().sort()).toEqual([0, 1, 2]);
    expect(await shared.query('select count(*)::int as n from amphora_schema')).toEqual([{ n: 1 }]);
  });
});
