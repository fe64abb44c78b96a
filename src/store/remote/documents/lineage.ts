/** What runs used and logged. */
import { listing } from './fragments.ts';

const LINEAGE_VERSION = /* GraphQL */ `
  fragment LineageVersion on Artifact {
    id
    state
    versionIndex
    size
    fileCount
    createdAt
    aliases {
      alias
      artifactCollectionName
    }
    tags {
      name
    }
    artifactType {
      name
    }
    artifactSequence {
      name
      project {
        name
        entityName
      }
    }
  }
`;
const LINEAGE_RUN = /* GraphQL */ `
  fragment LineageRun on Run {
    name
    displayName
    jobType
    state
    createdAt
    tags
    project {
      name
      entityName
    }
  }
`;

/** A run with all it used and logged. */
const RUN_WITH_LINKS = /* GraphQL */ `
  fragment RunWithLinks on Run {
    ...LineageRun
    inputArtifacts(first: 1000) {
      edges {
        node {
          ...LineageVersion
        }
      }
    }
    outputArtifacts(first: 1000) {
      edges {
        node {
          ...LineageVersion
        }
      }
    }
  }
`;

export const PROJECT_LINEAGE = listing(
  /* GraphQL */ `
    query ProjectLineage($entity: String!, $project: String!, $after: String) {
      project(name: $project, entityName: $entity) {
        runs(first: 100, after: $after, order: "+created_at") {
          edges {
            node {
              ...RunWithLinks
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
  [RUN_WITH_LINKS, LINEAGE_RUN, LINEAGE_VERSION],
);

export const AROUND_RUN = listing(
  /* GraphQL */ `
    query AroundRun($entity: String!, $project: String!, $run: String!) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          ...RunWithLinks
        }
      }
    }
  `,
  [RUN_WITH_LINKS, LINEAGE_RUN, LINEAGE_VERSION],
);

export const AROUND_VERSION = listing(
  /* GraphQL */ `
    query AroundVersion($id: ID!) {
      artifact(id: $id) {
        ...LineageVersion
        usedBy(first: 1000) {
          edges {
            node {
              ...LineageRun
            }
          }
        }
        createdBy {
          __typename
          ... on Run {
            ...LineageRun
          }
        }
      }
    }
  `,
  [LINEAGE_RUN, LINEAGE_VERSION],
);

export const VERSIONS_WITH_USERS = listing(
  /* GraphQL */ `
    query VersionsWithUsers($id: ID!, $after: String) {
      artifactCollection(id: $id) {
        artifacts(first: 200, after: $after, order: "-createdAt") {
          edges {
            node {
              ...LineageVersion
              usedBy(first: 1000) {
                edges {
                  node {
                    ...LineageRun
                  }
                }
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
  [LINEAGE_RUN, LINEAGE_VERSION],
);
