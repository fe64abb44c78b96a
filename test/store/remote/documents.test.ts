import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createSchema } from '../../../src/server/schema/schema.ts';
import * as artifacts from '../../../src/store/remote/documents/artifacts.ts';
import * as lineage from '../../../src/store/remote/documents/lineage.ts';
import * as memberships from '../../../src/store/remote/documents/memberships.ts';
import * as projects from '../../../src/store/remote/documents/projects.ts';
import * as runs from '../../../src/store/remote/documents/runs.ts';
import * as writes from '../../../src/store/remote/documents/writes.ts';

const documents = Object.entries({
  ...artifacts,
  ...lineage,
  ...memberships,
  ...projects,
  ...runs,
  ...writes,
});

describe('each document is static GraphQL that the schema of the protocol takes', () => {
  const schema = createSchema();
  test.each(documents)('%s', (_, { text, plain }) => {
    for (const document of plain === undefined ? [text] : [text, plain]) {
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
    }
  });

  test('and it would be noticed if one did not', () => {
    const other = buildSchema('type Query { other: String }');
    expect(validate(other, parse(projects.VIEWER.text))).not.toEqual([]);
  });
});
