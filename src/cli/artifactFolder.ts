import path from 'node:path';
import { versionName } from '../core/names.ts';
import { versionFolderName } from '../core/portableName.ts';
import type { Version } from '../core/version.ts';
import type { Context } from './command.ts';

/** `artifacts/<name>:<version>` below the current folder, as the W&B SDK lays it out; absolute. */
export function artifactFolder(context: Pick<Context, 'folder' | 'platform'>, version: Version): string {
  const name = versionFolderName(version.artifact, versionName(version.index), context.platform === 'win32');
  return path.join(context.folder, 'artifacts', name);
}
