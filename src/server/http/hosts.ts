/** Names that a server answers to: a page of the web must not reach it under a name that was made to point here. */
import { isIPv4 } from 'node:net';

/** Listening on these means every address of the machine, whatever its names are. */
const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/** The name in a `Host` header, without port and brackets, in small letters. */
function nameIn(host: string): string | undefined {
  const url = `http://${host}/`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : undefined;
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/** @param listensOn what `--host` says */
export function hostCheck(listensOn: string): (host: string) => boolean {
  if (WILDCARDS.includes(listensOn)) return () => true;
  const own = nameIn(urlHost(listensOn));
  return host => {
    const name = nameIn(host);
    return name !== undefined && (isLoopback(name) || name === own);
  };
}

/** How a host is written in a URL. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Where a server that listens there is reached from this machine. */
export function serverUrl(listensOn: string, port: number): string {
  const host = listensOn === '0.0.0.0' ? '127.0.0.1' : listensOn === '::' ? '::1' : listensOn;
  return `http://${urlHost(host)}:${String(port)}`;
}
