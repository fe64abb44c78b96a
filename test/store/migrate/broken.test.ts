import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blobPath } from '../../../src/store/blobs.ts';
import { migrate } from '../../../src/transfer/migrate/migrate.ts';
import type { Started } from '../../cli/workspace.ts';
import { Workspace } from '../../cli/workspace.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { hasS3, needsS3 } from '../../support/s3.ts';
import { storeContent } from '../../support/storeContent.ts';
import { commitFiles, commitRunFile, fileEntry } from '../../support/storeKit.ts';
import { fillStore, someBytes } from './fullStore.ts';
import type { SharedPlace } from './places.ts';
import { migrationPlaces } from './places.ts';

const KILLS = 12;
const ALL = { entities: new Map<string, string>(), dryRun: false };

if (!hasPostgres) test.skip(`migrations that break off${needsPostgres}`);
if (!hasS3) test.skip(`migrations to S3 that break off${needsS3}`);

const places = migrationPlaces();
let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => space.remove());

const moving = (shared: SharedPlace, ...more: readonly string[]) =>
  space.start('migrate', '--database', shared.database, '--blobs', shared.blobs, ...more, '--json');

async function killed({ child, outcome }: Started): Promise<boolean> {
  child.kill('SIGKILL');
  return (await outcome).signal === 'SIGKILL';
}

/** Many small contents, so that there is a middle. */
async function fillMore(store: ReturnType<typeof places.local>): Promise<void> {
  await fillStore(store);
  for (let i = 0; i < 5; i++) {
    const files = Array.from({ length: 100 }, (_, n) => [`${String(n)}.txt`, `${String(i)}-${String(n)}`]);
    await commitFiles(store, Object.fromEntries(files) as Record<string, string>, {
      project: `many ${String(i)}`,
    });
  }
}

