import type { LogResult } from '../transfer/requests.ts';
import { bytes, versionWords } from './words.ts';

/** `Logged digits/mnist-raw:v3 (1,797 files, 4.2 MB), 0.1 MB of it new to the store`. */
export function loggedWords({ version, created, placedBytes }: LogResult): string {
  const aliases = version.aliases.length === 0 ? '' : ` as ${version.aliases.join(', ')}`;
  if (!created)
    return `${versionWords(version)} has this content already${aliases === '' ? '' : `, now${aliases}`}`;
  const label = `Logged ${versionWords(version)}${aliases}`;
  if (placedBytes >= version.size) return label;
  return `${label}, ${placedBytes === 0 ? 'none' : bytes(placedBytes)} of it new to the store`;
}
