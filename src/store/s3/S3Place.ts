/** A bucket as the place of a store's blobs. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import type { FolderStaging, Staging } from '../blobs.ts';
import { DRAFT_LIFETIME } from '../catalog/drafts.ts';
import type { Leftovers } from '../local/leftovers.ts';
import { storeFailure } from '../local/storeFailure.ts';
import type { SharedPlace } from '../postgres/sharedPlace.ts';
import { CredentialSource } from './credentials.ts';
import { BLOBS, DAMAGED, INCOMING } from './objectKeys.ts';
import { parseS3Address } from './s3Address.ts';
import { S3Blobs } from './S3Blobs.ts';
import { S3Client } from './S3Client.ts';
import { S3Uploads } from './S3Uploads.ts';

/** Removed at once. */
const BATCH = 1000;
const PROBE = 'probe';

export class S3Place implements SharedPlace {
  readonly blobs: S3Blobs;
  readonly direct: S3Uploads;
  readonly #client: S3Client;
  /** Of this machine: what comes through a server, or from a folder, on its way to the bucket. */
  readonly #spool: string;

  private constructor(client: S3Client) {
    this.#client = client;
    this.#spool = mkdtempSync(path.join(tmpdir(), 'amphora-s3-'));
    this.blobs = new S3Blobs(client);
    this.direct = new S3Uploads(client, this.blobs);
  }

  /**
   * @param text `s3://bucket/prefix?endpoint=…`
   * @throws AmphoraError `bucket-address-invalid`, `bucket-key-missing`, `bucket-not-found`, `bucket-refused`, `bucket-unfit`,
   * `remote-unreachable`
   */
  static async open(text: string, env: NodeJS.ProcessEnv = process.env): Promise<S3Place> {
    const address = parseS3Address(text, env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION']);
    const client = new S3Client(address, await CredentialSource.open(env, address.text));
    try {
      await requireChecks(client);
      return new S3Place(client);
    } catch (error) {
      client.close();
      throw error;
    }
  }

  get uploadsFolder(): string {
    return path.join(this.#spool, 'uploads');
  }

  async reach(): Promise<void> {
    await this.isEmpty();
  }

  async isEmpty(): Promise<boolean> {
    for await (const object of this.#client.list(BLOBS)) return object.key === '';
    return true;
  }

  openStaging(lease: string, removals: number): FolderStaging {
    const inside = (name: string) => path.join(this.#spool, lease, name);
    const folders = { temporary: inside('temporary'), blobs: inside('blobs'), statCache: inside('stat') };
    try {
      for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw storeFailure(error, this.#spool);
    }
    return { kind: 'folder', id: lease, ...folders, removals, inPlace: true };
  }

  closeStaging({ id }: Staging): void {
    rmSync(path.join(this.#spool, id), { recursive: true, force: true });
  }

  async removeLeftovers(dryRun: boolean): Promise<Leftovers> {
    const damaged = await this.#removeBelow(DAMAGED, Infinity, dryRun);
    const incoming = await this.#removeBelow(INCOMING, Date.now() - DRAFT_LIFETIME, dryRun);
    return {
      blobs: damaged.count,
      bytes: damaged.bytes + incoming.bytes,
      temporaryFiles: incoming.count,
    };
  }

  /** What is older than a time, in milliseconds since the epoch. */
  async #removeBelow(folder: string, before: number, dryRun: boolean) {
    const keys: string[] = [];
    let [count, bytes] = [0, 0];
    for await (const { key, size, modifiedAt } of this.#client.list(folder)) {
      if (modifiedAt >= before) continue;
      count++;
      bytes += size;
      if (keys.push(key) < BATCH || dryRun) continue;
      await this.#client.remove(keys.splice(0));
    }
    if (!dryRun && keys.length > 0) await this.#client.remove(keys);
    return { count, bytes };
  }

  failure(error: unknown): unknown {
    return error;
  }

  close(): void {
    this.#client.close();
    rmSync(this.#spool, { recursive: true, force: true });
  }
}

/**
 * Sees that the server refuses bytes that are not those that were announced: on that rests what clients send to it.
 * @throws AmphoraError `bucket-unfit`
 */
async function requireChecks(client: S3Client): Promise<void> {
  const body = Buffer.from('Amphora looks whether this server compares what it takes.\n');
  const md5 = createHash('md5').update('something else').digest('base64');
  const answer = await client.ask({ method: 'PUT', key: PROBE, body, headers: { 'content-md5': md5 } });
  if (answer.status === 400) return;
  if (answer.status >= 300) throw client.failure(answer);
  await client.remove([PROBE]);
  const problem = 'it takes bytes that are not those that were announced (Content-MD5)';
  throw new AmphoraError('bucket-unfit', { bucket: client.address.text, problem });
}
