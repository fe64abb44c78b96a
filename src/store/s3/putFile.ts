/** A file of this machine as a blob of the bucket. */
import { createHash, hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import type { UploadedPart } from '../drafts.ts';
import { isSystemError } from '../systemError.ts';
import { inParts } from './multipart.ts';
import { blobObject } from './objectKeys.ts';
import type { S3Client } from './S3Client.ts';

/** Sent in one request up to this size, then in parts of it. */
const PART = 32 << 20;

/** @throws AmphoraError `file-vanished`, `file-changed` where the bytes are not those of the blob */
export async function putFile(client: S3Client, blob: BlobKey, file: string): Promise<void> {
  const changed = () => new AmphoraError('file-changed', { path: file });
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw isSystemError(cause, 'ENOENT')
      ? new AmphoraError('file-vanished', { path: file }, { cause })
      : cause;
  });
  try {
    const { size } = await handle.stat();
    const key = blobObject(blob);
    const readAt = async (start: number) => {
      const wanted = Math.min(PART, size - start);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, start);
      if (bytesRead !== wanted) throw changed();
      return buffer;
    };
    if (size <= PART) {
      const body = await readAt(0);
      if (hash('sha256', body) !== blob) throw changed();
      await client.require({ method: 'PUT', key, body, sha256: blob });
      return;
    }
    await inParts(client, key, async upload => {
      const whole = createHash('sha256');
      const parts: UploadedPart[] = [];
      for (let start = 0; start < size; start += PART) {
        const body = await readAt(start);
        whole.update(body);
        const query = { partNumber: String(parts.length + 1), uploadId: upload };
        const { headers } = await client.require({ method: 'PUT', key, query, body });
        parts.push({ number: parts.length + 1, tag: headers.etag ?? '' });
      }
      if (whole.digest('hex') !== blob) throw changed();
      return parts;
    });
  } finally {
    await handle.close();
  }
}
