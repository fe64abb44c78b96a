/**
 * Lint: where values of core's `Json` go, JSON is read and written by `parseJson` and `stringifyJson`. `JSON.parse` rounds integers
 * beyond 2^53, `JSON.stringify` and `c.json` throw at the bigints that they are.
 */
import ts from 'typescript';

/** What nobody knows the type of may be one as well. */
const MAY_BE = ts.TypeFlags.BigIntLike | ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive;

/** Whether what `JSON.stringify` walks of a value of this type may hold a bigint. */
function holdsBigint(type, checker, seen) {
  if (type.flags & MAY_BE) return true;
  if (seen.has(type)) return false;
  seen.add(type);
  const within = inner => inner !== undefined && holdsBigint(inner, checker, seen);
  if (type.isUnionOrIntersection()) return type.types.some(within);
  if (
    !(type.flags & ts.TypeFlags.Object) ||
    checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0
  )
    return false;
  if (checker.isArrayType(type) || checker.isTupleType(type))
    return checker.getTypeArguments(type).some(within);
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const properties = checker.getPropertiesOfType(type);
  // Of `unknown`, a look whether it is null leaves `{}`.
  if (index === undefined && properties.length === 0)
    return !(type.objectFlags & ts.ObjectFlags.ObjectLiteral);
  return within(index) || properties.some(property => within(checker.getTypeOfSymbol(property)));
}

const isJson = ({ object }) => object.type === 'Identifier' && object.name === 'JSON';

/** @type {import('eslint').Rule.RuleModule} */
export const exactJsonRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      write:
        'This may hold integers beyond 2^53, at which JSON.stringify throws: use stringifyJson of core/json.ts.',
      read: 'JSON.parse rounds integers beyond 2^53: a file that knows values of core/json.ts reads with parseJson.',
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    let knowsJson = false;
    const mayHold = node =>
      holdsBigint(checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node)), checker, new Set());
    return {
      ImportDeclaration({ source, specifiers }) {
        if (!/\/core\/json\.ts$/.test(source.value)) return;
        knowsJson ||= specifiers.some(({ imported }) => imported?.name !== 'stringifyJson');
      },
      'CallExpression[callee.type="MemberExpression"]'(node) {
        const { callee, arguments: given } = node;
        const { name } = callee.property;
        const [value, replacer] = given;
        if (name === 'parse' && isJson(callee) && knowsJson) context.report({ node, messageId: 'read' });
        if (!value || value.type === 'SpreadElement') return;
        // A replacer says itself what becomes of them.
        const replaces =
          replacer?.type === 'ArrowFunctionExpression' || replacer?.type === 'FunctionExpression';
        const writes = name === 'stringify' ? isJson(callee) && !replaces : name === 'json';
        if (writes && mayHold(value)) context.report({ node, messageId: 'write' });
      },
    };
  },
};