describe.skipIf(!hasPostgres).each([
  ['a folder', true, places.sharedFolder],
  ['a bucket', hasS3, places.sharedBucket],
] as const)('killed on its way to PostgreSQL and %s, a migration', (_, can, prepare) => {
  test.skipIf(!can)('leaves whole projects or none, and goes on', { timeout: 300_000 }, async () => {
    const local = places.openLocal(space.store);
    await fillMore(local);
    const before = await storeContent(local);
    const shared = await prepare();
    const team = await shared.open();
    let kills = 0;
    for (let i = 0; i < KILLS; i++) {
      const run = moving(shared);
      const over = run.outcome.then(() => 'over');
      // From the start of the program to well into its work.
      await Promise.race([
        over,
        new Promise(resolve => setTimeout(resolve, 150 + Math.random() * 70 * (i + 1))),
      ]);
      if (await killed(run)) kills++;
      expect(await team.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
      const whole = before as readonly { readonly project: { readonly id: string } }[];
      for (const project of (await storeContent(team)) as typeof whole)
        expect(project).toEqual(whole.find(other => other.project.id === project.project.id));
    }
    expect(kills).toBeGreaterThan(0);
    const { exitCode, stderr } = await moving(shared).outcome;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await storeContent(team)).toEqual(before);
    expect(JSON.parse((await moving(shared).outcome).stdout)).toMatchObject({
      versions: 0,
      files: 0,
      bytes: 0,
    });
    await shared.query('update leases set expires_at = 0');
    expect(await team.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });

    // And back, into a store that has nothing yet.
    space.env = { AMPHORA_STORE: places.folder() };
    for (let i = 0; i < KILLS; i++) {
      const run = moving(shared, '--to-local');
      const over = run.outcome.then(() => 'over');
      await Promise.race([
        over,
        new Promise(resolve => setTimeout(resolve, 150 + Math.random() * 70 * (i + 1))),
      ]);
      await killed(run);
    }
    expect((await moving(shared, '--to-local').outcome).exitCode).toBe(0);
    const back = places.openLocal(space.env['AMPHORA_STORE']!);
    expect(await storeContent(back)).toEqual(before);
    expect(await back.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
    expect(await back.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
  });
});

describe.skipIf(!hasPostgres)(`a migration${needsPostgres}`, () => {
  test('killed while its rows are written shows none of them', async () => {
    const local = places.openLocal(space.store);
    await fillStore(local);
    const shared = await places.sharedFolder();
    const team = await shared.open();
    const holding = new Client({ connectionString: shared.database });
    await holding.connect();
    await holding.query('begin; lock table run_files in exclusive mode');
    const run = moving(shared);
    const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
    await expect.poll(() => shared.query(waiting), { timeout: 30_000 }).not.toEqual([]);
    await killed(run);
    await holding.end();
    expect(await storeContent(team)).toEqual([]);
    const { bytes, files } = JSON.parse((await moving(shared).outcome).stdout) as {
      bytes: number;
      files: number;
    };
    expect([bytes, files]).toEqual([0, 0]);
    expect(await storeContent(team)).toEqual(await storeContent(local));
  });

  test('that is stopped ends with what Ctrl-C means, and leaves nothing behind', async () => {
    const local = places.openLocal(space.store);
    await commitFiles(local, { a: '1' });
    const shared = await places.sharedFolder();
    const team = await shared.open();
    await shared.query("insert into leases values ('x', 'collect', 'somebody', 9e15)");
    const run = moving(shared);
    const connected =
      "select 1 from pg_stat_activity where application_name = 'amphora' and query like '%leases%'";
    await expect.poll(() => shared.query(connected), { timeout: 30_000 }).not.toEqual([]);
    run.child.kill('SIGINT');
    expect((await run.outcome).exitCode).toBe(130);
    expect((await team.projects()).items).toEqual([]);
    expect(readdirSync(path.join(shared.blobs, 'store-v1', 'tmp'))).toEqual([]);
  });

  test('says what is damaged, and leaves nothing half', async () => {
    const local = places.local();
    const large = Buffer.from(someBytes(3_000_000)).toString('hex');
    await commitFiles(local, { small: 'a few', large });
    const run = await local.beginRun({ project: 'digits', jobType: 'train', key: 'k3j9x2ab' });
    const { blob: ofRun } = await commitRunFile(local, run.id, 'media/a.png', 'pixels');
    const fileOf = (blob: string) =>
      path.join(local.end.location, 'store-v1', 'blobs', blobPath(blob as never));
    const { manifest } = await local.end.db
      .selectFrom('versions')
      .select('manifest')
      .executeTakeFirstOrThrow();
    const ofVersion = { version: 'mnist:v0' };
    const cases = [
      [fileEntry('', 'a few').entry.blob, 'blob-damaged', { path: 'small', ...ofVersion }],
      [fileEntry('', large).entry.blob, 'blob-damaged', { path: 'large', ...ofVersion }],
      [ofRun, 'blob-damaged', { path: 'media/a.png', version: 'run k3j9x2ab' }],
      [manifest, 'manifest-damaged', ofVersion],
    ] as const;
    for (const [blob, code, data] of cases) {
      // What was whole was carried, and would not be looked at again.
      const team = await (await places.sharedFolder()).open();
      const file = fileOf(blob);
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.alloc(whole.length, 'x'));
      await expect(migrate({ ...ALL, from: local.end, to: team.end })).rejects.toMatchObject({ code, data });
      expect((await team.projects()).items).toEqual([]);
      expect(await team.collectGarbage({ dryRun: false })).toMatchObject({ temporaryFiles: 0 });
      writeFileSync(file, whole);
      await migrate({ ...ALL, from: local.end, to: team.end });
      expect(await storeContent(team)).toEqual(await storeContent(local));
    }
  });

  test('writes nowhere but in its store, whatever a database calls its runs', async () => {
    const shared = await places.sharedFolder();
    const team = await shared.open();
    const run = await team.beginRun({ project: 'digits', jobType: 'train' });
    await team.writeRunLines(run.id, 'history', { offset: 0, lines: ['{}'] });
    await shared.query('alter table run_chunks drop constraint run_chunks_run_id_fkey');
    for (const statement of [
      "runs set id = '../../../escaped'",
      "run_chunks set run_id = '../../../escaped'",
    ])
      await shared.query(`update ${statement}`);
    const local = places.openLocal(path.join(space.folder, 'store'));
    await expect(migrate({ ...ALL, from: team.end, to: local.end })).rejects.toMatchObject({
      code: 'store-damaged',
    });
    expect(readdirSync(space.folder)).toEqual(['store']);
    expect(await storeContent(local)).toEqual([]);
  });

  test('takes what is logged meanwhile, or leaves it for the next', async () => {
    const local = places.local();
    await fillStore(local);
    const team = await (await places.sharedFolder()).open();
    const other = places.openLocal(local.end.location);
    let over = false;
    const log = async () => {
      for (let i = 0; !over; i++) {
        await commitFiles(other, { a: `meanwhile ${String(i)}` }, { aliases: ['latest', 'best'] });
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    const logging = log();
    await migrate({ ...ALL, from: local.end, to: team.end });
    over = true;
    await logging;
    expect(await team.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
    await migrate({ ...ALL, from: local.end, to: team.end });
    expect(await storeContent(team)).toEqual(await storeContent(local));
  });
});

describe.skipIf(!hasPostgres || !hasS3)(`a large file on its way to a bucket${needsS3}`, () => {
  test('is named where it is damaged', async () => {
    const local = places.local();
    const large = Buffer.from(someBytes(3_000_000)).toString('hex');
    const { version } = await commitFiles(local, { large });
    const location = (await local.locate(version.id, ['large']))[0] as { readonly path: string };
    writeFileSync(location.path, large.replace(/./, 'x'));
    const team = await (await places.sharedBucket()).open();
    await expect(migrate({ ...ALL, from: local.end, to: team.end })).rejects.toMatchObject({
      code: 'blob-damaged',
      data: { path: 'large', version: 'mnist:v0' },
    });
    expect((await team.projects()).items).toEqual([]);
  });
});
