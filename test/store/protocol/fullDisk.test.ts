/** The disk of the store fills under the server, for real: a small file system in memory. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canMount, needsMount, smallDisk } from '../../support/smallDisk.ts';
import type { Client } from './client.ts';
import { put, stepLine } from './client.ts';
import { Serving } from './serving.ts';

const RUN = { project: 'digits', name: 'abc12345' };
let serving: Serving;
let client: Client;
beforeEach(async () => {
  serving = new Serving();
  if (!canMount) return;
  smallDisk(serving.space.store, 8);
  client = await serving.start();
});
afterEach(async () => {
  await serving.stop();
  if (canMount) execFileSync('umount', ['-l', serving.space.store]);
  await serving.end();
});

const ballast = (): string => `${serving.space.store}/ballast`;

/** Takes all the room there is. */
function fill(): void {
  const piece = Buffer.alloc(4096, 1);
  const file = fs.openSync(ballast(), 'w');
  try {
    for (;;) fs.writeSync(file, piece);
  } catch {
    // Full.
  } finally {
    fs.closeSync(file);
  }
}

test.runIf(canMount)(`a stream is asked to try again, and nothing of it is lost${needsMount}`, async () => {
  await client.beginRun(RUN);
  expect((await client.streamSteps(RUN, 0, 100)).status).toBe(200);
  fill();
  const refused = await client.streamSteps(RUN, 100, 20_000);
  expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('is full')]);
  const query = await client.query(
    'mutation ($notes: String) { upsertBucket(input: { modelName: "digits", name: "second", notes: $notes }) { inserted } }',
    { notes: 'n'.repeat(2_000_000) },
  );
  expect([query.status, query.errors[0]?.extensions?.code]).toEqual([200, 'disk-full']);
  // Reading goes on.
  expect(await client.run(RUN, 'state')).toEqual({ state: 'running' });
  fs.rmSync(ballast());
  expect((await client.streamSteps(RUN, 100, 20_000)).status).toBe(200);
  expect((await client.stream(RUN, { complete: true, exitcode: 0 })).status).toBe(200);
  const { historyLineCount, history } = await client.run<{
    historyLineCount: number;
    history: readonly string[];
  }>(RUN, 'historyLineCount history(minStep: 90, maxStep: 110)');
  expect(historyLineCount).toBe(20_100);
  expect(history).toEqual(Array.from({ length: 20 }, (_, i) => stepLine(90 + i)));
});

test.runIf(canMount)(
  `an upload fails clearly, leaves nothing half, and goes on when there is room${needsMount}`,
  async () => {
    const content = randomBytes(1_500_000).toString('base64');
    const files = { large: content, small: 'small' };
    const { id } = await client.begin('mnist', files);
    const [url] = await client.announce(id, files);
    fill();
    for (let i = 0; i < 3; i++) {
      const reply = await put(url!, content);
      expect([reply.status, reply.text]).toEqual([503, expect.stringContaining('is full')]);
    }
    expect(serving.temporaries()).toEqual([]);
    expect(serving.blobs()).toEqual([]);
    fs.rmSync(ballast());
    await client.sendFiles(id, files);
    await client.sendManifest(id, files);
    fill();
    const failed = await client.query<null>(
      `mutation { commitArtifact(input: { artifactID: "${id}" }) { artifact { id } } }`,
    );
    expect([failed.status, failed.errors[0]?.extensions?.code]).toEqual([200, 'disk-full']);
    fs.rmSync(ballast());
    const committed = await client.commit(id);
    expect(await client.read(committed.id)).toEqual(files);
  },
);

test.runIf(canMount)(
  `a clean-up that gives room back need not wait for the server${needsMount}`,
  async () => {
    const content = randomBytes(2_000_000).toString('base64');
    const { id } = await client.log('mnist', { a: content });
    await client.mutate('deleteArtifact', { artifactID: id, deleteAliases: true }, 'success');
    const draft = await client.begin('other', { b: content.slice(1) });
    const [url] = await client.announce(draft.id, { b: content.slice(1) });
    fill();
    expect((await put(url!, content.slice(1))).status).toBe(503);
    // What gc itself has to write finds room when a little is left.
    fs.truncateSync(ballast(), fs.statSync(ballast()).size - 400_000);
    await expect.poll(() => serving.space.json('gc'), { timeout: 20_000 }).toMatchObject({ blobs: 3 });
    expect((await put(url!, content.slice(1))).status).toBe(200);
  },
);
