/** JSON as Python writes it: with bare `NaN` and `Infinity`, which JSON does not know. */
import { AmphoraError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { isJsonObject, isTooDeep, parseJson } from '../core/json.ts';

/** A text, which stays as it is, or a number that JSON lacks, which becomes a text. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs;

function parsePython(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('nested too deeply');
  try {
    return parseJson(text);
  } catch {
    return parseJson(text.replace(TOKEN, token => (token.startsWith('"') ? token : `"${token}"`)));
  }
}

/** @throws AmphoraError `input-malformed` naming `what` */
export function parseClientJson(text: string, what: string): unknown {
  try {
    return parsePython(text);
  } catch {
    throw new AmphoraError('input-malformed', { what });
  }
}

/** An object, or undefined where nothing was said. @throws AmphoraError `input-malformed` naming `what` */
export function parseClientObject(text: string | null | undefined, what: string): JsonObject | undefined {
  if (text == null || text === '') return undefined;
  const value = parseClientJson(text, what);
  if (value === null) return {};
  if (!isJsonObject(value)) throw new AmphoraError('input-malformed', { what });
  return value;
}
