/** The one user of a local store, and the entities of its projects. */
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import type { PageArgs } from './connection.ts';
import { findProjectNode, projectsConnection } from './projectNode.ts';

const USER = 'local';

export function userNode(entity: string) {
  return {
    __typename: 'User' as const,
    id: encodeId('User', USER),
    name: entity,
    username: entity,
    email: `${entity}@localhost`,
    admin: true,
    photoUrl: null,
    deletedAt: null,
    entity,
    defaultEntity: () => entityNode(entity),
    flags: '{}',
    teams: { edges: [], pageInfo: { hasNextPage: false } },
    organizations: [],
    apiKeys: { edges: [] },
  };
}

export function entityNode(name: string) {
  return {
    __typename: 'Entity' as const,
    id: encodeId('Entity', name),
    name,
    isTeam: false,
    readOnlyAdmin: false,
    privateOnly: false,
    available: false,
    organization: null,
    user: () => userNode(name),
    xxhashDigestsEnabled: false,
    artifactTTLDurationSeconds: null,
    photoUrl: null,
    readOnly: false,
    codeSavingEnabled: false,
    defaultAccess: 'PRIVATE',
    isPaid: false,
    members: [],
    memberCount: 0,
    projects: (args: PageArgs, context: Context) => projectsConnection(args, name, context),
    project: (args: { readonly name?: string }, context: Context) =>
      findProjectNode({ name: args.name, entityName: name }, context),
  };
}

/** What this server can do beyond the oldest protocol; nothing that is not so. */
const FEATURES = [
  'LARGE_FILENAMES',
  'ARTIFACT_TAGS',
  'CLIENT_IDS',
  'STRUCTURED_CONSOLE_LOGS',
  'USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION',
  'PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILES',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER',
  'TOTAL_COUNT_IN_FILE_CONNECTION',
  'ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE',
  'ARTIFACT_COLLECTIONS_FILTERING_SORTING',
  'MARK_RUN_FILES_UPLOADED',
  'FILESTREAM_GZIP',
  'ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID',
];

export function serverInfoNode(version: string) {
  return {
    // Whatever the client's version, it is neither too old nor too new.
    cliVersionInfo: { min_cli_version: '0.10.0', max_cli_version: '99.0.0' },
    latestLocalVersionInfo: {
      outOfDate: false,
      latestVersionString: version,
      versionOnThisInstanceString: version,
    },
    features: FEATURES.map(name => ({ name, isEnabled: true })),
    exposesExplicitRuns: true,
  };
}
