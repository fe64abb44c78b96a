/** Which bytes are here, by their MD5: what a client need not send again, and what an uploaded manifest means. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { KnownBlob, OwnedBlob } from '../drafts.ts';
import type { BlobPlace } from './blobPlace.ts';
import type { CatalogParts } from './parts.ts';
import type { Quietly } from './quiet.ts';
import { DRAFT_LIFETIME } from './drafts.ts';
import { readManifestBlob } from './manifests.ts';
import type { Db, DigestTable, Tx } from './tables.ts';
import { dialectOf, isOneOf } from './dialect.ts';
import { inTransaction } from './transaction.ts';
import { whileCollecting } from './whileCollecting.ts';

/** Many rows in one statement; in one order, so that two writers do not wait for each other. */
async function insertDigests(
  tx: Tx,
  given: readonly Omit<DigestTable, 'seen_at'>[],
  now: number,
): Promise<void> {
  if (given.length === 0) return;
  const keyOf = ({ entity, digest }: Pick<DigestTable, 'entity' | 'digest'>) => `${entity}/${digest}`;
  const rows = [...new Map(given.map(row => [keyOf(row), row])).values()];
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const dialect = dialectOf(tx);
  const larger = sql.raw(dialect.larger);
  await sql`
    insert into digests (entity, digest, blob, size, seen_at, durable)
    select d.entity, d.digest, d.blob, d.size, cast(${now} as bigint), d.durable from ${dialect.digestRows(rows)} as d where true
    on conflict (entity, digest) do update set blob = excluded.blob, size = excluded.size,
      seen_at = ${larger}(digests.seen_at, excluded.seen_at),
      durable = case when digests.blob = excluded.blob then ${larger}(digests.durable, excluded.durable)
        else excluded.durable end
  `.execute(tx);
}

/** Versions taken in at once; each holds up writers for as long as its rows take. */
const AT_ONCE = 20;

/** Folders logged from VS Code pay nothing for this index: versions that it lacks are taken in when somebody asks. */
async function indexVersions(db: Db, blobs: BlobPlace): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('versions as v')
      .innerJoin('projects as p', 'p.id', 'v.project_id')
      .select(['v.id', 'v.manifest', 'p.entity'])
      .where('v.indexed', '=', 0)
      .where('v.deleted_at', 'is', null)
      .orderBy('v.id')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    // Whoever else asks has a turn: a store of many folders takes seconds.
    await setImmediate();
    const digests: Omit<DigestTable, 'seen_at'>[] = [];
    for (const row of rows) digests.push(...(await manifestDigests(blobs, row)));
    await inTransaction(db, async tx => {
      await insertDigests(tx, digests, 0);
      const ids = rows.map(row => row.id);
      await tx
        .updateTable('versions')
        .set({ indexed: 1 })
        .where(isOneOf(tx, 'id', ids))
        .execute();
    });
  }
}

async function manifestDigests(
  blobs: BlobPlace,
  { manifest, entity }: { readonly manifest: BlobKey; readonly entity: string },
): Promise<readonly Omit<DigestTable, 'seen_at'>[]> {
  try {
    const { entries } = await readManifestBlob(blobs, manifest);
    return entries.flatMap(entry =>
      entry.kind === 'file'
        ? [{ entity, digest: entry.digest, blob: entry.blob, size: entry.size, durable: 1 }]
        : [],
    );
  } catch {
    // A manifest that cannot be read offers nothing; `verify` tells of it.
    return [];
  }
}

