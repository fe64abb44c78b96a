/** Types, collections and their versions. */
import { COLLECTION, document, listing, PLAIN_COLLECTION, PLAIN_VERSION, VERSION } from './fragments.ts';

export const ARTIFACT_TYPES = listing(
  /* GraphQL */ `
    query ArtifactTypes($entity: String!, $project: String!, $after: String) {
      project(name: $project, entityName: $entity) {
        artifactTypes(first: 100, after: $after) {
          edges {
            node {
              name
              artifactCollections(first: 1) {
                totalCount
              }
            }
          }
          pageInfo {
            endCursor
            hasNextPage
          }
        }
      }
    }
  `,
  [],
);

export const COLLECTIONS = listing(
  /* GraphQL */ `
    query Collections($entity: String!, $project: String!, $type: String!, $first: Int!, $after: String) {
      project(name: $project, entityName: $entity) {
        artifactType(name: $type) {
          artifactCollections(first: $first, after: $after) {
            edges {
              node {
                ...CollectionFields
              }
            }
            pageInfo {
              endCursor
              hasNextPage
            }
          }
        }
      }
    }
  `,
  [COLLECTION, VERSION],
  [PLAIN_COLLECTION, PLAIN_VERSION],
);

export const COLLECTION_BY_ID = document(
  /* GraphQL */ `
    query Collection($id: ID!) {
      artifactCollection(id: $id) {
        ...CollectionFields
      }
    }
  `,
  [COLLECTION, VERSION],
  [PLAIN_COLLECTION, PLAIN_VERSION],
);

export const COLLECTION_BY_NAME = document(
  /* GraphQL */ `
    query CollectionByName($entity: String!, $project: String!, $name: String!) {
      project(name: $project, entityName: $entity) {
        artifactCollection(name: $name) {
          ...CollectionFields
        }
      }
    }
  `,
  [COLLECTION, VERSION],
  [PLAIN_COLLECTION, PLAIN_VERSION],
);

export const COLLECTION_ALIASES = document(
  /* GraphQL */ `
    query CollectionAliases($entity: String!, $project: String!, $name: String!) {
      project(name: $project, entityName: $entity) {
        artifactCollection(name: $name) {
          aliases(first: 1000) {
            edges {
              node {
                alias
              }
            }
          }
        }
      }
    }
  `,
  [],
);

export const VERSIONS = listing(
  /* GraphQL */ `
    query Versions($id: ID!, $first: Int!, $after: String) {
      artifactCollection(id: $id) {
        artifacts(first: $first, after: $after, order: "-createdAt") {
          edges {
            node {
              ...VersionFields
            }
          }
          pageInfo {
            endCursor
            hasNextPage
          }
        }
      }
    }
  `,
  [VERSION],
  [PLAIN_VERSION],
);

export const VERSION_BY_NAME = document(
  /* GraphQL */ `
    query VersionByName($entity: String!, $project: String!, $name: String!) {
      project(name: $project, entityName: $entity) {
        artifact(name: $name) {
          ...VersionFields
        }
      }
    }
  `,
  [VERSION],
  [PLAIN_VERSION],
);

export const VERSION_BY_ID = document(
  /* GraphQL */ `
    query Version($id: ID!) {
      artifact(id: $id) {
        ...VersionFields
      }
    }
  `,
  [VERSION],
  [PLAIN_VERSION],
);
