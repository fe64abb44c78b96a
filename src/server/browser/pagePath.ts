import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress, parsePageAddress } from '../../core/pageAddress.ts';

/** What the server's own addresses begin with: an entity of such a name has no pages in a browser. */
export const RESERVED: ReadonlySet<string> = new Set([
  'amphora',
  'artifacts',
  'artifactsV2',
  'favicon.ico',
  'files',
  'graphql',
  'healthz',
  'ready',
  'sdk',
  'wandb_artifacts',
  'wandb_files',
]);

/** Whether an address of the server's own begins so. */
export function isReserved(pathname: string): boolean {
  return RESERVED.has(pathname.split('/')[1] ?? '');
}

/** More than any name of ours makes it. Characters. */
const LONGEST = 16_384;

export interface PagePath {
  readonly address: PageAddress;
  /** The same page, written by us: it begins with one slash, and leads nowhere but to this server. */
  readonly path: string;
}

/** The page that a path with its query leads to on this server; undefined where it is none. */
export function readPagePath(text: string): PagePath | undefined {
  // What is no path at all is not mended either: browsers take "\" for "/".
  if (text.length > LONGEST || !text.startsWith('/') || /^\/[/\\]/.test(text)) return undefined;
  const address = parsePageAddress(text);
  if (!address || (address.entity !== undefined && RESERVED.has(address.entity))) return undefined;
  return { address, path: formatPageAddress(address) };
}
