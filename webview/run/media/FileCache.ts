/** Files of a run as addresses that pictures and sounds can be shown from; the last ones are kept. */
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract } from '../../../src/protocol/pages/run.ts';
import { MAX_FILE_BYTES } from '../../../src/protocol/pages/shared.ts';
import { bytesOf } from '../../preview/bytes.ts';
import { t } from '../../ui/l10n.ts';
import { mediaTypeOf } from './kinds.ts';

const KEPT = 64;

export class FileCache {
  readonly #client: Pick<Client<RunContract>, 'request'>;
  readonly #id: RunId;
  readonly #ended = new AbortController();
  /** By path, the newest last. */
  readonly #files = new Map<string, Promise<string>>();

  constructor(client: Pick<Client<RunContract>, 'request'>, id: RunId) {
    this.#client = client;
    this.#id = id;
  }

  /**
   * The address of a file's bytes, for as long as it is among the last that were asked for.
   * @throws Error with a sentence where it is too large or cannot be read
   */
  address(path: string): Promise<string> {
    const known = this.#files.get(path);
    this.#files.delete(path);
    const reading = known ?? this.#read(path);
    this.#files.set(path, reading);
    if (!known) reading.catch(() => this.#files.delete(path));
    while (this.#files.size > KEPT) this.#drop();
    return reading;
  }

  dispose(): void {
    this.#ended.abort();
    while (this.#files.size > 0) this.#drop();
  }

  #drop(): void {
    const [oldest] = this.#files;
    if (!oldest) return;
    const [path, reading] = oldest;
    this.#files.delete(path);
    reading.then(URL.revokeObjectURL, () => undefined);
  }

  async #read(path: string): Promise<string> {
    const params = { id: this.#id, path, limit: MAX_FILE_BYTES };
    const { size, base64 } = await this.#client.request('getFile', params, this.#ended.signal);
    if (size > MAX_FILE_BYTES) throw new Error(t('The file is too large to be shown here.'));
    return URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaTypeOf(path) ?? '' }));
  }
}
