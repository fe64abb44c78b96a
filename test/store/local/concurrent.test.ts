import { execFile } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitFiles, temporaryFolder } from '../../support/storeKit.ts';

const child = path.join(import.meta.dirname, 'concurrentChild.ts');
const collector = path.join(import.meta.dirname, 'collectChild.ts');
const run = promisify(execFile);

test(
  'processes that log one name at once all land, on numbers of their own',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const names = ['a', 'b', 'c', 'd'];
    const count = 25;
    const outputs = await Promise.all(
      names.map(name =>
        run(process.execPath, [
          '--disable-warning=ExperimentalWarning',
          child,
          folder.path,
          name,
          String(count),
        ]),
      ),
    );
    for (const { stderr } of outputs) expect(stderr).toBe('');
    const numbers = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as number[]).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: names.length * count }, (_, i) => i));

    const store = openLocalStore(folder.path);
    const project = await store.project('digits');
    const artifact = await store.artifact(project.id, 'mnist');
    expect(artifact.versionCount).toBe(numbers.length);
    expect(artifact.newest?.aliases).toContain('latest');
    const moves = (await store.aliasHistory(artifact.id)).filter(move => move.alias === 'latest');
    expect(moves).toHaveLength(numbers.length);
    expect(moves.filter(move => move.until === undefined)).toHaveLength(1);
    expect(project.runCount).toBe(numbers.length);
    expect(await store.verify()).toMatchObject({ damaged: [], versions: numbers.length });
    expect((await store.collectGarbage({ dryRun: true })).blobs).toBe(0);
    await store.close();
    folder.remove();
  },
);

test('two stores on one thread, one folder, write without waiting for each other', async () => {
  const folder = temporaryFolder();
  const stores = [openLocalStore(folder.path), openLocalStore(folder.path)];
  const logs = Array.from({ length: 20 }, (_, i) => {
    const [store] = i % 2 === 0 ? stores : stores.slice(1);
    return commitFiles(store!, { a: `content ${String(i)}` });
  });
  const numbers = (await Promise.all(logs)).map(({ version }) => version.index);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  for (const store of stores) await store.close();
  folder.remove();
});

test('a garbage collection that runs again and again takes nothing that is being logged', async () => {
  const folder = temporaryFolder();
  const logging = openLocalStore(folder.path);
  const collecting = run(process.execPath, ['--disable-warning=ExperimentalWarning', collector, folder.path]);
  // It is under way before the first log.
  await once(collecting.child.stdout ?? collecting.child, 'data');
  for (let i = 0; i < 40; i++) {
    await commitFiles(logging, { a: `content ${String(i % 20)}`, b: `other ${String(i)}` });
  }
  collecting.child.stdin?.end();
  const { stdout, stderr } = await collecting;
  expect(stderr).toBe('');
  expect(Number(stdout.split('\n')[1])).toBeGreaterThan(0);
  expect(await logging.verify()).toMatchObject({ damaged: [], versions: 40 });
  await logging.close();
  folder.remove();
});
