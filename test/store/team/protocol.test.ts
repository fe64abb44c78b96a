/** The W&B protocol for several users: each sees and does over it what their roles allow. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withAccounts } from '../../../src/store/postgres/openAccounts.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { ask, attach, basic } from '../../cli/serverProcess.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { Client, md5 } from '../protocol/client.ts';
import { teamTests } from './teamServer.ts';

const TEAM = 'vision';
const USERS = { vera: 'viewer', mia: 'member', ada: 'admin', sam: undefined } as const;
type User = keyof typeof USERS;

describe.skipIf(!hasPostgres)(`the protocol of a team’s server${needsPostgres}`, () => {
  const team = teamTests();
  let server: TeamServedHere;
  const keys = new Map<User, string>();
  const as = (user: User) => new Client({ url: server.url, apiKey: keys.get(user)! });
  const inTeam = { entityName: TEAM };
  const run = { modelName: 'digits', name: 'k3j9x2ab', ...inTeam };
  let runId: string;
  let version: { readonly id: string };
  beforeEach(async () => {
    server = await team.serve();
    const { address } = await team.database();
    await withAccounts(address, async accounts => {
      await accounts.addTeam(TEAM);
      for (const [user, role] of Object.entries(USERS) as [User, (typeof USERS)[User]][])
        keys.set(user, (await accounts.addUser(user, role ? { team: TEAM, role } : {})).key);
    });
    const { bucket } = await as('mia').mutate<{ bucket: { id: string } }>(
      'upsertBucket',
      run,
      'bucket { id }',
    );
    runId = bucket.id;
    version = await as('mia').log('mnist', { a: 'one' }, inTeam);
  });
  afterEach(() => keys.clear());

  const PROJECT = 'query ($e: String) { project(name: "digits", entityName: $e) { name runCount } }';
  const codesOf = async (user: User, name: string, input: object, fields: string) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} } }`;
    const { errors } = await as(user).query(query, { input });
    return errors.map(error => error.extensions?.code);
  };

  test('shows what one may see, and nothing else', async () => {
    const shown = (user: User) => as(user).must(PROJECT, { e: TEAM });
    for (const user of ['vera', 'mia', 'ada'] as const)
      expect(await shown(user)).toEqual({ project: { name: 'digits', runCount: 1 } });
    expect(await shown('sam')).toEqual({ project: null });
    const artifact = (user: User) =>
      as(user).must('query ($id: ID!) { artifact(id: $id) { versionIndex } }', { id: version.id });
    expect(await artifact('vera')).toEqual({ artifact: { versionIndex: 0 } });
    expect(await artifact('sam')).toEqual({ artifact: null });
    expect(await as('vera').read(version.id)).toEqual({ a: 'one' });
  });

  test('refuses changes in a sentence that names the role', async () => {
    const { errors } = await as('vera').query(
      'mutation ($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }',
      { input: { ...run, name: 'another1' } },
    );
    expect(errors).toEqual([
      {
        message: 'This needs the role member in "vision", and yours is viewer; ask an admin of it.',
        extensions: expect.objectContaining({ code: 'forbidden' }) as unknown,
      },
    ]);
    const create = {
      ...inTeam,
      projectName: 'digits',
      artifactTypeName: 'dataset',
      artifactCollectionName: 'x',
    };
    expect(await codesOf('vera', 'createArtifact', create, 'artifact { id }')).toEqual(['forbidden']);
    expect(await codesOf('sam', 'createArtifact', create, 'artifact { id }')).toEqual(['entity-not-found']);
    const remove = { artifactID: version.id, deleteAliases: true };
    expect(await codesOf('mia', 'deleteArtifact', remove, 'success')).toEqual(['forbidden']);
    expect(await codesOf('sam', 'deleteArtifact', remove, 'success')).toEqual(['version-not-found']);
    expect(await codesOf('ada', 'deleteArtifact', remove, 'success')).toEqual([]);
    expect(await codesOf('vera', 'stopRun', { id: runId }, 'success')).toEqual(['forbidden']);
    expect(await codesOf('sam', 'stopRun', { id: runId }, 'success')).toEqual(['run-not-found']);
  });

  test('gives addresses to send files to only to those who may', async () => {
    const files = { ...inTeam, projectName: 'digits', runName: run.name, files: ['a.txt'] };
    const fields = 'files { name uploadUrl }';
    expect(await codesOf('vera', 'createRunFiles', files, fields)).toEqual(['forbidden']);
    expect(await codesOf('sam', 'createRunFiles', files, fields)).toEqual(['project-not-found']);
    expect(await codesOf('mia', 'createRunFiles', files, fields)).toEqual([]);
    const query = `query { project(name: "digits", entityName: "${TEAM}") { run(name: "${run.name}") {
      files(names: ["a.txt"]) { edges { node { url(upload: true) } } } } } }`;
    expect((await as('vera').query(query)).errors.map(error => error.extensions?.code)).toEqual([
      'forbidden',
    ]);
    expect((await as('mia').query(query)).errors).toEqual([]);
    const announce = { artifactFiles: [{ artifactID: version.id, name: 'b', md5: md5('b') }] };
    const created = 'files { edges { node { uploadUrl } } }';
    expect(await codesOf('vera', 'createArtifactFiles', announce, created)).toEqual(['forbidden']);
    expect(await codesOf('sam', 'createArtifactFiles', announce, created)).toEqual(['draft-not-found']);
    const manifest = { artifactID: version.id, name: 'm', digest: md5('m'), type: 'FULL' };
    const made = 'artifactManifest { file { uploadUrl } }';
    expect(await codesOf('vera', 'createArtifactManifest', manifest, made)).toEqual(['forbidden']);
    expect(await codesOf('sam', 'createArtifactManifest', manifest, made)).toEqual(['draft-not-found']);
  });

  test('gives bytes by their MD5 to those who see whose they are', async () => {
    const statusFor = async (user: User) => {
      const path = `/artifactsV2/default/${TEAM}/digits/mnist/birth/${md5('one', 'hex')}/a`;
      return (await ask(`${server.url}${path}`, as(user).headers)).status;
    };
    expect([await statusFor('vera'), await statusFor('sam')]).toEqual([200, 404]);
  });

  test('takes streams of members only', async () => {
    const path = `/files/${TEAM}/digits/${run.name}/file_stream`;
    const body = JSON.stringify({ files: { 'output.log': { offset: 0, content: ['x'] } } });
    const statusFor = async (user: User) => (await as(user).post(path, body)).status;
    expect([await statusFor('mia'), await statusFor('vera'), await statusFor('sam')]).toEqual([
      200, 403, 404,
    ]);
    // Also where the run of that name is known from somebody else.
    expect(await statusFor('vera')).toBe(403);
  });

  test('tells who is attached of the runs that they see', async () => {
    const runsFor = async (user: User) => {
      const attached = await attach({ url: server.url, apiKey: keys.get(user)!, entity: user });
      const told = (await attached.next()) as { readonly runs: number };
      attached.leave();
      return told.runs;
    };
    expect([await runsFor('vera'), await runsFor('sam')]).toEqual([1, 0]);
  });

  test('tells of teams and their members', async () => {
    const query = `query { viewer { username entity admin teams { edges { node { name isTeam } } } }
      entity(name: "${TEAM}") { isTeam memberCount members { username role admin } } }`;
    expect(await as('mia').must(query)).toEqual({
      viewer: {
        username: 'mia',
        entity: 'mia',
        admin: false,
        teams: { edges: [{ node: { name: TEAM, isTeam: true } }] },
      },
      entity: {
        isTeam: true,
        memberCount: 3,
        members: [
          { username: 'ada', role: 'admin', admin: true },
          { username: 'mia', role: 'member', admin: false },
          { username: 'vera', role: 'viewer', admin: false },
        ],
      },
    });
    expect(await as('sam').must(query)).toMatchObject({ viewer: { teams: { edges: [] } }, entity: null });
  });

  test('makes further keys of one’s own, and takes them away', async () => {
    const list = () =>
      as('mia').must<{
        viewer: { apiKeys: { edges: { node: { id: string; name: string; description: string } }[] } };
      }>('query { viewer { apiKeys { edges { node { id name description } } } } }');
    const { apiKey } = await as('mia').mutate<{ apiKey: { id: string; name: string } }>(
      'generateApiKey',
      { description: 'laptop' },
      'apiKey { id name }',
    );
    expect(apiKey.name).toMatch(/^[0-9a-f]{40}$/);
    const further = new Client({ url: server.url, apiKey: apiKey.name });
    expect(await further.must('query { viewer { username } }')).toEqual({ viewer: { username: 'mia' } });
    const { edges } = (await list()).viewer.apiKeys;
    expect(edges.map(({ node }) => node.description)).toEqual(['', 'laptop']);
    expect(JSON.stringify(edges)).not.toContain(apiKey.name);
    expect(await codesOf('sam', 'deleteApiKey', { id: apiKey.id }, 'success')).toEqual(['api-key-not-found']);
    await as('mia').mutate('deleteApiKey', { id: apiKey.id }, 'success');
    expect((await list()).viewer.apiKeys.edges).toHaveLength(1);
    await expect
      .poll(async () => (await further.post('/graphql', '{}')).status, { timeout: 20_000 })
      .toBe(401);
  });

  test('shows our own client the projects of all one’s teams, and tells it failures as they are', async () => {
    await as('vera').mutate('upsertModel', { name: 'own' }, 'project { id }');
    const store = new RemoteStore({ url: server.url, apiKey: keys.get('vera')! });
    const { items } = await store.projects();
    expect(items.map(({ entity, name }) => [entity, name])).toEqual([
      ['vera', 'own'],
      [TEAM, 'digits'],
    ]);
    const project = await store.project('digits', TEAM);
    const { newest } = await store.artifact(project.id, 'mnist');
    await expect(store.editVersion(newest!.id, { description: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
      data: { needed: 'member', entity: TEAM, role: 'viewer' },
    });
    await store.close();
    const stranger = new RemoteStore({ url: server.url, apiKey: keys.get('sam')! });
    expect((await stranger.projects()).items).toEqual([]);
    await expect(stranger.project('digits', TEAM)).rejects.toMatchObject({ code: 'project-not-found' });
    await stranger.close();
  });

  test('says in one sentence what a key that nobody has needs', async () => {
    const { status, text } = await ask(`${server.url}/graphql`, { authorization: basic('f'.repeat(40)) });
    expect([status, text]).toEqual([401, expect.stringContaining('does not know this API key')]);
    expect((await ask(`${server.url}/graphql`)).text).toContain('needs an API key');
  });
});
