/** The Store contract over the W&B protocol: wandb.ai, a server of W&B's, or one of ours. */
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../core/ids.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { FileEntry } from '../../core/manifest.ts';
import { parseName } from '../../core/names.ts';
import type { Reference } from '../../core/reference.ts';
import type { RunStream } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { StoreChanges } from '../changes.ts';
import type { FetchBytes, Staging } from '../blobs.ts';
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
  LinkDraft,
  RunDraft,
  RunEdit,
  RunEnd,
  RunFileDraft,
  RunLines,
  VersionDraft,
  VersionEdit,
} from '../writes.ts';
import { HistoryLines } from './reads/HistoryLines.ts';
import * as artifacts from './reads/artifacts.ts';
import { readLineage } from './reads/lineage.ts';
import { fileUrls, readManifest } from './reads/manifests.ts';
import type { Account } from './reads/projects.ts';
import { findProject, listArtifactTypes, listProjects, readAccount } from './reads/projects.ts';
import { resolveReference } from './reads/resolve.ts';
import { findFiles, listRunFiles, locateRunFile, readLines, readRunFile } from './reads/runContent.ts';
import { listJobTypes, listRuns, readRun, readRunAt, readRunState } from './reads/runs.ts';
import { streamFile } from './readFile.ts';
import { metadataFolder } from './metadataFolder.ts';
import { RemoteChanges } from './RemoteChanges.ts';
import type { RemoteAddress } from './RemoteClient.ts';
import { RemoteClient } from './RemoteClient.ts';
import { placeOfProject, placeOfRun, toProjectId } from './remoteIds.ts';
import { closeStaging, openStaging, placedFile } from './RemoteStaging.ts';
import { commitVersion } from './writes/commitVersion.ts';
import * as edits from './writes/edits.ts';
import { commitRunFile, deleteRunFiles } from './writes/runFiles.ts';
import * as runs from './writes/runs.ts';
import { makeProject } from './writes/projects.ts';

/** How often others' changes are looked for. Milliseconds. */
const LOOK_INTERVAL = 15_000;
/** Projects whose changes are noticed: those that changed last. */
const WATCHED = 100;

export interface RemoteOptions {
  /** Milliseconds between looks for what others changed. */
  readonly lookInterval?: number;
  /** Where digests of local files are remembered. */
  readonly cacheFolder?: string;
}

export class RemoteStore implements Store {
  readonly client: RemoteClient;
  readonly #changes: RemoteChanges;
  readonly #cacheFolder: string | undefined;
  readonly #history: HistoryLines;
  #account: Promise<Account> | undefined;

  constructor(address: RemoteAddress, options: RemoteOptions = {}) {
    const { lookInterval = LOOK_INTERVAL } = options;
    this.#cacheFolder = options.cacheFolder;
    this.client = new RemoteClient(
      address,
      options.cacheFolder === undefined ? undefined : metadataFolder(options.cacheFolder, address),
    );
    this.#history = new HistoryLines(this.client);
    // What was shown from before is read again, and what is shown from before is told to be.
    const readAgain = (): void => this.#changes.tell({ everything: true });
    this.client.onFreshness = readAgain;
    this.client.onNews = readAgain;
    this.#changes = new RemoteChanges(() => this.#fingerprint(), lookInterval);
  }

  /** Bytes of an address that `locate` gave. */
  readonly fetch: FetchBytes = async (url, range, signal) => {
    const headers = range ? { range: `bytes=${String(range.start)}-${String(range.end - 1)}` } : {};
    const body = await this.client.exchange({ method: 'GET', url, headers, ...(signal ? { signal } : {}) });
    return { status: body.statusCode ?? 0, body };
  };

