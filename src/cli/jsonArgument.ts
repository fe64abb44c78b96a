import fs from 'node:fs/promises';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { parseJsonObject } from '../core/json.ts';
import { systemProblem } from '../store/systemError.ts';

/** Which failure a bad object is. */
export type JsonProblem = Extract<ErrorCode, 'metadata-not-json' | 'config-not-json'>;

/** Whether the argument names a file. */
export const isFileArgument = (argument: string): boolean => argument.startsWith('@');

/**
 * Reads `{…}`, or `@file` with such an object in it.
 * @throws AmphoraError `argument-unreadable`, `number-inexact`, or `problem`
 */
export async function readJsonArgument(
  argument: string,
  folder: string,
  problem: JsonProblem,
): Promise<JsonObject> {
  if (!isFileArgument(argument)) return parseJsonObject(argument, problem);
  const file = argument.slice(1);
  let text: string;
  try {
    text = await fs.readFile(path.resolve(folder, file), 'utf8');
  } catch (error) {
    throw new AmphoraError(
      'argument-unreadable',
      { path: file, problem: systemProblem(error) },
      { cause: error },
    );
  }
  return parseJsonObject(text.replace(/^\ufeff/, ''), problem);
}
