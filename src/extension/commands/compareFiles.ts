import { l10n, Uri } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { parseFileUri } from '../files/versionUri.ts';
import { activeFile } from '../host/activeFile.ts';
import { openDiff } from '../panels/pageFiles.ts';
import { isNode, isRequest, stringOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { pickOtherVersion } from './pickOther.ts';

interface VersionFile {
  readonly version: Version;
  readonly path: string;
}

/**
 * `amphora.file.compare`: a file beside the one at the same path in another version of its artifact. Takes the node of a file, the
 * address of one, a request `{ version, path, with?, store? }` (ids), or nothing (the editor in front).
 * @param depsOf what it is made of for a target
 * @throws AmphoraError `file-not-found` where the other version has none there
 */
export async function compareFiles(depsOf: (target: unknown) => AskingDeps, target: unknown): Promise<void> {
  const place = target === undefined ? activeFile() : target;
  const deps = depsOf(place);
  const file = await fileOf(deps, place);
  if (!file) return;
  const { version, path } = file;
  const named = isRequest(target) ? stringOf(target, 'with') : undefined;
  const other =
    named === undefined
      ? await pickOtherVersion(deps, version, l10n.t('Compare {0}', `${versionLabel(version)}/${path}`), true)
      : await deps.connection.store.version(named as VersionId);
  if (!other) return;
  const [older, newer] = other.index < version.index ? [other, version] : [version, other];
  await openDiff(deps.connection, { id: older.id, path }, { id: newer.id, path });
}

async function fileOf({ connection }: AskingDeps, target: unknown): Promise<VersionFile | undefined> {
  if (target instanceof Uri) {
    const place = parseFileUri(target);
    return place && { version: await connection.files.version(place.reference), path: place.path };
  }
  if (isNode(target)) {
    return target.kind === 'file' ? { version: target.version, path: target.entry.path } : undefined;
  }
  if (!isRequest(target)) return undefined;
  const version = await connection.store.version((stringOf(target, 'version') ?? '') as VersionId);
  return { version, path: stringOf(target, 'path') ?? '' };
}
