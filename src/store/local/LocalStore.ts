/** The Store over a folder of this machine: SQLite catalog and content-addressed files, shared by any number of processes. */
import { AmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { RunStream } from '../../core/run.ts';
import type { Staging } from '../blobs.ts';
import type { BlobPlace } from '../catalog/blobPlace.ts';
import { CatalogDrafts } from '../catalog/CatalogDrafts.ts';
import { CatalogStore } from '../catalog/CatalogStore.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import { verifyBlobs } from '../catalog/verifyBlobs.ts';
import { whileCollecting } from '../catalog/whileCollecting.ts';
import type { StoreChanges } from '../changes.ts';
import type { CallOptions, LineRange } from '../contract.ts';
import type { Drafts } from '../drafts.ts';
import type { CollectQuery, LongCall, Maintenance, MaintenanceProgress } from '../maintenance.ts';
import type { MigrationEnd } from '../migration.ts';
import type { ScatteredLines } from '../runLines.ts';
import type { ServedStore, ServerClaim, ServerHost } from '../serverHost.ts';
import type { CommittedVersion, RunEnd, RunLines, VersionDraft } from '../writes.ts';
import { MemoryStops } from './MemoryStops.ts';
import { ChangeFeed } from './changeFeed.ts';
import { collectGarbage, settleAfterReboot } from './collectGarbage.ts';
import { FolderBlobs } from './FolderBlobs.ts';
import type { StoreFolders } from './layout.ts';
import type { Catalog } from './openCatalog.ts';
import {
  deleteRun,
  fileStreams,
  pathsOf,
  readRun,
  readRunLines,
  readRunLinesAt,
  syncRun,
  writeRunLines,
} from './runStreams.ts';
import { RewriteCounts } from './RewriteCounts.ts';
import { claimServer, releaseServer } from './serverClaim.ts';
import { beginStaging, endStaging, removeTemporary, WORK_STAGINGS } from './staging.ts';

export class LocalStore extends CatalogStore implements Maintenance, ServedStore, ServerHost, ScatteredLines {
  readonly drafts: Drafts;
  readonly stops = new MemoryStops();
  readonly #catalog: Catalog;
  readonly #folders: StoreFolders;
  readonly #blobs: BlobPlace;
  readonly #feed: ChangeFeed;
  readonly #rewrites = new RewriteCounts();

  constructor(catalog: Catalog, folders: StoreFolders) {
    const blobs = new FolderBlobs(folders);
    const parts = { db: catalog.db, blobs, stagings: WORK_STAGINGS };
    super(parts);
    this.drafts = new CatalogDrafts(parts, folders.uploads);
    this.#catalog = catalog;
    this.#folders = folders;
    this.#blobs = blobs;
    this.#feed = new ChangeFeed(catalog, folders.layout);
  }

  protected async write<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    this.#feed.poke();
    return result;
  }

  info() {
    return Promise.resolve({ kind: 'local' as const, location: this.#folders.root, entity: LOCAL_ENTITY });
  }

  run(id: RunId) {
    return readRun(this.#catalog.db, this.#folders, id);
  }

  runLines(id: RunId, stream: RunStream, range: LineRange) {
    return readRunLines(this.#catalog.db, this.#folders, id, stream, range);
  }

  runLinesAt(id: RunId, stream: RunStream, numbers: readonly number[]) {
    return readRunLinesAt(this.#catalog.db, this.#folders, id, stream, numbers);
  }

  writeRunLines(id: RunId, stream: RunStream, lines: RunLines) {
    return this.write(writeRunLines(this.#catalog.db, this.#folders, id, stream, lines));
  }

  deleteRun(id: RunId) {
    return this.write(deleteRun(this.#catalog.db, this.#folders, id));
  }

  override async finishRun(id: RunId, end: RunEnd) {
    syncRun(this.#folders, id);
    return super.finishRun(id, end);
  }

  historyRewrites(run: RunId) {
    return Promise.resolve().then(() => this.#rewrites.of(pathsOf(this.#folders, run, 'history')));
  }

  stage(options: CallOptions = {}): Promise<Staging> {
    return whileCollecting(async () => {
      await settleAfterReboot(this.#catalog.db, { folders: this.#folders, blobs: this.#blobs });
      return beginStaging(this.#catalog.db, this.#folders);
    }, options);
  }

  override async commitVersion(draft: VersionDraft, staging: Staging): Promise<CommittedVersion> {
    const committed = await super.commitVersion(draft, staging);
    removeTemporary(staging);
    return committed;
  }

  abandon(staging: Staging) {
    return endStaging(this.#catalog.db, staging);
  }

  onDidChange(listener: (changes: StoreChanges) => void) {
    return this.#feed.listen(listener);
  }

  /** This store as a side of a migration. */
  get end(): MigrationEnd {
    return {
      db: this.#catalog.db,
      blobs: this.#blobs,
      stagings: WORK_STAGINGS,
      location: this.#folders.root,
      readOnly: this.#catalog.readOnly,
      streams: fileStreams(this.#folders),
      stage: options => this.stage(options),
      abandon: staging => this.abandon(staging),
    };
  }

  /** @throws AmphoraError `store-damaged` where the catalog itself is */
  async verify(options: LongCall<MaintenanceProgress> = {}) {
    const { db, readOnly } = this.#catalog;
    const problem = this.#catalog.integrityProblem();
    if (problem !== undefined) throw new AmphoraError('store-damaged', { path: this.#folders.root, problem });
    return verifyBlobs({ db, blobs: this.#blobs, readOnly }, options);
  }

  collectGarbage(query: CollectQuery, options: LongCall<MaintenanceProgress> = {}) {
    const places = { folders: this.#folders, blobs: this.#blobs };
    return collectGarbage(this.#catalog.db, places, query, options);
  }

  claimServer() {
    return claimServer(this.#catalog.db, this.#folders);
  }

  releaseServer(claim: ServerClaim) {
    return releaseServer(this.#catalog.db, claim);
  }

  async close(): Promise<void> {
    await this.#feed.close();
    await this.#catalog.close();
  }
}
