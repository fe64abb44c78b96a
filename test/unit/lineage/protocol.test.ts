import { describe, expect, test, vi } from 'vitest';
import { type Client, connect, RequestRefused } from '../../../src/protocol/client.ts';
import { type Port, sealed } from '../../../src/protocol/contract.ts';
import { type Handlers, type Host, serve } from '../../../src/protocol/host.ts';
import {
  type LineageContract,
  lineageContract,
  parseLineagePageState,
} from '../../../src/protocol/lineage.ts';
import { lineagePage } from '../../../src/protocol/lineagePage.ts';
import { digitsGraph, hostileGraph, PROJECT } from '../../ui/harness/graphs.ts';

/** Two ends of a wire that, as a webview's, carries JSON only. */
function wire(): { readonly page: Port; readonly host: Port } {
  const ends = { page: new Set<(message: unknown) => void>(), host: new Set<(message: unknown) => void>() };
  const end = (own: 'page' | 'host', other: 'page' | 'host'): Port => ({
    post: message => {
      const text = JSON.stringify(message);
      queueMicrotask(() => ends[other].forEach(listener => listener(JSON.parse(text))));
    },
    listen: listener => {
      ends[own].add(listener);
      return () => ends[own].delete(listener);
    },
  });
  return { page: end('page', 'host'), host: end('host', 'page') };
}

const nothing = (): Promise<null> => Promise.resolve(null);
const handlers: Handlers<LineageContract> = {
  ready: () => Promise.resolve({ locale: 'ja', messages: {}, legend: true, scope: { project: PROJECT } }),
  getGraph: scope => Promise.resolve({ scope, project: 'digits', graph: digitsGraph() }),
  getDetails: () => Promise.reject(new Error('It is gone.')),
  openVersion: nothing,
  openRun: nothing,
  openFiles: nothing,
  copyReference: nothing,
  download: nothing,
  logFolder: nothing,
  copyExample: nothing,
  keepLegend: nothing,
};

interface Ends {
  readonly client: Client<LineageContract>;
  readonly host: Host<LineageContract>;
  readonly page: Port;
  readonly hostPort: Port;
  readonly refused: string[];
  readonly snapshots: unknown[];
}

function joined(own: Partial<Handlers<LineageContract>> = {}): Ends {
  const { page, host: hostPort } = wire();
  const refused: string[] = [];
  const snapshots: unknown[] = [];
  const host = serve(
    lineageContract,
    hostPort,
    { ...handlers, ...own },
    {
      describe: error => ({ message: (error as Error).message, code: 'version-not-found' }),
      onRefused: reason => refused.push(reason),
    },
  );
  const client = connect(lineageContract, page, {
    snapshot: snapshot => snapshots.push(snapshot),
    show: () => undefined,
  });
  return { client, host, page, hostPort, refused, snapshots };
}

