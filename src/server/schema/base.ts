/**
 * The W&B GraphQL schema, as far as its public clients use it for runs and artifacts: names and shapes are those of their
 * queries. Descriptions say what this server makes of a field where that is not plain.
 */
export const BASE = /* GraphQL */ `
  scalar DateTime
  "A text that holds a JSON document."
  scalar JSONString
  "Any JSON value."
  scalar JSON
  scalar Duration
  "A whole number of up to 53 bits."
  scalar Int64

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    startCursor: String
    hasPreviousPage: Boolean
  }

  type Query {
    viewer: User
    serverInfo: ServerInfo
    entity(name: String): Entity
    organization(name: String!): Organization
    project(name: String, entityName: String, internalId: ID): Project
    model(name: String, entityName: String): Project
    projects(entityName: String, after: String, first: Int): ProjectConnection
    models(entityName: String, after: String, first: Int): ProjectConnection
    artifact(id: ID!): Artifact
    artifactCollection(id: ID!): ArtifactCollection
    clientIDMapping(clientID: ID!): ClientIDMapping
    users(query: String, first: Int): UserConnection
  }

  type Mutation {
    upsertModel(input: UpsertModelInput!): UpsertModelPayload
    generateApiKey(input: GenerateApiKeyInput!): GenerateApiKeyPayload
    deleteApiKey(input: DeleteApiKeyInput!): SuccessPayload

    upsertBucket(input: UpsertBucketInput!): UpsertBucketPayload
    rewindRun(input: RewindRunInput!): RewindRunPayload
    deleteRun(input: DeleteRunInput!): DeleteRunPayload
    deleteRuns(input: DeleteRunsInput!): DeleteRunPayload
    stopRun(input: StopRunInput!): SuccessPayload
    updateRunState(input: UpdateRunStateInput!): SuccessPayload
    createRunFiles(input: CreateRunFilesInput!): CreateRunFilesPayload
    markRunFilesUploaded(input: MarkRunFilesUploadedInput!): SuccessPayload
    deleteFiles(input: DeleteFilesInput!): SuccessPayload
    notifyScriptableRunAlert(input: NotifyScriptableRunAlertInput!): SuccessPayload

    createArtifactType(input: CreateArtifactTypeInput!): CreateArtifactTypePayload
    createArtifact(input: CreateArtifactInput!): CreateArtifactPayload
    createArtifactManifest(input: CreateArtifactManifestInput!): ArtifactManifestPayload
    updateArtifactManifest(input: UpdateArtifactManifestInput!): ArtifactManifestPayload
    createArtifactFiles(input: CreateArtifactFilesInput!): CreateArtifactFilesPayload
    completeMultipartUploadArtifact(
      input: CompleteMultipartUploadArtifactInput!
    ): CompleteMultipartUploadArtifactPayload
    commitArtifact(input: CommitArtifactInput!): CommitArtifactPayload
    useArtifact(input: UseArtifactInput!): UseArtifactPayload
    updateArtifact(input: UpdateArtifactInput!): UpdateArtifactPayload
    deleteArtifact(input: DeleteArtifactInput!): DeleteArtifactPayload
    addAliases(input: AddAliasesInput!): SuccessPayload
    deleteAliases(input: DeleteAliasesInput!): SuccessPayload
    linkArtifact(input: LinkArtifactInput!): LinkArtifactPayload
    unlinkArtifact(input: UnlinkArtifactInput!): UnlinkArtifactPayload

    updateArtifactSequence(input: UpdateArtifactSequenceInput!): ArtifactCollectionPayload
    updateArtifactPortfolio(input: UpdateArtifactPortfolioInput!): ArtifactCollectionPayload
    moveArtifactSequence(input: MoveArtifactSequenceInput!): ArtifactCollectionPayload
    moveArtifactCollection(input: MoveArtifactSequenceInput!): ArtifactCollectionPayload
    deleteArtifactSequence(input: DeleteArtifactSequenceInput!): ArtifactCollectionPayload
    deleteArtifactPortfolio(input: DeleteArtifactPortfolioInput!): ArtifactCollectionPayload
    createArtifactCollectionTagAssignments(
      input: CreateArtifactCollectionTagAssignmentsInput!
    ): TagAssignmentsPayload
    deleteArtifactCollectionTagAssignments(
      input: DeleteArtifactCollectionTagAssignmentsInput!
    ): SuccessPayload
  }

  type SuccessPayload {
    success: Boolean
    clientMutationId: String
  }
`;
