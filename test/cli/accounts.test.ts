import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic } from './serverProcess.ts';
import type { Cluster } from '../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../support/postgres.ts';
import type { TeamServedHere } from '../support/serveTeamHere.ts';
import { serveTeamHere } from '../support/serveTeamHere.ts';
import { Workspace } from './workspace.ts';

interface Told {
  readonly apiKey: string;
  readonly keyId: string;
  readonly user: string;
  readonly oldKeyId: string;
  readonly oldKeyEndsAt: string;
  readonly users: readonly { readonly name: string }[];
  readonly teams: readonly object[];
  readonly keys: readonly { readonly id: string; readonly user: string; readonly revokedAt: string | null }[];
  readonly entries: readonly { readonly action: string; readonly user: string | null }[];
  readonly error: { readonly code: string; readonly nearest: readonly string[] };
}

describe.skipIf(!hasPostgres)(`users, teams and keys on the command line${needsPostgres}`, () => {
  let cluster: Cluster;
  let made = 0;
  let space: Workspace;
  let server: TeamServedHere;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    space = new Workspace();
    const database = await cluster.create(`accounts_${String(made++)}`);
    space.env = { AMPHORA_DATABASE: database };
    server = await serveTeamHere({ database, blobs: space.at('blobs') });
  });
  afterEach(async () => {
    await server.stop();
    space.remove();
  });

  const json = async (...args: readonly string[]) =>
    JSON.parse((await space.run(...args, '--json')).stdout) as Told;
  /** Whose key it is, as the server says. */
  const whoami = async (apiKey: string): Promise<unknown> => {
    const reply = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { authorization: basic(apiKey), 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { username admin teams { edges { node { name } } } } }' }),
    });
    if (reply.status !== 200) return reply.status;
    const { data } = (await reply.json()) as {
      data: { viewer: { username: string; admin: boolean; teams: { edges: { node: { name: string } }[] } } };
    };
    const { username, admin, teams } = data.viewer;
    return [username, admin, teams.edges.map(({ node }) => node.name)];
  };

  it('are added, listed and removed', async () => {
    await space.succeed('teams', 'add', 'vision');
    const text = await space.succeed('users', 'add', 'mia', '--team', 'vision', '--role', 'admin');
    const [, key = ''] = /shown only now:\n {2}([0-9a-f]{40})\n$/.exec(text) ?? [];
    expect(await whoami(key)).toEqual(['mia', false, ['vision']]);
    const { apiKey } = await json('users', 'add', 'root', '--admin');
    expect(await whoami(apiKey)).toEqual(['root', true, []]);
    expect((await json('users')).users).toEqual([
      expect.objectContaining({ name: 'local', roles: {}, admin: false }),
      expect.objectContaining({ name: 'mia', roles: { vision: 'admin' }, keys: 1, disabled: false }),
      expect.objectContaining({ name: 'root', admin: true }),
    ]);
    expect(await space.succeed('users', 'ls')).toMatch(/^mia +vision \(admin\) +1 /m);
    await space.succeed('teams', 'member', 'vision', 'root', '--role', 'viewer');
    expect((await json('teams')).teams).toEqual([
      expect.objectContaining({
        name: 'vision',
        members: [
          expect.objectContaining({ user: 'mia', role: 'admin' }),
          expect.objectContaining({ user: 'root', role: 'viewer' }),
        ],
      }),
    ]);
    await space.succeed('teams', 'member', 'vision', 'root', '--remove');
    expect(await space.succeed('teams', 'ls')).toMatch(/^vision +mia \(admin\) +/m);
    expect((await json('teams', 'member', 'vision', 'root', '--remove')).error.code).toBe('not-a-member');
    await space.succeed('users', 'rm', 'root');
    await expect.poll(() => whoami(apiKey), { timeout: 20_000 }).toBe(401);
    await space.succeed('teams', 'rm', 'vision');
    expect((await json('teams')).teams).toEqual([]);
  });

  it('are refused where they are not right, in a sentence', async () => {
    await space.succeed('teams', 'add', 'vision');
    const codes = async (...args: readonly string[]) => (await json(...args)).error.code;
    expect(await codes('users', 'add', 'vision')).toBe('entity-exists');
    expect(await codes('users', 'add', 'a/b')).toBe('name-invalid');
    expect(await codes('users', 'add', 'x', '--team', 'none')).toBe('team-not-found');
    expect(await codes('users', 'add', 'x', '--api-key', 'short')).toBe('api-key-malformed');
    expect(await codes('users', 'add', 'x', '--api-key', server.apiKey)).toBe('api-key-exists');
    // Nothing is left of what failed.
    expect((await json('users')).users.map(user => user.name)).toEqual(['local']);
    const { error } = await json('users', 'rm', 'locla');
    expect(error).toMatchObject({ code: 'user-not-found', nearest: ['local'] });
    for (const args of [
      ['users', 'add'],
      ['users', 'ls', '--admin'],
      ['users', 'add', 'x', '--role', 'admin'],
      ['users', 'add', 'x', '--team', 'vision', '--role', 'owner'],
      ['teams', 'member', 'vision', 'local'],
      ['keys', 'rotate', 'x', '--grace', 'soon'],
      ['keys', 'add'],
      ['audit', '--since', 'yesterday'],
    ])
      expect((await space.run(...args)).exitCode).toBe(2);
    space.env = {};
    expect(await space.failure('users')).toEqual([2, expect.stringContaining('--database URL is missing')]);
    const empty = await cluster.create(`empty_${String(made++)}`);
    expect(await space.failure('users', '--database', empty)).toEqual([
      1,
      expect.stringContaining('start amphora serve with it once'),
    ]);
  });

  it('take a key from where no history keeps it', async () => {
    const [typed, piped, set] = ['1', '2', '3'].map(digit => digit.repeat(40)) as [string, string, string];
    await space.succeed('users', 'add', 'a', '--api-key', typed);
    expect(
      (await space.startWith(`${piped}\n`, 'users', 'add', 'b', '--api-key', '-').outcome).exitCode,
    ).toBe(0);
    space.env = { ...space.env, AMPHORA_USER_KEY: set };
    await space.succeed('users', 'add', 'c');
    expect([await whoami(typed), await whoami(piped), await whoami(set)]).toEqual([
      ['a', false, []],
      ['b', false, []],
      ['c', false, []],
    ]);
  });

  it('keys are added, rotated, revoked; a user who is disabled has none', async () => {
    const { apiKey: first, keyId } = await json('users', 'add', 'mia');
    const { apiKey: further, keyId: furtherId } = await json('keys', 'add', 'mia', '--description', 'laptop');
    expect([await whoami(first), await whoami(further)]).toEqual([
      ['mia', false, []],
      ['mia', false, []],
    ]);
    const rotated = await json('keys', 'rotate', keyId);
    expect(Date.parse(rotated.oldKeyEndsAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect([await whoami(first), await whoami(rotated.apiKey)]).toEqual([
      ['mia', false, []],
      ['mia', false, []],
    ]);
    const again = await json('keys', 'rotate', rotated.keyId, '--grace', '0s');
    await expect.poll(() => whoami(rotated.apiKey), { timeout: 20_000 }).toBe(401);
    expect(await space.succeed('keys', 'revoke', furtherId)).toBe(`Revoked key ${furtherId} of mia\n`);
    await expect.poll(() => whoami(further), { timeout: 20_000 }).toBe(401);
    expect((await json('keys', 'rotate', furtherId)).error.code).toBe('api-key-not-found');
    const listed = await space.succeed('keys', 'ls', 'mia');
    expect(listed).toMatch(new RegExp(`^${furtherId} +mia +revoked +\\S.* laptop$`, 'm'));
    for (const key of [first, further, again.apiKey]) expect(listed).not.toContain(key);
    expect((await json('keys')).keys.map(key => key.user)).toEqual(['local', 'mia', 'mia', 'mia', 'mia']);
    await space.succeed('users', 'disable', 'mia');
    await expect.poll(() => whoami(again.apiKey), { timeout: 20_000 }).toBe(401);
    await space.succeed('users', 'enable', 'mia');
    expect(await whoami(again.apiKey)).toEqual(['mia', false, []]);
    const { keyId: shortId, apiKey: short } = await json('keys', 'add', 'mia', '--expires', '1s');
    await expect.poll(() => whoami(short), { timeout: 20_000 }).toBe(401);
    expect(await space.succeed('keys', 'ls')).toMatch(new RegExp(`^${shortId} +mia +expired`, 'm'));
  });

  it('what was done is told, the newest first', async () => {
    const { keyId } = await json('users', 'add', 'mia');
    await space.succeed('keys', 'revoke', keyId);
    const { entries } = await json('audit');
    expect(entries.slice(0, 2)).toEqual([
      expect.objectContaining({ action: 'keys.revoke', target: keyId, user: null, outcome: 'done' }),
      expect.objectContaining({ action: 'users.add', target: 'mia' }),
    ]);
    expect((await json('audit', '--limit', '1')).entries).toHaveLength(1);
    expect((await json('audit', '--user', 'mia')).entries).toEqual([]);
    expect((await json('audit', '--since', '2099-01-01')).entries).toEqual([]);
    expect(await space.succeed('audit', '--since', '1h')).toMatch(/Z +– +users\.add +mia +– +done$/m);
  });
});
