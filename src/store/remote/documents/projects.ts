/** Who asks, and projects. */
import { listing } from './fragments.ts';

export const VIEWER = listing(
  /* GraphQL */ `
    query Viewer {
      viewer {
        username
        entity
        teams {
          edges {
            node {
              name
            }
          }
        }
      }
    }
  `,
  [],
);

const PROJECT = /* GraphQL */ `
  fragment ProjectFields on Project {
    name
    entityName
    createdAt
    updatedAt
    runCount
    artifactTypes {
      edges {
        node {
          artifactCollections(first: 1) {
            totalCount
          }
        }
      }
    }
  }
`;
const PLAIN_PROJECT = /* GraphQL */ `
  fragment ProjectFields on Project {
    name
    entityName
    createdAt
  }
`;

export const PROJECTS = listing(
  /* GraphQL */ `
    query Projects($entity: String, $first: Int!, $after: String) {
      projects(entityName: $entity, first: $first, after: $after) {
        edges {
          node {
            ...ProjectFields
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [PROJECT],
  [PLAIN_PROJECT],
);

export const PROJECT_BY_NAME = listing(
  /* GraphQL */ `
    query Project($entity: String!, $project: String!) {
      project(name: $project, entityName: $entity) {
        ...ProjectFields
      }
    }
  `,
  [PROJECT],
  [PLAIN_PROJECT],
);
