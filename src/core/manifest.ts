/** Manifests: which files a version has, and their digests. */
import { AmphoraError } from './errors.ts';
import type { BlobKey, EntryDigest } from './ids.ts';
import type { JsonObject } from './json.ts';
import { compareUtf8, utf8Length } from './utf8.ts';

interface EntryBase {
  /** Relative, `/` between folders. */
  readonly path: string;
  readonly digest: EntryDigest;
  /** Bytes. */
  readonly size: number;
  /** What a client keeps with the entry, such as the version id of an S3 object. */
  readonly extra?: JsonObject;
}

/** A file whose bytes the store holds. */
export interface FileEntry extends EntryBase {
  readonly kind: 'file';
  readonly blob: BlobKey;
}

/** A file that lives elsewhere; only its address and digest are kept. */
export interface ReferenceEntry extends EntryBase {
  readonly kind: 'reference';
  readonly url: string;
}

export type ManifestEntry = FileEntry | ReferenceEntry;

/** Entries in ascending order of their path's UTF-8 bytes, each path once. */
export interface Manifest {
  readonly entries: readonly ManifestEntry[];
}

/** Bytes of a path, as Linux limits them. */
const MAX_PATH_BYTES = 4096;
const MAX_PART_BYTES = 255;

/** Whether a text has more UTF-8 bytes than this; a UTF-16 unit is at most three, which settles nearly all at once. */
function exceeds(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && utf8Length(text) > bytes;
}

function isSafePart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !exceeds(part, MAX_PART_BYTES);
}

/**
 * Whether a path from a manifest may be used below a folder: relative, no empty, `.` or `..` part, no NUL, no
 * half of a character, no longer than a file system can hold.
 */
export function isSafePath(path: string): boolean {
  if (path.includes('\0') || !path.isWellFormed() || exceeds(path, MAX_PATH_BYTES - 1)) return false;
  for (let start = 0; start <= path.length;) {
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    if (!isSafePart(path.slice(start, end))) return false;
    start = end + 1;
  }
  return true;
}

/**
 * Orders entries and refuses what cannot be a manifest.
 * @throws AmphoraError `path-unsafe` for a hostile path, one given twice, or a file that is also a folder
 */
export function createManifest(entries: readonly ManifestEntry[]): Manifest {
  const sorted = [...entries].sort((a, b) => compareUtf8(a.path, b.path));
  const folders = new Set<string>();
  let before: string | undefined;
  for (const { path } of sorted) {
    if (!isSafePath(path) || path === before) throw new AmphoraError('path-unsafe', { path });
    before = path;
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  for (const { path } of sorted) {
    if (folders.has(path)) throw new AmphoraError('path-unsafe', { path });
  }
  return { entries: sorted };
}

/**
 * The text whose MD5 (in hexadecimal) is W&B's artifact digest: a header, then `path:digest` per line in
 * ascending order of bytes. Source: the public W&B SDK's wire format.
 */
export function manifestDigestText(manifest: Manifest): string {
  const lines = ['wandb-artifact-manifest-v1\n'];
  for (const entry of manifest.entries) lines.push(`${entry.path}:${entry.digest}\n`);
  return lines.join('');
}

/** Bytes of all files, references included. */
export function manifestSize(manifest: Manifest): number {
  return manifest.entries.reduce((sum, entry) => sum + entry.size, 0);
}

/** Each content of a manifest once: stores have it by its digest, whatever its names. */
export function distinctFiles({ entries }: Manifest): readonly FileEntry[] {
  const byDigest = new Map<EntryDigest, FileEntry>();
  for (const entry of entries) if (entry.kind === 'file') byDigest.set(entry.digest, entry);
  return [...byDigest.values()];
}
