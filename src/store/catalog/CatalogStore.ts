/** What every store with a catalog of its own has in common: all of the contract that is rows and blobs, wherever those are. */
import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { Reference } from '../../core/reference.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
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
  StoreInfo,
  VersionQuery,
} from '../contract.ts';
import type {
  AliasEdit,
  ArtifactEdit,
  CommittedVersion,
  LinkDraft,
  ProjectPlace,
  RunDraft,
  RunEdit,
  RunEnd,
  RunFileDraft,
  RunLines,
  VersionDraft,
  VersionEdit,
} from '../writes.ts';
import { editAliases } from './aliases.ts';
import { artifactById, findArtifact, listAliasMoves, listArtifacts, listArtifactTypes } from './artifacts.ts';
import { commitVersion } from './commitVersion.ts';
import { deleteImpact, deleteVersions } from './deleteVersions.ts';
import { editArtifact, editVersion } from './edits.ts';
import { moveArtifact } from './moveArtifact.ts';
import { readLineage } from './lineage.ts';
import { ManifestReader } from './manifests.ts';
import { listCollection } from './memberships.ts';
import type { CatalogParts } from './parts.ts';
import {
  deletePortfolio,
  editLinkAliases,
  linkVersion,
  listMemberships,
  unlinkVersion,
} from './portfolios.ts';
import { findProject, listProjects, makeProject, projectById } from './projects.ts';
import {
  commitRunFile,
  deleteRunFiles,
  findRunFiles,
  listRunFiles,
  locateRunFile,
  readRunFile,
} from './runFiles.ts';
import { countRunning, findRunByKey, listJobTypes, listRuns, projectOfRun, runState } from './runs.ts';
import { beginRun, finishRun, heartbeat, updateRun, useVersion } from './runWrites.ts';
import type { Db } from './tables.ts';
import { findVersion, listVersions, resolveReference } from './versions.ts';

export abstract class CatalogStore implements Store {
  readonly #parts: CatalogParts;
  readonly #manifests: ManifestReader;

  constructor(parts: CatalogParts) {
    this.#parts = parts;
    this.#manifests = new ManifestReader(parts.db, parts.blobs);
  }

  abstract info(): Promise<StoreInfo>;
  abstract run(id: RunId): Promise<RunDetail>;
  abstract runLines(id: RunId, stream: RunStream, range: LineRange): Promise<readonly string[]>;
  abstract writeRunLines(id: RunId, stream: RunStream, lines: RunLines): Promise<void>;
  abstract deleteRun(id: RunId): Promise<void>;
  abstract stage(options?: CallOptions): Promise<Staging>;
  abstract abandon(staging: Staging): Promise<void>;
  abstract onDidChange(listener: (changes: StoreChanges) => void): { dispose(): void };
  abstract close(): Promise<void>;

  /** Runs a write of which others are to be told. */
  protected abstract write<T>(work: Promise<T>): Promise<T>;

