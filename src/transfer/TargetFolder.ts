/** The folder a version is downloaded to: what is in it, what may be written, and a place for temporary files. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import { makeFolder } from '../store/makeFolder.ts';
import { belongsToStore } from '../store/storePlaces.ts';
import { PROBLEMS } from './problems.ts';
import { isTemporaryOfDead, temporaryName } from './temporaryName.ts';
import { removeQuietly } from './removeQuietly.ts';
import { targetFailure } from './fileFailures.ts';

/** Looks at each folder once. Nothing is written before `prepare`. */
export class TargetFolder {
  readonly root: string;
  readonly #present = new Map<string, boolean>();

  /** @throws AmphoraError `in-store`, `target-is-file`, `target-not-writable` */
  constructor(root: string) {
    this.root = root;
    const stats = this.#attempt(root, () => fs.statSync(root, { throwIfNoEntry: false }));
    if (stats && !stats.isDirectory()) throw new AmphoraError('target-is-file', { path: root });
    if (belongsToStore(root)) throw new AmphoraError('in-store', { path: root });
    this.#present.set('', stats !== undefined);
  }

  /**
   * What stands under this relative path now; undefined for nothing.
   * @throws AmphoraError `target-not-writable` where a link or a file is in the way of one of its folders
   */
  look(file: string): fs.Stats | undefined {
    if (!this.#hasFolder(parentOf(file))) return undefined;
    return this.#stat(file);
  }

  absolute(file: string): string {
    return `${this.root}/${file}`;
  }

  /**
   * Makes the folders that these files need, and a folder for temporary files, which the caller removes.
   * @throws AmphoraError `target-not-writable`, `disk-full`
   */
  prepare(files: readonly string[]): string {
    const temporary = path.join(this.root, temporaryName(randomBytes(6).toString('hex')));
    this.#make(this.root);
    for (const file of files) this.#ensure(parentOf(file));
    this.#make(temporary);
    return temporary;
  }

  /** Removes what downloads that were killed left here. */
  sweep(): void {
    if (!this.#present.get('')) return;
    for (const name of this.#attempt(this.root, () => fs.readdirSync(this.root))) {
      if (isTemporaryOfDead(name)) removeQuietly(path.join(this.root, name));
    }
  }

  #ensure(folder: string): void {
    if (this.#hasFolder(folder)) return;
    this.#ensure(parentOf(folder));
    this.#make(this.absolute(folder));
    this.#present.set(folder, true);
  }

  #make(folder: string): void {
    this.#attempt(folder, () => {
      if (folder === this.root) makeFolder(folder);
      else fs.mkdirSync(folder);
    });
    if (folder === this.root) this.#present.set('', true);
  }

  #hasFolder(folder: string): boolean {
    const known = this.#present.get(folder);
    if (known !== undefined) return known;
    const stats = this.#hasFolder(parentOf(folder)) ? this.#stat(folder) : undefined;
    if (stats && !stats.isDirectory()) {
      const problem = stats.isSymbolicLink() ? PROBLEMS.link : PROBLEMS.file;
      throw new AmphoraError('target-not-writable', { path: this.absolute(folder), problem });
    }
    this.#present.set(folder, stats !== undefined);
    return stats !== undefined;
  }

  #stat(file: string): fs.Stats | undefined {
    const absolute = this.absolute(file);
    return this.#attempt(absolute, () => fs.lstatSync(absolute, { throwIfNoEntry: false }));
  }

  #attempt<T>(file: string, call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw targetFailure(error, file);
    }
  }
}

function parentOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash);
}
