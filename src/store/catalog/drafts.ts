/** Drafts of versions in the catalog. */
import { sql } from 'kysely';
import * as v from 'valibot';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, ManifestDigest, RunId, VersionId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, parseJson, stringifyJson } from '../../core/json.ts';
import type { Draft, DraftManifest, DraftManifestRequest, DraftRequest } from '../drafts.ts';
import { lockDraft } from './locks.ts';
import { newId } from './newId.ts';
import { unique } from './parseRow.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import { ensureProject } from './projects.ts';
import { requireCollection } from './requireCollection.ts';
import type { Db, DraftManifestTable, DraftTable, Tx } from './tables.ts';
import { withParsedNames } from './versionNames.ts';
import { inTransaction } from './transaction.ts';

/** For how long an upload that nobody goes on with is kept. Milliseconds. */
export const DRAFT_LIFETIME = 7 * 24 * 3600 * 1000;

const Strings = v.array(v.string());
const Request = v.object({
  project: v.string(),
  entity: v.optional(v.string()),
  artifact: v.string(),
  type: v.string(),
  aliases: Strings,
  description: v.optional(v.string()),
  metadata: v.optional(v.custom<JsonObject>(isJsonObject)),
  tags: v.optional(Strings),
  ttlSeconds: v.optional(v.number()),
  historyStep: v.optional(v.number()),
  run: v.optional(v.custom<RunId>(value => typeof value === 'string')),
  clientId: v.optional(v.string()),
  distributedId: v.optional(v.string()),
});

function toDraft(row: DraftTable): Draft {
  const request = v.parse(Request, parseJson(row.request)) as DraftRequest;
  return {
    id: row.id,
    entity: request.entity ?? LOCAL_ENTITY,
    request,
    ...(row.version_id === null ? {} : { version: row.version_id }),
  };
}

async function findTwin(tx: Tx, request: DraftRequest, project: string): Promise<DraftTable | undefined> {
  const drafts = tx.selectFrom('drafts').selectAll();
  if (request.clientId !== undefined) {
    const same = await drafts.where('client_id', '=', request.clientId).executeTakeFirst();
    if (same) return same;
  }
  if (request.distributedId === undefined) return undefined;
  return drafts
    .where('project_id', '=', project as DraftTable['project_id'])
    .where('artifact', '=', request.artifact)
    .where('distributed_id', '=', request.distributedId)
    .where('version_id', 'is', null)
    .executeTakeFirst();
}

/** See `Drafts.beginDraft`. */
export async function beginDraft(db: Db, given: DraftRequest): Promise<Draft> {
  const request = withParsedNames(given);
  return inTransaction(db, async tx => {
    const now = Date.now();
    const project = await ensureProject(tx, request.project, request.entity, now);
    const twin = await findTwin(tx, request, project);
    if (twin) return toDraft(await joined(tx, twin, request));
    await requireCollection(tx, project, request.artifact, { kind: 'sequence', type: request.type });
    await sweepDrafts(tx, now);
    const row: DraftTable = {
      id: newId<VersionId>(now),
      project_id: project,
      artifact: request.artifact,
      request: stringifyJson(request),
      client_id: request.clientId ?? null,
      distributed_id: request.distributedId ?? null,
      begun_at: now,
      version_id: null,
    };
    await tx.insertInto('drafts').values(row).execute();
    return toDraft(row);
  });
}

/** What a further writer of a distributed version adds: the last one that says something is right. */
async function joined(tx: Tx, twin: DraftTable, request: DraftRequest): Promise<DraftTable> {
  if (request.distributedId === undefined || twin.client_id === (request.clientId ?? null)) return twin;
  const before = toDraft(twin).request;
  const merged: DraftRequest = {
    ...before,
    ...request,
    ...(before.clientId === undefined ? {} : { clientId: before.clientId }),
    aliases: unique([...before.aliases, ...request.aliases]),
    tags: unique([...(before.tags ?? []), ...(request.tags ?? [])]),
  };
  const row = { ...twin, request: stringifyJson(merged) };
  await tx.updateTable('drafts').set({ request: row.request }).where('id', '=', twin.id).execute();
  return row;
}

/** Forgets uploads that were given up, and old ones; those that became another version still lead to it. */
async function sweepDrafts(tx: Tx, now: number): Promise<void> {
  const old = sql<boolean>`begun_at < ${now - DRAFT_LIFETIME} and (version_id is null or version_id = id)`;
  await tx
    .deleteFrom('draft_manifests')
    .where('draft_id', 'in', tx.selectFrom('drafts').select('id').where(old))
    .execute();
  await tx.deleteFrom('drafts').where(old).execute();
}

