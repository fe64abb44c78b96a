/** Every call of the contract, for everyone who may make it and everyone who may not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorToJson, isAmphoraError } from '../../../src/core/errors.ts';
import type { Role } from '../../../src/core/roles.ts';
import { isAtLeast, ROLES } from '../../../src/core/roles.ts';
import type { Drafts } from '../../../src/store/drafts.ts';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import type { RunStops, ServedStore } from '../../../src/store/serverHost.ts';
import type { Cluster } from '../../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../../support/postgres.ts';
import { fileEntry, readText, temporaryFolder } from '../../support/storeKit.ts';
import type { Team, World } from './world.ts';
import { makeTeam, makeWorld, noWorld, PEOPLE, TEAM } from './world.ts';

interface Case {
  /** The role that it takes; `anyone` for what concerns nobody's things. */
  readonly needs: Role | 'anyone';
  readonly call: (store: ServedStore, world: World) => Promise<unknown>;
  /** Whether it answers nothing, be the thing there or not. */
  readonly silent?: true;
}

const reads = (call: Case['call']): Case => ({ needs: 'viewer', call });
const writes = (call: Case['call']): Case => ({ needs: 'member', call });
const rules = (call: Case['call']): Case => ({ needs: 'admin', call });
const anyone = (call: Case['call']): Case => ({ needs: 'anyone', call });

const draftRequest = ({ projectName: project, entity, artifactName: artifact, run }: World) => ({
  project,
  entity,
  artifact,
  type: 'dataset',
  aliases: [],
  run,
});

/** A call that has no rule here does not compile. */
const CASES: Readonly<Record<keyof Omit<ServedStore, 'drafts' | 'stops'>, Case>> = {
  info: anyone(store => store.info()),
  projects: reads((store, { entity }) => store.projects({ entity })),
  project: reads((store, { projectName, entity }) => store.project(projectName, entity)),
  artifactTypes: reads((store, { project }) => store.artifactTypes(project)),
  artifacts: reads((store, { project }) => store.artifacts({ project })),
  artifact: reads((store, { project, artifactName }) => store.artifact(project, artifactName)),
  projectById: reads((store, { project }) => store.projectById(project)),
  artifactById: reads((store, { artifact }) => store.artifactById(artifact)),
  versions: reads((store, { artifact }) => store.versions({ artifact })),
  resolve: reads((store, { entity, projectName, artifactName }) =>
    store.resolve({ entity, project: projectName, artifact: artifactName, alias: 'latest' }),
  ),
  memberships: reads((store, { portfolio }) => store.memberships({ artifact: portfolio })),
  membershipsOf: reads((store, { older }) => store.membershipsOf(older)),
  version: reads((store, { version }) => store.version(version)),
  manifest: reads((store, { version }) => store.manifest(version)),
  locate: reads((store, { version }) => store.locate(version, ['a.txt'])),
  readFile: reads(async (store, { version }) => readText(await store.readFile(version, 'a.txt'))),
  aliasHistory: reads((store, { artifact }) => store.aliasHistory(artifact)),
  jobTypes: reads((store, { project }) => store.jobTypes(project)),
  runs: reads((store, { project }) => store.runs({ project })),
  run: reads((store, { run }) => store.run(run)),
  runState: reads((store, { run }) => store.runState(run)),
  runByKey: reads((store, { project, runKey }) => store.runByKey(project, runKey)),
  runLines: reads((store, { run }) => store.runLines(run, 'history', { start: 0, end: 10 })),
  runFiles: reads((store, { run }) => store.runFiles({ run })),
  findRunFiles: reads((store, { run }) => store.findRunFiles(run, ['notes.txt'])),
  locateRunFile: reads((store, { run }) => store.locateRunFile(run, 'notes.txt')),
  readRunFile: reads(async (store, { run }) => readText(await store.readRunFile(run, 'notes.txt'))),
  lineage: reads(async (store, { project, run, version }) => [
    await store.lineage({ project }),
    await store.lineage({ around: run }),
    await store.lineage({ around: version }),
  ]),
  deleteImpact: reads((store, { older, version }) => store.deleteImpact([older, version])),
  countRunning: anyone(store => store.countRunning()),
  historyRewrites: reads((store, { run }) => store.historyRewrites(run)),
  onDidChange: anyone(async store => {
    store.onDidChange(() => {}).dispose();
    return Promise.resolve();
  }),
  close: anyone(store => store.close()),

  makeProject: writes((store, { entity, projectName }) => store.makeProject(projectName, entity)),
  beginRun: writes((store, { entity, projectName: project }) =>
    store.beginRun({ entity, project, jobType: 'test', name: 'another', key: `k${String(Math.random())}` }),
  ),
  updateRun: writes((store, { run }) => store.updateRun(run, { notes: 'changed' })),
  heartbeat: { ...writes((store, { run }) => store.heartbeat(run)), silent: true },
  finishRun: writes((store, { run }) => store.finishRun(run, { state: 'finished' })),
  writeRunLines: writes((store, { run }) => store.writeRunLines(run, 'console', { offset: 0, lines: ['x'] })),
  commitRunFile: writes((store, { run, staging, staged: { blob, digest, size } }) =>
    store.commitRunFile(run, { name: 'more.txt', blob, digest, size }, staging),
  ),
  deleteRunFiles: writes((store, { run }) => store.deleteRunFiles(run, ['notes.txt'])),
  deleteRun: writes((store, { run }) => store.deleteRun(run)),
  useVersion: writes((store, { run, version }) => store.useVersion(run, version)),
  admitUpload: writes((store, { run }) => store.admitUpload(run)),
  stage: anyone(async store => store.abandon(await store.stage())),
  abandon: anyone(async store => store.abandon(await store.stage())),
  commitVersion: writes(async (store, world) => {
    const staging = await store.stage();
    const { entry } = fileEntry('a.txt', '');
    const { blob, digest } = world;
    try {
      const entries = [{ ...entry, blob, digest }];
      return await store.commitVersion({ ...draftRequest(world), entries, placed: [] }, staging);
    } catch (error) {
      await store.abandon(staging);
      throw error;
    }
  }),
  editAliases: writes((store, { version }) => store.editAliases(version, { add: ['best'] })),
  editVersion: writes((store, { version }) => store.editVersion(version, { description: 'changed' })),
  editArtifact: writes((store, { artifact }) => store.editArtifact(artifact, { description: 'changed' })),
  linkVersion: writes((store, { entity, projectName: project, version }) =>
    store.linkVersion({ entity, project, artifact: 'links', version, aliases: [] }),
  ),
  unlinkVersion: writes((store, { portfolio, older }) => store.unlinkVersion(portfolio, older)),
  editLinkAliases: writes((store, { portfolio, older }) =>
    store.editLinkAliases(portfolio, older, { add: ['best'] }),
  ),
  moveArtifact: rules((store, { artifact, entity, projectName }) =>
    store.moveArtifact(artifact, { entity, project: `${projectName}-moved` }),
  ),
  deletePortfolio: rules((store, { portfolio }) => store.deletePortfolio(portfolio)),
  deleteVersions: rules((store, { older }) => store.deleteVersions([older], { force: true })),
};

