/** Users and the entities of projects. */
import type { AccountKey } from '../access/Access.ts';
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import type { PageArgs } from './connection.ts';
import { listConnection } from './connection.ts';
import { findProjectNode, projectsConnection } from './projectNode.ts';

/** Who has a key may be shown it once: from then on it is known by its id. */
export function keyNode({ id, description }: AccountKey, name = id) {
  return { __typename: 'ApiKey' as const, id, name, description };
}

/** A user by name; only of whoever asks more is told than that. */
export function userNode(name: string) {
  const isOwn = ({ account }: Context) => account.user === name;
  return {
    __typename: 'User' as const,
    id: encodeId('User', name),
    name,
    username: name,
    email: `${name}@localhost`,
    admin: (_: unknown, context: Context) => isOwn(context) && context.account.admin,
    photoUrl: null,
    deletedAt: null,
    entity: name,
    defaultEntity: () => entityNode(name),
    flags: '{}',
    teams: (args: PageArgs, context: Context) =>
      listConnection(isOwn(context) ? context.account.teams : [], args, entityNode),
    organizations: [],
    apiKeys: async (_: unknown, context: Context) => {
      const keys = isOwn(context) ? await context.account.keys() : [];
      return { edges: keys.map(key => ({ node: keyNode(key) })) };
    },
  };
}

async function membersOf(team: string, { account }: Context) {
  return (await account.members(team)).map(({ user, role }) => ({
    __typename: 'Member' as const,
    id: encodeId('User', user),
    admin: role === 'admin',
    pending: false,
    email: `${user}@localhost`,
    username: user,
    name: user,
    photoUrl: null,
    accountType: 'MEMBER',
    apiKey: null,
    role,
  }));
}

export function entityNode(name: string) {
  return {
    __typename: 'Entity' as const,
    id: encodeId('Entity', name),
    name,
    isTeam: async (_: unknown, context: Context) =>
      context.account.teams.includes(name) || (await membersOf(name, context)).length > 0,
    readOnlyAdmin: false,
    privateOnly: false,
    available: false,
    organization: null,
    user: (_: unknown, { account }: Context) => (account.teams.includes(name) ? null : userNode(name)),
    xxhashDigestsEnabled: false,
    artifactTTLDurationSeconds: null,
    photoUrl: null,
    readOnly: false,
    codeSavingEnabled: false,
    defaultAccess: 'PRIVATE',
    isPaid: false,
    members: (_: unknown, context: Context) => membersOf(name, context),
    memberCount: async (_: unknown, context: Context) => (await membersOf(name, context)).length,
    projects: (args: PageArgs, context: Context) => projectsConnection(args, name, context),
    project: (args: { readonly name?: string }, context: Context) =>
      findProjectNode({ name: args.name, entityName: name }, context),
  };
}

/** Null where there is none of this name. */
export async function findEntityNode(name: string, { account }: Context) {
  return (await account.isEntity(name)) ? entityNode(name) : null;
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
