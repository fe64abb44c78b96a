/** Versions as members of collections, and their files. */
import { COLLECTION, document, listing, PLAIN_COLLECTION, PLAIN_VERSION, VERSION } from './fragments.ts';

const MEMBERSHIP = /* GraphQL */ `
  fragment MembershipFields on ArtifactCollectionMembership {
    versionIndex
    createdAt
    aliases {
      alias
    }
    artifactCollection {
      ...CollectionFields
    }
    artifact {
      ...VersionFields
    }
  }
`;

export const MEMBERSHIPS = listing(
  /* GraphQL */ `
    query Memberships($id: ID!, $first: Int!, $after: String) {
      artifactCollection(id: $id) {
        artifactMemberships(first: $first, after: $after) {
          edges {
            node {
              ...MembershipFields
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
  [MEMBERSHIP, COLLECTION, VERSION],
  [MEMBERSHIP, PLAIN_COLLECTION, PLAIN_VERSION],
);

export const MEMBERSHIPS_OF_VERSION = document(
  /* GraphQL */ `
    query MembershipsOfVersion($id: ID!) {
      artifact(id: $id) {
        artifactMemberships(first: 1000) {
          edges {
            node {
              ...MembershipFields
            }
          }
        }
      }
    }
  `,
  [MEMBERSHIP, COLLECTION, VERSION],
  [MEMBERSHIP, PLAIN_COLLECTION, PLAIN_VERSION],
);

export const MANIFEST = document(
  /* GraphQL */ `
    query Manifest($id: ID!) {
      artifact(id: $id) {
        state
        currentManifest {
          file {
            directUrl
          }
        }
      }
    }
  `,
  [],
);

export const FILES = document(
  /* GraphQL */ `
    query Files($id: ID!, $names: [String!], $first: Int!, $after: String) {
      artifact(id: $id) {
        files(names: $names, first: $first, after: $after) {
          edges {
            node {
              name
              directUrl
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
