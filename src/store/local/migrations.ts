/** Steps that bring a catalog to the newest schema. Only ever add to the end; `user_version` counts those done. */
export const MIGRATIONS: readonly string[] = [
  `
  create table projects (
    id text primary key, entity text not null, name text not null,
    created_at integer not null, updated_at integer not null, run_count integer not null,
    unique (entity, name)
  ) strict;

  create table artifacts (
    id text primary key, project_id text not null references projects (id), name text not null, type text not null,
    description text not null, tags text not null, created_at integer not null, updated_at integer not null,
    next_index integer not null, version_count integer not null,
    unique (project_id, name)
  ) strict;
  create index artifacts_by_type on artifacts (project_id, type);
  create index artifacts_by_update on artifacts (project_id, updated_at, id);

  create table versions (
    id text primary key, artifact_id text not null references artifacts (id), project_id text not null references projects (id),
    idx integer not null, digest text not null, manifest text not null, size integer not null, file_count integer not null,
    description text not null, metadata text not null, tags text not null, created_at integer not null,
    logged_by text, client_id text, deleted_at integer,
    unique (artifact_id, idx)
  ) strict;
  create index versions_by_digest on versions (artifact_id, digest);
  create index versions_by_project on versions (project_id, id);
  create unique index versions_by_client on versions (client_id) where client_id is not null;

  create table aliases (
    artifact_id text not null references artifacts (id), alias text not null,
    version_id text not null references versions (id), set_at integer not null,
    primary key (artifact_id, alias)
  ) strict, without rowid;
  create index aliases_by_version on aliases (version_id);

  create table alias_moves (
    seq integer primary key autoincrement, artifact_id text not null, alias text not null,
    version_id text not null, from_at integer not null, until_at integer
  ) strict;
  create index alias_moves_by_artifact on alias_moves (artifact_id, alias, seq);

  create table runs (
    id text primary key, project_id text not null references projects (id), key text not null, name text not null,
    job_type text not null, state text not null, config text not null, summary text not null, notes text not null,
    tags text not null, host text, command text, git text, created_at integer not null, heartbeat_at integer not null,
    finished_at integer, exit_code integer,
    unique (project_id, key)
  ) strict;
  create index runs_by_job_type on runs (project_id, job_type, id);
  create index runs_by_project on runs (project_id, id);

  create table run_inputs (
    run_id text not null references runs (id), version_id text not null references versions (id),
    used_as text, at integer not null,
    primary key (run_id, version_id)
  ) strict, without rowid;
  create index run_inputs_by_version on run_inputs (version_id, run_id);

  create table run_outputs (
    run_id text not null references runs (id), version_id text not null references versions (id), at integer not null,
    primary key (run_id, version_id)
  ) strict, without rowid;
  create index run_outputs_by_version on run_outputs (version_id, run_id);

  create table work (
    id text primary key, kind text not null, pid integer not null, process_start text, host text not null,
    boot text not null, started_at integer not null
  ) strict;

  create table counters (name text primary key, value integer not null) strict;

  create table changes (
    seq integer primary key autoincrement, project_id text, artifact_id text, run_id text
  ) strict;
  `,
  `
  alter table runs add column group_name text;

  create table run_files (
    run_id text not null references runs (id), name text not null, blob text not null, digest text not null,
    size integer not null, mime_type text, updated_at integer not null,
    primary key (run_id, name)
  ) strict, without rowid;
  `,
  `
  alter table versions add column indexed integer not null default 0;
  alter table versions add column ttl_seconds integer;
  alter table versions add column history_step integer;
  create index versions_not_indexed on versions (id) where indexed = 0 and deleted_at is null;
  alter table artifacts add column kind text not null default 'sequence';

  create table digests (
    digest text primary key, blob text not null, size integer not null, seen_at integer not null, durable integer not null
  ) strict, without rowid;

  create table links (
    artifact_id text not null references artifacts (id), version_id text not null references versions (id),
    idx integer not null, linked_at integer not null,
    primary key (artifact_id, version_id)
  ) strict, without rowid;
  create index links_by_version on links (version_id);

  create table drafts (
    id text primary key, project_id text not null references projects (id), artifact text not null, request text not null,
    client_id text unique, distributed_id text, begun_at integer not null, version_id text
  ) strict;
  create index drafts_pending on drafts (begun_at) where version_id is null;
  create index drafts_by_distribution on drafts (project_id, artifact, distributed_id) where distributed_id is not null;

  create table draft_manifests (
    id text primary key, draft_id text not null references drafts (id), kind text not null, name text not null,
    digest text not null, base_id text, blob text, size integer
  ) strict;
  create index draft_manifests_by_draft on draft_manifests (draft_id);
  `,
  // What each entity has; versions are taken in anew when somebody asks.
  `
  drop table digests;
  create table digests (
    entity text not null, digest text not null, blob text not null, size integer not null, seen_at integer not null,
    durable integer not null,
    primary key (entity, digest)
  ) strict, without rowid;
  create index digests_by_blob on digests (blob);
  update versions set indexed = 0;
  `,
  // A run that was deleted stays as a mark in the lineage of what it used and made; the others are found by name and by state.
  `
  alter table runs add column deleted_at integer;
  drop index runs_by_job_type;
  drop index runs_by_project;
  create index runs_by_job_type on runs (project_id, job_type, id) where deleted_at is null;
  create index runs_by_project on runs (project_id, id) where deleted_at is null;
  create index runs_deleted on runs (project_id, id) where deleted_at is not null;
  create index runs_by_name on runs (project_id, lower(name), id desc) where deleted_at is null;
  create index runs_by_state on runs (project_id, state, id) where deleted_at is null;
  alter table projects add column deleted_run_count integer not null default 0;
  update projects set deleted_run_count = max(0, run_count - (select count(*) from runs where project_id = projects.id));
  `,
];
