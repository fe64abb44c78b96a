/** The Store over a folder of this machine: SQLite catalog and content-addressed files, shared by any number of processes. */
import path from 'node:path';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { RunStream } from '../../core/run.ts';
import type { Reference } from '../../core/reference.ts';
import { versionLabel } from '../../core/version.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import { blobPath } from '../blobs.ts';
import type { StoreChanges } from '../changes.ts';
import type {
  ArtifactQuery,
  ByteRange,
  CallOptions,
  LineageQuery,
  LineRange,
  MembershipQuery,
  ProjectQuery,
  RunFileQuery,
  RunQuery,
  Store,
  VersionQuery,
} from '../contract.ts';
import type { Drafts } from '../drafts.ts';
import type { LongCall, Maintenance, MaintenanceProgress } from '../maintenance.ts';
import type { ServerClaim, ServerHost } from '../serverHost.ts';
import type {
  AliasEdit,
  ArtifactEdit,
  LinkDraft,
  RunDraft,
  RunEdit,
  RunEnd,
  RunFileDraft,
  RunLines,
  VersionDraft,
  VersionEdit,
} from '../writes.ts';
import { editAliases } from '../catalog/aliases.ts';
import {
  artifactById,
  findArtifact,
  listAliasMoves,
  listArtifacts,
  listArtifactTypes,
} from '../catalog/artifacts.ts';
import { ChangeFeed } from './changeFeed.ts';
import { collectGarbage, settleAfterReboot } from './collectGarbage.ts';
import { commitVersion } from './commitVersion.ts';
import { deleteImpact, deleteVersions } from './deleteVersions.ts';
import { editArtifact, editVersion } from '../catalog/edits.ts';
import type { StoreFolders } from './layout.ts';
import { LocalDrafts } from './LocalDrafts.ts';
import { readLineage } from '../catalog/lineage.ts';
import { ManifestReader } from './manifests.ts';
import type { Catalog } from './openCatalog.ts';
import { listCollection } from '../catalog/memberships.ts';
import {
  deletePortfolio,
  editLinkAliases,
  linkVersion,
  listMemberships,
  unlinkVersion,
} from '../catalog/portfolios.ts';
import { findProject, listProjects, LOCAL_ENTITY, makeProject, projectById } from '../catalog/projects.ts';
import { streamBlob } from './readFile.ts';
import { commitRunFile, deleteRunFiles, findRunFiles, listRunFiles, locateRunFile } from './runFiles.ts';
import { countRunning, findRunByKey, listJobTypes, listRuns, runState } from '../catalog/runs.ts';
import { deleteRun, readRun, readRunLines, syncRun, writeRunLines } from './runStreams.ts';
import { beginRun, finishRun, heartbeat, updateRun, useVersion } from '../catalog/runWrites.ts';
import { claimServer, releaseServer } from './serverClaim.ts';
import { beginStaging, endStaging, removeTemporary } from './staging.ts';
import type { Db } from '../catalog/tables.ts';
import { verifyStore } from './verifyStore.ts';
import { findVersion, listVersions, resolveReference } from '../catalog/versions.ts';

/** How often, and how many times, a log asks again while blobs are being collected. */
const COLLECT_WAIT = { milliseconds: 25, tries: 2400 };

export class LocalStore implements Store, Maintenance, ServerHost {
  readonly drafts: Drafts;
  readonly #catalog: Catalog;
  readonly #folders: StoreFolders;
  readonly #manifests: ManifestReader;
  readonly #feed: ChangeFeed;

  constructor(catalog: Catalog, folders: StoreFolders) {
    this.drafts = new LocalDrafts(catalog.db, folders);
    this.#catalog = catalog;
    this.#folders = folders;
    this.#manifests = new ManifestReader(catalog.db, folders.blobs);
    this.#feed = new ChangeFeed(catalog, folders.layout);
  }

