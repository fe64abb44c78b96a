/** A team with a member of each role, and things of theirs. */
import { randomBytes } from 'node:crypto';
import type { ArtifactId, BlobKey, EntryDigest, ProjectId, RunId, VersionId } from '../../../src/core/ids.ts';
import type { FileEntry } from '../../../src/core/manifest.ts';
import { TeamAccess } from '../../../src/server/access/TeamAccess.ts';
import type { Staging } from '../../../src/store/blobs.ts';
import type { Draft } from '../../../src/store/drafts.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import type { ServedStore } from '../../../src/store/serverHost.ts';
import { commitFiles, commitRunFile, fileEntry } from '../../support/storeKit.ts';
import { placeBlob } from '../../../src/store/local/durable.ts';

export const TEAM = 'vision';
export const PEOPLE = { viewer: 'vera', member: 'mia', admin: 'ada', stranger: 'sam', root: 'root' } as const;
export type Person = keyof typeof PEOPLE;

export interface Team {
  readonly store: PostgresStore;
  readonly access: TeamAccess;
  readonly keys: Readonly<Record<Person, string>>;
  /** The store as one of them sees it. */
  as(person: Person): Promise<ServedStore>;
}

const silent = { error: () => {} };

export async function makeTeam(store: PostgresStore): Promise<Team> {
  const { accounts } = store.team;
  await accounts.addTeam(TEAM);
  const keys: Partial<Record<Person, string>> = {};
  for (const [person, name] of Object.entries(PEOPLE) as [Person, string][]) {
    const role = person === 'stranger' || person === 'root' ? {} : { team: TEAM, role: person };
    keys[person] = (await accounts.addUser(name, { ...role, admin: person === 'root' })).key;
  }
  const access = new TeamAccess(store, silent);
  const all = keys as Record<Person, string>;
  return {
    store,
    access,
    keys: all,
    as: async person => (await access.admit(all[person], '192.0.2.1'))!.store,
  };
}

/** Things of an entity, or the names of things that there are not. */
export interface World {
  readonly entity: string;
  readonly projectName: string;
  readonly project: ProjectId;
  readonly artifactName: string;
  readonly artifact: ArtifactId;
  readonly version: VersionId;
  readonly older: VersionId;
  readonly portfolio: ArtifactId;
  readonly run: RunId;
  readonly runKey: string;
  readonly draft: VersionId;
  readonly draftOf: Draft;
  readonly manifest: string;
  readonly document: BlobKey;
  readonly clientId: string;
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  /** A draft that became a version. */
  readonly settled: VersionId;
  /** A staging of its own, and the file in it. */
  readonly staging: Staging;
  readonly staged: FileEntry;
}

let made = 0;

async function stagedFile(
  store: PostgresStore,
  content: string,
): Promise<{ readonly staging: Staging; readonly staged: FileEntry }> {
  const staging = await store.stage();
  const { entry, bytes } = fileEntry('a.txt', content);
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  return { staging, staged: entry };
}

/** Makes things of an entity that are like those of every other world. */
export async function makeWorld(store: PostgresStore, entity: string): Promise<World> {
  const number = ++made;
  const projectName = `project${number}`;
  const artifactName = `artifact${number}`;
  const run = await store.beginRun({ project: projectName, entity, jobType: 'train', name: 'sunny' });
  const place = { project: projectName, entity, artifact: artifactName, run: run.id };
  const { version: older } = await commitFiles(store, { 'a.txt': `old ${number}` }, place);
  const content = `new ${number}`;
  const { version } = await commitFiles(
    store,
    { 'a.txt': content },
    { ...place, metadata: { secret: number } },
  );
  await store.useVersion(run.id, older.id);
  await store.writeRunLines(run.id, 'history', { offset: 0, lines: ['{"loss":1}'] });
  await commitRunFile(store, run.id, 'notes.txt', content);
  const linked = await store.linkVersion({
    project: projectName,
    entity,
    artifact: `portfolio${number}`,
    version: older.id,
    aliases: [],
  });
  const clientId = randomBytes(16).toString('hex');
  const settled = await store.drafts.beginDraft({ ...place, type: 'dataset', aliases: [] });
  await commitFiles(store, { 'a.txt': `settled ${number}` }, { ...place, id: settled.id });
  // Written over, and asked to stop.
  await store.writeRunLines(run.id, 'history', { offset: 0, lines: ['{"loss":2}'] });
  await store.stops.ask(run.id);
  const draft = await store.drafts.beginDraft({
    project: projectName,
    entity,
    artifact: artifactName,
    type: 'dataset',
    aliases: [],
    clientId,
  });
  const manifest = await store.drafts.putDraftManifest(draft.id, { kind: 'full', name: 'm', digest: 'd' });
  const document = fileEntry('m', `document ${number}`);
  const documents = await store.stage();
  placeBlob(documents.blobs, documents.temporary, document.entry.blob, document.bytes);
  const { blob: documentBlob, size } = document.entry;
  await store.drafts.commitDraftManifest(manifest.id, { blob: documentBlob, size }, documents);
  await store.abandon(documents);
  const { entry } = fileEntry('a.txt', content);
  return {
    entity,
    projectName,
    project: version.projectId,
    artifactName,
    artifact: version.artifactId,
    version: version.id,
    older: older.id,
    portfolio: linked.artifact.id,
    run: run.id,
    runKey: run.key,
    draft: draft.id,
    draftOf: draft,
    manifest: manifest.id,
    document: documentBlob,
    clientId,
    blob: entry.blob,
    digest: entry.digest,
    settled: settled.id,
    ...(await stagedFile(store, `staged ${number}`)),
  };
}

/** The names of things that there are not. */
export async function noWorld(store: PostgresStore): Promise<World> {
  const number = ++made;
  const id = <T extends string>() => randomBytes(16).toString('hex') as T;
  const entity = `nobody${number}`;
  const projectName = `project${number}`;
  const artifactName = `artifact${number}`;
  const draft = id<VersionId>();
  const { entry } = fileEntry('a.txt', `nothing ${number}`);
  return {
    entity,
    projectName,
    project: id(),
    artifactName,
    artifact: id(),
    version: id(),
    older: id(),
    portfolio: id(),
    run: id(),
    runKey: id(),
    draft,
    draftOf: {
      id: draft,
      entity,
      request: { project: projectName, entity, artifact: artifactName, type: 'dataset', aliases: [] },
    },
    manifest: id(),
    document: fileEntry('m', `no document ${number}`).entry.blob,
    clientId: id(),
    blob: entry.blob,
    digest: entry.digest,
    settled: id(),
    ...(await stagedFile(store, `staged ${number}`)),
  };
}
