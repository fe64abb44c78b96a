import { inParallel } from '../../core/inParallel.ts';
import type { UploadedPart } from '../drafts.ts';
import { inParts } from './multipart.ts';
import { encodePart } from './sign.ts';
import type { S3Client } from './S3Client.ts';
import { unquoted } from './S3Client.ts';
import { valueOf } from './xml.ts';

/** What S3 copies in one request. Bytes. */
const WHOLE = 5 * 2 ** 30;
const PART = 2 ** 30;
const AT_ONCE = 4;

export interface CopiedObject {
  readonly key: string;
  readonly size: number;
  /** Only while it still has this tag. */
  readonly tag?: string;
}

/**
 * Copies an object within the bucket, whose bytes never come here.
 * @returns the tag of the copy; undefined where it was made in parts
 * @throws AmphoraError `bucket-failed`, also where the object has another tag
 */
export async function copyObject(
  client: S3Client,
  { key, size, tag }: CopiedObject,
  target: string,
): Promise<string | undefined> {
  const { bucket, prefix } = client.address;
  const source = {
    'x-amz-copy-source': `/${bucket}/${`${prefix}${key}`.split('/').map(encodePart).join('/')}`,
    ...(tag === undefined ? {} : { 'x-amz-copy-source-if-match': `"${tag}"` }),
  };
  if (size <= WHOLE) {
    const { text } = await client.require({ method: 'PUT', key: target, headers: source });
    return unquoted(valueOf(text, 'ETag') ?? '');
  }
  await inParts(client, target, async upload => {
    const starts = Array.from({ length: Math.ceil(size / PART) }, (_, i) => i * PART);
    const parts: UploadedPart[] = [];
    await inParallel(starts, AT_ONCE, async (start, i) => {
      const range = `bytes=${String(start)}-${String(Math.min(size, start + PART) - 1)}`;
      const { text } = await client.require({
        method: 'PUT',
        key: target,
        query: { partNumber: String(i + 1), uploadId: upload },
        headers: { ...source, 'x-amz-copy-source-range': range },
      });
      parts.push({ number: i + 1, tag: valueOf(text, 'ETag') ?? '' });
    });
    return parts;
  });
  return undefined;
}
