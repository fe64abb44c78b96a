import type { PageAddress } from '../../core/pageAddress.ts';
import { parsePageAddress } from '../../core/pageAddress.ts';

export interface FoundLink {
  /** Where it stands in the line, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
  /** The page that it leads to. */
  readonly link: PageAddress;
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
    const link = parsePageAddress(address.slice(server.length));
    // The server's own address is no thing's.
    if (link && link.page !== 'projects') found.push({ start: at, length: address.length, link });
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
