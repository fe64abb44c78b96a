import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunRecord } from '../../src/cli/run/RunRecord.ts';
import type { LocalStore } from '../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';

const HOUR = 3_600_000;
let folder: string;
let store: LocalStore;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-record-'));
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  store = openLocalStore(folder);
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  fs.rmSync(folder, { recursive: true });
});

describe('the record of a run', () => {
  it('lives as long as its process does, and is finished once', async () => {
    const record = await RunRecord.begin(store, { project: 'digits', jobType: 'train' });
    const silent = await store.beginRun({ project: 'digits', jobType: 'train' });
    await vi.advanceTimersByTimeAsync(HOUR);
    // The last beat is under way; a read after it sees it.
    await vi.waitFor(async () => expect((await store.run(record.run.id)).state).toBe('running'));
    expect((await store.run(silent.id)).state).toBe('crashed');
    expect((await store.run(record.run.id)).host).toBe(os.hostname());
    await record.finish('failed', 3, { loss: 1 });
    expect(vi.getTimerCount()).toBe(0);
    expect(await store.run(record.run.id)).toMatchObject({
      state: 'failed',
      exitCode: 3,
      summary: { loss: 1 },
    });
  });
});
