/** Artifacts as they are read: types, collections, versions, memberships. */
export const ARTIFACTS = /* GraphQL */ `
  enum ArtifactState {
    PENDING
    COMMITTED
    DELETED
    GARBAGE
  }
  enum ArtifactDigestAlgorithm {
    MANIFEST_MD5
    MANIFEST_XXH128
  }
  enum ArtifactManifestType {
    FULL
    PATCH
    INCREMENTAL
  }
  enum ArtifactStorageLayout {
    V1
    V2
  }

  "One version of an artifact."
  type Artifact {
    id: ID!
    state: ArtifactState!
    "Base64 MD5 over its paths and their digests."
    digest: String!
    digestAlgorithm: ArtifactDigestAlgorithm
    versionIndex: Int
    description: String
    metadata: JSONString
    size: Int64!
    storageBytes: Int64
    fileCount: Int64!
    createdAt: DateTime!
    updatedAt: DateTime
    lastUpdatedBy: String
    commitHash: String
    labels: JSONString
    historyStep: Int64
    ttlDurationSeconds: Int64!
    ttlIsInherited: Boolean!
    tags: [Tag!]!
    "With the name vN that it has in each collection; those of its own collection, then those of portfolios."
    aliases: [ArtifactAlias!]
    artifactType: ArtifactType!
    artifactSequence: ArtifactSequence!
    artifactCollections(first: Int): ArtifactCollectionConnection
    artifactMemberships(first: Int, after: String): ArtifactCollectionMembershipConnection
    currentManifest: ArtifactManifest
    files(names: [String!], after: String, first: Int): FileConnection
    filesByManifestEntries(
      entries: [ArtifactManifestEntryInput!]!
      storageLayout: ArtifactStorageLayout
      manifestVersion: Int
      after: String
      first: Int
    ): FileConnection
    usedBy(first: Int, after: String): RunConnection
    createdBy: ArtifactCreator
    usedCount: Int
    isLink: Boolean
  }
  union ArtifactCreator = Run | User
  input ArtifactManifestEntryInput {
    name: String!
    digest: String!
    birthArtifactID: String
    size: Int64
  }
  type ArtifactConnection {
    totalCount: Int
    edges: [ArtifactEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactEdge {
    cursor: String
    version: String
    node: Artifact
  }
  type VersionedArtifactConnection {
    totalCount: Int
    edges: [ArtifactEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactAlias {
    id: ID!
    alias: String!
    artifactCollectionName: String
    artifactCollection: ArtifactCollection
    artifact: Artifact
  }
  type ArtifactAliasConnection {
    totalCount: Int
    edges: [ArtifactAliasEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactAliasEdge {
    cursor: String
    node: ArtifactAlias
  }
  type Tag {
    id: ID!
    name: String!
    tagCategoryName: String
  }
  type TagConnection {
    edges: [TagEdge!]!
    pageInfo: PageInfo
  }
  type TagEdge {
    cursor: String
    node: Tag
  }
  type ArtifactManifest {
    id: ID!
    type: ArtifactManifestType
    digest: String
    file: File!
  }

  type ArtifactType {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime
    artifactCollection(name: String!): ArtifactCollection
    artifactCollections(
      after: String
      first: Int
      filters: JSONString
      order: String
      collectionTypes: [String!]
    ): ArtifactCollectionConnection
    artifactSequences(
      after: String
      first: Int
      filters: JSONString
      order: String
    ): ArtifactCollectionConnection
    artifactSequence(name: String!): ArtifactCollection
    artifact(name: String!): Artifact
  }
  type ArtifactTypeConnection {
    edges: [ArtifactTypeEdge!]!
    pageInfo: PageInfo!
    totalCount: Int
  }
  type ArtifactTypeEdge {
    cursor: String
    node: ArtifactType
  }

  interface ArtifactCollection {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    updatedAt: DateTime
    state: String
    project: Project
    defaultArtifactType: ArtifactType!
    tags(first: Int): TagConnection
    aliases(after: String, first: Int): ArtifactAliasConnection
    artifacts(after: String, first: Int, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
    artifactMemberships(first: Int, after: String): ArtifactCollectionMembershipConnection
    latestArtifact: Artifact
    versionCount: Int
  }
  type ArtifactSequence implements ArtifactCollection {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    updatedAt: DateTime
    state: String
    project: Project
    defaultArtifactType: ArtifactType!
    tags(first: Int): TagConnection
    aliases(after: String, first: Int): ArtifactAliasConnection
    artifacts(after: String, first: Int, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
    artifactMemberships(first: Int, after: String): ArtifactCollectionMembershipConnection
    latestArtifact: Artifact
    versionCount: Int
  }
  type ArtifactPortfolio implements ArtifactCollection {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    updatedAt: DateTime
    state: String
    project: Project
    defaultArtifactType: ArtifactType!
    tags(first: Int): TagConnection
    aliases(after: String, first: Int): ArtifactAliasConnection
    artifacts(after: String, first: Int, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
    artifactMemberships(first: Int, after: String): ArtifactCollectionMembershipConnection
    latestArtifact: Artifact
    versionCount: Int
  }
  type ArtifactCollectionConnection {
    totalCount: Int
    edges: [ArtifactCollectionEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactCollectionEdge {
    cursor: String
    node: ArtifactCollection
  }
  type ArtifactCollectionMembership {
    id: ID!
    versionIndex: Int
    createdAt: DateTime
    aliases: [ArtifactAlias!]!
    artifactCollection: ArtifactCollection!
    artifact: Artifact
    files(names: [String!], after: String, first: Int): FileConnection
  }
  type ArtifactCollectionMembershipConnection {
    totalCount: Int
    edges: [ArtifactCollectionMembershipEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactCollectionMembershipEdge {
    cursor: String
    node: ArtifactCollectionMembership
  }
  type ClientIDMapping {
    serverID: ID!
  }
`;
