import type { FileBytes } from '../protocol/pages/shared.ts';

/** A file's bytes for a page. @param size bytes of the whole file */
export async function readBytes(size: number, stream: ReadableStream<Uint8Array>): Promise<FileBytes> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { size, base64: Buffer.concat(chunks).toString('base64') };
}
