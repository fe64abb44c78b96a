/** Regular expressions of others: what would take for ever is given up. */
import { createContext, Script } from 'node:vm';

/** Milliseconds for one text. */
const PATIENCE = 100;
/** Milliseconds for all texts that one expression looks through. */
const BUDGET = 2000;

interface Scope {
  regex: RegExp;
  text: string;
}

const script = new Script('regex.test(text)');
/** One for all expressions: a realm takes a millisecond and half a megabyte to make. */
let shared: Scope | undefined;

/** Tests texts against an expression. @returns undefined where it takes longer than anybody waits */
export function regexTest(regex: RegExp): (text: string) => boolean | undefined {
  let left = BUDGET;
  return text => {
    if (left <= 0) return undefined;
    shared ??= createContext({ regex, text }) as Scope;
    Object.assign(shared, { regex, text });
    const start = performance.now();
    try {
      return script.runInContext(shared, { timeout: PATIENCE }) === true;
    } catch (error) {
      // An error of the other realm is no `Error` of this one.
      const { code } = error as { readonly code?: unknown };
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      left -= performance.now() - start;
    }
  };
}
