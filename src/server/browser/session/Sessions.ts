/** Sessions of browsers: a cookie holds, sealed, the API key that it stands for. Nothing is kept here. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Clock } from '../../../core/clock.ts';
import { ownOrigin } from '../../http/origins.ts';
import { Seal } from './Seal.ts';

/** Milliseconds for which a browser stays signed in, unless its key ends before. */
export const SESSION_LIFETIME = 30 * 24 * 3600 * 1000;

const Content = v.object({ apiKey: v.string(), until: v.number() });

export class Sessions {
  readonly #seal: Seal;
  readonly #publicUrl: string | undefined;
  readonly #now: Clock;

  constructor(secret: string, publicUrl: string | undefined, now: Clock) {
    this.#seal = new Seal(secret, 'browser session');
    this.#publicUrl = publicUrl;
    this.#now = now;
  }

  /** Whether a browser sends a cookie of ours, be it good or over. */
  isSent(request: IncomingMessage): boolean {
    return cookiesCalled(this.#cookie(request).name, request.headers.cookie).length > 0;
  }

  /** The API key that a browser is signed in with; undefined where it is not. Whether it is still good is not known here. */
  keyOf(request: IncomingMessage): string | undefined {
    const { name } = this.#cookie(request);
    for (const value of cookiesCalled(name, request.headers.cookie)) {
      const parsed = v.safeParse(Content, this.#seal.open(value));
      if (parsed.success && parsed.output.until > this.#now()) return parsed.output.apiKey;
    }
    return undefined;
  }

  /** The header that signs a browser in. */
  begin(request: IncomingMessage, apiKey: string): string {
    const value = this.#seal.close({ apiKey, until: this.#now() + SESSION_LIFETIME });
    return this.#header(request, value, SESSION_LIFETIME / 1000);
  }

  /** The header that signs a browser out. */
  end(request: IncomingMessage): string {
    return this.#header(request, '', 0);
  }

  #header(request: IncomingMessage, value: string, seconds: number): string {
    const { name, secure } = this.#cookie(request);
    const flags = secure ? '; Secure' : '';
    return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${flags}`;
  }

  /** Cookies know no ports: servers of one machine must not overwrite each other's. */
  #cookie(request: IncomingMessage): { readonly name: string; readonly secure: boolean } {
    const { protocol, port } = new URL(ownOrigin(request, this.#publicUrl));
    const secure = protocol === 'https:';
    const number = port === '' ? (secure ? '443' : '80') : port;
    return { name: `${secure ? '__Host-' : ''}amphora-session-${number}`, secure };
  }
}

/** Values of all cookies of a name: others may have set one of it, too. */
function cookiesCalled(name: string, header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(';')
    .map(part => part.trim())
    .filter(part => part.startsWith(`${name}=`))
    .map(part => part.slice(name.length + 1));
}
