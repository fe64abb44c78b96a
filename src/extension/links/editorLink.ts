/**
 * Links into VS Code: `vscode://publisher.name/artifact/<entity>/<project>/<name>:<version>`, `…/run/<entity>/<project>/<key>`, and
 * every other page under its own path; `…/file/version/<id>/<path>`, `…/file/run/<id>/<path>`, `…/diff?left=<id>/<path>&right=…`,
 * `…/download/<id>` and `…/log`, which pages in a browser lead to. `store=<address>` says of which server it is.
 *
 * VS Code unescapes path and query before it hands them on: what is parsed here is text without escapes, once and for all.
 */
import type { RunId, VersionId } from '../../core/ids.ts';
import { isName, parseVersionName } from '../../core/names.ts';
import { formatPageAddress, parsePageAddress } from '../../core/pageAddress.ts';
import type { ArtifactAddress, PageAddress, RunAddress } from '../../core/pageAddress.ts';

export interface VersionFile {
  readonly id: VersionId;
  readonly path: string;
}

/** What a link leads to. Names are not looked up. */
export type LinkTarget =
  | { readonly kind: 'page'; readonly address: PageAddress }
  /** Of an artifact whose type the link does not say. */
  | { readonly kind: 'artifact'; readonly address: Omit<ArtifactAddress, 'type'> }
  | { readonly kind: 'run'; readonly address: RunAddress }
  | ({ readonly kind: 'file'; readonly of: 'version' } & VersionFile)
  | { readonly kind: 'file'; readonly of: 'run'; readonly id: RunId; readonly path: string }
  | { readonly kind: 'diff'; readonly left: VersionFile; readonly right: VersionFile }
  | { readonly kind: 'download'; readonly id: VersionId }
  | { readonly kind: 'log' };

export interface EditorLink {
  readonly target: LinkTarget;
  /** Address of the server that it is of, as it was written; undefined for the local store. */
  readonly store?: string;
}

/** Characters of a link that is looked at at all. */
const LONGEST = 16_384;
const LONGEST_PATH = 4096;
const ID = /^[\w+=.-]{1,256}$/;
/** First parts of paths that are no entity's. */
const WORDS: ReadonlySet<string> = new Set(['artifact', 'run', 'file', 'diff', 'download', 'log', 'page']);
/** Where a parameter ends and the next one begins: names may hold any other `&`. */
const NEXT = /&(?=(?:store|tab|file|left|right|version|run|focus)=)/;

type Query = readonly (readonly [name: string, value: string])[];

function parseQuery(text: string): Query {
  if (text === '') return [];
  return text.split(NEXT).map(pair => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
  });
}

const valueOf = (query: Query, name: string): string | undefined =>
  query.find(([each]) => each === name)?.[1];

/** What a link leads to; undefined where it is none. @param path with its slash, @param query without its question mark */
export function parseEditorLink(path: string, query: string): EditorLink | undefined {
  if (path.length + query.length > LONGEST || !path.startsWith('/')) return undefined;
  const pairs = parseQuery(query);
  const target = parseTarget(path.replace(/\/$/, '').slice(1).split('/'), pairs);
  const store = valueOf(pairs, 'store');
  return target && { target, ...(store === undefined || store === '' ? {} : { store }) };
}

function parseTarget(parts: readonly string[], query: Query): LinkTarget | undefined {
  const [word = '', ...rest] = parts;
  switch (word) {
    case 'artifact':
      return parseArtifact(rest, query);
    case 'run':
      return parseRun(rest, query);
    case 'file':
      return parseFile(rest);
    case 'diff':
      return parseDiff(query);
    case 'download': {
      const [id = '', more] = rest;
      return ID.test(id) && more === undefined ? { kind: 'download', id: id as VersionId } : undefined;
    }
    case 'log':
      return rest.length === 0 ? { kind: 'log' } : undefined;
    case 'page':
      return parsePage(rest, query);
    default:
      return parsePage(parts, query);
  }
}

