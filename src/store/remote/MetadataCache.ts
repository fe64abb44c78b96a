/**
 * Answers of a remote store from before, for when it cannot be reached or is slow to answer. Each is a file named by a hash of
 * what was asked. It is only ever a shortcut: a failure to read or write it is no failure.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { stringifyJson } from '../../core/json.ts';

export interface CachedAnswer {
  /** When the server gave it; milliseconds since the epoch. */
  readonly at: number;
  readonly data: unknown;
}

/** Answers kept; the oldest go first. */
const KEPT = 5000;
/** After how many new ones it is looked whether there are too many. */
const LOOK_AFTER = 500;

const Kept = v.pipe(v.string(), v.parseJson(), v.object({ at: v.number(), data: v.unknown() }));

export class MetadataCache {
  readonly #folder: string;
  #puts = 0;

  /** @param folder of this store and account alone; what is in it is private */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(document: string, variables: unknown): Promise<CachedAnswer | undefined> {
    const text = await readFile(this.#file(document, variables), 'utf8').catch(() => '');
    const kept = v.safeParse(Kept, text);
    return kept.success ? { at: kept.output.at, data: kept.output.data } : undefined;
  }

  async put(document: string, variables: unknown, answer: CachedAnswer): Promise<void> {
    const file = this.#file(document, variables);
    const draft = `${file}.${randomUUID()}`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, stringifyJson(answer), { mode: 0o600 });
      await rename(draft, file);
      if (++this.#puts % LOOK_AFTER === 0) await this.#prune();
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    if (names.length <= KEPT) return;
    const files = await Promise.all(
      names.map(async name => {
        const file = path.join(this.#folder, name);
        return { file, mtimeMs: (await stat(file)).mtimeMs };
      }),
    );
    files.sort((a, b) => a.mtimeMs - b.mtimeMs);
    for (const { file } of files.slice(0, files.length - KEPT)) await rm(file, { force: true });
  }

  #file(document: string, variables: unknown): string {
    const hash = createHash('sha256')
      .update(`${document}\n${stringifyJson(variables)}`)
      .digest('hex');
    return path.join(this.#folder, `${hash}.json`);
  }
}