/** See `Drafts.findBlobs`. */
export async function findBlobs(
  { db, blobs, stagings }: CatalogParts,
  entity: string,
  digests: readonly EntryDigest[],
): Promise<ReadonlyMap<EntryDigest, KnownBlob>> {
  await indexVersions(db, blobs);
  const known = await db
    .selectFrom('digests')
    .select('digest')
    .where('entity', '=', entity)
    .where(isOneOf(db, 'digest', digests))
    .limit(1)
    .execute();
  if (known.length === 0) return new Map();
  // Marked before they are looked for: what a collector took away is not told, and what is told it leaves.
  const rows = await whileCollecting(
    () =>
      inTransaction(db, async tx => {
        await stagings.holdOff(tx);
        return tx
          .updateTable('digests')
          .set({ seen_at: Date.now() })
          .where('entity', '=', entity)
          .where(isOneOf(tx, 'digest', digests))
          .returningAll()
          .execute();
      }),
    {},
  );
  const absent = await blobs.missing(rows);
  const found = new Map<EntryDigest, KnownBlob>();
  for (const { digest, blob, size, durable } of rows) {
    if (!absent.has(blob)) found.set(digest, { digest, blob, size, durable: durable === 1 });
  }
  return found;
}

/** See `Drafts.recordBlobs`. @param durable 1 where they survive whatever happens as they are */
export async function recordBlobs(db: Db, blobs: readonly OwnedBlob[], durable: 0 | 1): Promise<void> {
  const rows = blobs.map(blob => ({ ...blob, durable }));
  await inTransaction(db, tx => insertDigests(tx, rows, Date.now()));
}

/** After a commit: what it holds is durable, and known. */
export async function recordCommitted(
  tx: Tx,
  entity: string,
  entries: readonly ManifestEntry[],
): Promise<void> {
  const digests = entries.flatMap(entry => (entry.kind === 'file' ? [entry.digest] : []));
  await tx
    .updateTable('digests')
    .set({ durable: 1 })
    .where('entity', '=', entity)
    .where(isOneOf(tx, 'digest', digests))
    .execute();
}

/** By how much clocks of several machines may differ. Milliseconds. */
const CLOCKS_DIFFER = 60_000;

/**
 * Blobs that uploads under way may count on.
 * @param among only of these; of all unless told
 */
export async function promisedBlobs(
  db: Db,
  now: number,
  among?: readonly BlobKey[],
): Promise<readonly { blob: BlobKey }[]> {
  const oldest = await db
    .selectFrom('drafts')
    .select(({ fn }) => fn.min('begun_at').as('at'))
    .where('version_id', 'is', null)
    .where('begun_at', '>', now - DRAFT_LIFETIME)
    .executeTakeFirst();
  const begun: number | null = oldest?.at ?? null;
  if (begun === null) return [];
  const wanted = among === undefined ? sql<boolean>`true` : isOneOf(db, 'blob', among);
  const manifests = await db
    .selectFrom('draft_manifests')
    .select('blob')
    .where('blob', 'is not', null)
    .where(wanted)
    .execute();
  const files = await db
    .selectFrom('digests')
    .select('blob')
    .where('seen_at', '>=', begun - (dialectOf(db).sideBySide ? CLOCKS_DIFFER : 0))
    .where(wanted)
    .execute();
  return [...files, ...manifests.flatMap(({ blob }) => (blob === null ? [] : [{ blob }]))];
}

/** Forgets bytes that are here no more, though nobody removed them. */
export async function forgetMissing(db: Db, blobs: BlobPlace, quietly: Quietly): Promise<void> {
  const rows = await db.selectFrom('digests').select('blob').distinct().execute();
  const absent = [...(await blobs.missing(rows))];
  if (absent.length === 0) return;
  await quietly(async () => {
    // Somebody may have sent them again.
    const still = [...(await blobs.missing(absent.map(blob => ({ blob }))))];
    await inTransaction(db, tx =>
      tx
        .deleteFrom('digests')
        .where(isOneOf(tx, 'blob', still))
        .execute(),
    );
  });
}

/** After a reboot: bytes that no commit made durable may be anything, and so may uploaded manifests. */
export async function forgetUnsynced(db: Db): Promise<void> {
  await inTransaction(db, async tx => {
    await tx.deleteFrom('digests').where('durable', '=', 0).execute();
    await tx.updateTable('draft_manifests').set({ blob: null, size: null }).execute();
  });
}
