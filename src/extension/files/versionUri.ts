/**
 * Addresses of files in versions and runs: `amphora:/project/artifact:v3/path` in the local store, `amphora:/:team/project/…` in the remote
 * store `team`, `amphora:/:team/vision:/project/…` in it of the entity `vision`: no name has a colon. (An address's authority would
 * lose upper case.) Content at such an address never changes. Files of runs are at `amphora:/project/:k3j9x2ab/path`.
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
export interface VersionPlace {
  readonly of: 'version';
  /** As a remote store was added; empty for the local one. */
  readonly store: string;
  readonly reference: Reference;
  /** Empty for all of it. */
  readonly path: string;
}

/** A place among the files of a run. */
export interface RunPlace {
  readonly of: 'run';
  readonly store: string;
  readonly entity?: string;
  readonly project: string;
  /** The run's short name. */
  readonly key: string;
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
export function parsePlace(uri: Uri): VersionPlace | RunPlace | undefined {
  const [, first, ...rest] = uri.path.split('/');
  const store = first?.startsWith(':') === true ? first.slice(1) : '';
  if (store !== '' && !isName(store)) return undefined;
  const parts = store === '' ? [first ?? '', ...rest] : rest;
  const entity = parts[0]?.endsWith(':') === true ? parts.shift()?.slice(0, -1) : undefined;
  if (entity !== undefined && !isName(entity)) return undefined;
  const [project, label, ...below] = parts;
  if (project === undefined || label === undefined || !isName(project)) return undefined;
  const path = below.filter(part => part !== '').join('/');
  const owner = entity === undefined ? {} : { entity };
  const colon = label.lastIndexOf(':');
  const named = label.slice(colon + 1);
  if (colon === 0)
    return isName(named) ? { of: 'run', store, ...owner, project, key: named, path } : undefined;
  const artifact = label.slice(0, colon);
  if (colon < 0 || !isName(artifact) || parseVersionName(named) === undefined) return undefined;
  return { of: 'version', store, reference: { ...owner, project, artifact, alias: named }, path };
}

/** The same for a place in a version alone. */
export function parseFileUri(uri: Uri): VersionPlace | undefined {
  const place = parsePlace(uri);
  return place?.of === 'version' ? place : undefined;
}

/** The address of a run's file: `amphora:/project/:k3j9x2ab/path`. */
export function runFileUri(
  store: string,
  { entity, project, key }: Pick<Run, 'entity' | 'project' | 'key'>,
  path: string,
): Uri {
  return Uri.from({ scheme: FILE_SCHEME, path: `${rootOf(store, entity)}/${project}/:${key}/${path}` });
}
