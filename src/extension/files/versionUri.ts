/**
 * Addresses of files in versions: `amphora:/project/artifact:v3/path` in the local store, `amphora:/:team/project/…` in the remote
 * store `team`, `amphora:/:team/vision:/project/…` in it of the entity `vision`: no name has a colon. (An address's authority would
 * lose upper case.) Content at an address never changes.
 */
import { Uri } from 'vscode';
import { LOCAL_ENTITY } from '../../core/project.ts';
import type { Reference } from '../../core/reference.ts';
import type { Run } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { isName, parseVersionName } from '../../core/names.ts';

export const FILE_SCHEME = 'amphora';
/** A version's description and metadata as documents that can be edited. */
export const DETAILS_SCHEME = 'amphora-details';

type Named = Pick<Version, 'project' | 'artifact' | 'index'> & Partial<Pick<Version, 'entity'>>;

/** A place in a version of a store. */
export interface FilePlace {
  /** As a remote store was added; empty for the local one. */
  readonly store: string;
  readonly reference: Reference;
  readonly path: string;
}

export function fileUri(store: string, version: Named, path: string, scheme: string = FILE_SCHEME): Uri {
  const { entity = LOCAL_ENTITY } = version;
  return Uri.from({
    scheme,
    path: `${rootOf(store, entity)}/${version.project}/${versionLabel(version)}/${path}`,
  });
}

function rootOf(store: string, entity: string): string {
  return `${store === '' ? '' : `/:${store}`}${entity === LOCAL_ENTITY ? '' : `/${entity}:`}`;
}

/** Undefined for an address that is not one of ours. */
export function parseFileUri(uri: Uri): FilePlace | undefined {
  const [, first, ...rest] = uri.path.split('/');
  const store = first?.startsWith(':') === true ? first.slice(1) : '';
  if (store !== '' && !isName(store)) return undefined;
  const parts = store === '' ? [first ?? '', ...rest] : rest;
  const entity = parts[0]?.endsWith(':') === true ? parts.shift()?.slice(0, -1) : undefined;
  if (entity !== undefined && !isName(entity)) return undefined;
  const [project, label, ...path] = parts;
  if (project === undefined || label === undefined) return undefined;
  const colon = label.lastIndexOf(':');
  const artifact = label.slice(0, colon);
  const alias = label.slice(colon + 1);
  if (colon < 0 || !isName(project) || !isName(artifact) || parseVersionName(alias) === undefined)
    return undefined;
  const reference = { ...(entity === undefined ? {} : { entity }), project, artifact, alias };
  return { store, reference, path: path.filter(part => part !== '').join('/') };
}

/** The address of a run's file: `amphora:/project/:k3j9x2ab/path`. */
export function runFileUri(
  store: string,
  { entity, project, key }: Pick<Run, 'entity' | 'project' | 'key'>,
  path: string,
): Uri {
  return Uri.from({ scheme: FILE_SCHEME, path: `${rootOf(store, entity)}/${project}/:${key}/${path}` });
}
