/**
 * Large files that come in parts, in any order, several at once. Each part is a file of its own until the client says that
 * all are there; then they become one. Parts survive a kill.
 *
 *     <store>/store-v1/uploads/<id>/digest   base64 MD5 that the whole must have, and on a second line whose it will be
 *     <store>/store-v1/uploads/<id>/<n>      part n
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmphoraError } from '../../core/errors.ts';
import { isSystemError } from '../../store/systemError.ts';
import type { BlobRecorder } from './BlobRecorder.ts';
import type { Expectation } from './receiveBlob.ts';
import { limited, receiveBlob } from './receiveBlob.ts';
import type { StagingPool } from './StagingPool.ts';
import { writeFailure } from './writeFailure.ts';

const ID = /^[0-9a-f-]{36}$/;

export class MultipartUploads {
  readonly #folder: string;
  readonly #pool: StagingPool;
  readonly #recorder: BlobRecorder;
  readonly #completing = new Map<string, Promise<string>>();

  /** @param folder where parts are kept */
  constructor(folder: string, pool: StagingPool, recorder: BlobRecorder) {
    this.#folder = folder;
    this.#pool = pool;
    this.#recorder = recorder;
  }

  /** @param entity whose it will be @param digest base64 MD5 of the whole @returns the upload's id */
  async begin(entity: string, digest: string): Promise<string> {
    const id = randomUUID();
    try {
      await mkdir(this.#path(id), { recursive: true });
      await writeFile(path.join(this.#path(id), 'digest'), `${digest}\n${entity}`);
    } catch (error) {
      await this.abort(id);
      throw writeFailure(error, this.#store);
    }
    return id;
  }

  /**
   * Takes a part; again is no change.
   * @throws AmphoraError `draft-not-found`, `upload-differs`, `upload-too-large`, `disk-full`
   */
  async receive(
    id: string,
    part: number,
    { md5, limit }: Pick<Expectation, 'md5' | 'limit'>,
    source: Readable,
  ): Promise<void> {
    const target = path.join(this.#path(id), String(part));
    const temporary = `${target}.${randomUUID()}`;
    const hash = createHash('md5');
    try {
      await pipeline(
        source,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of limited(chunks, limit)) {
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(temporary, { flags: 'wx' }),
      );
      if (hash.digest('base64') !== md5) throw new AmphoraError('upload-differs', {});
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw isSystemError(error, 'ENOENT')
        ? new AmphoraError('draft-not-found', {})
        : writeFailure(error, this.#store);
    }
  }

  /** Puts the parts together. A client that asks again, having waited too long, waits for the same work. */
  complete(id: string, parts: readonly number[]): Promise<string> {
    const running = this.#completing.get(id);
    if (running) return running;
    const begun = this.#assemble(id, parts);
    this.#completing.set(id, begun);
    // A failure may be mended by sending the part again; what was done stays known for a while.
    begun.then(
      () => setTimeout(() => this.#completing.delete(id), 600_000).unref(),
      () => this.#completing.delete(id),
    );
    return begun;
  }

  async abort(id: string): Promise<void> {
    await rm(this.#path(id), { recursive: true, force: true });
  }

  async #assemble(id: string, parts: readonly number[]): Promise<string> {
    const folder = this.#path(id);
    const begun = await readFile(path.join(folder, 'digest'), 'utf8').catch(() => {
      throw new AmphoraError('draft-not-found', {});
    });
    const [md5 = '', entity = ''] = begun.split('\n');
    const ordered = [...parts].sort((a, b) => a - b);
    for (const part of ordered) await requirePart(folder, part);
    const bytes = async function* () {
      for (const part of ordered) {
        yield* createReadStream(path.join(folder, String(part)), { highWaterMark: 1 << 20 });
      }
    };
    const source = Readable.from(bytes(), { objectMode: false });
    const blob = await this.#pool.use(async ({ blobs }) => {
      const received = await receiveBlob(source, { md5, limit: Number.POSITIVE_INFINITY }, blobs);
      await this.#recorder.record({ entity, ...received });
      return received;
    });
    await this.abort(id);
    return blob.digest;
  }

  /** Folder of the store, for error sentences. */
  get #store(): string {
    return path.dirname(path.dirname(this.#folder));
  }

  #path(id: string): string {
    if (!ID.test(id)) throw new AmphoraError('draft-not-found', {});
    return path.join(this.#folder, id);
  }
}

/** @throws AmphoraError `upload-missing` where a part did not arrive */
async function requirePart(folder: string, part: number): Promise<void> {
  if (!Number.isSafeInteger(part) || part < 1)
    throw new AmphoraError('upload-missing', { path: String(part) });
  await access(path.join(folder, String(part))).catch(() => {
    throw new AmphoraError('upload-missing', { path: String(part) });
  });
}
