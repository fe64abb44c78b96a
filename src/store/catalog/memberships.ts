/** Finds versions in collections, be they their own or portfolios. */
import { sql } from 'kysely';
import type { Artifact, Membership } from '../../core/artifact.ts';
import type { VersionId } from '../../core/ids.ts';
import { parseVersionName } from '../../core/names.ts';
import type { MembershipQuery, Page } from '../contract.ts';
import { artifactById } from './artifacts.ts';
import { decodeCursor, pageLimit, toPage } from './cursor.ts';
import { aliasesIn } from './portfolios.ts';
import type { Db } from './tables.ts';
import { selectVersions, toVersions } from './versionRows.ts';

/** The id of what `alias` (or `v3`) means in a collection, deleted or not. */
export async function findMember(
  db: Db,
  { id, kind }: Pick<Artifact, 'id' | 'kind'>,
  alias: string,
): Promise<VersionId | undefined> {
  const index = parseVersionName(alias);
  if (index === undefined) {
    const row = await db
      .selectFrom('aliases')
      .select('version_id')
      .where('artifact_id', '=', id)
      .where('alias', '=', alias)
      .executeTakeFirst();
    return row?.version_id;
  }
  if (kind === 'portfolio') {
    const row = await db
      .selectFrom('links')
      .select('version_id')
      .where('artifact_id', '=', id)
      .where('idx', '=', index)
      .executeTakeFirst();
    return row?.version_id;
  }
  const row = await db
    .selectFrom('versions')
    .select('id')
    .where('artifact_id', '=', id)
    .where('idx', '=', index)
    .executeTakeFirst();
  return row?.id;
}

/** See `StoreReads.memberships`. */
export async function listCollection(db: Db, query: MembershipQuery): Promise<Page<Membership>> {
  const limit = pageLimit(query);
  const artifact = await artifactById(db, query.artifact);
  const number = artifact.kind === 'portfolio' ? sql.ref<number>('l.idx') : sql.ref<number>('v.idx');
  const after = decodeCursor(query, 1);
  const ascending = query.order === 'oldest';
  let select = selectVersions(db)
    .leftJoin('links as l', join =>
      join.onRef('l.version_id', '=', 'v.id').on('l.artifact_id', '=', artifact.id),
    )
    .select(['l.idx as link', 'l.linked_at'])
    .where('v.deleted_at', 'is', null)
    .where(
      artifact.kind === 'portfolio'
        ? sql<boolean>`l.artifact_id = ${artifact.id}`
        : sql<boolean>`v.artifact_id = ${artifact.id}`,
    )
    .orderBy(number, ascending ? 'asc' : 'desc')
    .limit(limit + 1);
  if (after) select = select.where(number, ascending ? '>' : '<', Number(after[0]));
  const rows = await select.execute();
  const versions = await toVersions(db, rows);
  const members: Membership[] = [];
  for (const [i, version] of versions.entries()) {
    const { link, linked_at } = rows[i] ?? {};
    const linked = link != null && linked_at != null && artifact.kind === 'portfolio';
    members.push({
      artifact,
      version,
      index: linked ? link : version.index,
      aliases: linked ? await aliasesIn(db, artifact.id, version.id) : version.aliases,
      since: linked ? linked_at : version.createdAt,
    });
  }
  return toPage(
    members,
    limit,
    member => [member.index],
    member => member,
  );
}
