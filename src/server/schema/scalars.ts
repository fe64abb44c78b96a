/** What the schema's own scalars take; GraphQL would hand anything on. */
import type { GraphQLSchema } from 'graphql';
import { assertScalarType, GraphQLError, valueFromASTUntyped } from 'graphql';

function requireInt64(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GraphQLError('An Int64 must be a whole number of up to 53 bits.');
}

function requireText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError('A JSONString must be a text that holds JSON.');
}

const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  Int64: requireInt64,
  JSONString: requireText,
};

/** Gives the scalars of a schema their readers. */
export function readScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, read] of Object.entries(READERS)) {
    const scalar = assertScalarType(schema.getType(name));
    scalar.parseValue = read;
    scalar.parseLiteral = (node, variables) => {
      const value: unknown = valueFromASTUntyped(node, variables);
      return read(value);
    };
  }
  return schema;
}
