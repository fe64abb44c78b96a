/**
 * Manifests on disk: deflated JSON `{ "format": 1, "entries": [[path, size, digest, blob] | [path, size, digest, null, url], …] }`
 * in order of path, kept as a blob under its SHA-256. A row per entry would take twice the space and six times as long to read.
 */
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import * as v from 'valibot';
import type { BlobKey, EntryDigest, ManifestDigest } from '../../core/ids.ts';
import type { Manifest, ManifestEntry } from '../../core/manifest.ts';
import { createManifest, manifestDigestText } from '../../core/manifest.ts';

const FORMAT = 1;
/** Paths compress well at any level; the first is four times as fast as the default. */
const LEVEL = 1;
/** A manifest of ten million files; beyond it a damaged or hostile blob is at work. Bytes. */
const MAX_LENGTH = 2 ** 31;

const Row = v.union([
  v.tuple([v.string(), v.number(), v.string(), v.string()]),
  v.tuple([v.string(), v.number(), v.string(), v.null(), v.string()]),
]);
const Stored = v.object({ format: v.literal(FORMAT), entries: v.array(Row) });

export function sha256(bytes: Uint8Array): BlobKey {
  return createHash('sha256').update(bytes).digest('hex') as BlobKey;
}

/** W&B's digest of a manifest. */
export function manifestDigest(manifest: Manifest): ManifestDigest {
  return createHash('md5').update(manifestDigestText(manifest)).digest('hex') as ManifestDigest;
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const entries = manifest.entries.map(entry =>
    entry.kind === 'file'
      ? [entry.path, entry.size, entry.digest, entry.blob]
      : [entry.path, entry.size, entry.digest, null, entry.url],
  );
  return deflateSync(JSON.stringify({ format: FORMAT, entries }), { level: LEVEL });
}

function toEntry(row: v.InferOutput<typeof Row>): ManifestEntry {
  const [path, size, digest] = row;
  const common = { path, size, digest: digest as EntryDigest };
  if (row[3] === null) return { ...common, kind: 'reference', url: row[4] };
  return { ...common, kind: 'file', blob: row[3] as BlobKey };
}

/** @throws where the bytes are not a manifest; the caller says whose */
export function decodeManifest(bytes: Uint8Array): Manifest {
  const text = inflateSync(bytes, { maxOutputLength: MAX_LENGTH }).toString();
  return createManifest(v.parse(Stored, JSON.parse(text)).entries.map(toEntry));
}