  get #db(): Db {
    return this.#catalog.db;
  }

  /** Runs a write and tells of it. */
  async #write<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    this.#feed.poke();
    return result;
  }

  projectById(id: ProjectId) {
    return projectById(this.#db, id);
  }

  artifactById(id: ArtifactId) {
    return artifactById(this.#db, id);
  }

  memberships(query: MembershipQuery) {
    return listCollection(this.#db, query);
  }

  membershipsOf(version: VersionId) {
    return listMemberships(this.#db, version);
  }

  info() {
    return Promise.resolve({ kind: 'local' as const, location: this.#folders.root, entity: LOCAL_ENTITY });
  }

  projects(query: ProjectQuery = {}) {
    return listProjects(this.#db, query);
  }

  project(name: string, entity?: string) {
    return findProject(this.#db, name, entity);
  }

  artifactTypes(project: ProjectId) {
    return listArtifactTypes(this.#db, project);
  }

  artifacts(query: ArtifactQuery) {
    return listArtifacts(this.#db, query);
  }

  artifact(project: ProjectId, name: string) {
    return findArtifact(this.#db, project, name);
  }

  versions(query: VersionQuery) {
    return listVersions(this.#db, query);
  }

  resolve(reference: Reference, defaultProject?: string) {
    return resolveReference(this.#db, reference, defaultProject);
  }

  version(id: VersionId) {
    return findVersion(this.#db, id);
  }

  manifest(id: VersionId) {
    return this.#manifests.read(id);
  }

  async locate(id: VersionId, paths: readonly string[]): Promise<readonly BlobLocation[]> {
    const entries = await this.#entries(id);
    return Promise.all(
      paths.map(async name => {
        const entry = entries.get(name) ?? (await this.#noFile(id, name));
        return { kind: 'file', path: this.#blobFile(entry) };
      }),
    );
  }

  async readFile(id: VersionId, name: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const entry = (await this.#entries(id)).get(name) ?? (await this.#noFile(id, name));
    return streamBlob(this.#blobFile(entry), entry, versionLabel(await this.version(id)), range);
  }

  async #entries(id: VersionId): Promise<ReadonlyMap<string, FileEntry>> {
    const { entries } = await this.manifest(id);
    return new Map(entries.flatMap(entry => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])));
  }

  async #noFile(id: VersionId, name: string): Promise<never> {
    throw new AmphoraError('file-not-found', { path: name, version: versionLabel(await this.version(id)) });
  }

  #blobFile(entry: FileEntry): string {
    return path.join(this.#folders.blobs, blobPath(entry.blob));
  }

  aliasHistory(artifact: ArtifactId) {
    return listAliasMoves(this.#db, artifact);
  }

  jobTypes(project: ProjectId) {
    return listJobTypes(this.#db, project);
  }

  runs(query: RunQuery) {
    return listRuns(this.#db, query);
  }

  run(id: RunId) {
    return readRun(this.#db, this.#folders, id);
  }

  runState(id: RunId) {
    return runState(this.#db, id);
  }

  async runByKey(project: ProjectId, key: string) {
    return this.run(await findRunByKey(this.#db, project, key));
  }

  runLines(id: RunId, stream: RunStream, range: LineRange) {
    return readRunLines(this.#db, this.#folders, id, stream, range);
  }

  runFiles(query: RunFileQuery) {
    return listRunFiles(this.#db, query);
  }

  findRunFiles(id: RunId, names: readonly string[]) {
    return findRunFiles(this.#db, id, names);
  }

  locateRunFile(id: RunId, name: string) {
    return locateRunFile(this.#db, this.#folders, id, name);
  }

  lineage(query: LineageQuery) {
    return readLineage(this.#db, query);
  }

  deleteImpact(ids: readonly VersionId[]) {
    return deleteImpact(this.#db, this.#folders.blobs, ids);
  }

  makeProject(name: string, entity?: string) {
    return this.#write(makeProject(this.#db, name, entity));
  }

  beginRun(draft: RunDraft) {
    return this.#write(beginRun(this.#db, draft));
  }

  updateRun(id: RunId, edit: RunEdit) {
    return this.#write(updateRun(this.#db, id, edit));
  }

  heartbeat(id: RunId) {
    return heartbeat(this.#db, id);
  }

  writeRunLines(id: RunId, stream: RunStream, lines: RunLines) {
    return this.#write(writeRunLines(this.#db, this.#folders, id, stream, lines));
  }

  commitRunFile(id: RunId, file: RunFileDraft, staging: Staging) {
    return this.#write(commitRunFile(this.#db, this.#folders, id, file, staging));
  }

  deleteRunFiles(id: RunId, names: readonly string[]) {
    return this.#write(deleteRunFiles(this.#db, id, names));
  }

  deleteRun(id: RunId) {
    return this.#write(deleteRun(this.#db, this.#folders, id));
  }

  async finishRun(id: RunId, end: RunEnd) {
    syncRun(this.#folders, id);
    return this.#write(finishRun(this.#db, id, end));
  }

  useVersion(run: RunId, version: VersionId, usedAs?: string) {
    return this.#write(useVersion(this.#db, run, version, usedAs));
  }

  async stage(options: CallOptions = {}): Promise<Staging> {
    for (let attempt = 0; ; attempt++) {
      try {
        await settleAfterReboot(this.#db, this.#folders);
        return await beginStaging(this.#db, this.#folders);
      } catch (error) {
        if (!isAmphoraError(error, 'store-busy') || attempt >= COLLECT_WAIT.tries) throw error;
        options.signal?.throwIfAborted();
        await new Promise(resolve => setTimeout(resolve, COLLECT_WAIT.milliseconds));
      }
    }
  }

  commitVersion(draft: VersionDraft, staging: Staging) {
    return this.#write(
      commitVersion(this.#db, this.#folders, draft, staging).then(committed => {
        removeTemporary(staging);
        return committed;
      }),
    );
  }

  abandon(staging: Staging) {
    return endStaging(this.#db, staging);
  }

  editAliases(id: VersionId, edit: AliasEdit) {
    return this.#write(editAliases(this.#db, id, edit));
  }

  editVersion(id: VersionId, edit: VersionEdit) {
    return this.#write(editVersion(this.#db, id, edit));
  }

  editArtifact(id: ArtifactId, edit: ArtifactEdit) {
    return this.#write(editArtifact(this.#db, id, edit));
  }

  linkVersion(draft: LinkDraft) {
    return this.#write(linkVersion(this.#db, draft));
  }

  unlinkVersion(portfolio: ArtifactId, version: VersionId) {
    return this.#write(unlinkVersion(this.#db, portfolio, version));
  }

  editLinkAliases(portfolio: ArtifactId, version: VersionId, edit: AliasEdit) {
    return this.#write(editLinkAliases(this.#db, portfolio, version, edit));
  }

  deletePortfolio(id: ArtifactId) {
    return this.#write(deletePortfolio(this.#db, id));
  }

  deleteVersions(ids: readonly VersionId[], options: { readonly force?: boolean } = {}) {
    return this.#write(deleteVersions(this.#db, ids, options.force ?? false));
  }

  onDidChange(listener: (changes: StoreChanges) => void) {
    return this.#feed.listen(listener);
  }

  verify(options: LongCall<MaintenanceProgress> = {}) {
    return verifyStore(this.#catalog, this.#folders, options);
  }

  collectGarbage(query: { readonly dryRun: boolean }, options: LongCall<MaintenanceProgress> = {}) {
    return collectGarbage(this.#db, this.#folders, { dryRun: query.dryRun }, options);
  }

  claimServer() {
    return claimServer(this.#db, this.#folders);
  }

  releaseServer(claim: ServerClaim) {
    return releaseServer(this.#db, claim);
  }

  countRunning() {
    return countRunning(this.#db);
  }

  async close(): Promise<void> {
    await this.#feed.close();
    await this.#catalog.close();
  }
}
