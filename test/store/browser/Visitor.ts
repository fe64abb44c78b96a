/** A browser in a few lines: it keeps cookies, and says of its requests what browsers say. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Reply } from '../../cli/serverProcess.ts';
import { ask, basic } from '../../cli/serverProcess.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

type Headers = Readonly<Record<string, string>>;

/** How a browser asks for what a person opened. */
export const OPENED: Headers = {
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

export class Visitor {
  readonly url: string;
  /** By name; what browsers send back. */
  readonly cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, where: string, headers: Headers, body?: string): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await ask(
      `${this.url}${where}`,
      { ...(cookie === '' ? {} : { cookie }), ...headers },
      { method, ...(body === undefined ? {} : { body }) },
    );
    for (const set of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (set.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return reply;
  }

  /** Opens an address as a person does. */
  open(where: string, headers: Headers = {}): Promise<Reply> {
    return this.send('GET', where, { ...OPENED, ...headers });
  }

  /** Asks as a script of a page does. */
  fetch(where: string, headers: Headers = {}): Promise<Reply> {
    return this.send('GET', where, { 'sec-fetch-site': 'same-origin', ...headers });
  }

  /** Sends JSON as a script of a page does. */
  post(where: string, body: unknown, headers: Headers = {}): Promise<Reply> {
    const own = { origin: this.url, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    return this.send('POST', where, { ...own, ...headers }, JSON.stringify(body));
  }

  /** Sends a form as a page does. */
  submit(where: string, fields: Readonly<Record<string, string>>, headers: Headers = {}): Promise<Reply> {
    const own = { origin: this.url, 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('POST', where, { ...own, ...headers }, new URLSearchParams(fields).toString());
  }
}

interface Server {
  readonly url: string;
  readonly apiKey: string;
}

/** Has a link made. @returns its path */
export async function makeLink({ url, apiKey }: Server, where: string): Promise<string> {
  const { status, text } = await ask(
    `${url}/amphora/sign-in-links`,
    { authorization: basic(apiKey), 'content-type': 'application/json' },
    { method: 'POST', body: JSON.stringify({ path: where }) },
  );
  if (status !== 200) throw new Error(`Making a link was answered with ${String(status)}: ${text}`);
  const link = new URL((JSON.parse(text) as { url: string }).url);
  return `${link.pathname}${link.search}`;
}

/** A browser that is signed in. */
export async function signedIn(server: Server): Promise<Visitor> {
  const visitor = new Visitor(server.url);
  await visitor.open(await makeLink(server, '/'));
  return visitor;
}

/** The bundles of pages, by what tests can tell them by. */
export const BUNDLES = ['project', 'run', 'artifact', 'lineage', 'compare'] as const;

/** A folder with a small bundle for each page, for each test. */
export function usePagesFolder(): { readonly path: string } {
  let folder = temporaryFolder();
  beforeEach(() => {
    folder = temporaryFolder();
    for (const name of BUNDLES) {
      fs.writeFileSync(path.join(folder.path, `${name}.js`), `document.title = '${name}';`);
      fs.writeFileSync(path.join(folder.path, `${name}.css`), `/* ${name} */`);
    }
    fs.writeFileSync(path.join(folder.path, 'codicon.css'), '/* icons */');
    fs.writeFileSync(path.join(folder.path, 'codicon.ttf'), 'font');
    fs.writeFileSync(path.join(folder.path, 'project.js.map'), 'map');
  });
  afterEach(() => folder.remove());
  return {
    get path() {
      return folder.path;
    },
  };
}
