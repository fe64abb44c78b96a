import type { ManifestEntry } from '../../core/manifest.ts';

export interface FolderEntry {
  readonly kind: 'folder';
  readonly name: string;
  readonly path: string;
  readonly fileCount: number;
  readonly size: number;
}

export interface FileEntry {
  readonly kind: 'file';
  readonly name: string;
  readonly entry: ManifestEntry;
}

/** What lies directly in a folder of a manifest ('' is the top): folders first, each in order of names. */
export function folderEntries(
  entries: readonly ManifestEntry[],
  folder: string,
): readonly (FolderEntry | FileEntry)[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const folders = new Map<string, { fileCount: number; size: number }>();
  const files: FileEntry[] = [];
  for (const entry of entries) {
    if (!entry.path.startsWith(prefix)) continue;
    const rest = entry.path.slice(prefix.length);
    const slash = rest.indexOf('/');
    if (slash < 0) {
      files.push({ kind: 'file', name: rest, entry });
      continue;
    }
    const name = rest.slice(0, slash);
    const known = folders.get(name) ?? { fileCount: 0, size: 0 };
    known.fileCount++;
    known.size += entry.size;
    folders.set(name, known);
  }
  const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
  const below = [...folders].map(([name, sum]): FolderEntry => ({
    kind: 'folder',
    name,
    path: `${prefix}${name}`,
    ...sum,
  }));
  return [...below.sort((a, b) => inOrder(a.name, b.name)), ...files.sort((a, b) => inOrder(a.name, b.name))];
}