function insideOf(query: Query): { readonly tab?: string; readonly file?: string } {
  const file = valueOf(query, 'file');
  const tab = file === undefined ? valueOf(query, 'tab') : 'files';
  return {
    ...(tab === undefined || tab === '' ? {} : { tab }),
    ...(file === undefined || !isPath(file) ? {} : { file }),
  };
}

const isPath = (path: string): boolean => path !== '' && path.length <= LONGEST_PATH;

function parseArtifact(parts: readonly string[], query: Query): LinkTarget | undefined {
  const [entity = '', project = '', label = '', more] = parts;
  const colon = label.lastIndexOf(':');
  const artifact = colon < 0 ? label : label.slice(0, colon);
  const version = colon < 0 ? 'latest' : label.slice(colon + 1);
  const known = [entity, project, artifact].every(isName);
  if (!known || more !== undefined || !(isName(version) || parseVersionName(version) !== undefined))
    return undefined;
  const address = { page: 'artifact' as const, entity, project, artifact, version, ...insideOf(query) };
  return { kind: 'artifact', address };
}

function parseRun(parts: readonly string[], query: Query): LinkTarget | undefined {
  const [entity = '', project = '', run = '', more] = parts;
  if (![entity, project, run].every(isName) || more !== undefined) return undefined;
  return { kind: 'run', address: { page: 'run', entity, project, run, ...insideOf(query) } };
}

function parseFile([of, id = '', ...names]: readonly string[]): LinkTarget | undefined {
  const path = names.join('/');
  if (!ID.test(id) || !isPath(path)) return undefined;
  if (of === 'version') return { kind: 'file', of, id: id as VersionId, path };
  return of === 'run' ? { kind: 'file', of, id: id as RunId, path } : undefined;
}

function parseDiff(query: Query): LinkTarget | undefined {
  const [left, right] = ['left', 'right'].map(side => {
    const [id = '', ...names] = (valueOf(query, side) ?? '').split('/');
    const path = names.join('/');
    return ID.test(id) && isPath(path) ? { id: id as VersionId, path } : undefined;
  });
  return left && right && { kind: 'diff', left, right };
}

function parsePage(parts: readonly string[], query: Query): LinkTarget | undefined {
  const search = query
    .filter(([name]) => name !== 'store')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const path = parts.map(encodeURIComponentSafely).join('/');
  const address = parsePageAddress(`/${path}${search.length === 0 ? '' : `?${search.join('&')}`}`);
  return address && { kind: 'page', address };
}

/** Half a character cannot be escaped; no name has one. */
function encodeURIComponentSafely(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%00';
}

/**
 * A link to a page.
 * @param editor such as `vscode://publisher.name`
 * @param store address of the server that it is of; undefined for the local store
 */
export function formatEditorLink(editor: string, address: PageAddress, store?: string): string {
  const [path = '', search = ''] = pathOf(address).split('?');
  const query = [search, store === undefined ? '' : `store=${encodeURIComponent(store)}`];
  const given = query.filter(part => part !== '').join('&');
  return `${editor}${path}${given === '' ? '' : `?${given}`}`;
}

function pathOf(address: PageAddress): string {
  if (address.page === 'artifact' || address.page === 'run') {
    const { entity, project } = address;
    const name =
      address.page === 'run'
        ? encodeURIComponent(address.run)
        : `${encodeURIComponent(address.artifact)}:${encodeURIComponent(address.version)}`;
    const inside =
      address.file === undefined
        ? address.tab === undefined
          ? ''
          : `?tab=${encodeURIComponent(address.tab)}`
        : `?file=${encodeURIComponent(address.file)}`;
    return `/${address.page}/${[entity, project].map(encodeURIComponent).join('/')}/${name}${inside}`;
  }
  const path = formatPageAddress(address);
  const owner = 'entity' in address ? address.entity : undefined;
  return owner !== undefined && WORDS.has(owner) ? `/page${path}` : path;
}
