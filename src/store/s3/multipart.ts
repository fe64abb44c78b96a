/** Uploads that come in parts. */
import type { UploadedPart } from '../drafts.ts';
import type { S3Client } from './S3Client.ts';
import { unquoted } from './S3Client.ts';
import { valueOf } from './xml.ts';

/** @returns its id */
export async function beginParts(client: S3Client, key: string): Promise<string> {
  const { text } = await client.require({ method: 'POST', key, query: { uploads: '' } });
  const upload = valueOf(text, 'UploadId');
  if (upload === undefined) throw client.failure({ status: 0, text });
  return upload;
}

/** Puts parts together in order of their numbers; again is no change where the server remembers. */
export async function completeParts(
  client: S3Client,
  key: string,
  upload: string,
  parts: readonly UploadedPart[],
): Promise<void> {
  const listed = [...parts]
    .sort((a, b) => a.number - b.number)
    .map(
      ({ number, tag }) =>
        `<Part><PartNumber>${String(number)}</PartNumber><ETag>"${unquoted(tag).replace(/[^\w-]/g, '')}"</ETag></Part>`,
    );
  const body = Buffer.from(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
  await client.require({ method: 'POST', key, query: { uploadId: upload }, body });
}

/** What is known no more is as good as given up. */
export async function abortParts(client: S3Client, key: string, upload: string): Promise<void> {
  const answer = await client.ask({ method: 'DELETE', key, query: { uploadId: upload } });
  if (answer.status !== 404 && answer.status >= 300) throw client.failure(answer);
}

/** Makes an object of parts, or nothing. @param send sends them and gives their tags */
export async function inParts(
  client: S3Client,
  key: string,
  send: (upload: string) => Promise<readonly UploadedPart[]>,
): Promise<void> {
  const upload = await beginParts(client, key);
  try {
    await completeParts(client, key, upload, await send(upload));
  } catch (error) {
    // What is left of it the bucket's own rule removes.
    await abortParts(client, key, upload).catch(() => undefined);
    throw error;
  }
}
