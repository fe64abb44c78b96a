/** Runs, what they stream and their files. */
import { document, listing, PLAIN_RUN, RUN } from './fragments.ts';

export const RUNS = listing(
  /* GraphQL */ `
    query Runs(
      $entity: String!
      $project: String!
      $filters: JSONString
      $order: String
      $first: Int!
      $after: String
    ) {
      project(name: $project, entityName: $entity) {
        runs(filters: $filters, order: $order, first: $first, after: $after) {
          edges {
            node {
              ...RunFields
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
  [RUN],
  [PLAIN_RUN],
);

export const JOB_TYPES = listing(
  /* GraphQL */ `
    query JobTypes($entity: String!, $project: String!, $after: String) {
      project(name: $project, entityName: $entity) {
        runs(first: 1000, after: $after, order: "-created_at") {
          edges {
            node {
              jobType
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

const LINK = /* GraphQL */ `
  fragment LinkFields on Artifact {
    id
    state
    versionIndex
    size
    aliases {
      alias
      artifactCollectionName
    }
    artifactType {
      name
    }
    artifactSequence {
      name
    }
  }
`;

export const RUN_BY_KEY = listing(
  /* GraphQL */ `
    query Run($entity: String!, $project: String!, $run: String!) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          ...RunFields
          config
          summaryMetrics
          notes
          tags
          commit
          historyLineCount
          eventsLineCount
          logLineCount
          inputArtifacts(first: 1000) {
            edges {
              node {
                ...LinkFields
              }
            }
          }
          outputArtifacts(first: 1000) {
            edges {
              node {
                ...LinkFields
              }
            }
          }
        }
      }
    }
  `,
  [RUN, LINK],
  [PLAIN_RUN, LINK],
);

export const RUN_STATE = document(
  /* GraphQL */ `
    query RunState($entity: String!, $project: String!, $run: String!) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          state
        }
      }
    }
  `,
  [],
);

export const HISTORY = document(
  /* GraphQL */ `
    query History(
      $entity: String!
      $project: String!
      $run: String!
      $start: Int64
      $end: Int64
      $samples: Int
    ) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          history(minStep: $start, maxStep: $end, samples: $samples)
          historyLineCount
          historyTail
        }
      }
    }
  `,
  [],
);

export const EVENTS = document(
  /* GraphQL */ `
    query Events($entity: String!, $project: String!, $run: String!, $samples: Int!) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          events(samples: $samples)
        }
      }
    }
  `,
  [],
);

export const CONSOLE = document(
  /* GraphQL */ `
    query Console($entity: String!, $project: String!, $run: String!, $first: Int!, $after: String) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          logLines(first: $first, after: $after) {
            edges {
              node {
                line
              }
            }
          }
        }
      }
    }
  `,
  [],
);

export const RUN_FILES = document(
  /* GraphQL */ `
    query RunFiles(
      $entity: String!
      $project: String!
      $run: String!
      $names: [String]
      $pattern: String
      $first: Int!
      $after: String
    ) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          files(names: $names, pattern: $pattern, first: $first, after: $after) {
            edges {
              node {
                id
                name
                directUrl
                sizeBytes
                mimetype
                updatedAt
                md5
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
  [],
);