describe('the lineage contract', () => {
  test('brings a graph over unchanged, hostile names and all', async () => {
    const graph = hostileGraph();
    const { client } = joined({ getGraph: scope => Promise.resolve({ scope, project: '<b>', graph }) });
    const snapshot = await client.request('getGraph', { project: PROJECT });
    expect(snapshot).toEqual({ scope: { project: PROJECT }, project: '<b>', graph });
  });

  test("tells the page the host's sentence when a request fails", async () => {
    const { client } = joined();
    const failing = client.request('getDetails', { id: digitsGraph().nodes[0]!.id });
    await expect(failing).rejects.toEqual(
      new RequestRefused({ message: 'It is gone.', code: 'version-not-found' }),
    );
  });

  test('refuses parameters that do not fit before a handler sees them', async () => {
    const openVersion = vi.fn(nothing);
    const { client, refused } = joined({ openVersion });
    await expect(client.request('openVersion', { id: 7 } as never)).rejects.toThrow('openVersion');
    await expect(client.request('openVersion', { id: '' } as never)).rejects.toThrow('openVersion');
    expect(openVersion).not.toHaveBeenCalled();
    expect(refused).toHaveLength(2);
  });

  test('refuses a request it does not have, even one that every object has', async () => {
    const { client } = joined();
    await expect(client.request('constructor' as never, null as never)).rejects.toThrow('constructor');
  });

  test.each([
    ['no message', 'hello'],
    [
      'another contract',
      sealed(
        { ...lineageContract, name: 'run' },
        { kind: 'request', id: 1, method: 'logFolder', params: null },
      ),
    ],
    [
      'another version',
      sealed(
        { ...lineageContract, version: 99 },
        { kind: 'request', id: 1, method: 'logFolder', params: null },
      ),
    ],
    ['a message without its parts', sealed(lineageContract, { kind: 'request', id: -1 } as never)],
  ])('drops %s', async (_, message) => {
    const logFolder = vi.fn(nothing);
    const { page, client, refused } = joined({ logFolder });
    page.post(message);
    await client.request('ready', null);
    expect(logFolder).not.toHaveBeenCalled();
    expect(refused).toHaveLength(1);
  });

  test('a reply that does not fit is a refusal, not a crash', async () => {
    const broken = {
      scope: { project: PROJECT },
      project: 'digits',
      graph: { nodes: [{}], edges: [], openEnds: [] },
    };
    const { client } = joined({ getGraph: () => Promise.resolve(broken as never) });
    await expect(client.request('getGraph', { project: PROJECT })).rejects.toMatchObject({
      code: 'reply-malformed',
    });
  });

  test('a notice that does not fit is dropped, the next one arrives', async () => {
    const { client, host, snapshots } = joined();
    host.notify('snapshot', { graph: null } as never);
    const snapshot = { scope: { project: PROJECT }, project: 'digits', graph: digitsGraph() };
    host.notify('snapshot', snapshot);
    await client.request('ready', null);
    expect(snapshots).toEqual([snapshot]);
  });

  test('a reply to nothing is ignored', async () => {
    const { client, hostPort } = joined();
    hostPort.post(sealed(lineageContract, { kind: 'result', id: 4711, result: null }));
    await expect(client.request('logFolder', null)).resolves.toBeNull();
  });

  test('aborting rejects with the reason and tells the host to stop', async () => {
    const stopped = Promise.withResolvers<null>();
    const { client } = joined({
      getGraph: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped.resolve(null);
            reject(new Error('stopped'));
          });
        }),
    });
    const controller = new AbortController();
    const asking = client.request('getGraph', { project: PROJECT }, controller.signal);
    await client.request('ready', null);
    controller.abort(new Error('looked away'));
    await expect(asking).rejects.toThrow('looked away');
    await stopped.promise;
  });
});

describe('the state of the page', () => {
  const state = {
    version: 1,
    scope: { project: PROJECT },
    arrangement: { all: false, except: ['type:dataset', 'job:train'] },
    zoom: { x: 1, y: -2, k: 0.5 },
    selection: 'type:dataset',
  };

  test('comes back as it was', () => {
    expect(parseLineagePageState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  test.each([
    undefined,
    null,
    7,
    { ...state, version: 2 },
    { ...state, arrangement: { all: false, except: ['dataset'] } },
    { ...state, zoom: { x: 0, y: 0, k: 0 } },
    { ...state, scope: {} },
  ])('is not taken from %j', value => {
    expect(parseLineagePageState(value)).toBeUndefined();
  });
});

describe("the page's HTML", () => {
  const addresses = {
    cspSource: 'https://page.test',
    nonce: 'abc123',
    script: 'https://page.test/lineage.js?a&b',
    style: 'https://page.test/lineage.css',
    codicons: 'https://page.test/codicon.css',
    language: 'ja',
    title: `</title><script>alert(1)</script>`,
  };

  test('allows its own script by nonce, styles and fonts by source, workers from blobs, and nothing else', () => {
    const policy = /content="([^"]*)"/.exec(lineagePage(addresses))?.[1]?.replaceAll('&#39;', "'");
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      'style-src https://page.test',
      'font-src https://page.test',
      'worker-src blob:',
    ]);
  });

  test('shows a hostile title as text', () => {
    const html = lineagePage(addresses);
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>');
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});
