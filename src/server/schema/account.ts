/** Who asks, what the server is, and its projects. */
export const ACCOUNT = /* GraphQL */ `
  type User {
    id: ID!
    name: String
    username: String
    email: String
    admin: Boolean
    photoUrl: String
    deletedAt: DateTime
    entity: String
    defaultEntity: Entity
    flags: JSONString
    teams(first: Int): EntityConnection
    organizations: [Organization!]
    apiKeys: ApiKeyConnection
  }
  type UserConnection {
    edges: [UserEdge!]!
  }
  type UserEdge {
    node: User
  }
  type ApiKey {
    id: ID!
    name: String
    description: String
  }
  type ApiKeyConnection {
    edges: [ApiKeyEdge!]!
  }
  type ApiKeyEdge {
    node: ApiKey
  }
  input GenerateApiKeyInput {
    description: String
    clientMutationId: String
  }
  type GenerateApiKeyPayload {
    apiKey: ApiKey
  }
  input DeleteApiKeyInput {
    id: String!
    clientMutationId: String
  }

  type Entity {
    id: ID!
    name: String!
    isTeam: Boolean
    readOnlyAdmin: Boolean
    privateOnly: Boolean
    photoUrl: String
    readOnly: Boolean
    storageBytes: Int64
    codeSavingEnabled: Boolean
    defaultAccess: String
    isPaid: Boolean
    members: [Member!]
    memberCount: Int
    available: Boolean
    organization: Organization
    user: User
    xxhashDigestsEnabled: Boolean
    artifactTTLDurationSeconds: Int
    projects(after: String, first: Int): ProjectConnection
    project(name: String): Project
  }
  type Member {
    id: ID!
    admin: Boolean
    pending: Boolean
    email: String
    username: String
    name: String
    photoUrl: String
    accountType: String
    apiKey: String
    role: String
  }
  type EntityConnection {
    edges: [EntityEdge!]!
    pageInfo: PageInfo
  }
  type EntityEdge {
    node: Entity
  }
  type Organization {
    id: ID!
    name: String!
    orgEntity: Entity
    coreWeaveOrganizationId: String
    artifactTTLDurationSeconds: Int
  }

  type ServerInfo {
    cliVersionInfo: JSON
    latestLocalVersionInfo: LocalVersionInfo
    features: [ServerFeature!]
    exposesExplicitRuns: Boolean
  }
  type ServerFeature {
    name: String!
    isEnabled: Boolean!
  }
  type LocalVersionInfo {
    outOfDate: Boolean
    latestVersionString: String
    versionOnThisInstanceString: String
  }
  type ServerMessage {
    utfText: String
    plainText: String
    htmlText: String
    messageType: String
    messageLevel: String
  }
  type ServerMessages {
    messages: [ServerMessage!]
    utfText: String
    plainText: String
    htmlText: String
    messageType: String
    messageLevel: String
  }
  type ServerSettings {
    serverMessages: [ServerMessage!]
  }

  type Project {
    id: ID!
    internalId: ID!
    name: String!
    entityName: String!
    entity: Entity!
    createdAt: DateTime!
    updatedAt: DateTime
    description: String
    access: String
    repo: String
    dockerImage: String
    readOnly: Boolean
    isBenchmark: Boolean
    isPublished: Boolean
    user: User
    views: JSON
    tags: [Tag!]
    runCount(filters: JSONString): Int!
    run(name: String!, desc: String): Run
    runs(filters: JSONString, order: String, after: String, first: Int, names: [String!]): RunConnection
    "As run, but null where there is none."
    bucket(name: String!, missingOk: Boolean, desc: String): Run
    buckets(filters: JSONString, order: String, after: String, first: Int, names: [String!]): RunConnection
    artifact(name: String!, enableTracking: Boolean): Artifact
    artifactType(name: String!): ArtifactType
    artifactTypes(after: String, first: Int): ArtifactTypeConnection
    artifactCollection(name: String!): ArtifactCollection
    artifactCollections(
      after: String
      first: Int
      filters: JSONString
      order: String
      collectionTypes: [String!]
    ): ArtifactCollectionConnection
    artifactCollectionMembership(name: String!): ArtifactCollectionMembership
    allViews(viewType: String, viewName: String, first: Int, after: String): ViewConnection
    sweeps(first: Int, after: String): SweepConnection
    runQueues: [RunQueue!]
  }
  "Reports, sweeps and queues are not kept here: these are always empty."
  type View {
    id: ID!
    name: String
    displayName: String
    description: String
    createdAt: DateTime
    updatedAt: DateTime
    spec: String
    type: String
    previewUrl: String
    user: User
  }
  type ViewConnection {
    edges: [ViewEdge!]!
    pageInfo: PageInfo
  }
  type ViewEdge {
    cursor: String
    node: View
  }
  type Sweep {
    id: ID!
    name: String!
    displayName: String
    state: String
  }
  type SweepConnection {
    edges: [SweepEdge!]!
    pageInfo: PageInfo
    totalCount: Int
  }
  type SweepEdge {
    cursor: String
    node: Sweep
  }
  type RunQueue {
    id: ID!
    name: String!
  }
  type ProjectConnection {
    edges: [ProjectEdge!]!
    pageInfo: PageInfo!
    totalCount: Int
  }
  type ProjectEdge {
    cursor: String
    node: Project
  }
  input UpsertModelInput {
    id: String
    name: String
    entityName: String
    description: String
    repo: String
    access: String
    views: JSONString
    framework: String
    dockerImage: String
    isBenchmark: Boolean
    isPublished: Boolean
    clientMutationId: String
  }
  type UpsertModelPayload {
    project: Project
    model: Project
    inserted: Boolean
  }
`;
