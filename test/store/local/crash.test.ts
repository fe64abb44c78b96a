import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { VersionId } from '../../../src/core/ids.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitFiles, readText, temporaryFolder } from '../../support/storeKit.ts';

const KILLS = 200;
/** Every so many kills a new store is begun, so that its making is interrupted too. */
const KILLS_A_STORE = 20;
const child = path.join(import.meta.dirname, 'crashChild.ts');

/** Starts a child, kills it a moment after it said `word`, and gives what it said. */
async function runAndKill(folder: string, seed: number, word: string, milliseconds: number): Promise<string> {
  const running = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', child, folder, String(seed)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  running.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (said.includes(word)) timer ??= setTimeout(() => running.kill('SIGKILL'), milliseconds);
  });
  const [code, signal] = (await once(running, 'close')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return said;
}

interface Committed {
  readonly id: VersionId;
  readonly content: string;
}

function committedIn(said: string): readonly Committed[] {
  return [...said.matchAll(/^committed (\S+) (\S+)$/gm)].map(match => ({
    id: match[1] as VersionId,
    content: match[2] ?? '',
  }));
}

async function expectWhole(folder: string, committed: readonly Committed[]): Promise<void> {
  const store = openLocalStore(folder);
  try {
    for (const { id, content } of committed) {
      expect(await readText(await store.readFile(id, 'a.txt'))).toBe(content);
      expect((await store.run((await store.version(id)).loggedBy ?? ('' as never))).outputs).toHaveLength(1);
    }
    expect(await store.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
    const [project] = (await store.projects()).items;
    if (!project) return;
    const artifact = await store.artifact(project.id, 'mnist').catch(() => undefined);
    if (!artifact) return;
    const { items } = await store.versions({ artifact: artifact.id, limit: 1000 });
    expect(items.map(version => version.index)).toEqual(items.map((_, i) => items.length - 1 - i));
    expect(items[0]?.aliases).toEqual(['latest', 'best']);
  } finally {
    await store.close();
  }
}

test(
  `killed at ${String(KILLS)} random moments, all that was committed is whole and work goes on`,
  { timeout: 600_000 },
  async () => {
    let folder = temporaryFolder();
    let committed: Committed[] = [];
    let total = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill % KILLS_A_STORE === 0) {
        folder.remove();
        folder = temporaryFolder();
        committed = [];
      }
      // While it opens the store, while it first logs, and in the middle of its work.
      const word = ['starting', 'ready', 'committed', 'committed'][kill % 4] ?? '';
      const said = await runAndKill(folder.path, kill, word, Math.random() * 60);
      const fresh = committedIn(said);
      committed.push(...fresh);
      total += fresh.length;
      await expectWhole(folder.path, fresh);
      if (kill % KILLS_A_STORE === KILLS_A_STORE - 1) await expectWhole(folder.path, committed);
    }
    expect(total).toBeGreaterThan(KILLS / 4);
    const store = openLocalStore(folder.path);
    await commitFiles(store, { 'a.txt': 'after all that' });
    const report = await store.collectGarbage({ dryRun: false });
    expect(report.dryRun).toBe(false);
    expect(await store.verify()).toMatchObject({ damaged: [] });
    await store.close();
    folder.remove();
  },
);
