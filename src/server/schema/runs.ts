/** Runs, what they stream and their files. */
export const RUNS = /* GraphQL */ `
  type Run {
    id: ID!
    internalId: ID
    projectId: Int
    "The run's short name in addresses; its name for people is displayName."
    name: String!
    displayName: String
    description: String
    notes: String
    state: String
    config: JSONString
    group: String
    groupName: String
    jobType: String
    commit: String
    host: String
    tags: [String!]
    sweepName: String
    sweep: Sweep
    readOnly: Boolean
    createdAt: DateTime!
    updatedAt: DateTime
    heartbeatAt: DateTime
    stopped: Boolean
    shouldStop: Boolean
    exitCode: Int
    computeSeconds: Int
    project: Project!
    user: User
    systemMetrics: JSONString
    summaryMetrics: JSONString
    wandbConfig(keys: [String!]): JSONString
    fileCount: Int
    historyLineCount: Int
    eventsLineCount: Int
    logLineCount: Int
    historyTail: JSONString
    eventsTail: JSONString
    historyKeys: JSON
    "Lines of JSON, evenly taken."
    history(samples: Int, minStep: Int64, maxStep: Int64): [String!]
    events(samples: Int): [String!]
    sampledHistory(specs: [JSONString!]!): [JSON]
    sampledParquetHistory: JSON
    parquetHistory(liveKeys: [String!]): ParquetHistory
    logLines(
      first: Int
      last: Int
      after: String
      before: String
      useImprovedPagination: Boolean
    ): LogLineConnection
    files(names: [String], after: String, first: Int, pattern: String): FileConnection
    inputArtifacts(after: String, first: Int): ArtifactConnection
    outputArtifacts(after: String, first: Int): ArtifactConnection
    benchmarkRun: BenchmarkRun
    branchPoint: RunBranchPoint
    defaultColorIndex: Int
    runInfo: RunInfo
    program: String
  }
  type RunInfo {
    program: String
    args: [String!]
    os: String
    python: String
    colab: String
    executable: String
    codeSaved: Boolean
    cpuCount: Int
    gpuCount: Int
    gpu: String
    git: RunGitInfo
  }
  type RunGitInfo {
    remote: String
    commit: String
  }
  type BenchmarkRun {
    id: ID!
    results: JSON
  }
  type RunBranchPoint {
    step: Int
    run: String
  }
  type ParquetHistory {
    "Nothing is kept as parquet here; liveData has the first row."
    parquetUrls: [String!]!
    liveData: [JSON!]!
  }
  type RunConnection {
    totalCount: Int
    edges: [RunEdge!]!
    pageInfo: PageInfo!
  }
  type RunEdge {
    cursor: String
    node: Run!
  }
  type LogLine {
    id: ID
    number: Int
    timestamp: String
    level: String
    label: String
    line: String
  }
  type LogLineEdge {
    cursor: String
    node: LogLine!
  }
  type LogLineConnection {
    edges: [LogLineEdge!]!
    pageInfo: PageInfo!
  }

  type File {
    id: ID!
    name: String!
    displayName: String
    url(upload: Boolean): String
    directUrl: String
    uploadUrl: String
    uploadHeaders: [String!]
    uploadMultipartUrls: UploadMultipartUrls
    storagePath: String
    sizeBytes: Int64
    mimetype: String
    updatedAt: DateTime
    digest: String
    md5: String
    artifact: Artifact
  }
  type UploadMultipartUrls {
    uploadID: ID!
    uploadUrlParts: [UploadUrlPart!]!
  }
  type UploadUrlPart {
    partNumber: Int64!
    uploadUrl: String!
  }
  type FileConnection {
    uploadHeaders: [String!]
    totalCount: Int
    edges: [FileEdge!]!
    pageInfo: PageInfo!
  }
  type FileEdge {
    cursor: String
    node: File
  }

  input UpsertBucketInput {
    id: String
    name: String
    groupName: String
    modelName: String
    entityName: String
    description: String
    displayName: String
    notes: String
    commit: String
    config: JSONString
    host: String
    debug: Boolean
    jobProgram: String
    jobRepo: String
    jobType: String
    state: String
    sweep: String
    tags: [String!]
    summaryMetrics: JSONString
    framework: String
    programPath: String
    clientMutationId: String
  }
  type UpsertBucketPayload {
    bucket: Run
    inserted: Boolean
    serverSettings: ServerSettings
    clientMutationId: String
  }
  input RewindRunInput {
    runName: String!
    entityName: String
    projectName: String
    metricName: String!
    metricValue: Float!
    clientMutationId: String
  }
  type RewindRunPayload {
    rewoundRun: Run
  }
  input DeleteRunInput {
    id: ID!
    deleteArtifacts: Boolean
    clientMutationId: String
  }
  input DeleteRunsInput {
    filters: JSONString
    runIDs: [ID!]
    deleteArtifacts: Boolean
    clientMutationId: String
  }
  type DeleteRunPayload {
    clientMutationId: String
    success: Boolean
  }
  input StopRunInput {
    id: ID!
    clientMutationId: String
  }
  input UpdateRunStateInput {
    id: ID!
    state: String!
    clientMutationId: String
  }
  input CreateRunFilesInput {
    entityName: String
    projectName: String
    runName: String!
    files: [String!]!
    clientMutationId: String
  }
  type CreateRunFilesPayload {
    runID: ID!
    uploadHeaders: [String!]!
    files: [File!]!
  }
  input MarkRunFilesUploadedInput {
    entityName: String
    projectName: String
    runName: String
    files: [String!]
    clientMutationId: String
  }
  input DeleteFilesInput {
    files: [ID!]!
    projectId: Int
    clientMutationId: String
  }
  enum AlertSeverity {
    INFO
    WARN
    ERROR
  }
  input NotifyScriptableRunAlertInput {
    entityName: String
    projectName: String
    runName: String
    title: String
    text: String
    severity: AlertSeverity
    waitDuration: Duration
    clientMutationId: String
  }
`;
