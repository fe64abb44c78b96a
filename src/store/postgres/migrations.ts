/** All text is compared byte by byte, as SQLite does, whatever the database was made with. */
const text = 'text collate "C"';

/** Steps that bring a database to the newest schema. Only ever add to the end; `amphora_schema` counts those done. */
export const MIGRATIONS: readonly string[] = [
  `
  create table projects (
    id ${text} primary key, entity ${text} not null, name ${text} not null,
    created_at bigint not null, updated_at bigint not null, run_count bigint not null,
    unique (entity, name)
  );

  create table artifacts (
    id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null,
    type ${text} not null, description ${text} not null, tags ${text} not null, created_at bigint not null,
    updated_at bigint not null, kind ${text} not null, next_index bigint not null, version_count bigint not null,
    unique (project_id, name)
  );
  create index artifacts_by_type on artifacts (project_id, type);
  create index artifacts_by_update on artifacts (project_id, updated_at, id);

  create table versions (
    id ${text} primary key, artifact_id ${text} not null references artifacts (id),
    project_id ${text} not null references projects (id), idx bigint not null, digest ${text} not null,
    manifest ${text} not null, size bigint not null, file_count bigint not null, description ${text} not null,
    metadata ${text} not null, tags ${text} not null, created_at bigint not null, logged_by ${text}, client_id ${text},
    deleted_at bigint, indexed bigint not null default 0, ttl_seconds bigint, history_step bigint,
    unique (artifact_id, idx)
  );
  create index versions_by_digest on versions (artifact_id, digest);
  create index versions_by_project on versions (project_id, id);
  create index versions_by_run on versions (logged_by) where logged_by is not null;
  create index versions_not_indexed on versions (id) where indexed = 0 and deleted_at is null;
  create unique index versions_by_client on versions (client_id) where client_id is not null;

  create table aliases (
    artifact_id ${text} not null references artifacts (id), alias ${text} not null,
    version_id ${text} not null references versions (id), set_at bigint not null,
    primary key (artifact_id, alias)
  );
  create index aliases_by_version on aliases (version_id);

  create table alias_moves (
    seq bigint generated always as identity primary key, artifact_id ${text} not null, alias ${text} not null,
    version_id ${text} not null, from_at bigint not null, until_at bigint
  );
  create index alias_moves_by_artifact on alias_moves (artifact_id, alias, seq);

  create table links (
    artifact_id ${text} not null references artifacts (id), version_id ${text} not null references versions (id),
    idx bigint not null, linked_at bigint not null,
    primary key (artifact_id, version_id)
  );
  create index links_by_version on links (version_id);

  create table runs (
    id ${text} primary key, project_id ${text} not null references projects (id), key ${text} not null,
    name ${text} not null, job_type ${text} not null, group_name ${text}, state ${text} not null, config ${text} not null,
    summary ${text} not null, notes ${text} not null, tags ${text} not null, host ${text}, command ${text}, git ${text},
    created_at bigint not null, heartbeat_at bigint not null, finished_at bigint, exit_code bigint,
    unique (project_id, key)
  );
  create index runs_by_job_type on runs (project_id, job_type, id);
  create index runs_by_project on runs (project_id, id);
  create index runs_under_way on runs (heartbeat_at) where state = 'running';

  create table run_inputs (
    run_id ${text} not null references runs (id), version_id ${text} not null references versions (id),
    used_as ${text}, at bigint not null,
    primary key (run_id, version_id)
  );
  create index run_inputs_by_version on run_inputs (version_id, run_id);

  create table run_outputs (
    run_id ${text} not null references runs (id), version_id ${text} not null references versions (id), at bigint not null,
    primary key (run_id, version_id)
  );
  create index run_outputs_by_version on run_outputs (version_id, run_id);

  create table run_files (
    run_id ${text} not null references runs (id), name ${text} not null, blob ${text} not null, digest ${text} not null,
    size bigint not null, mime_type ${text}, updated_at bigint not null,
    primary key (run_id, name)
  );

  create table run_chunks (
    run_id ${text} not null references runs (id), stream ${text} not null, chunk bigint not null, count bigint not null,
    lines ${text} not null,
    primary key (run_id, stream, chunk)
  );

  create table digests (
    digest ${text} primary key, blob ${text} not null, size bigint not null, seen_at bigint not null,
    durable bigint not null
  );

  create table drafts (
    id ${text} primary key, project_id ${text} not null references projects (id), artifact ${text} not null,
    request ${text} not null, client_id ${text} unique, distributed_id ${text}, begun_at bigint not null, version_id ${text}
  );
  create index drafts_pending on drafts (begun_at) where version_id is null;
  create index drafts_by_distribution on drafts (project_id, artifact, distributed_id) where distributed_id is not null;

  create table draft_manifests (
    id ${text} primary key, draft_id ${text} not null references drafts (id), kind ${text} not null, name ${text} not null,
    digest ${text} not null, base_id ${text}, blob ${text}, size bigint
  );
  create index draft_manifests_by_draft on draft_manifests (draft_id);

  create table leases (
    id ${text} primary key, kind ${text} not null, holder ${text} not null, expires_at bigint not null
  );

  create table counters (name ${text} primary key, value bigint not null);
  `,
  // What each entity has; versions are taken in anew when somebody asks.
  `
  drop table digests;
  create table digests (
    entity ${text} not null, digest ${text} not null, blob ${text} not null, size bigint not null, seen_at bigint not null,
    durable bigint not null,
    primary key (entity, digest)
  );
  create index digests_by_blob on digests (blob);
  update versions set indexed = 0;
  `,
  `
  create table settings (name ${text} primary key, value ${text} not null);

  create table run_stops (run_id ${text} primary key references runs (id) on delete cascade, asked_at bigint not null);

  create table history_rewrites (
    run_id ${text} primary key references runs (id) on delete cascade, count bigint not null
  );
  `,
  `
  create table entities (name ${text} primary key, kind ${text} not null, created_at bigint not null);

  create table users (
    name ${text} primary key references entities (name) on delete cascade, admin bigint not null, disabled_at bigint
  );

  create table members (
    team ${text} not null references entities (name) on delete cascade,
    user_name ${text} not null references users (name) on delete cascade, role ${text} not null, since bigint not null,
    primary key (team, user_name)
  );
  create index members_by_user on members (user_name);

  create table api_keys (
    id ${text} primary key, user_name ${text} not null references users (name) on delete cascade,
    digest ${text} not null unique, description ${text} not null, created_at bigint not null, last_used_at bigint,
    expires_at bigint, revoked_at bigint
  );
  create index api_keys_by_user on api_keys (user_name);

  create table audit (
    seq bigint generated always as identity primary key, at bigint not null, user_name ${text}, key_id ${text},
    action ${text} not null, entity ${text}, project ${text}, target ${text}, client ${text}, outcome ${text} not null
  );
  create index audit_by_time on audit (at);
  create index audit_by_user on audit (user_name, seq);
  create function amphora_audit_stays() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is only ever added to'; end $$;
  create trigger audit_stays before update or delete or truncate on audit
    for each statement execute function amphora_audit_stays();
  `,
  `
  create table one_time_values (digest ${text} primary key, value ${text} not null, expires_at bigint not null);
  create index one_time_values_over on one_time_values (expires_at);
  `,
  // A run that was deleted stays as a mark in the lineage of what it used and made; the others are found by name and by state.
  `
  alter table runs add column deleted_at bigint;
  drop index runs_by_job_type;
  drop index runs_by_project;
  create index runs_by_job_type on runs (project_id, job_type, id) where deleted_at is null;
  create index runs_by_project on runs (project_id, id) where deleted_at is null;
  create index runs_deleted on runs (project_id, id) where deleted_at is not null;
  create index runs_by_name on runs (project_id, lower(name), id desc) where deleted_at is null;
  create index runs_by_state on runs (project_id, state, id) where deleted_at is null;
  alter table projects add column deleted_run_count bigint not null default 0;
  update projects set deleted_run_count = greatest(0, run_count - (select count(*) from runs where project_id = projects.id));
  `,
];
