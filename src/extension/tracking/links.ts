/** What a link that the SDK prints leads to. */
export type ServerLink =
  | { readonly kind: 'project'; readonly entity: string; readonly project: string }
  | { readonly kind: 'run'; readonly entity: string; readonly project: string; readonly key: string }
  | {
      readonly kind: 'artifact';
      readonly entity: string;
      readonly project: string;
      readonly artifact: string;
      readonly alias: string;
    };

export interface FoundLink {
  /** Where it stands in the line, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
  readonly link: ServerLink;
}

/** What ends an address in a line of output; sentences and brackets may stand around it. */
const ADDRESS_END = /[\s"'`<>|\\^{}]/;

/** The links in a line that lead to one of these servers, such as `http://127.0.0.1:4096`. */
export function findLinks(line: string, servers: readonly string[]): readonly FoundLink[] {
  return servers.flatMap(server => findOf(line, server)).sort((a, b) => a.start - b.start);
}

function findOf(line: string, server: string): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (let at = line.indexOf(`${server}/`); at >= 0; at = line.indexOf(`${server}/`, at + 1)) {
    const rest = line.slice(at);
    const end = rest.search(ADDRESS_END);
    const address = withoutPunctuation(end < 0 ? rest : rest.slice(0, end));
    const link = parsePath(address.slice(server.length + 1));
    if (link) found.push({ start: at, length: address.length, link });
  }
  return found;
}

/** Without the full stop of a sentence, or the bracket around the address. */
function withoutPunctuation(address: string): string {
  let bare = address.replace(/[.,;:!?]+$/, '');
  while (/[)\]]$/.test(bare) && !isBalanced(bare)) bare = bare.slice(0, -1).replace(/[.,;:!?]+$/, '');
  return bare;
}

function isBalanced(text: string): boolean {
  const count = (character: string) => text.split(character).length;
  return count('(') >= count(')') && count('[') >= count(']');
}

function parsePath(path: string): ServerLink | undefined {
  const parts = path
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
    .split('/')
    .map(decoded);
  const [entity, project, kind, ...rest] = parts;
  if (!entity || !project || parts.some(part => !part)) return undefined;
  if (kind === undefined || kind === 'workspace' || (kind === 'runs' && rest.length === 0)) {
    return { kind: 'project', entity, project };
  }
  if (kind === 'runs') return { kind: 'run', entity, project, key: rest[0] ?? '' };
  const [, artifact, alias = 'latest'] = rest;
  if (kind !== 'artifacts') return undefined;
  return artifact === undefined
    ? { kind: 'project', entity, project }
    : { kind: 'artifact', entity, project, artifact, alias };
}

/** A part of a path as it was before it was escaped; undefined where it is escaped wrongly. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
