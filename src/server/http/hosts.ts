/** Names that a server answers to: a page of the web must not reach it under a name that was made to point here. */
import { isIP, isIPv4 } from 'node:net';

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

/** Whether only this machine reaches what listens there. */
export function isLoopbackHost(listensOn: string): boolean {
  return isLoopback(nameIn(urlHost(listensOn)) ?? '');
}

/**
 * @param listensOn what `--host` says
 * @param publicUrl where people find the server; names of others are refused then, wherever it listens
 */
export function hostCheck(listensOn: string, publicUrl?: string): (host: string) => boolean {
  const anywhere = WILDCARDS.includes(listensOn);
  if (anywhere && publicUrl === undefined) return () => true;
  const own = [nameIn(urlHost(listensOn)), publicUrl && new URL(publicUrl).hostname];
  return host => {
    const name = nameIn(host);
    if (name === undefined) return false;
    // Whoever asks for health does so by address; no page can give itself the name of one.
    return isLoopback(name) || own.includes(name) || (anywhere && isIP(name) !== 0);
  };
}

/** How a host is written in a URL. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Where a server that listens there is reached from this machine. */
export function serverUrl(listensOn: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const host = listensOn === '0.0.0.0' ? '127.0.0.1' : listensOn === '::' ? '::1' : listensOn;
  return `${scheme}://${urlHost(host)}:${String(port)}`;
}
