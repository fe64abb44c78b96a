/**
 * How servers are reached: connections that are kept, through the proxy that the environment names, trusting the authorities that
 * this machine trusts.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/** Connections to one server; servers and proxies dislike many more. */
const MAX_SOCKETS = 24;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

interface AgentOptions extends https.AgentOptions {
  readonly keepAlive: true;
  readonly maxSockets: number;
}

/** The proxy on the way to an address; undefined where there is none. A proxy elsewhere knows nothing of this machine's own servers. */
export function proxyFor(url: URL): URL | undefined {
  if (LOOPBACK.test(url.hostname)) return undefined;
  const proxy = getProxyForUrl(url);
  return URL.canParse(proxy) ? new URL(proxy) : undefined;
}

/** Authorities beside those of Node's own: the machine's, and those of the file that OpenSSL's tools read. */
function machineAuthorities(): readonly string[] {
  const file = process.env['SSL_CERT_FILE'];
  let own: readonly string[] = [];
  try {
    if (file) own = [readFileSync(file, 'utf8')];
  } catch {
    // A connection that needs it tells that it is not trusted.
  }
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system'), ...own];
}

export class Agents {
  #options: AgentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS };
  #trustsMachine = false;
  readonly #known = new Map<string, http.Agent>();

  /** How to connect to an address, for a request of Node's. */
  for(url: URL): Pick<https.RequestOptions, 'agent' | 'ca'> {
    const proxy = proxyFor(url);
    const key = `${url.protocol} ${proxy?.href ?? ''}`;
    const agent = this.#known.get(key) ?? this.#make(url.protocol === 'https:', proxy);
    this.#known.set(key, agent);
    // What a proxy's agent was made with is for the way to the proxy.
    return { agent, ...(proxy && this.#options.ca ? { ca: this.#options.ca } : {}) };
  }

  /**
   * From now on what the machine trusts is trusted too. That takes a tenth of a second to read, so it is done once a certificate was
   * refused.
   * @returns false where it is so already
   */
  trustMachine(): boolean {
    if (this.#trustsMachine) return false;
    this.#trustsMachine = true;
    this.#options = { ...this.#options, ca: [...machineAuthorities()] };
    // Requests under way end as they may; the next ones have other agents.
    this.#known.clear();
    return true;
  }

  destroy(): void {
    for (const agent of this.#known.values()) agent.destroy();
    this.#known.clear();
  }

  #make(secure: boolean, proxy: URL | undefined): http.Agent {
    const options = this.#options;
    if (!proxy) return secure ? new https.Agent(options) : new http.Agent(options);
    return secure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options);
  }
}
