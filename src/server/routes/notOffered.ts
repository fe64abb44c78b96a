/** What clients can ask a server of W&B for and not this one, such as sweeps: told by name, in a sentence for people. */
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { GraphQLError, Kind } from 'graphql';
import { AmphoraError } from '../../core/errors.ts';

/** The operations of a document that this schema has no field for. */
export function notOffered(schema: GraphQLSchema, { definitions }: DocumentNode): readonly GraphQLError[] {
  const names = definitions.flatMap(definition => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const known = schema.getRootType(definition.operation)?.getFields() ?? {};
    return definition.selectionSet.selections.flatMap(selection =>
      selection.kind === Kind.FIELD &&
      !selection.name.value.startsWith('__') &&
      !Object.hasOwn(known, selection.name.value)
        ? [selection.name.value]
        : [],
    );
  });
  return [...new Set(names)].map(name => {
    const originalError = new AmphoraError('not-here', { what: `"${name}"` });
    return new GraphQLError(originalError.message, { originalError });
  });
}
