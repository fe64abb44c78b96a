import { commands, l10n } from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { Version } from '../../core/version.ts';
import { detailsUri } from '../files/DetailsFileSystem.ts';
import { isRequest } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';

/** `amphora.version.editDescription`: opens it as a document; saving stores it. A request is `{ reference | version, description }`. */
export async function editDescription(deps: AskingDeps, target: unknown): Promise<Version | undefined> {
  const version = await findVersion(deps, target, l10n.t('Edit Description'));
  if (!version) return undefined;
  if (isRequest(target) && typeof target['description'] === 'string') {
    return deps.connection.store.editVersion(version.id, { description: target['description'] });
  }
  await commands.executeCommand('vscode.open', detailsUri(deps.connection.name, version, 'description.md'));
  return version;
}

/** `amphora.version.editMetadata`: opens it as a JSON document; saving stores it. A request is `{ reference | version, metadata }`. */
export async function editMetadata(deps: AskingDeps, target: unknown): Promise<Version | undefined> {
  const version = await findVersion(deps, target, l10n.t('Edit Metadata'));
  if (!version) return undefined;
  if (isRequest(target) && 'metadata' in target) {
    const { metadata } = target;
    if (!isJsonObject(metadata))
      throw new AmphoraError('metadata-not-json', { problem: 'an object was expected' });
    return deps.connection.store.editVersion(version.id, { metadata });
  }
  await commands.executeCommand('vscode.open', detailsUri(deps.connection.name, version, 'metadata.json'));
  return version;
}
