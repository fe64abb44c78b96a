/** Files that runs keep, each a blob with a name. */
import { AmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import { isSafePath } from '../../core/manifest.ts';
import type { RunFile } from '../../core/run.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import type { ByteRange, Page, RunFileQuery } from '../contract.ts';
import type { RunFileDraft } from '../writes.ts';
import type { BlobPlace } from './blobPlace.ts';
import { isOneOf } from './dialect.ts';
import { recordChange } from './recordChange.ts';
import { decodeCursor, pageLimit, toPage } from './cursor.ts';
import { findRun, projectOfRun } from './runs.ts';
import { changeRun } from './runWrites.ts';
import type { CatalogParts } from './parts.ts';
import type { Db, RunFileTable } from './tables.ts';
import { inTransaction } from './transaction.ts';

function toRunFile(row: RunFileTable): RunFile {
  return {
    name: row.name,
    blob: row.blob,
    digest: row.digest,
    size: row.size,
    ...(row.mime_type === null ? {} : { mimeType: row.mime_type }),
    updatedAt: row.updated_at,
  };
}

/** The least text that no text with this prefix reaches, in the order of code points. */
function beyond(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

export async function listRunFiles(db: Db, query: RunFileQuery): Promise<Page<RunFile>> {
  const limit = pageLimit(query);
  const after = decodeCursor(query, 1);
  let select = db
    .selectFrom('run_files')
    .selectAll()
    .where('run_id', '=', query.run)
    .orderBy('name')
    .limit(limit + 1);
  if (query.prefix)
    select = select.where('name', '>=', query.prefix).where('name', '<', beyond(query.prefix));
  if (after) select = select.where('name', '>', String(after[0]));
  return toPage(await select.execute(), limit, row => [row.name], toRunFile);
}

export async function findRunFiles(
  db: Db,
  run: RunId,
  names: readonly string[],
): Promise<readonly RunFile[]> {
  const rows = await db
    .selectFrom('run_files')
    .selectAll()
    .where('run_id', '=', run)
    .where(isOneOf(db, 'name', names))
    .execute();
  const found = new Map(rows.map(row => [row.name, toRunFile(row)]));
  return names.flatMap(name => found.get(name) ?? []);
}

/** @throws AmphoraError `run-file-not-found`, `run-not-found` */
async function requireRunFile(db: Db, run: RunId, name: string): Promise<RunFile> {
  const [file] = await findRunFiles(db, run, [name]);
  if (!file) throw new AmphoraError('run-file-not-found', { path: name, run: (await findRun(db, run)).name });
  return file;
}

/** @throws AmphoraError `run-file-not-found`, `run-not-found` */
export async function locateRunFile(
  db: Db,
  blobs: BlobPlace,
  run: RunId,
  name: string,
): Promise<BlobLocation> {
  return blobs.locate((await requireRunFile(db, run, name)).blob);
}

/** @throws AmphoraError `run-file-not-found`, `run-not-found` */
export async function readRunFile(
  db: Db,
  blobs: BlobPlace,
  run: RunId,
  name: string,
  range?: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  const { digest, blob, size } = await requireRunFile(db, run, name);
  const { name: label } = await findRun(db, run);
  return blobs.stream({ kind: 'file', path: name, digest, blob, size }, label, range);
}

/** @throws AmphoraError `run-not-found`, `path-unsafe`, `staging-lost`, `disk-full`, `store-not-writable` */
export async function commitRunFile(
  { db, blobs, stagings }: CatalogParts,
  run: RunId,
  { name, blob, digest, size, mimeType }: RunFileDraft,
  staging: Staging,
): Promise<void> {
  if (!isSafePath(name)) throw new AmphoraError('path-unsafe', { path: name });
  await blobs.bring([blob], staging);
  await blobs.makeDurable([blob]);
  await inTransaction(db, async tx => {
    const now = Date.now();
    await stagings.require(tx, staging);
    await changeRun(tx, run, { heartbeat_at: now });
    const values = { blob, digest, size, mime_type: mimeType ?? null, updated_at: now };
    await tx
      .insertInto('run_files')
      .values({ run_id: run, name, ...values })
      .onConflict(conflict => conflict.columns(['run_id', 'name']).doUpdateSet(values))
      .execute();
  });
}

/** @throws AmphoraError `run-not-found` */
export async function deleteRunFiles(db: Db, run: RunId, names: readonly string[]): Promise<void> {
  await inTransaction(db, async tx => {
    await recordChange(tx, { project: await projectOfRun(tx, run), run });
    await tx
      .deleteFrom('run_files')
      .where('run_id', '=', run)
      .where(isOneOf(tx, 'name', names))
      .execute();
  });
}
