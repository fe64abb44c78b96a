import type { MarkedToken, Token } from 'marked';

/** Levels of nesting that anybody writes; drawing many more exhausts the stack. */
const DEEPEST = 40;

function within(token: MarkedToken): readonly Token[] {
  switch (token.type) {
    case 'list':
      return token.items;
    case 'table':
      return [...token.header, ...token.rows.flat()].flatMap(cell => cell.tokens);
    default:
      return 'tokens' in token ? (token.tokens ?? []) : [];
  }
}

/** Whether something is nested deeper than anybody means. */
export function isTooDeep(tokens: readonly Token[]): boolean {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(token => within(token as MarkedToken));
  }
  return false;
}
