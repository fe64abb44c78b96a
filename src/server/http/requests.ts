/** What is known of each request beside its route: who asks, from where, under which of our names. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface RequestFacts {
  /** By which logs of several programs find each other. */
  readonly id: string;
  /** The client's address, as far as it can be trusted. */
  readonly client: string;
  readonly scheme: 'http' | 'https';
  /** What the client calls us, as in a `Host` header. */
  readonly host: string;
  /** Whose key it shows; set once that is known. */
  user?: string | undefined;
}

/** A request that was answered, for the log and for metrics. */
export interface RequestRecord extends Pick<RequestFacts, 'id' | 'client' | 'user'> {
  readonly method: string;
  /** Without its query, which may hold a signature. */
  readonly path: string;
  /** Its kind; see routeOf.ts. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Bytes on the connection, headers included. */
  readonly received: number;
  readonly sent: number;
}

const known = new WeakMap<IncomingMessage, RequestFacts>();

/** Who may say for whom it asks. */
type Proxies = Pick<BlockList, 'check'>;

/** An address in its short form: one of IPv4 may come as one of IPv6. */
function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function isTrusted(address: string, proxies: Proxies): boolean {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function list(header: string | string[] | undefined): readonly string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Whom the proxies say that it comes from: the first, from our side, that is no proxy of ours. Others may be made up. */
function clientOf(peer: string, forwarded: readonly string[], proxies: Proxies): string {
  for (const hop of forwarded.toReversed()) {
    const address = plainAddress(hop.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.[\d.]+):\d+$/, '$1'));
    // Nothing that stands before what is no address can be trusted either.
    if (isIP(address) === 0) return peer;
    if (!isTrusted(address, proxies)) return address;
    peer = address;
  }
  return peer;
}

/** Whether it can stand in an address: a proxy may hand on whatever a client made up. */
const isHost = (host: string): boolean => /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`);

const REQUEST_ID = /^[\w.:-]{1,128}$/;

function describe({ socket, headers }: IncomingMessage, proxies: Proxies): RequestFacts {
  const peer = plainAddress(socket.remoteAddress);
  const own = socket instanceof TLSSocket ? ('https' as const) : ('http' as const);
  const { host = '' } = headers;
  if (!isTrusted(peer, proxies)) return { id: randomUUID(), client: peer, scheme: own, host };
  const { 'x-request-id': id, 'x-forwarded-for': chain } = headers;
  // Of several, the last is what the proxy next to us said.
  const scheme = list(headers['x-forwarded-proto']).at(-1)?.toLowerCase();
  return {
    id: typeof id === 'string' && REQUEST_ID.test(id) ? id : randomUUID(),
    client: clientOf(peer, list(chain), proxies),
    scheme: scheme === 'https' || scheme === 'http' ? scheme : own,
    host: list(headers['x-forwarded-host']).filter(isHost).at(-1) ?? host,
  };
}

/** Finds out about a request as it comes in. */
export function takeFacts(request: IncomingMessage, proxies: Proxies): RequestFacts {
  const facts = describe(request, proxies);
  known.set(request, facts);
  return facts;
}

/** What was found out when it came in. */
export function factsOf(request: IncomingMessage): RequestFacts {
  const facts = known.get(request);
  if (!facts) throw new Error('A request came by another way than the HTTP server');
  return facts;
}
