/**
 * Leaves out of variables what the schema does not know: newer clients send fields that only newer servers understand, most of
 * them null, and a query must not fail for them.
 */
import type { DocumentNode, GraphQLInputType, GraphQLSchema } from 'graphql';
import { getNullableType, isInputObjectType, isInputType, isListType, Kind, typeFromAST } from 'graphql';
import { isJsonObject } from '../core/json.ts';

export type Variables = Readonly<Record<string, unknown>>;

function known(value: unknown, type: GraphQLInputType): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return Array.isArray(value) ? value.map(item => known(item, inner.ofType)) : value;
  }
  if (!isInputObjectType(inner) || !isJsonObject(value)) return value;
  const fields = inner.getFields();
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field ? [[name, known(item, field.type)]] : [];
    }),
  );
}

export function knownVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
): Variables {
  const types = new Map<string, GraphQLInputType>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable, type } of definition.variableDefinitions ?? []) {
      const found = typeFromAST(schema, type);
      if (isInputType(found)) types.set(variable.name.value, found);
    }
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      const type = types.get(name);
      return [name, type ? known(value, type) : value];
    }),
  );
}
