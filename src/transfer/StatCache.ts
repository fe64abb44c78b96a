/** Remembered digests of one folder's files, so that what did not change is not read again. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { removeQuietly } from './removeQuietly.ts';
import { decodeStatCache, EMPTY_TABLE, encodeStatCache } from './statCacheCodec.ts';
import type { Digests, RememberedFile, StatTable, Trust } from './statCacheCodec.ts';
import type { Stamp } from './stamp.ts';

/** Folders remembered at a time; those not used for the longest are forgotten first. */
const MAX_ROOTS = 256;

/**
 * One file per logged or downloaded root, named by a hash of its path. Any process may replace it at any time, by a
 * rename; a reader has the old one or the new. It is only ever a shortcut: a failure to load or save it is no failure.
 */
export class StatCache {
  readonly #file: string | undefined;
  readonly #removals: number;
  readonly #known: StatTable;
  readonly #fresh = new Map<string, RememberedFile>();

  /**
   * @param folder where caches are kept; undefined to keep none
   * @param root absolute path of the folder (or single file) it is about
   * @param removals how often the store has taken blobs away
   */
  constructor(folder: string | undefined, root: string, removals: number) {
    this.#removals = removals;
    const name = createHash('sha256').update(root).digest('hex').slice(0, 32);
    this.#file = folder && path.join(folder, `${name}.bin`);
    this.#known = this.#file === undefined ? EMPTY_TABLE : load(this.#file);
  }

  /** The digests of a file as it was when its stamp was this; undefined when it has to be read. */
  find(file: string, stamp: Stamp): Digests | undefined {
    return this.#known.find(file, stamp);
  }

  /** What was remembered of a file, whatever became of it. */
  last(file: string): RememberedFile | undefined {
    return this.#known.get(file);
  }

  add(file: string, remembered: RememberedFile): void {
    this.#fresh.set(file, remembered);
  }

  /** Whether the blobs of all it knows are durable. */
  get committed(): boolean {
    return this.#known.committed;
  }

  /** Whether the blobs of all it knows stand in the store, durable: nothing was taken away since they were seen. */
  get vouches(): boolean {
    return this.#known.committed && this.#known.removals === this.#removals;
  }

  #trust(committed: boolean | undefined): Trust {
    if (committed !== undefined) return { committed, removals: this.#removals };
    // What is new was seen now, the rest was not: the older sight holds for all.
    const { size, removals } = this.#known;
    return { committed: this.#known.committed, removals: size === 0 ? this.#removals : removals };
  }

  #merged(paths: readonly string[] | undefined): ReadonlyMap<string, RememberedFile> {
    const files = new Map<string, RememberedFile>();
    for (const file of paths ?? new Set([...this.#known.paths, ...this.#fresh.keys()])) {
      const remembered = this.#fresh.get(file) ?? this.#known.get(file);
      if (remembered) files.set(file, remembered);
    }
    return files;
  }

  /**
   * Writes it where something is new.
   * @param paths every file there is: others are forgotten; undefined where not all were looked at
   * @param committed whether the blobs of these are durable now; undefined where nobody looked
   */
  save(paths?: readonly string[], committed?: boolean): void {
    if (this.#file === undefined) return;
    const same = paths === undefined || paths.length === this.#known.size;
    const trust = this.#trust(committed);
    const { committed: wasCommitted, removals } = this.#known;
    if (this.#fresh.size === 0 && same && trust.committed === wasCommitted && trust.removals === removals)
      return;
    const files = this.#known.size === 0 ? this.#fresh : this.#merged(paths);
    const temporary = `${this.#file}.${String(process.pid)}.${Date.now().toString(36)}.tmp`;
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true });
      fs.writeFileSync(temporary, encodeStatCache(files, trust), { flag: 'wx' });
      fs.renameSync(temporary, this.#file);
      forgetOldest(path.dirname(this.#file));
    } catch {
      removeQuietly(temporary);
    }
  }
}

function load(file: string): StatTable {
  try {
    return decodeStatCache(fs.readFileSync(file)) ?? EMPTY_TABLE;
  } catch {
    return EMPTY_TABLE;
  }
}

function forgetOldest(folder: string): void {
  const names = fs.readdirSync(folder);
  if (names.length <= MAX_ROOTS) return;
  const aged = names
    .map(name => path.join(folder, name))
    .map(file => ({ file, used: fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => a.used - b.used);
  for (const { file } of aged.slice(0, names.length - MAX_ROOTS)) fs.rmSync(file, { force: true });
}
