/** The Store that several machines share: a catalog in PostgreSQL, and blobs in a place that all of them reach. */
import type { RunId } from '../../core/ids.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import type { Staging } from '../blobs.ts';
import { CatalogDrafts } from '../catalog/CatalogDrafts.ts';
import { CatalogStore } from '../catalog/CatalogStore.ts';
import { forgetMissing } from '../catalog/digests.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import type { Quietly } from '../catalog/quiet.ts';
import { ROUND_PATIENCE } from '../catalog/quiet.ts';
import { endExpired } from '../catalog/retention.ts';
import { findRun } from '../catalog/runs.ts';
import { removeRun } from '../catalog/runWrites.ts';
import { sweepBlobs } from '../catalog/sweepBlobs.ts';
import type { Db } from '../catalog/tables.ts';
import { verifyBlobs } from '../catalog/verifyBlobs.ts';
import { whileCollecting } from '../catalog/whileCollecting.ts';
import type { StoreChanges } from '../changes.ts';
import type { CallOptions, LineRange, StoreInfo } from '../contract.ts';
import type { Drafts } from '../drafts.ts';
import type {
  CollectQuery,
  GarbageReport,
  LongCall,
  Maintenance,
  MaintenanceProgress,
} from '../maintenance.ts';
import type { MigrationEnd } from '../migration.ts';
import type { RunStops, ServedStore } from '../serverHost.ts';
import type { CommittedVersion, RunLines, VersionDraft } from '../writes.ts';
import type { ChangeListener } from './ChangeListener.ts';
import type { DailyCleaned } from './cleanDaily.ts';
import { cleanDaily } from './cleanDaily.ts';
import { Leases } from './Leases.ts';
import type { SharedPlace } from './sharedPlace.ts';
import {
  CHUNK_STREAMS,
  countLines,
  readRewrites,
  readRunLines,
  removeLines,
  writeRunLines,
} from './runChunks.ts';
import { TableStops } from './TableStops.ts';
import type { TeamDatabase } from './TeamDatabase.ts';

interface Parts {
  readonly db: Db;
  /** As sentences name it. */
  readonly database: string;
  readonly place: SharedPlace;
  readonly team: TeamDatabase;
  readonly changes: ChangeListener;
}

export class PostgresStore extends CatalogStore implements Maintenance, ServedStore, DailyCleaned {
  readonly drafts: Drafts;
  readonly stops: RunStops;
  readonly team: TeamDatabase;
  readonly #parts: Parts;
  readonly #leases: Leases;

  constructor(parts: Parts) {
    const leases = new Leases(parts.db, parts.database);
    const { blobs, uploadsFolder, direct } = parts.place;
    const catalog = { db: parts.db, blobs, stagings: leases };
    super(catalog);
    this.drafts = new CatalogDrafts(catalog, uploadsFolder, direct);
    this.stops = new TableStops(parts.db);
    this.team = parts.team;
    this.#parts = parts;
    this.#leases = leases;
  }

  /** Commits tell of themselves. */
  protected write<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  info(): Promise<StoreInfo> {
    return Promise.resolve({ kind: 'local', location: this.#parts.database, entity: LOCAL_ENTITY });
  }

  async run(id: RunId): Promise<RunDetail> {
    const run = await findRun(this.#parts.db, id);
    return { ...run, lines: await countLines(this.#parts.db, id) };
  }

  runLines(id: RunId, stream: RunStream, range: LineRange) {
    return readRunLines(this.#parts.db, id, stream, range);
  }

  writeRunLines(id: RunId, stream: RunStream, lines: RunLines) {
    return writeRunLines(this.#parts.db, id, stream, lines);
  }

  historyRewrites(run: RunId) {
    return readRewrites(this.#parts.db, run);
  }

  /** Resolves when the blobs can be reached. @throws AmphoraError `store-unreadable`; as the bucket fails */
  reachBlobs(): Promise<void> {
    return this.#parts.place.reach();
  }

  deleteRun(id: RunId) {
    return removeRun(this.#parts.db, id, tx => removeLines(tx, id));
  }

  stage(options: CallOptions = {}): Promise<Staging> {
    return whileCollecting(() => this.#beginStaging(), options);
  }

  async #beginStaging(): Promise<Staging> {
    const { id, removals } = await this.#leases.beginStaging();
    try {
      return this.#parts.place.openStaging(id, removals);
    } catch (error) {
      await this.#leases.release(id).catch(() => undefined);
      throw error;
    }
  }

  override async commitVersion(draft: VersionDraft, staging: Staging): Promise<CommittedVersion> {
    const committed = await super.commitVersion(draft, staging);
    this.#leases.letGo(staging.id);
    this.#parts.place.closeStaging(staging);
    return committed;
  }

  async abandon(staging: Staging): Promise<void> {
    this.#parts.place.closeStaging(staging);
    await this.#leases.release(staging.id);
  }

  onDidChange(listener: (changes: StoreChanges) => void) {
    return this.#parts.changes.listen(listener);
  }

  /** This store as a side of a migration. */
  get end(): MigrationEnd {
    return {
      db: this.#parts.db,
      blobs: this.#parts.place.blobs,
      stagings: this.#leases,
      location: this.#parts.database,
      readOnly: false,
      streams: CHUNK_STREAMS,
      stage: options => this.stage(options),
      abandon: staging => this.abandon(staging),
    };
  }

  verify(options: LongCall<MaintenanceProgress> = {}) {
    return verifyBlobs({ db: this.#parts.db, blobs: this.#parts.place.blobs, readOnly: false }, options);
  }

  async collectGarbage(
    { dryRun, patience = 0 }: CollectQuery,
    options: LongCall<MaintenanceProgress> = {},
  ): Promise<GarbageReport> {
    const { db, place } = this.#parts;
    const signal = options.signal ? { signal: options.signal } : {};
    const quietly: Quietly = work =>
      this.#leases.quietly(work, { patience: Math.max(patience, ROUND_PATIENCE), ...signal });
    try {
      // Better told now than after a look through everything.
      if (!dryRun) await this.#leases.quietly(() => Promise.resolve(), { patience, ...signal });
      const expired = await endExpired(db, dryRun, options.signal);
      const sweep = { dryRun, quietly, except: new Set(expired.map(({ id }) => id)) };
      const { blobs, bytes } = await sweepBlobs({ db, blobs: place.blobs }, sweep, options);
      const left = await place.removeLeftovers(dryRun, quietly);
      if (!dryRun && place.blobs.mayLose) await forgetMissing(db, place.blobs, quietly);
      return {
        expired,
        blobs: blobs + left.blobs,
        bytes: bytes + left.bytes,
        temporaryFiles: left.temporaryFiles,
        dryRun,
      };
    } catch (error) {
      throw place.failure(error);
    }
  }

  /** Cleans the store if nobody did within a day; see cleanDaily.ts. */
  cleanDaily(options: LongCall<MaintenanceProgress> = {}) {
    return cleanDaily(this.#parts.db, this, options);
  }

  async close(): Promise<void> {
    await this.#parts.changes.close();
    await this.#leases.close();
    await this.#parts.db.destroy();
    this.#parts.place.close();
  }
}
