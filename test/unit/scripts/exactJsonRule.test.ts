import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { exactJsonRule } from '../../../scripts/lib/exactJsonRule.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: root },
    },
    plugins: { amphora: { rules: { 'exact-json': exactJsonRule } } },
    rules: { 'amphora/exact-json': 'error' },
  },
});

/** What lint says of a file with this text, by the place of a file that there is. */
async function told(text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, 'src/wandb/clientJson.ts') });
  return result!.messages.map(({ line, messageId, message }) => `${line} ${messageId ?? message}`);
}

test('lint finds what rounds integers beyond 2^53, and what throws at them', async () => {
  const text = `
    import { isJsonObject, type JsonObject } from '../core/json.ts';
    import type { Version } from '../core/version.ts';
    export function all(metadata: JsonObject, version: Version, list: readonly { a?: JsonObject }[], any: object, some: unknown) {
      JSON.stringify(metadata);
      JSON.stringify(version);
      JSON.stringify({ version: { ...version, metadata: 1 } });
      JSON.stringify(list, undefined, 2);
      JSON.stringify(any);
      JSON.stringify([version.aliases, version.size, version.loggedBy]);
      JSON.stringify(metadata, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
      new Response().json(metadata);
      if (some !== null && some !== undefined) JSON.stringify(some);
      return isJsonObject(JSON.parse('{}'));
    }`;
  expect(await told(text)).toEqual([
    '5 write',
    '6 write',
    '8 write',
    '9 write',
    '12 write',
    '13 write',
    '14 read',
  ]);
});

test('lint leaves alone what has none to do with them', async () => {
  const text = `
    import { stringifyJson } from '../core/json.ts';
    export const text = stringifyJson({ a: JSON.stringify({ a: ['b', 1, null, undefined], b: {} }) });
    export const value: unknown = JSON.parse(text);`;
  expect(await told(text)).toEqual([]);
});