const DRAFT_CASES: Readonly<Record<keyof Omit<Drafts, 'direct' | 'uploadsFolder'>, Case>> = {
  beginDraft: writes(({ drafts }, world) => drafts.beginDraft(draftRequest(world))),
  draft: writes(({ drafts }, { draft }) => drafts.draft(draft)),
  settled: reads(({ drafts }, { settled }) => drafts.settled(settled)),
  draftByClientId: reads(({ drafts }, { clientId }) => drafts.draftByClientId(clientId)),
  findCommitted: reads(async (store, world) => {
    const digest = await store.version(world.version).then(
      version => version.digest,
      () => 'none',
    );
    return store.drafts.findCommitted(draftRequest(world), digest as Parameters<Drafts['findCommitted']>[1]);
  }),
  putDraftManifest: writes(({ drafts }, { draft }) =>
    drafts.putDraftManifest(draft, { kind: 'full', name: 'n', digest: 'e' }),
  ),
  editDraftManifest: writes(({ drafts }, { manifest }) =>
    drafts.editDraftManifest(manifest, { digest: 'f' }),
  ),
  draftManifest: writes(({ drafts }, { manifest }) => drafts.draftManifest(manifest)),
  draftManifests: writes(({ drafts }, { draft }) => drafts.draftManifests(draft)),
  commitDraftManifest: writes(({ drafts }, { manifest, document, staging }) =>
    drafts.commitDraftManifest(manifest, { blob: document, size: 1 }, staging),
  ),
  readDraftManifest: writes(async ({ drafts }, { draft, document }) => {
    await drafts.draftManifests(draft);
    return drafts.readDraftManifest(document);
  }),
  findBlobs: reads(async ({ drafts }, { entity, digest }) => [...(await drafts.findBlobs(entity, [digest]))]),
  locateBlob: reads(async ({ drafts }, { entity, digest, blob }) => {
    await drafts.findBlobs(entity, [digest]);
    return drafts.locateBlob(blob);
  }),
  arrived: writes(async ({ drafts }, { draftOf, digest }) => [...(await drafts.arrived(draftOf, [digest]))]),
  recordBlobs: writes(({ drafts }, { entity, digest, blob }) =>
    drafts.recordBlobs([{ entity, digest, blob, size: 5 }]),
  ),
  // Nobody's things: care of the whole store.
  forgetUnsynced: anyone(({ drafts }) => drafts.forgetUnsynced().catch(() => undefined)),
};

