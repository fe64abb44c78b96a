/** Regular expressions of others: one that would take for ever is given up. */
import { createContext, Script } from 'node:vm';

/** Milliseconds for one text. */
const PATIENCE = 100;

const script = new Script('regex.test(text)');

/** Tests texts against an expression. @returns undefined where it takes longer than anybody waits */
export function regexTest(regex: RegExp): (text: string) => boolean | undefined {
  const scope: { regex: RegExp; text: string } = { regex, text: '' };
  const context = createContext(scope);
  return text => {
    scope.text = text;
    try {
      return script.runInContext(context, { timeout: PATIENCE }) === true;
    } catch (error) {
      // An error of the other realm is no `Error` of this one.
      const { code } = error as { readonly code?: unknown };
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    }
  };
}
