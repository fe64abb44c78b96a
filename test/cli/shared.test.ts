/** Commands that care for a team's store beside its server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasPostgres, needsPostgres } from '../support/postgres.ts';
import { commitFiles } from '../support/storeKit.ts';
import { migrationPlaces } from '../store/migrate/places.ts';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => space.remove());
const places = migrationPlaces();

/** Makes all versions of a store older than their time to live. */
const AGE = 'update versions set created_at = created_at - 100000';

describe.skipIf(!hasPostgres)(`a team’s store${needsPostgres}`, () => {
  it('takes in a local one, is verified and cleaned, and gives it back', async () => {
    await space.logSample('raw', '--alias', 'best');
    const shared = await places.sharedFolder();
    const flags = ['--database', shared.database, '--blobs', shared.blobs];
    expect(await space.succeed('migrate', ...flags, '--entity', 'local=team', '--dry-run')).toBe(
      'Would move 1 project, 1 version and 0 runs (2 files, 8 B)\n',
    );
    expect(await space.succeed('migrate', ...flags, '--entity', 'local=team')).toBe(
      'Moved 1 project, 1 version and 0 runs (2 files, 8 B)\n',
    );
    expect(await space.succeed('migrate', ...flags, '--entity', 'local=team')).toBe(
      'Everything is there already\n',
    );
    expect(await space.succeed('verify', ...flags)).toMatch(
      /^Checked 1 version, 3 blobs, .*: all is well\n$/,
    );

    const store = await shared.open();
    await commitFiles(store, { a: 'short-lived' }, { entity: 'team', artifact: 'short', ttlSeconds: 60 });
    await shared.query(AGE);
    // The environment names it, too, but not beside another store.
    space.env = { AMPHORA_DATABASE: shared.database, AMPHORA_BLOBS: shared.blobs };
    expect(await space.succeed('gc', '--dry-run')).toMatch(
      /^Would delete 1 version whose time is over:\n {2}team\/digits\/short:v0 \(since .*Z\)\nWould remove 2 blobs /,
    );
    expect(await space.succeed('gc', '--store', space.store)).toBe('There is nothing to remove\n');
    expect(await space.json('gc')).toMatchObject({
      expired: [{ reference: 'team/digits/short:v0' }],
      blobs: 2,
    });

    space.env = { AMPHORA_STORE: places.folder() };
    await space.succeed('migrate', ...flags, '--to-local', '--entity', 'team=local');
    expect((await space.json('show', 'raw:best')).version.aliases).toEqual(['latest', 'best']);
  });

  it('is not met by another project of the same name', async () => {
    await space.logSample();
    const shared = await places.sharedFolder();
    await commitFiles(await shared.open(), { a: '1' });
    const flags = ['--database', shared.database, '--blobs', shared.blobs];
    const [exitCode, sentence] = await space.failure('migrate', ...flags);
    expect([exitCode, sentence]).toEqual([
      1,
      expect.stringMatching(
        /There is another project "local\/digits" in moved_\d+ in .* already; let this one come/,
      ),
    ]);
    expect(sentence).not.toContain('postgres://');
  });
});

describe('wrong usage of a team’s store', () => {
  it.each([
    [['migrate'], 'The database is missing; give --database URL or set AMPHORA_DATABASE'],
    [
      ['migrate', '--database', 'postgres://h/n'],
      '--database needs to know where the files lie; give --blobs PLACE',
    ],
    [
      ['migrate', '--database', 'postgres://h/n', '--blobs', 'x', '--entity', 'team'],
      '--entity takes HERE=THERE, not "team"',
    ],
    [
      ['gc', '--database', 'postgres://h/n', '--blobs', 'x', '--store', 'y'],
      '--store and --database name different stores',
    ],
    [['verify', '--blobs', 'x'], '--blobs is for a team’s store; name its --database, too'],
  ])('amphora %j', async (args, problem) => {
    expect(await space.failure(...args)).toEqual([2, `amphora: ${problem}.`]);
  });
});

describe('a version with a time to live', () => {
  it('tells when it goes, and what keeps it', async () => {
    const store = places.openLocal(space.store);
    const { version } = await commitFiles(store, { a: '1' }, { ttlSeconds: 60 });
    const expiry = new Date(version.createdAt + 60_000).toISOString();
    expect(await space.succeed('show', 'mnist')).toMatch(new RegExp(`^Expires +${expiry}$`, 'm'));
    expect(await space.json('show', 'mnist')).toMatchObject({ version: { expiresAt: expiry } });
    await store.editAliases(version.id, { add: ['best'] });
    expect(await space.succeed('show', 'mnist')).toMatch(/^Expires .*Z; kept while it is called best$/m);
  });
});
