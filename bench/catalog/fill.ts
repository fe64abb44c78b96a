/** A catalog of any size, written by the database itself: only what lists, references and lineage read. */

/** What the two databases say differently. */
export interface SqlWords {
  /** Rows `i` from 0 to `count` - 1. */
  series(count: number): string;
  /** A number as text of 12 digits. */
  padded(number: string): string;
}

export const POSTGRES: SqlWords = {
  series: count => `(select generate_series(0, ${String(count - 1)}) as i) g`,
  padded: number => `lpad((${number})::text, 12, '0')`,
};

export const SQLITE: SqlWords = {
  series: count =>
    `(with recursive n(i) as (select 0 union all select i + 1 from n where i < ${String(count - 1)}) select i from n) g`,
  padded: number => `printf('%012d', ${number})`,
};

/** Versions of an artifact, and artifacts of a project unless told. */
export const PER_ARTIFACT = 100;
const PER_PROJECT = 100;
/** Versions in a row of which each was made by a run from the one before. */
const CHAIN = 10;
const EMPTY_MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

/** Statements that fill an empty catalog with so many versions and as many runs. @param perProject artifacts of a project */
export function fill(
  count: number,
  { series, padded }: SqlWords,
  perProject: number = PER_PROJECT,
): readonly string[] {
  const artifacts = Math.ceil(count / PER_ARTIFACT);
  const projects = Math.ceil(artifacts / perProject);
  const artifactOf = (i: string) => `${i} / ${String(PER_ARTIFACT)}`;
  const projectOf = (i: string) => `${i} / ${String(PER_ARTIFACT * perProject)}`;
  const id = (kind: string, number: string) => `'${kind}' || ${padded(number)}`;
  return [
    `insert into projects (id, entity, name, created_at, updated_at, run_count)
      select ${id('p', 'i')}, 'local', 'project-' || i, i, i, ${String(count)} from ${series(projects)}`,
    `insert into artifacts (id, project_id, name, type, description, tags, created_at, updated_at, kind, next_index,
        version_count)
      select ${id('a', 'i')}, ${id('p', `i / ${String(perProject)}`)}, 'artifact-' || i,
        case i % 3 when 0 then 'model' else 'dataset' end, '', '[]', i, i, 'sequence', ${String(PER_ARTIFACT)},
        ${String(PER_ARTIFACT)} from ${series(artifacts)}`,
    `insert into versions (id, artifact_id, project_id, idx, digest, manifest, size, file_count, description, metadata,
        tags, created_at, logged_by, client_id, deleted_at, indexed, ttl_seconds, history_step)
      select ${id('v', 'i')}, ${id('a', artifactOf('i'))}, ${id('p', projectOf('i'))}, i % ${String(PER_ARTIFACT)},
        '${EMPTY_MD5}', '', 1000, 10, '', '{"rows":1000,"source":"bench"}', '[]', i, null, null, null, 1, null, null
      from ${series(count)}`,
    `insert into aliases (artifact_id, alias, version_id, set_at)
      select artifact_id, 'latest', id, 0 from versions where idx = ${String(PER_ARTIFACT - 1)}`,
    `insert into runs (id, project_id, key, name, job_type, group_name, state, config, summary, notes, tags, host,
        command, git, created_at, heartbeat_at, finished_at, exit_code)
      select ${id('r', 'i')}, ${id('p', projectOf('i'))}, 'k' || i, 'run-' || i,
        case i % 4 when 0 then 'train' when 1 then 'eval' else 'prepare' end, null, 'finished',
        '{"lr":0.' || (i % 9 + 1) || ',"layers":[64,32]}', '{"loss":0.1,"accuracy":0.9}', '', '[]', 'host', null, null, i, i, i, 0
      from ${series(count)}`,
    `insert into run_inputs (run_id, version_id, used_as, at)
      select ${id('r', 'i')}, ${id('v', 'i')}, 'latest', i from ${series(count - 1)}`,
    `insert into run_outputs (run_id, version_id, at)
      select ${id('r', 'i')}, ${id('v', 'i + 1')}, i from ${series(count - 1)} where i % ${String(CHAIN)} < ${String(CHAIN - 1)}`,
    'analyze',
  ];
}
