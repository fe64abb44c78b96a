import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLink, Visitor } from '../store/browser/Visitor.ts';
import { Client } from '../store/protocol/client.ts';
import type { ServerProcess } from './serverProcess.ts';
import { startServer } from './serverProcess.ts';
import type { Started } from './workspace.ts';
import { Workspace } from './workspace.ts';

interface Opened {
  readonly url: string;
  readonly page: string;
  readonly opened: boolean;
}

let space: Workspace;
let started: Started[] = [];

beforeEach(() => {
  space = new Workspace();
  // No browser of whoever runs the tests.
  space.env = { BROWSER: '', DISPLAY: '', WAYLAND_DISPLAY: '' };
});
afterEach(async () => {
  for (const { child, outcome } of started) {
    child.kill('SIGKILL');
    await outcome;
  }
  started = [];
  space.remove();
});

async function serve(): Promise<ServerProcess> {
  const server = await startServer(space);
  started.push(server);
  return server;
}

const open = async (...args: readonly string[]): Promise<Opened> =>
  JSON.parse(await space.succeed('open', '--json', ...args)) as Opened;

/** A program that keeps what it was told to open. */
function fakeBrowser(): { readonly program: string; readonly told: string } {
  const [program, told] = [space.at('browser'), space.at('told')];
  fs.writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" > '${told}.new' && mv '${told}.new' '${told}'\n`, {
    mode: 0o755,
  });
  return { program, told };
}

describe('amphora open', () => {
  it('gives a link to a version, a run or a project that signs in once', async () => {
    const server = await serve();
    await space.logSample();
    await new Client(server).beginRun({ project: 'digits', name: 'abc12345' });
    const version = await open('raw', '--print');
    expect(version).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/amphora\/sign-in\?code=[\w-]{43}$/),
      page: `${server.url}/local/digits/artifacts/dataset/raw/v0`,
      opened: false,
    });
    expect((await open('digits/runs/abc12345')).page).toBe(`${server.url}/local/digits/runs/abc12345`);
    expect((await open('local/digits/runs/abc12345')).page).toBe(`${server.url}/local/digits/runs/abc12345`);
    expect((await open()).page).toBe(`${server.url}/local/digits`);
    const { url } = version;
    const one = new Visitor(server.url);
    const reply = await one.open(url.slice(server.url.length));
    expect([reply.status, reply.headers.location]).toEqual([303, new URL(version.page).pathname]);
    expect(await space.succeed('open', 'raw', '--print')).toMatch(/^http\S+\/amphora\/sign-in\?code=\S+\n$/);
  });

  it('asks a server that is the store, too', async () => {
    const server = await serve();
    await space.logSample();
    space.env = { ...space.env, WANDB_API_KEY: server.apiKey };
    const { url, page } = await open('digits/raw', '--store', server.url);
    expect(page).toBe(`${server.url}/local/digits/artifacts/dataset/raw/v0`);
    expect((await new Visitor(server.url).open(url.slice(server.url.length))).status).toBe(303);
  });

  it.skipIf(process.platform === 'win32')(
    'starts the browser, and tells the address that stays',
    async () => {
      const server = await serve();
      await space.logSample();
      const { program, told } = fakeBrowser();
      space.env = { ...space.env, BROWSER: program };
      const text = await space.succeed('open', 'raw');
      expect(text).toBe(`Opened ${server.url}/local/digits/artifacts/dataset/raw/v0\n`);
      await expect.poll(() => fs.existsSync(told)).toBe(true);
      const link = fs.readFileSync(told, 'utf8');
      expect((await new Visitor(server.url).open(link.slice(server.url.length))).status).toBe(303);
    },
  );

  it('shows all projects where the folder is none of them', async () => {
    const server = await serve();
    expect((await open()).page).toBe(`${server.url}/`);
    const [exitCode, message] = await space.failure('open', '--project', 'other');
    expect([exitCode, message]).toEqual([1, expect.stringContaining('no project "other"')]);
  });

  it('says that the store has to be served', async () => {
    await space.logSample();
    const [exitCode, message] = await space.failure('open', 'raw');
    expect([exitCode, message]).toEqual([1, expect.stringContaining('start one with amphora serve')]);
  });

  it.each([['raw'], ['digits/runs/nothing1'], ['no/such/raw:v1']])(
    'says that %s is not there',
    async what => {
      await serve();
      expect(await space.failure('open', what)).toEqual([1, expect.stringContaining('There is no')]);
    },
  );
});

describe('amphora serve', () => {
  it('finds the bundles of its pages beside itself, and says how to come in', async () => {
    const server = await serve();
    const one = new Visitor(server.url);
    await one.open(await makeLink(server, '/'));
    const page = await one.open('/local/digits/lineage');
    expect(page.status).toBe(200);
    const [, script = ''] = /<script src="([^"]*)">/.exec(page.text) ?? [];
    const built = fs.readFileSync(path.resolve(import.meta.dirname, '../../dist/webview/lineage.js'), 'utf8');
    expect((await one.fetch(script)).text).toBe(built);
    const welcome = await new Visitor(server.url).open('/', { 'accept-language': 'ja' });
    expect(welcome.text).toContain('Amphora にサインイン');
  });
});
