/** What changes artifacts. Clients send every field, null where they have nothing to say. */
export const ARTIFACT_INPUTS = /* GraphQL */ `
  input ArtifactAliasInput {
    artifactCollectionName: String
    alias: String!
  }
  input ArtifactCollectionAliasInput {
    entityName: String
    projectName: String
    artifactCollectionName: String
    alias: String!
  }
  input TagInput {
    tagName: String!
    tagCategoryName: String
  }

  input CreateArtifactTypeInput {
    entityName: String
    projectName: String
    name: String!
    description: String
    clientMutationId: String
  }
  type CreateArtifactTypePayload {
    artifactType: ArtifactType
  }

  input CreateArtifactInput {
    entityName: String
    projectName: String
    artifactTypeName: String
    artifactTypeID: ID
    artifactCollectionName: String
    artifactCollectionNames: [String!]
    runName: String
    digest: String
    digestAlgorithm: ArtifactDigestAlgorithm
    description: String
    metadata: JSONString
    labels: JSONString
    aliases: [ArtifactAliasInput!]
    tags: [TagInput!]
    ttlDurationSeconds: Int64
    historyStep: Int64
    enableDigestDeduplication: Boolean
    distributedID: String
    clientID: ID
    sequenceClientID: ID
    storageRegion: String
    cloud: JSON
    clientMutationId: String
  }
  type CreateArtifactPayload {
    artifact: Artifact
    clientMutationId: String
  }
  input CreateArtifactManifestInput {
    artifactID: ID!
    baseArtifactID: ID
    name: String
    digest: String
    entityName: String
    projectName: String
    runName: String
    type: ArtifactManifestType
    clientMutationId: String
  }
  input UpdateArtifactManifestInput {
    artifactManifestID: ID!
    digest: String
    baseArtifactID: ID
    clientMutationId: String
  }
  type ArtifactManifestPayload {
    artifactManifest: ArtifactManifest
  }
  input UploadPartsInput {
    partNumber: Int64!
    hexMD5: String!
  }
  input CreateArtifactFileSpecInput {
    artifactID: ID!
    name: String!
    md5: String
    digest: String
    mimetype: String
    artifactManifestID: ID
    uploadPartsInput: [UploadPartsInput!]
  }
  input CreateArtifactFilesInput {
    artifactFiles: [CreateArtifactFileSpecInput!]!
    storageLayout: ArtifactStorageLayout
    digestAlgorithm: ArtifactDigestAlgorithm
    clientMutationId: String
  }
  type CreateArtifactFilesPayload {
    files: FileConnection!
  }
  enum CompleteMultipartAction {
    Complete
    Abort
  }
  input CompleteMultipartUploadArtifactInput {
    completeMultipartAction: CompleteMultipartAction!
    completedParts: [UploadPartsInput!]
    artifactID: ID!
    storagePath: String!
    uploadID: String!
    clientMutationId: String
  }
  type CompleteMultipartUploadArtifactPayload {
    digest: String
  }
  input CommitArtifactInput {
    artifactID: ID!
    clientMutationId: String
  }
  type CommitArtifactPayload {
    artifact: Artifact
  }

  input UseArtifactInput {
    entityName: String
    projectName: String
    runName: String
    artifactID: ID!
    usedAs: String
    artifactEntityName: String
    artifactProjectName: String
    clientMutationId: String
  }
  type UseArtifactPayload {
    artifact: Artifact
  }
  input UpdateArtifactInput {
    artifactID: ID!
    description: String
    metadata: JSONString
    labels: JSONString
    ttlDurationSeconds: Int64
    aliases: [ArtifactAliasInput!]
    tagsToAdd: [TagInput!]
    tagsToDelete: [TagInput!]
    clientMutationId: String
  }
  type UpdateArtifactPayload {
    artifact: Artifact
  }
  input DeleteArtifactInput {
    artifactID: ID!
    deleteAliases: Boolean
    clientMutationId: String
  }
  type DeleteArtifactPayload {
    artifact: Artifact
    success: Boolean
  }
  input AddAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }
  input DeleteAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }
  input LinkArtifactInput {
    artifactID: ID
    clientID: ID
    artifactPortfolioName: String
    artifactPortfolioID: ID
    entityName: String
    projectName: String
    aliases: [ArtifactAliasInput!]
    clientMutationId: String
  }
  type LinkArtifactPayload {
    versionIndex: Int
    artifactMembership: ArtifactCollectionMembership
  }
  type UnlinkArtifactPayload {
    artifactID: ID
    success: Boolean
    clientMutationId: String
  }
  input UnlinkArtifactInput {
    artifactID: ID!
    artifactPortfolioID: ID!
    clientMutationId: String
  }

  input UpdateArtifactSequenceInput {
    artifactSequenceID: ID!
    name: String
    description: String
    clientMutationId: String
  }
  input UpdateArtifactPortfolioInput {
    artifactPortfolioID: ID!
    name: String
    description: String
    clientMutationId: String
  }
  input MoveArtifactSequenceInput {
    artifactSequenceID: ID!
    destinationArtifactTypeName: String!
    clientMutationId: String
  }
  input DeleteArtifactSequenceInput {
    artifactSequenceID: ID!
    clientMutationId: String
  }
  input DeleteArtifactPortfolioInput {
    artifactPortfolioID: ID!
    clientMutationId: String
  }
  type ArtifactCollectionPayload {
    artifactCollection: ArtifactCollection
  }
  input CreateArtifactCollectionTagAssignmentsInput {
    entityName: String
    projectName: String
    artifactCollectionName: String!
    tags: [TagInput!]!
    clientMutationId: String
  }
  input DeleteArtifactCollectionTagAssignmentsInput {
    entityName: String
    projectName: String
    artifactCollectionName: String!
    tags: [TagInput!]!
    clientMutationId: String
  }
  type TagAssignmentsPayload {
    tags: [Tag!]!
  }
`;
