import { lexer, type Token } from 'marked';
import { isTooDeep } from './depth.ts';

/** The part of a dedicated worker's global scope used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: string }) => void) | null;
  postMessage(message: readonly Token[] | undefined): void;
}

const scope = globalThis as unknown as WorkerScope;

function parse(text: string): readonly Token[] | undefined {
  try {
    const tokens = lexer(text);
    return isTooDeep(tokens) ? undefined : tokens;
  } catch {
    // Nested deeper than the stack.
    return undefined;
  }
}

scope.onmessage = ({ data }) => scope.postMessage(parse(data));
