/** Portfolios: collections that link to versions of other artifacts, under numbers and aliases of their own. */
import type { ArtifactId, ProjectId, VersionId } from '../../core/ids.ts';
import type { Membership } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import { canonicalName, LATEST, parseAlias, parseName } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { AliasEdit, LinkDraft } from '../writes.ts';
import { clearAliases, holderOf, setAliases, touch } from './aliases.ts';
import { artifactById } from './artifacts.ts';
import { keepVersion, lockProjectOf } from './locks.ts';
import { newId } from './newId.ts';
import { unique } from './parseRow.ts';
import { ensureProject } from './projects.ts';
import { requireCollection } from './requireCollection.ts';
import type { ArtifactTable, Db, Tx } from './tables.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

async function ensurePortfolio(
  tx: Tx,
  project: ProjectId,
  name: string,
  type: string,
  now: number,
): Promise<ArtifactTable> {
  const found = await requireCollection(tx, project, name, { kind: 'portfolio', type });
  if (found) {
    await tx.updateTable('artifacts').set({ kind: 'portfolio', type }).where('id', '=', found.id).execute();
    return found;
  }
  const artifact: ArtifactTable = {
    id: newId<ArtifactId>(now),
    project_id: project,
    name,
    type,
    description: '',
    tags: '[]',
    kind: 'portfolio',
    created_at: now,
    updated_at: now,
    next_index: 0,
    version_count: 0,
  };
  await tx.insertInto('artifacts').values(artifact).execute();
  return artifact;
}

async function ensureLink(tx: Tx, portfolio: ArtifactTable, version: VersionId, now: number): Promise<void> {
  const inserted = await tx
    .insertInto('links')
    .values({ artifact_id: portfolio.id, version_id: version, idx: portfolio.next_index, linked_at: now })
    .onConflict(conflict => conflict.columns(['artifact_id', 'version_id']).doNothing())
    .executeTakeFirst();
  if (!inserted.numInsertedOrUpdatedRows) return;
  await tx
    .updateTable('artifacts')
    .set(set => ({ next_index: set('next_index', '+', 1), version_count: set('version_count', '+', 1) }))
    .where('id', '=', portfolio.id)
    .execute();
}

/** See `StoreWrites.linkVersion`. */
export async function linkVersion(db: Db, draft: LinkDraft): Promise<Membership> {
  const name = parseName(draft.artifact, 'an artifact');
  const aliases = unique([...draft.aliases.map(parseAlias), LATEST]);
  return inTransaction(db, async tx => {
    const project = await ensureProject(tx, draft.project, draft.entity, Date.now());
    await keepVersion(tx, draft.version);
    const now = Date.now();
    const version = await findVersion(tx, draft.version);
    if (version.deleted) throw new AmphoraError('version-deleted', { version: versionLabel(version) });
    const portfolio = await ensurePortfolio(tx, project, name, version.type, now);
    await ensureLink(tx, portfolio, version.id, now);
    await setAliases(tx, portfolio.id, version.id, aliases, now);
    await touch(tx, { artifactId: portfolio.id, projectId: project }, now);
    return membershipIn(tx, portfolio.id, version);
  });
}

/** After a link went: `latest` falls to the newest that remains, if it stands nowhere. */
async function dropLatestLink(tx: Tx, portfolio: ArtifactId, now: number): Promise<void> {
  if ((await holderOf(tx, portfolio, LATEST)) !== undefined) return;
  const newest = await tx
    .selectFrom('links')
    .select('version_id')
    .where('artifact_id', '=', portfolio)
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest) await setAliases(tx, portfolio, newest.version_id, [LATEST], now);
}

/** Ends a link, if it is there; the portfolio's other links keep their numbers. */
async function endLink(tx: Tx, portfolio: ArtifactId, version: VersionId, now: number): Promise<void> {
  await lockProjectOf(tx, { artifact: portfolio });
  const artifact = await artifactById(tx, portfolio);
  const aliases = await aliasesIn(tx, portfolio, version);
  const { numDeletedRows } = await tx
    .deleteFrom('links')
    .where('artifact_id', '=', portfolio)
    .where('version_id', '=', version)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return;
  await clearAliases(tx, portfolio, version, aliases, now);
  await tx
    .updateTable('artifacts')
    .set(set => ({ version_count: set('version_count', '-', 1) }))
    .where('id', '=', portfolio)
    .execute();
  await dropLatestLink(tx, portfolio, now);
  await touch(tx, { artifactId: portfolio, projectId: artifact.projectId }, now);
}