async function findRow(db: Db, id: VersionId): Promise<DraftTable> {
  const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AmphoraError('draft-not-found', {});
  return row;
}

/** @throws AmphoraError `draft-not-found` */
export async function findDraft(db: Db, id: VersionId): Promise<Draft> {
  return toDraft(await findRow(db, id));
}

/** See `Drafts.settled`. */
export async function settledVersion(db: Db, id: VersionId): Promise<VersionId | undefined> {
  const row = await db.selectFrom('drafts').select('version_id').where('id', '=', id).executeTakeFirst();
  return row?.version_id ?? undefined;
}

export async function findDraftByClientId(db: Db, clientId: string): Promise<Draft | undefined> {
  const row = await db.selectFrom('drafts').selectAll().where('client_id', '=', clientId).executeTakeFirst();
  return row && toDraft(row);
}

/** See `Drafts.findCommitted`. */
export async function findCommitted(
  db: Db,
  { project, entity, artifact }: DraftRequest,
  digest: ManifestDigest,
): Promise<VersionId | undefined> {
  const row = await db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .innerJoin('projects as p', 'p.id', 'a.project_id')
    .select('v.id')
    .where('p.entity', '=', entity ?? LOCAL_ENTITY)
    .where('p.name', '=', project)
    .where('a.name', '=', artifact)
    .where('v.digest', '=', digest)
    .where('v.deleted_at', 'is', null)
    .orderBy('v.idx', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Remembers which version a draft became; its manifests are let go. */
export async function settleDraft(tx: Tx, id: VersionId, version: VersionId): Promise<void> {
  await tx.updateTable('drafts').set({ version_id: version }).where('id', '=', id).execute();
  await tx.deleteFrom('draft_manifests').where('draft_id', '=', id).execute();
}

function toManifest(row: DraftManifestTable): DraftManifest {
  return {
    id: row.id,
    draft: row.draft_id,
    kind: row.kind,
    name: row.name,
    digest: row.digest,
    ...(row.base_id === null ? {} : { base: row.base_id }),
    ...(row.blob === null ? {} : { blob: row.blob }),
  };
}

/** @throws AmphoraError `draft-not-found` */
export async function putDraftManifest(
  db: Db,
  draft: VersionId,
  { kind, name, digest, base }: DraftManifestRequest,
): Promise<DraftManifest> {
  return inTransaction(db, async tx => {
    await lockDraft(tx, draft);
    await findRow(tx, draft);
    const values = { kind, digest, base_id: base ?? null };
    // Each writer of a distributed version has a patch of its own under the same name.
    const known =
      kind === 'patch'
        ? undefined
        : await tx
            .updateTable('draft_manifests')
            .set(values)
            .where('draft_id', '=', draft)
            .where('name', '=', name)
            .returningAll()
            .executeTakeFirst();
    if (known) return toManifest(known);
    const row = { id: newId(), draft_id: draft, name, ...values, blob: null, size: null };
    await tx.insertInto('draft_manifests').values(row).execute();
    return toManifest(row);
  });
}

/** @throws AmphoraError `draft-not-found` */
export async function editDraftManifest(
  db: Db,
  id: string,
  edit: {
    readonly digest?: string;
    readonly base?: VersionId;
    readonly blob?: BlobKey;
    readonly size?: number;
  },
): Promise<DraftManifest> {
  const { base, ...rest } = edit;
  return inTransaction(db, async tx => {
    const values = { ...rest, ...(base === undefined ? {} : { base_id: base }) };
    const query =
      Object.keys(values).length === 0
        ? tx.selectFrom('draft_manifests').selectAll().where('id', '=', id)
        : tx.updateTable('draft_manifests').set(values).where('id', '=', id).returningAll();
    const row = await query.executeTakeFirst();
    if (!row) throw new AmphoraError('draft-not-found', {});
    return toManifest(row);
  });
}

export async function listDraftManifests(db: Db, draft: VersionId): Promise<readonly DraftManifest[]> {
  const rows = await db
    .selectFrom('draft_manifests')
    .selectAll()
    .where('draft_id', '=', draft)
    .orderBy('id')
    .execute();
  return rows.map(toManifest);
}
