/** What `amphora serve` is told of a team's server. */
import { BlockList, isIP } from 'node:net';
import { usageError } from '../usageError.ts';
import { readNumber } from './readNumber.ts';

/** Seconds for what is under way when the server is to stop. */
const DRAIN = 30;

export interface TeamInput {
  readonly host: string;
  readonly 'tls-cert': string | undefined;
  readonly 'tls-key': string | undefined;
  readonly 'trusted-proxy': string | undefined;
  readonly 'public-url': string | undefined;
  readonly insecure: boolean;
  readonly metrics: string | undefined;
  readonly 'log-format': string | undefined;
  readonly drain: string | undefined;
}

/** @throws AmphoraError `usage` */
function readProxies(text: string): BlockList {
  const proxies = new BlockList();
  for (const part of text.split(',').map(item => item.trim())) {
    const [address = '', bits, more] = part.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (family === 0 || more !== undefined || !(prefix <= most)) {
      throw usageError(`--trusted-proxy takes addresses such as 10.0.0.5 or 10.0.0.0/8, not "${part}"`);
    }
    proxies.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return proxies;
}

/** @throws AmphoraError `usage` */
function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (isOrigin) return url.origin;
  throw usageError(`--public-url takes an address such as https://amphora.example.org, not "${text}"`);
}

/** @throws AmphoraError `usage` */
function readHostAndPort(option: string, text: string) {
  const [, bracketed, name, port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined) throw usageError(`${option} takes HOST:PORT, not "${text}"`);
  return { host, port: readNumber(option, port, 0, 65535) };
}

function readTls({ 'tls-cert': certificate, 'tls-key': key }: TeamInput) {
  if (certificate === undefined && key === undefined) return undefined;
  if (!certificate || !key) throw usageError('--tls-cert and --tls-key go together');
  return { certificate, key };
}

/** @throws AmphoraError `usage` */
function readLogFormat(text = 'json'): 'json' | 'text' {
  if (text === 'json' || text === 'text') return text;
  throw usageError(`--log-format is json or text, not "${text}"`);
}

/**
 * @param isLoopback whether only this machine reaches the host
 * @throws AmphoraError `usage`
 */
export function readTeamOptions(input: TeamInput, isLoopback: boolean) {
  const { 'trusted-proxy': trusted, 'public-url': publicUrl, metrics, drain } = input;
  const tls = readTls(input);
  if (!isLoopback && !tls && trusted === undefined && !input.insecure) {
    throw usageError(
      `On ${input.host}, keys would cross the network in the clear; give --tls-cert and --tls-key, name the proxy that speaks TLS \
by --trusted-proxy, or accept it by --insecure`,
    );
  }
  return {
    tls,
    proxies: trusted === undefined ? undefined : readProxies(trusted),
    publicUrl: publicUrl === undefined ? undefined : readPublicUrl(publicUrl),
    metrics: metrics === undefined ? undefined : readHostAndPort('--metrics', metrics),
    logFormat: readLogFormat(input['log-format']),
    drain: 1000 * (drain === undefined ? DRAIN : readNumber('--drain', drain, 0, 86_400)),
  };
}