const STOP_CASES: Readonly<Record<keyof RunStops, Case>> = {
  ask: writes(({ stops }, { run }) => stops.ask(run)),
  isAsked: reads(({ stops }, { run }) => stops.isAsked(run)),
  forget: { ...writes(({ stops }, { run }) => stops.forget(run)), silent: true },
};

const ALL: readonly (readonly [name: string, Case])[] = [
  ...Object.entries(CASES),
  ...Object.entries(DRAFT_CASES).map(([name, one]) => [`drafts.${name}`, one] as const),
  ...Object.entries(STOP_CASES).map(([name, one]) => [`stops.${name}`, one] as const),
];

async function outcomeOf(work: Promise<unknown>): Promise<object> {
  try {
    return { value: await work };
  } catch (error) {
    if (isAmphoraError(error)) return { error: { ...errorToJson(error), message: error.message } };
    throw error;
  }
}

/** An outcome with what belongs to one world only called by what it is. */
function inGeneral(outcome: object, { draftOf: _, staging: __, staged: ___, ...names }: World): string {
  let text = JSON.stringify(outcome, (_key, value: unknown) => (value === undefined ? null : value));
  for (const [what, name] of Object.entries(names)) text = text.replaceAll(name, `<${what}>`);
  return text;
}

/** All of a world that somebody could have changed. */
async function stateOf(
  store: PostgresStore,
  { project, artifact, portfolio, version, older, run, draft }: World,
) {
  const { heartbeatAt: _, ...detail } = await store.run(run);
  const { updatedAt: __, ...rest } = await store.projectById(project);
  return JSON.stringify([
    rest,
    await store.artifactById(artifact),
    await store.memberships({ artifact: portfolio }),
    await store.version(version),
    await store.version(older),
    detail,
    await store.runFiles({ run }),
    await store.runs({ project }),
    await store.artifacts({ project }),
    await store.drafts.draft(draft),
    await store.drafts.draftManifests(draft),
    await store.stops.isAsked(run),
    await store.team.accounts.hasEntity('nobody'),
  ]);
}

describe.skipIf(!hasPostgres)(`who may do what${needsPostgres}`, () => {
  const folder = temporaryFolder();
  let cluster: Cluster;
  let store: PostgresStore;
  let team: Team;
  beforeAll(async () => {
    cluster = await startPostgres();
    store = await openPostgresStore({ database: await cluster.create('team'), blobs: folder.path });
    team = await makeTeam(store);
  });
  afterAll(async () => {
    await store.close();
    await cluster.stop();
    folder.remove();
  });

  test.each(ALL)(
    '%s: who may not see it is told what is told of nothing',
    async (_, { needs, call, silent }) => {
      const world = await makeWorld(store, TEAM);
      const nothing = await noWorld(store);
      const before = await stateOf(store, world);
      const stranger = await team.as('stranger');
      const told = await outcomeOf(call(stranger, world));
      expect(inGeneral(told, world)).toBe(inGeneral(await outcomeOf(call(stranger, nothing)), nothing));
      expect(await stateOf(store, world)).toBe(before);
      if (needs !== 'anyone' && !silent) {
        const own = await outcomeOf(call(await team.as('admin'), world));
        expect(inGeneral(told, world)).not.toBe(inGeneral(own, world));
      }
    },
  );

  test.each(ALL)('%s: who may see it is told which role it needs', async (_, { needs, call }) => {
    const world = await makeWorld(store, TEAM);
    for (const role of ROLES) {
      const before = await stateOf(store, world);
      const outcome = await outcomeOf(call(await team.as(role), world));
      if (needs === 'anyone' || isAtLeast(role, needs)) {
        expect(outcome).not.toHaveProperty('error');
        break;
      }
      expect(outcome).toMatchObject({
        error: { code: 'forbidden', data: { needed: needs, entity: TEAM, role } },
      });
      expect(await stateOf(store, world)).toBe(before);
    }
  });

  test.each(ALL)('%s: whoever administers the server may', async (_, { call }) => {
    const world = await makeWorld(store, TEAM);
    expect(await outcomeOf(call(await team.as('root'), world))).not.toHaveProperty('error');
  });

  test.each(ALL)('%s: everyone may with what is their own', async (_, { call }) => {
    const world = await makeWorld(store, PEOPLE.stranger);
    expect(await outcomeOf(call(await team.as('stranger'), world))).not.toHaveProperty('error');
  });

  const things = ALL.filter(([, { needs }]) => needs !== 'anyone');
  test.each(things)('%s: everyone is told the same of what there is not', async (_, { call }) => {
    const nothing = await noWorld(store);
    const told = async (person: 'stranger' | 'viewer' | 'admin') => {
      const outcome = await outcomeOf(call(await team.as(person), nothing));
      return inGeneral(outcome, nothing).replaceAll(PEOPLE[person], '<who>');
    };
    const [stranger, viewer, admin] = [await told('stranger'), await told('viewer'), await told('admin')];
    expect([viewer, admin]).toEqual([stranger, stranger]);
  });
});
