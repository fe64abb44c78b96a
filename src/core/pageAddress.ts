/**
 * Addresses of pages: the paths that the SDK prints, under the address of a server. Pages link to each other by them, in a browser
 * and in VS Code alike.
 */
import { isName, parseVersionName } from './names.ts';

interface Place {
  readonly entity: string;
  readonly project: string;
}

/** The projects of an entity, or of all of them. */
export interface ProjectsAddress {
  readonly page: 'projects';
  readonly entity?: string;
}

export interface ProjectAddress extends Place {
  readonly page: 'project';
  readonly tab?: string;
}

export interface RunAddress extends Place {
  readonly page: 'run';
  /** The run's short name. */
  readonly run: string;
  readonly tab?: string;
  /** A file of the run, shown in its tab `files`. */
  readonly file?: string;
}

export interface ArtifactAddress extends Place {
  readonly page: 'artifact';
  readonly type: string;
  readonly artifact: string;
  /** `v3`, or an alias. */
  readonly version: string;
  readonly tab?: string;
  /** A file of the version, shown in its tab `files`. */
  readonly file?: string;
}

export interface LineageAddress extends Place {
  readonly page: 'lineage';
  /** A run by its short name, or a version as `artifact:v3`; no name has a colon. */
  readonly focus?: string;
}

/** Versions as `artifact:v3`, or runs by their short names, of one project; two or more. */
export interface CompareAddress extends Place {
  readonly page: 'compare';
  readonly what: 'versions' | 'runs';
  readonly items: readonly string[];
}

export type PageAddress =
  ProjectsAddress | ProjectAddress | RunAddress | ArtifactAddress | LineageAddress | CompareAddress;

/** The path of a page, with what follows it: `/local/digits/runs/k3j9x2ab`. */
export function formatPageAddress(address: PageAddress): string {
  switch (address.page) {
    case 'projects':
      return path(address.entity === undefined ? [] : [address.entity]);
    case 'project':
      return path([address.entity, address.project, ...(address.tab === undefined ? [] : [address.tab])]);
    case 'run':
      return path([...placeOf(address), 'runs', address.run, ...inside(address)]);
    case 'artifact': {
      const { type, artifact, version } = address;
      return path([...placeOf(address), 'artifacts', type, artifact, version, ...inside(address)]);
    }
    case 'lineage': {
      const query = address.focus === undefined ? '' : `?focus=${encodeURIComponent(address.focus)}`;
      return `${path([...placeOf(address), 'lineage'])}${query}`;
    }
    case 'compare': {
      const name = address.what === 'runs' ? 'run' : 'version';
      const query = address.items.map(item => `${name}=${encodeURIComponent(item)}`).join('&');
      return `${path([...placeOf(address), 'compare'])}?${query}`;
    }
  }
}

const placeOf = ({ entity, project }: Place): readonly string[] => [entity, project];

function inside({ tab, file }: { readonly tab?: string; readonly file?: string }): readonly string[] {
  if (file !== undefined) return ['files', ...file.split('/')];
  return tab === undefined ? [] : [tab];
}

const path = (parts: readonly string[]): string =>
  `/${parts.map(part => encodeURIComponent(part).replaceAll('%3A', ':')).join('/')}`;

/** The parts of a path as they were before they were escaped; undefined where one is escaped wrongly, or is empty. */
function partsOf(path: string): readonly string[] | undefined {
  const bare = path.replace(/^\/|\/$/g, '');
  if (bare === '') return [];
  try {
    const parts = bare.split('/').map(decodeURIComponent);
    return parts.every(part => part !== '') ? parts : undefined;
  } catch {
    return undefined;
  }
}

/** What a path on a server leads to; undefined where it is none of a page. Names are not looked up. */
export function parsePageAddress(text: string): PageAddress | undefined {
  const [, path = '', search = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(text) ?? [];
  const parts = partsOf(path);
  if (!parts) return undefined;
  const [entity, project, kind, ...rest] = parts;
  if (entity === undefined) return { page: 'projects' };
  if (!isName(entity)) return undefined;
  if (project === undefined) return { page: 'projects', entity };
  if (!isName(project)) return undefined;
  return parseInProject({ entity, project }, kind, rest, new URLSearchParams(search));
}

function parseInProject(
  place: Place,
  kind: string | undefined,
  rest: readonly string[],
  query: URLSearchParams,
): PageAddress | undefined {
  switch (kind) {
    case undefined:
    case 'workspace':
      return { page: 'project', ...place };
    case 'runs':
      return rest.length === 0 ? { page: 'project', ...place, tab: 'runs' } : parseRun(place, rest);
    case 'artifacts':
      return rest.length < 2 ? { page: 'project', ...place, tab: 'artifacts' } : parseArtifact(place, rest);
    case 'lineage': {
      const focus = query.get('focus');
      return { page: 'lineage', ...place, ...(focus === null || focus === '' ? {} : { focus }) };
    }
    case 'compare':
      return parseCompare(place, query);
    default:
      return undefined;
  }
}

const parseInside = ([tab, ...file]: readonly string[]): { tab?: string; file?: string } =>
  tab === undefined ? {} : tab === 'files' && file.length > 0 ? { tab, file: file.join('/') } : { tab };

function parseRun(place: Place, [run = '', ...rest]: readonly string[]): PageAddress | undefined {
  return isName(run) ? { page: 'run', ...place, run, ...parseInside(rest) } : undefined;
}

function parseArtifact(
  place: Place,
  [type = '', artifact = '', version = 'latest', ...rest]: readonly string[],
): PageAddress | undefined {
  if (!isName(artifact)) return undefined;
  return { page: 'artifact', ...place, type, artifact, version, ...parseInside(rest) };
}

function parseCompare(place: Place, query: URLSearchParams): PageAddress | undefined {
  const runs = query.getAll('run').filter(isName);
  if (runs.length > 0) return { page: 'compare', ...place, what: 'runs', items: runs };
  const items = query.getAll('version').filter(isVersionLabel);
  return items.length > 0 ? { page: 'compare', ...place, what: 'versions', items } : undefined;
}

function isVersionLabel(label: string): boolean {
  const colon = label.lastIndexOf(':');
  return colon > 0 && isName(label.slice(0, colon)) && parseVersionName(label.slice(colon + 1)) !== undefined;
}
