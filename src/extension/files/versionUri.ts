/** Addresses of files in versions: `amphora:/project/artifact:v3/path`. Content at an address never changes. */
import { Uri } from 'vscode';
import type { Reference } from '../../core/reference.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { isName, parseVersionName } from '../../core/names.ts';

export const FILE_SCHEME = 'amphora';
/** A version's description and metadata as documents that can be edited. */
export const DETAILS_SCHEME = 'amphora-details';

type Named = Pick<Version, 'project' | 'artifact' | 'index'>;

export function fileUri(version: Named, path: string, scheme: string = FILE_SCHEME): Uri {
  return Uri.from({ scheme, path: `/${version.project}/${versionLabel(version)}/${path}` });
}

/** The version and the path below it; undefined for an address that is not one of ours. */
export function parseFileUri(uri: Uri): { readonly reference: Reference; readonly path: string } | undefined {
  const [, project, label, ...path] = uri.path.split('/');
  if (project === undefined || label === undefined) return undefined;
  const colon = label.lastIndexOf(':');
  const artifact = label.slice(0, colon);
  const alias = label.slice(colon + 1);
  if (colon < 0 || !isName(project) || !isName(artifact) || parseVersionName(alias) === undefined)
    return undefined;
  return { reference: { project, artifact, alias }, path: path.filter(part => part !== '').join('/') };
}
