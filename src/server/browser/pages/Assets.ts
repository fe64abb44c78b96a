/** The files of the pages, read once: what is asked for by name is looked for among them, and nowhere else. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AmphoraError } from '../../../core/errors.ts';
import { isSystemError } from '../../../store/systemError.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly packed: Buffer;
}

export interface AssetSet {
  /** Changes with any of the files. */
  readonly version: string;
  readonly files: ReadonlyMap<string, Asset>;
}

const pack = promisify(gzip);

export class Assets {
  readonly #folder: string;
  #set: Promise<AssetSet> | undefined;

  /** @param folder where the bundles of the pages lie */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All of them. @throws AmphoraError `part-missing` where they were not built */
  all(): Promise<AssetSet> {
    const set = (this.#set ??= this.#read());
    set.catch(() => {
      // They may be built in a moment.
      if (this.#set === set) this.#set = undefined;
    });
    return set;
  }

  /** Where a browser finds those of these files that there are. @throws AmphoraError `part-missing` */
  async addresses(...names: readonly string[]): Promise<readonly string[]> {
    const { version, files } = await this.all();
    return names.filter(name => files.has(name)).map(name => `/amphora/assets/${version}/${name}`);
  }

  /** @throws AmphoraError `part-missing` */
  async address(name: string): Promise<string> {
    const [address] = await this.addresses(name);
    if (address === undefined) throw new AmphoraError('part-missing', { path: `webview/${name}` });
    return address;
  }

  async #read(): Promise<AssetSet> {
    const names = await this.#names();
    const digest = createHash('sha256');
    const files = new Map<string, Asset>();
    for (const name of names) {
      const bytes = await readFile(path.join(this.#folder, name));
      digest.update(`${name} ${bytes.length} `).update(bytes);
      files.set(name, { type: TYPES[path.extname(name)] ?? '', bytes, packed: await pack(bytes) });
    }
    return { version: digest.digest('hex').slice(0, 16), files };
  }

  async #names(): Promise<readonly string[]> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      const files = entries.filter(entry => entry.isFile() && path.extname(entry.name) in TYPES);
      return files.map(({ name }) => name).sort();
    } catch (error) {
      if (!isSystemError(error, 'ENOENT', 'ENOTDIR')) throw error;
      throw new AmphoraError('part-missing', { path: 'webview' }, { cause: error });
    }
  }
}
