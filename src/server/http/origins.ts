/** Under which address a client reaches the server. */
import type { IncomingMessage } from 'node:http';
import { factsOf } from './requests.ts';

/**
 * The origin that a page of ours has in the browser that sent a request, in small letters. A proxy that ends TLS need not be
 * trusted for that where the request names the host under which people find the server.
 */
export function ownOrigin(request: IncomingMessage, publicUrl: string | undefined): string {
  const { scheme, host } = factsOf(request);
  if (publicUrl !== undefined && new URL(publicUrl).host === host.toLowerCase()) return publicUrl;
  return `${scheme}://${host}`.toLowerCase();
}

/** Where people find the server, else the address that the client used, which is one that it can reach. */
export function addressOf(request: IncomingMessage, publicUrl: string | undefined): string {
  return publicUrl ?? new URL(ownOrigin(request, undefined)).origin;
}
