/** What changes a remote store. */
import { document, PLAIN_VERSION, VERSION } from './fragments.ts';

export const UPSERT_PROJECT = document(
  /* GraphQL */ `
    mutation UpsertProject($entity: String!, $name: String!) {
      upsertModel(input: { entityName: $entity, name: $name }) {
        inserted
      }
    }
  `,
  [],
);

export const UPSERT_RUN = document(
  /* GraphQL */ `
    mutation UpsertRun($input: UpsertBucketInput!) {
      upsertBucket(input: $input) {
        bucket {
          id
          name
          project {
            name
            entity {
              name
            }
          }
        }
        inserted
      }
    }
  `,
  [],
);

export const DELETE_RUN = document(
  /* GraphQL */ `
    mutation DeleteRun($id: ID!) {
      deleteRun(input: { id: $id, deleteArtifacts: false }) {
        clientMutationId
      }
    }
  `,
  [],
);

export const CREATE_RUN_FILES = document(
  /* GraphQL */ `
    mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
      createRunFiles(input: { entityName: $entity, projectName: $project, runName: $run, files: $files }) {
        files {
          name
          uploadUrl
        }
      }
    }
  `,
  [],
);

export const DELETE_FILES = document(
  /* GraphQL */ `
    mutation DeleteFiles($files: [ID!]!) {
      deleteFiles(input: { files: $files }) {
        success
      }
    }
  `,
  [],
);

export const USE_ARTIFACT = document(
  /* GraphQL */ `
    mutation UseArtifact($entity: String!, $project: String!, $run: String!, $id: ID!, $usedAs: String) {
      useArtifact(
        input: { entityName: $entity, projectName: $project, runName: $run, artifactID: $id, usedAs: $usedAs }
      ) {
        artifact {
          id
        }
      }
    }
  `,
  [],
);

export const CREATE_ARTIFACT = document(
  /* GraphQL */ `
    mutation CreateArtifact($input: CreateArtifactInput!) {
      createArtifact(input: $input) {
        artifact {
          id
          state
        }
      }
    }
  `,
  [],
);

export const CREATE_MANIFEST = document(
  /* GraphQL */ `
    mutation CreateArtifactManifest($input: CreateArtifactManifestInput!) {
      createArtifactManifest(input: $input) {
        artifactManifest {
          id
          file {
            uploadUrl
            uploadHeaders
          }
        }
      }
    }
  `,
  [],
);

export const CREATE_FILES = document(
  /* GraphQL */ `
    mutation CreateArtifactFiles($files: [CreateArtifactFileSpecInput!]!) {
      createArtifactFiles(input: { artifactFiles: $files, storageLayout: V2 }) {
        files {
          edges {
            node {
              name
              storagePath
              uploadUrl
              uploadHeaders
              uploadMultipartUrls {
                uploadID
                uploadUrlParts {
                  partNumber
                  uploadUrl
                }
              }
            }
          }
        }
      }
    }
  `,
  [],
);

export const COMPLETE_MULTIPART = document(
  /* GraphQL */ `
    mutation CompleteMultipartUploadArtifact($input: CompleteMultipartUploadArtifactInput!) {
      completeMultipartUploadArtifact(input: $input) {
        digest
      }
    }
  `,
  [],
);

export const COMMIT_ARTIFACT = document(
  /* GraphQL */ `
    mutation CommitArtifact($id: ID!) {
      commitArtifact(input: { artifactID: $id }) {
        artifact {
          id
        }
      }
    }
  `,
  [],
);

export const UPDATE_ARTIFACT = document(
  /* GraphQL */ `
    mutation UpdateArtifact($input: UpdateArtifactInput!) {
      updateArtifact(input: $input) {
        artifact {
          ...VersionFields
        }
      }
    }
  `,
  [VERSION],
  [PLAIN_VERSION],
);

export const DELETE_ARTIFACT = document(
  /* GraphQL */ `
    mutation DeleteArtifact($id: ID!) {
      deleteArtifact(input: { artifactID: $id, deleteAliases: true }) {
        artifact {
          id
        }
      }
    }
  `,
  [],
);

export const ADD_ALIASES = document(
  /* GraphQL */ `
    mutation AddAliases($id: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
      addAliases(input: { artifactID: $id, aliases: $aliases }) {
        success
      }
    }
  `,
  [],
);

export const DELETE_ALIASES = document(
  /* GraphQL */ `
    mutation DeleteAliases($id: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
      deleteAliases(input: { artifactID: $id, aliases: $aliases }) {
        success
      }
    }
  `,
  [],
);

export const LINK_ARTIFACT = document(
  /* GraphQL */ `
    mutation LinkArtifact($input: LinkArtifactInput!) {
      linkArtifact(input: $input) {
        versionIndex
      }
    }
  `,
  [],
);

export const UNLINK_ARTIFACT = document(
  /* GraphQL */ `
    mutation UnlinkArtifact($id: ID!, $portfolio: ID!) {
      unlinkArtifact(input: { artifactID: $id, artifactPortfolioID: $portfolio }) {
        clientMutationId
      }
    }
  `,
  [],
);

export const UPDATE_SEQUENCE = document(
  /* GraphQL */ `
    mutation UpdateSequence($id: ID!, $name: String, $description: String) {
      updateArtifactSequence(input: { artifactSequenceID: $id, name: $name, description: $description }) {
        artifactCollection {
          id
        }
      }
    }
  `,
  [],
);

export const UPDATE_PORTFOLIO = document(
  /* GraphQL */ `
    mutation UpdatePortfolio($id: ID!, $name: String, $description: String) {
      updateArtifactPortfolio(input: { artifactPortfolioID: $id, name: $name, description: $description }) {
        artifactCollection {
          id
        }
      }
    }
  `,
  [],
);

export const MOVE_SEQUENCE = document(
  /* GraphQL */ `
    mutation MoveSequence($id: ID!, $type: String!) {
      moveArtifactSequence(input: { artifactSequenceID: $id, destinationArtifactTypeName: $type }) {
        artifactCollection {
          id
        }
      }
    }
  `,
  [],
);

export const DELETE_PORTFOLIO = document(
  /* GraphQL */ `
    mutation DeletePortfolio($id: ID!) {
      deleteArtifactPortfolio(input: { artifactPortfolioID: $id }) {
        artifactCollection {
          id
        }
      }
    }
  `,
  [],
);

export const ADD_COLLECTION_TAGS = document(
  /* GraphQL */ `
    mutation AddCollectionTags($input: CreateArtifactCollectionTagAssignmentsInput!) {
      createArtifactCollectionTagAssignments(input: $input) {
        tags {
          name
        }
      }
    }
  `,
  [],
);

export const DELETE_COLLECTION_TAGS = document(
  /* GraphQL */ `
    mutation DeleteCollectionTags($input: DeleteArtifactCollectionTagAssignmentsInput!) {
      deleteArtifactCollectionTagAssignments(input: $input) {
        success
      }
    }
  `,
  [],
);
