/**
 * Addresses of files in versions: `amphora:/project/artifact:v3/path` in the local store, `amphora:/:team/project/…` in the remote
 * store `team`: no name has a colon. (An address's authority would lose upper case.) Content at an address never changes.
 */
import { Uri } from 'vscode';
import type { Reference } from '../../core/reference.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { isName, parseVersionName } from '../../core/names.ts';

export const FILE_SCHEME = 'amphora';
/** A version's description and metadata as documents that can be edited. */
export const DETAILS_SCHEME = 'amphora-details';

type Named = Pick<Version, 'project' | 'artifact' | 'index'>;

/** A place in a version of a store. */
export interface FilePlace {
  /** As a remote store was added; empty for the local one. */
  readonly store: string;
  readonly reference: Reference;
  readonly path: string;
}

export function fileUri(store: string, version: Named, path: string, scheme: string = FILE_SCHEME): Uri {
  const root = store === '' ? '' : `/:${store}`;
  return Uri.from({ scheme, path: `${root}/${version.project}/${versionLabel(version)}/${path}` });
}

/** Undefined for an address that is not one of ours. */
export function parseFileUri(uri: Uri): FilePlace | undefined {
  const [, first, ...rest] = uri.path.split('/');
  const store = first?.startsWith(':') === true ? first.slice(1) : '';
  if (store !== '' && !isName(store)) return undefined;
  const [project, label, ...path] = store === '' ? [first, ...rest] : rest;
  if (project === undefined || label === undefined) return undefined;
  const colon = label.lastIndexOf(':');
  const artifact = label.slice(0, colon);
  const alias = label.slice(colon + 1);
  if (colon < 0 || !isName(project) || !isName(artifact) || parseVersionName(alias) === undefined)
    return undefined;
  return { store, reference: { project, artifact, alias }, path: path.filter(part => part !== '').join('/') };
}
