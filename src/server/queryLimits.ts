/** Bounds what one GraphQL request may cost: nodes lead to each other in circles, so a short query could ask for all there is many times over. */
import type { ASTVisitor, FragmentDefinitionNode, GraphQLOutputType, SelectionSetNode } from 'graphql';
import { defaultFieldResolver, getNamedType, GraphQLError, Kind } from 'graphql';
import type { GraphQLFieldResolver, ValidationContext } from 'graphql';

/** Levels of fields; the deepest document of a client, which asks for the schema itself, has fifteen. */
const MAX_DEPTH = 20;
/** Fields that one request may resolve: as many as a page of a hundred thousand files has. */
const BUDGET = 1_500_000;
/** What a listing costs, beside its items. */
const LISTING = 1000;

/** Refuses documents that are nested more deeply than any client asks. */
export function maxDepthRule(context: ValidationContext): ASTVisitor {
  const depths = new Map<FragmentDefinitionNode, number>();
  const depthOf = ({ selections }: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of selections) {
      const own = selection.kind === Kind.FIELD ? 1 : 0;
      const below =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragmentDepth(context.getFragment(selection.name.value))
          : selection.selectionSet
            ? depthOf(selection.selectionSet)
            : 0;
      deepest = Math.max(deepest, own + below);
    }
    return deepest;
  };
  const fragmentDepth = (fragment: FragmentDefinitionNode | null | undefined): number => {
    if (!fragment) return 0;
    const known = depths.get(fragment);
    if (known !== undefined) return known;
    // One that spreads itself is another rule's to refuse.
    depths.set(fragment, 0);
    const depth = depthOf(fragment.selectionSet);
    depths.set(fragment, depth);
    return depth;
  };
  return {
    OperationDefinition(node) {
      if (depthOf(node.selectionSet) <= MAX_DEPTH) return;
      const message = `The query is nested more than ${String(MAX_DEPTH)} levels deep; ask in several.`;
      context.reportError(new GraphQLError(message, { nodes: [node] }));
    },
  };
}

/** What a request may still ask for. */
export class QueryBudget {
  #left = BUDGET;

  /** @throws GraphQLError when nothing is left */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) {
      throw new GraphQLError('The query asks for too much at once; ask for fewer things, or in pages.');
    }
  }
}

function costOf(type: GraphQLOutputType): number {
  return getNamedType(type).name.endsWith('Connection') ? LISTING : 1;
}

/** Resolves fields as ever, and counts them. */
export const countingResolver: GraphQLFieldResolver<unknown, { readonly budget: QueryBudget }> = (
  source,
  args,
  context,
  info,
) => {
  context.budget.spend(costOf(info.returnType));
  return defaultFieldResolver(source, args, context, info);
};
