/** What a manifest may make of a folder: nothing outside it, nothing that cannot exist there. */
import { AmphoraError } from '../core/errors.ts';
import { isSafePath } from '../core/manifest.ts';
import type { Manifest, ManifestEntry } from '../core/manifest.ts';

// eslint-disable-next-line no-control-regex -- Windows forbids control characters in names
const WINDOWS_FORBIDDEN = /[<>:"\\|?*\u0000-\u001f]/;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * Refuses paths that lead outside, that this system cannot hold, or that it would take for one another.
 * @throws AmphoraError `path-unsafe`
 */
export function requireWritablePaths(paths: readonly string[], platform: NodeJS.Platform): void {
  const foldsCase = platform === 'win32' || platform === 'darwin';
  const seen = new Set<string>();
  for (const path of paths) {
    const folded = foldsCase ? path.normalize('NFC').toLowerCase() : path;
    const fits = platform !== 'win32' || path.split('/').every(isWindowsName);
    if (!isSafePath(path) || !fits || seen.has(folded)) throw new AmphoraError('path-unsafe', { path });
    seen.add(folded);
  }
}

function isWindowsName(name: string): boolean {
  return !WINDOWS_FORBIDDEN.test(name) && !/[. ]$/.test(name) && !WINDOWS_DEVICE.test(name);
}

/**
 * The entries that are asked for: files, or whole folders.
 * @throws AmphoraError `file-not-found` for a path that the version does not have
 */
export function selectEntries(
  manifest: Manifest,
  paths: readonly string[] | undefined,
  version: string,
): readonly ManifestEntry[] {
  if (!paths) return manifest.entries;
  const wanted = new Set<ManifestEntry>();
  for (const asked of paths) {
    const path = asked.replace(/\/+$/, '');
    const found = manifest.entries.filter(entry => entry.path === path || entry.path.startsWith(`${path}/`));
    if (found.length === 0) throw new AmphoraError('file-not-found', { path: asked, version });
    for (const entry of found) wanted.add(entry);
  }
  return manifest.entries.filter(entry => wanted.has(entry));
}