  get #db(): Db {
    return this.#parts.db;
  }

  projects(query: ProjectQuery = {}) {
    return listProjects(this.#db, query);
  }

  project(name: string, entity?: string) {
    return findProject(this.#db, name, entity);
  }

  projectById(id: ProjectId) {
    return projectById(this.#db, id);
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

  artifactById(id: ArtifactId) {
    return artifactById(this.#db, id);
  }

  memberships(query: MembershipQuery) {
    return listCollection(this.#db, query);
  }

  membershipsOf(version: VersionId) {
    return listMemberships(this.#db, version);
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
        return this.#parts.blobs.locate(entry.blob);
      }),
    );
  }

  async readFile(id: VersionId, name: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const entry = (await this.#entries(id)).get(name) ?? (await this.#noFile(id, name));
    return this.#parts.blobs.stream(entry, versionLabel(await this.version(id)), range);
  }

  async #entries(id: VersionId): Promise<ReadonlyMap<string, FileEntry>> {
    const { entries } = await this.manifest(id);
    return new Map(entries.flatMap(entry => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])));
  }

  async #noFile(id: VersionId, name: string): Promise<never> {
    throw new AmphoraError('file-not-found', { path: name, version: versionLabel(await this.version(id)) });
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

  runState(id: RunId) {
    return runState(this.#db, id);
  }

  async runByKey(project: ProjectId, key: string) {
    return this.run(await findRunByKey(this.#db, project, key));
  }

  runFiles(query: RunFileQuery) {
    return listRunFiles(this.#db, query);
  }

  findRunFiles(id: RunId, names: readonly string[]) {
    return findRunFiles(this.#db, id, names);
  }

  locateRunFile(id: RunId, name: string) {
    return locateRunFile(this.#db, this.#parts.blobs, id, name);
  }

  readRunFile(id: RunId, name: string, range?: ByteRange) {
    return readRunFile(this.#db, this.#parts.blobs, id, name, range);
  }

  lineage(query: LineageQuery) {
    return readLineage(this.#db, query);
  }

  deleteImpact(ids: readonly VersionId[]) {
    return deleteImpact(this.#db, this.#parts.blobs, ids);
  }

  makeProject(name: string, entity?: string) {
    return this.write(makeProject(this.#db, name, entity));
  }

  beginRun(draft: RunDraft) {
    return this.write(beginRun(this.#db, draft));
  }

  updateRun(id: RunId, edit: RunEdit) {
    return this.write(updateRun(this.#db, id, edit));
  }

  heartbeat(id: RunId) {
    return heartbeat(this.#db, id);
  }

  finishRun(id: RunId, end: RunEnd) {
    return this.write(finishRun(this.#db, id, end));
  }

  commitRunFile(id: RunId, file: RunFileDraft, staging: Staging) {
    return this.write(commitRunFile(this.#parts, id, file, staging));
  }

  deleteRunFiles(id: RunId, names: readonly string[]) {
    return this.write(deleteRunFiles(this.#db, id, names));
  }

  useVersion(run: RunId, version: VersionId, usedAs?: string) {
    return this.write(useVersion(this.#db, run, version, usedAs));
  }

  commitVersion(draft: VersionDraft, staging: Staging): Promise<CommittedVersion> {
    return this.write(commitVersion(this.#parts, draft, staging));
  }

  editAliases(id: VersionId, edit: AliasEdit) {
    return this.write(editAliases(this.#db, id, edit));
  }

  editVersion(id: VersionId, edit: VersionEdit) {
    return this.write(editVersion(this.#db, id, edit));
  }

  editArtifact(id: ArtifactId, edit: ArtifactEdit) {
    return this.write(editArtifact(this.#db, id, edit));
  }

  moveArtifact(id: ArtifactId, to: ProjectPlace) {
    return this.write(moveArtifact(this.#db, id, to));
  }

  linkVersion(draft: LinkDraft) {
    return this.write(linkVersion(this.#db, draft));
  }

  unlinkVersion(portfolio: ArtifactId, version: VersionId) {
    return this.write(unlinkVersion(this.#db, portfolio, version));
  }

  editLinkAliases(portfolio: ArtifactId, version: VersionId, edit: AliasEdit) {
    return this.write(editLinkAliases(this.#db, portfolio, version, edit));
  }

  deletePortfolio(id: ArtifactId) {
    return this.write(deletePortfolio(this.#db, id));
  }

  deleteVersions(ids: readonly VersionId[], options: { readonly force?: boolean } = {}) {
    return this.write(deleteVersions(this.#db, ids, options.force ?? false));
  }

  /** @throws AmphoraError `run-not-found` */
  async admitUpload(run: RunId): Promise<void> {
    await projectOfRun(this.#db, run);
  }

  /** How many runs are under way, of all projects or those of some entities; one that went silent is not. */
  countRunning(entities?: readonly string[]) {
    return countRunning(this.#db, entities);
  }
}
