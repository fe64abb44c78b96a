/** Parts that queries share. Each `PLAIN` one leaves out what only newer servers know. */

const PLAIN_VERSION_FIELDS = /* GraphQL */ `
    id
    state
    digest
    versionIndex
    description
    metadata
    size
    fileCount
    createdAt
    aliases {
      alias
      artifactCollectionName
    }
    artifactType {
      name
    }
    artifactSequence {
      id
      name
      project {
        name
        entityName
      }
    }
    createdBy {
      __typename
      ... on Run {
        name
        project {
          name
          entityName
        }
      }
    }
`;

export const PLAIN_VERSION = `
  fragment VersionFields on Artifact {${PLAIN_VERSION_FIELDS}  }
`;

export const VERSION = `
  fragment VersionFields on Artifact {${PLAIN_VERSION_FIELDS}    historyStep
    ttlDurationSeconds
    ttlIsInherited
    tags {
      name
    }
  }
`;

/** With its newest version. */
export const COLLECTION = /* GraphQL */ `
  fragment CollectionFields on ArtifactCollection {
    __typename
    id
    name
    description
    createdAt
    updatedAt
    defaultArtifactType {
      name
    }
    project {
      name
      entityName
    }
    tags {
      edges {
        node {
          name
        }
      }
    }
    artifacts(first: 1, order: "-createdAt") {
      totalCount
      edges {
        node {
          ...VersionFields
        }
      }
    }
  }
`;

export const PLAIN_COLLECTION = /* GraphQL */ `
  fragment CollectionFields on ArtifactCollection {
    __typename
    id
    name
    description
    createdAt
    defaultArtifactType {
      name
    }
    artifacts(first: 1, order: "-createdAt") {
      totalCount
      edges {
        node {
          ...VersionFields
        }
      }
    }
  }
`;

export const RUN = /* GraphQL */ `
  fragment RunFields on Run {
    id
    name
    displayName
    jobType
    group
    state
    createdAt
    heartbeatAt
    exitCode
    inputs: inputArtifacts(first: 1) {
      totalCount
    }
    outputs: outputArtifacts(first: 1) {
      totalCount
    }
  }
`;

export const PLAIN_RUN = /* GraphQL */ `
  fragment RunFields on Run {
    id
    name
    displayName
    jobType
    group
    state
    createdAt
    heartbeatAt
  }
`;

/** A document and its form for servers that know none of the newer fields. */
export function document(
  text: string,
  fragments: readonly string[],
  plain: readonly string[] = [],
): { readonly text: string; readonly plain?: string } {
  const whole = [text, ...fragments].join('');
  return plain.length === 0 ? { text: whole } : { text: whole, plain: [text, ...plain].join('') };
}

/** The same of a document that lists. */
export function listing(
  ...parts: Parameters<typeof document>
): ReturnType<typeof document> & { readonly lists: true } {
  return { ...document(...parts), lists: true };
}
