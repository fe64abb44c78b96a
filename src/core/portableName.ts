/** Folder names that exist on every file system, for `artifacts/<name>:<version>`. */
import { utf8Length } from './utf8.ts';

// eslint-disable-next-line no-control-regex -- Windows forbids control characters in names
const WINDOWS_FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f]/g;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Below every file system's 255 bytes, with room for a temporary suffix. */
const MAX_BYTES = 200;

/** FNV-1a over code units, 8 hexadecimal digits: keeps two shortened names apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function cut(name: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += utf8Length(character);
    if (bytes > MAX_BYTES - 9) break;
    kept += character;
  }
  return kept;
}

/**
 * The folder a version is downloaded to: `<name>:<version>` as the W&B SDK lays it out; on Windows
 * `<name>-<version>` with forbidden characters replaced. A name that had to be altered further carries a hash.
 */
export function versionFolderName(artifact: string, version: string, windows: boolean): string {
  let name = artifact;
  if (windows) {
    name = name.replace(WINDOWS_FORBIDDEN, '-').replace(/[. ]+$/, '');
    if (WINDOWS_DEVICE.test(name)) name = `_${name}`;
  }
  if (utf8Length(name) > MAX_BYTES) name = cut(name);
  if (name !== artifact) name = `${name}~${shortHash(artifact)}`;
  return `${name}${windows ? '-' : ':'}${version}`;
}
