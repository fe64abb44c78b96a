/**
 * Manifests on disk, each a blob under its SHA-256. Numbers are little-endian; entries are in order of path.
 *
 *     8  magic       8  number of entries n      8  bytes of the paths       8  bytes of the rest
 *     n × 8          sizes, as doubles
 *     n × 16, n × 32 MD5 and SHA-256; zeros for an entry that the rest tells of. In place of a SHA-256 the MD5 again, 14 bytes of
 *                    chance and two zeros: bytes that were sent past the server
 *     the paths      in UTF-8 with NUL between
 *     the rest       JSON, [[index, digest, url or null, blob or null, extra or null], …]: references, files whose digest is
 *                    no MD5, and what clients keep with an entry; older stores end each with the blob
 *
 * In columns ten thousand files are read in a few milliseconds; as JSON, or a row for each, it takes several times as long.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { BlobKey, EntryDigest, ManifestDigest } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, parseJson, stringifyJson } from '../../core/json.ts';
import type { FileEntry, Manifest, ManifestEntry } from '../../core/manifest.ts';
import { createManifest, manifestDigestText } from '../../core/manifest.ts';
import { sentBlob, sentBlobParts } from '../blobs.ts';

const MAGIC = 'AMPMANI1';
const HEADER = 32;
const SIZE = 8;
const MD5 = 16;
const SHA256 = 32;
const COLUMN_END = '0000';
/** The MD5 of an entry that the rest tells of. */
const NO_BYTES = '0'.repeat(2 * MD5);
/** How 16 bytes look in base64, and nothing else: two digits of padding, four bits unused. */
const PLAIN_DIGEST = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

const Rest = v.array(
  v.tuple([
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    v.string(),
    v.nullable(v.string()),
    v.nullable(v.string()),
    v.optional(v.nullable(v.custom<JsonObject>(isJsonObject)), null),
  ]),
);
type Rest = v.InferOutput<typeof Rest>;

export function sha256(bytes: Uint8Array): BlobKey {
  return createHash('sha256').update(bytes).digest('hex') as BlobKey;
}

/** W&B's digest of a manifest. */
export function manifestDigest(manifest: Manifest): ManifestDigest {
  return createHash('md5').update(manifestDigestText(manifest)).digest('hex') as ManifestDigest;
}

export function encodeManifest({ entries }: Manifest): Uint8Array {
  const columns = Buffer.alloc(HEADER + entries.length * (SIZE + MD5 + SHA256));
  const digestsAt = HEADER + entries.length * SIZE;
  const blobsAt = digestsAt + entries.length * MD5;
  const paths: string[] = [];
  const rest: Rest = [];
  for (const [i, entry] of entries.entries()) {
    paths.push(entry.path);
    columns.writeDoubleLE(entry.size, HEADER + i * SIZE);
    const blobText = entry.kind === 'file' ? blobColumn(entry) : undefined;
    if (blobText !== undefined && entry.extra === undefined && PLAIN_DIGEST.test(entry.digest)) {
      columns.write(entry.digest, digestsAt + i * MD5, 'base64');
      columns.write(blobText, blobsAt + i * SHA256, 'hex');
    } else {
      const [url, blob] = entry.kind === 'file' ? [null, entry.blob] : [entry.url, null];
      rest.push([i, entry.digest, url, blob, entry.extra ?? null]);
    }
  }
  const pathBytes = Buffer.from(paths.join('\0'));
  const restBytes = Buffer.from(rest.length === 0 ? '' : stringifyJson(rest));
  columns.write(MAGIC, 'latin1');
  columns.writeBigUInt64LE(BigInt(entries.length), 8);
  columns.writeBigUInt64LE(BigInt(pathBytes.length), 16);
  columns.writeBigUInt64LE(BigInt(restBytes.length), 24);
  return Buffer.concat([columns, pathBytes, restBytes]);
}

/** @throws where the bytes are not a manifest; the caller says whose */
export function decodeManifest(bytes: Buffer): Manifest {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== MAGIC) throw new Error('not a manifest');
  const [count, pathLength, restLength] = [lengthAt(bytes, 8), lengthAt(bytes, 16), lengthAt(bytes, 24)];
  const digestsAt = HEADER + count * SIZE;
  const blobsAt = digestsAt + count * MD5;
  const pathsAt = blobsAt + count * SHA256;
  const restAt = pathsAt + pathLength;
  if (restAt + restLength !== bytes.length) throw new Error('a manifest of another length');
  const paths = count === 0 ? [] : bytes.toString('utf8', pathsAt, restAt).split('\0');
  if (paths.length !== count) throw new Error('a manifest with other paths');
  const blobs = bytes.toString('hex', blobsAt, pathsAt);
  const entries = paths.map((path, i): ManifestEntry => {
    const digestAt = digestsAt + i * MD5;
    return {
      kind: 'file',
      path,
      size: bytes.readDoubleLE(HEADER + i * SIZE),
      digest: bytes.toString('base64', digestAt, digestAt + MD5) as EntryDigest,
      blob: blobOfColumn(
        blobs.slice(i * 2 * SHA256, (i + 1) * 2 * SHA256),
        bytes.toString('hex', digestAt, digestAt + MD5),
      ),
    };
  });
  if (restLength > 0) complete(entries, v.parse(Rest, parseJson(bytes.toString('utf8', restAt))));
  return createManifest(entries);
}

/** 64 hexadecimal digits; undefined where the column has no room for it. */
function blobColumn({ blob, digest }: FileEntry): string | undefined {
  const sent = sentBlobParts(blob);
  if (!sent) return blob;
  const fits = sent.md5 === Buffer.from(digest, 'base64').toString('hex') && sent.md5 !== NO_BYTES;
  return fits ? `${sent.md5}${sent.chance}${COLUMN_END}` : undefined;
}

/** No SHA-256 begins with the MD5 of the same bytes. */
function blobOfColumn(column: string, md5: string): BlobKey {
  if (!column.startsWith(md5) || column.startsWith(NO_BYTES)) return column as BlobKey;
  return sentBlob(md5, column.slice(md5.length, -COLUMN_END.length));
}

function lengthAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function complete(entries: ManifestEntry[], rest: Rest): void {
  for (const [i, digest, url, blob, extra] of rest) {
    const { path, size } = entries[i] ?? {};
    if (path === undefined || size === undefined) throw new Error('a manifest with other entries');
    const common = { path, size, digest: digest as EntryDigest, ...(extra === null ? {} : { extra }) };
    if (url !== null) entries[i] = { ...common, kind: 'reference', url };
    else if (blob !== null) entries[i] = { ...common, kind: 'file', blob: blob as BlobKey };
    else throw new Error('an entry without content');
  }
}