/** See `StoreWrites.unlinkVersion`. */
export async function unlinkVersion(db: Db, portfolio: ArtifactId, version: VersionId): Promise<void> {
  await inTransaction(db, tx => endLink(tx, portfolio, version, Date.now()));
}

/** A version that is deleted is in no portfolio. */
export async function endLinks(tx: Tx, version: VersionId, now: number): Promise<void> {
  const links = await tx
    .selectFrom('links')
    .select('artifact_id')
    .where('version_id', '=', version)
    .execute();
  for (const link of links) await endLink(tx, link.artifact_id, version, now);
}

/** See `StoreWrites.editLinkAliases`. */
export async function editLinkAliases(
  db: Db,
  portfolio: ArtifactId,
  id: VersionId,
  edit: AliasEdit,
): Promise<Membership> {
  const add = unique((edit.add ?? []).map(parseAlias));
  const remove = unique((edit.remove ?? []).map(canonicalName));
  return inTransaction(db, async tx => {
    await lockProjectOf(tx, { artifact: portfolio });
    const now = Date.now();
    const { artifact } = await membershipIn(tx, portfolio, await findVersion(tx, id));
    await clearAliases(tx, portfolio, id, remove, now);
    await setAliases(tx, portfolio, id, add, now);
    await touch(tx, { artifactId: portfolio, projectId: artifact.projectId }, now);
    return membershipIn(tx, portfolio, await findVersion(tx, id));
  });
}

/** See `StoreWrites.deletePortfolio`. */
export async function deletePortfolio(db: Db, id: ArtifactId): Promise<void> {
  await inTransaction(db, async tx => {
    await lockProjectOf(tx, { artifact: id });
    const { kind, name, projectId } = await artifactById(tx, id);
    if (kind !== 'portfolio') throw new AmphoraError('artifact-not-portfolio', { artifact: name });
    await tx.deleteFrom('aliases').where('artifact_id', '=', id).execute();
    await tx.deleteFrom('links').where('artifact_id', '=', id).execute();
    await tx.updateTable('artifacts').set({ version_count: 0 }).where('id', '=', id).execute();
    await touch(tx, { artifactId: id, projectId }, Date.now());
  });
}

export async function aliasesIn(
  db: Db,
  artifact: ArtifactId,
  version: VersionId,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('aliases')
    .select('alias')
    .where('artifact_id', '=', artifact)
    .where('version_id', '=', version)
    .orderBy('set_at')
    .orderBy('alias')
    .execute();
  return rows.map(row => row.alias);
}

/** A version's place in a collection that has it. */
export async function membershipIn(db: Db, id: ArtifactId, version: Version): Promise<Membership> {
  const artifact = await artifactById(db, id);
  if (id === version.artifactId) {
    const { index, aliases, createdAt: since } = version;
    return { artifact, version, index, aliases, since };
  }
  const link = await db
    .selectFrom('links')
    .select(['idx', 'linked_at'])
    .where('artifact_id', '=', id)
    .where('version_id', '=', version.id)
    .executeTakeFirst();
  if (!link) {
    const { name: artifactName } = artifact;
    throw new AmphoraError('version-not-found', {
      artifact: artifactName,
      project: version.project,
      alias: versionLabel(version),
    });
  }
  const aliases = await aliasesIn(db, id, version.id);
  return { artifact, version, index: link.idx, aliases, since: link.linked_at };
}

/** Every collection that has a version, its own first. */
export async function listMemberships(db: Db, id: VersionId): Promise<readonly Membership[]> {
  const version = await findVersion(db, id);
  const links = await db
    .selectFrom('links')
    .select('artifact_id')
    .where('version_id', '=', id)
    .orderBy('linked_at')
    .execute();
  const collections = [version.artifactId, ...links.map(link => link.artifact_id)];
  return Promise.all(collections.map(artifact => membershipIn(db, artifact, version)));
}
