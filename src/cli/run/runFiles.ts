/** The private folder of a run's command: its config to read, its summary to write. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, parseExactJson, stringifyJson } from '../../core/json.ts';

export interface RunFiles {
  readonly config: string;
  readonly summary: string;
  /** What the command wrote; undefined where it wrote nothing. @throws Error saying what is wrong with it */
  readSummary(): Promise<JsonObject | undefined>;
  remove(): Promise<void>;
}

export async function makeRunFiles(config: JsonObject): Promise<RunFiles> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'amphora-run-'));
  const files = { config: path.join(folder, 'config.json'), summary: path.join(folder, 'summary.json') };
  await fs.writeFile(files.config, `${stringifyJson(config, 2)}\n`);
  return {
    ...files,
    async readSummary() {
      let text: string;
      try {
        text = await fs.readFile(files.summary, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      if (text.trim() === '') return undefined;
      const value = parseExactJson(text);
      if (!isJsonObject(value)) throw new Error('an object was expected');
      return value;
    },
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