  /** Whose key it is. @throws AmphoraError `remote-key-refused` */
  account(signal?: AbortSignal): Promise<Account> {
    this.#account ??= readAccount(this.client, signal).catch((error: unknown) => {
      this.#account = undefined;
      throw error;
    });
    return this.#account;
  }

  async #entity(): Promise<string> {
    return (await this.account()).entity;
  }

  async #fingerprint(): Promise<string> {
    const { items } = await listProjects(this.client, await this.account(), { limit: WATCHED });
    return JSON.stringify(items);
  }

  /** Tells of a change that was made through here. */
  async #changed<T>(work: Promise<T>, what: (result: T) => Partial<StoreChanges>): Promise<T> {
    const result = await work;
    this.#changes.tell(what(result));
    return result;
  }

  async info({ signal }: CallOptions = {}): Promise<StoreInfo> {
    const { entity } = await this.account(signal);
    const { url: location, asOf } = this.client;
    return { kind: 'remote', location, entity, ...(asOf === undefined ? {} : { asOf }) };
  }

  async projects(query: ProjectQuery = {}, options: CallOptions = {}) {
    return listProjects(this.client, await this.account(options.signal), query, options.signal);
  }

  async project(name: string, entity?: string, options: CallOptions = {}) {
    const place = { entity: entity ?? (await this.#entity()), project: name };
    return findProject(this.client, place, options.signal);
  }

  async projectById(id: ProjectId, options: CallOptions = {}) {
    return findProject(this.client, placeOfProject(id), options.signal);
  }

  artifactTypes(project: ProjectId, options: CallOptions = {}) {
    return listArtifactTypes(this.client, project, options.signal);
  }

  artifacts(query: ArtifactQuery, options: CallOptions = {}) {
    return artifacts.listArtifacts(this.client, query, options.signal);
  }

  artifact(project: ProjectId, name: string, options: CallOptions = {}) {
    return artifacts.findArtifact(this.client, project, name, options.signal);
  }

  artifactById(id: ArtifactId, options: CallOptions = {}) {
    return artifacts.findArtifactById(this.client, id, options.signal);
  }

  versions(query: VersionQuery, options: CallOptions = {}) {
    return artifacts.listVersions(this.client, query, options.signal);
  }

  memberships(query: MembershipQuery, options: CallOptions = {}) {
    return artifacts.listMemberships(this.client, query, options.signal);
  }

  membershipsOf(version: VersionId, options: CallOptions = {}) {
    return artifacts.membershipsOf(this.client, version, options.signal);
  }

  async resolve(reference: Reference, defaultProject?: string, options: CallOptions = {}) {
    const defaults = { entity: await this.#entity(), project: defaultProject };
    return resolveReference(this.client, reference, defaults, options.signal);
  }

  version(id: VersionId, options: CallOptions = {}) {
    return artifacts.findVersion(this.client, id, options.signal);
  }

  manifest(id: VersionId, options: CallOptions = {}) {
    return readManifest(this.client, id, options.signal);
  }

  async locate(id: VersionId, paths: readonly string[], options: CallOptions = {}) {
    const urls = await fileUrls(this.client, id, paths, options.signal);
    return Promise.all(
      paths.map(async path => {
        const url = urls.get(path);
        if (url === undefined) throw await this.#noFile(id, path);
        return { kind: 'url' as const, url };
      }),
    );
  }

  async readFile(id: VersionId, path: string, range?: ByteRange, { signal }: CallOptions = {}) {
    const { entries } = await this.manifest(id, signal && { signal });
    const entry = entries.find(item => item.path === path);
    const url = (await fileUrls(this.client, id, [path], signal)).get(path);
    if (entry?.kind !== 'file' || url === undefined) throw await this.#noFile(id, path);
    return streamFile(this.client, url, entry, versionLabel(await this.version(id)), range, signal);
  }

  async #noFile(id: VersionId, path: string): Promise<AmphoraError> {
    return new AmphoraError('file-not-found', { path, version: versionLabel(await this.version(id)) });
  }

  aliasHistory(): Promise<never> {
    const what = 'tell when an alias stood where, which the W&B protocol has no words for';
    return Promise.reject(new AmphoraError('not-supported', { store: this.client.url, what }));
  }

  jobTypes(project: ProjectId, options: CallOptions = {}) {
    return listJobTypes(this.client, project, options.signal);
  }

  runs(query: RunQuery, options: CallOptions = {}) {
    return listRuns(this.client, query, options.signal);
  }

  async run(id: RunId, options: CallOptions = {}) {
    return (await readRun(this.client, id, options.signal)).detail;
  }

  async runState(id: RunId, options: CallOptions = {}) {
    return readRunState(this.client, id, options.signal);
  }

  async runByKey(project: ProjectId, key: string, options: CallOptions = {}) {
    return (await readRunAt(this.client, { ...placeOfProject(project), key }, options.signal)).detail;
  }

  async runLines(id: RunId, stream: RunStream, range: LineRange, options: CallOptions = {}) {
    if (stream === 'history') return this.#history.read(id, range, options.signal);
    return readLines(this.client, id, stream, range, options.signal);
  }

  async runFiles(query: RunFileQuery, options: CallOptions = {}) {
    return listRunFiles(this.client, query, options.signal);
  }

  async findRunFiles(id: RunId, names: readonly string[], options: CallOptions = {}) {
    return (await findFiles(this.client, id, names, options.signal)).map(({ file }) => file);
  }

  async locateRunFile(id: RunId, name: string, options: CallOptions = {}) {
    return locateRunFile(this.client, id, name, options.signal);
  }

  readRunFile(id: RunId, name: string, range?: ByteRange, options: CallOptions = {}) {
    return readRunFile(this.client, id, name, range, options.signal);
  }

  lineage(query: LineageQuery, options: CallOptions = {}) {
    return readLineage(this.client, query, options.signal);
  }

  deleteImpact(ids: readonly VersionId[], options: CallOptions = {}) {
    return edits.deleteImpact(this.client, ids, options.signal);
  }

  async makeProject(name: string, entity?: string) {
    const place = {
      entity: entity === undefined ? await this.#entity() : parseName(entity, 'an entity'),
      project: parseName(name, 'a project'),
    };
    return this.#changed(makeProject(this.client, place), ({ id }) => ({ projects: [id] }));
  }

  async beginRun(draft: RunDraft) {
    const begun = runs.beginRun(this.client, draft, await this.#entity());
    return this.#changed(begun, run => ({ projects: [run.projectId], runs: [run.id] }));
  }

  /** Tells of a run that was changed through here. */
  async #ofRun<T>(id: RunId, work: (id: RunId) => Promise<T>): Promise<T> {
    const place = placeOfRun(id);
    return this.#changed(work(id), () => ({ projects: [toProjectId(place)], runs: [id] }));
  }

  updateRun(id: RunId, edit: RunEdit) {
    return this.#ofRun(id, run => runs.updateRun(this.client, run, edit));
  }

  async heartbeat(id: RunId) {
    await runs.heartbeat(this.client, id);
  }

  finishRun(id: RunId, end: RunEnd) {
    return this.#ofRun(id, run => runs.finishRun(this.client, run, end));
  }

  writeRunLines(id: RunId, stream: RunStream, lines: RunLines) {
    return this.#ofRun(id, run => runs.writeRunLines(this.client, run, stream, lines));
  }

  commitRunFile(id: RunId, file: RunFileDraft, staging: Staging) {
    return this.#ofRun(id, run => commitRunFile(this.client, run, file, staging));
  }

  deleteRunFiles(id: RunId, names: readonly string[]) {
    return this.#ofRun(id, run => deleteRunFiles(this.client, run, names));
  }

  deleteRun(id: RunId) {
    return this.#ofRun(id, run => runs.deleteRun(this.client, run));
  }

  useVersion(run: RunId, version: VersionId, usedAs?: string) {
    return this.#ofRun(run, id => runs.useVersion(this.client, id, version, usedAs));
  }

  stage() {
    return Promise.resolve(openStaging(this.#cacheFolder));
  }

  async commitVersion(draft: VersionDraft, staging: Staging) {
    const context = {
      client: this.client,
      entity: await this.#entity(),
      find: (entry: FileEntry) => draft.sources?.get(entry.blob) ?? placedFile(staging, entry),
    };
    const committed = await this.#changed(commitVersion(draft, context), ({ version }) => ({
      projects: [version.projectId],
      artifacts: [version.artifactId],
      ...(version.loggedBy === undefined ? {} : { runs: [version.loggedBy] }),
    }));
    closeStaging(staging);
    return committed;
  }

  abandon(staging: Staging) {
    closeStaging(staging);
    return Promise.resolve();
  }

  #ofVersion<T>(work: Promise<T>, pick: (result: T) => { projectId: ProjectId; artifactId?: ArtifactId }) {
    return this.#changed(work, result => {
      const { projectId, artifactId } = pick(result);
      return { projects: [projectId], artifacts: artifactId === undefined ? [] : [artifactId] };
    });
  }

  editAliases(id: VersionId, edit: AliasEdit) {
    return this.#ofVersion(edits.editAliases(this.client, id, edit), version => version);
  }

  editVersion(id: VersionId, edit: VersionEdit) {
    return this.#ofVersion(edits.editVersion(this.client, id, edit), version => version);
  }

  editArtifact(id: ArtifactId, edit: ArtifactEdit) {
    return this.#changed(edits.editArtifact(this.client, id, edit), () => ({ artifacts: [id] }));
  }

  /** The protocol has no words for it. */
  moveArtifact(): Promise<void> {
    const what = 'move an artifact to another project; copy it there';
    return Promise.reject(new AmphoraError('not-supported', { store: this.client.url, what }));
  }

  async linkVersion(draft: LinkDraft) {
    const linked = edits.linkVersion(this.client, draft, await this.#entity());
    return this.#ofVersion(linked, ({ artifact }) => ({
      projectId: artifact.projectId,
      artifactId: artifact.id,
    }));
  }

  unlinkVersion(portfolio: ArtifactId, version: VersionId) {
    return this.#changed(edits.unlinkVersion(this.client, portfolio, version), () => ({
      artifacts: [portfolio],
    }));
  }

  editLinkAliases(portfolio: ArtifactId, version: VersionId, edit: AliasEdit) {
    const edited = edits.editLinkAliases(this.client, portfolio, version, edit);
    return this.#changed(edited, () => ({ artifacts: [portfolio] }));
  }

  deletePortfolio(id: ArtifactId) {
    return this.#changed(edits.deletePortfolio(this.client, id), () => ({ artifacts: [id] }));
  }

  deleteVersions(ids: readonly VersionId[], { force = false }: { readonly force?: boolean } = {}) {
    return this.#changed(edits.deleteVersions(this.client, ids, force), () => ({ everything: true }));
  }

  onDidChange(listener: (changes: StoreChanges) => void) {
    return this.#changes.onDidChange(listener);
  }

  close() {
    this.#changes.close();
    this.client.close();
    return Promise.resolve();
  }
}
