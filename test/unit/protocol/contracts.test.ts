import { describe, expect, test, vi } from 'vitest';
import { type Client, connect, RequestRefused } from '../../../src/protocol/client.ts';
import { type Port, sealed } from '../../../src/protocol/contract.ts';
import { answer, type Ask, type Handlers, type Host, serve } from '../../../src/protocol/host.ts';
import { type LineageContract, lineageContract, parseLineageView } from '../../../src/protocol/lineage.ts';
import { pageHtml } from '../../../src/protocol/pageHtml.ts';
import { type HostContract, hostContract, parsePageState } from '../../../src/protocol/pages/host.ts';
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

/** A host of which only what a test names does anything. */
function hostHandlers(own: Partial<Handlers<HostContract>>): Handlers<HostContract> {
  const none = Object.fromEntries(Object.keys(hostContract.requests).map(name => [name, nothing]));
  return { ...(none as unknown as Handlers<HostContract>), ...own };
}

const answers: Handlers<LineageContract> = {
  findScope: () => Promise.resolve({ project: PROJECT }),
  getGraph: scope => Promise.resolve({ scope, project: 'digits', graph: digitsGraph() }),
  getDetails: () => Promise.reject(new Error('It is gone.')),
  findPlace: ({ id }) => Promise.resolve({ path: '/local/digits', name: id }),
};

interface Ends {
  /** To the store, which the host asks. */
  readonly lineage: Client<LineageContract>;
  /** To the host itself. */
  readonly own: Client<HostContract>;
  readonly host: Host<HostContract>;
  readonly page: Port;
  readonly hostPort: Port;
  readonly refused: string[];
  readonly shown: unknown[];
}

function joined(
  store: Partial<Handlers<LineageContract>> = {},
  window: Partial<Handlers<HostContract>> = {},
): Ends {
  const { page, host: hostPort } = wire();
  const refused: string[] = [];
  const shown: unknown[] = [];
  const ask: Ask = ({ method, params, ...about }, signal) => {
    if (about.contract !== 'lineage' || about.version !== lineageContract.version)
      return Promise.reject(new Error(`No contract ${about.contract} ${about.version}.`));
    return answer(lineageContract, { ...answers, ...store }, method, params, signal);
  };
  const host = serve(hostContract, hostPort, hostHandlers(window), ask, {
    describe: error => ({ message: (error as Error).message, code: 'version-not-found' }),
    onRefused: reason => refused.push(reason),
  });
  const lineage = connect(lineageContract, page, {});
  const own = connect(hostContract, page, { changed: () => undefined, show: each => shown.push(each) });
  return { lineage, own, host, page, hostPort, refused, shown };
}

describe('contracts over one wire', () => {
  test('bring an answer over unchanged, hostile names and all', async () => {
    const graph = hostileGraph();
    const { lineage } = joined({ getGraph: scope => Promise.resolve({ scope, project: '<b>', graph }) });
    const snapshot = await lineage.request('getGraph', { project: PROJECT });
    expect(snapshot).toEqual({ scope: { project: PROJECT }, project: '<b>', graph });
  });

  test('keep apart what is asked of the host and of the store, though both count from one', async () => {
    const openExternal = vi.fn(nothing);
    const { lineage, own } = joined({}, { openExternal });
    const [scope] = await Promise.all([
      lineage.request('findScope', { entity: 'local', project: 'digits' }),
      own.request('openExternal', { url: 'https://example.org' }),
    ]);
    expect(scope).toEqual({ project: PROJECT });
    expect(openExternal).toHaveBeenCalledOnce();
  });

  test("tell the page the host's sentence when a request fails", async () => {
    const { lineage } = joined();
    const failing = lineage.request('getDetails', { id: digitsGraph().nodes[0]!.id });
    await expect(failing).rejects.toEqual(
      new RequestRefused({ message: 'It is gone.', code: 'version-not-found' }),
    );
  });

  test('refuse parameters that do not fit before a handler sees them', async () => {
    const [getDetails, download] = [vi.fn(answers.getDetails), vi.fn(nothing)];
    const { lineage, own } = joined({ getDetails }, { download });
    await expect(lineage.request('getDetails', { id: 7 } as never)).rejects.toThrow('getDetails');
    await expect(own.request('download', { id: '' } as never)).rejects.toThrow('download');
    expect(getDetails).not.toHaveBeenCalled();
    expect(download).not.toHaveBeenCalled();
  });

  test('refuse a request they do not have, even one that every object has', async () => {
    const { lineage, own } = joined();
    await expect(lineage.request('constructor' as never, null as never)).rejects.toThrow('constructor');
    await expect(own.request('constructor' as never, null as never)).rejects.toThrow('constructor');
  });

  test.each([
    ['another contract', { ...hostContract, name: 'run' }],
    ['another version', { ...hostContract, version: 99 }],
  ])('do not take a request of %s for the host’s own', async (_, contract) => {
    const logFolder = vi.fn(nothing);
    const { page, own } = joined({}, { logFolder });
    page.post(sealed(contract, { kind: 'request', id: 1, method: 'logFolder', params: null }));
    await own.request('reveal', {});
    expect(logFolder).not.toHaveBeenCalled();
  });

  test.each([
    ['no message', 'hello'],
    ['a message without its parts', sealed(hostContract, { kind: 'request', id: -1 } as never)],
  ])('drop %s', async (_, message) => {
    const { page, own, refused } = joined();
    page.post(message);
    await own.request('reveal', {});
    expect(refused).toHaveLength(1);
  });

  test('take a reply that does not fit for a refusal, not a crash', async () => {
    const broken = {
      scope: { project: PROJECT },
      project: 'digits',
      graph: { nodes: [{}], edges: [], openEnds: [] },
    };
    const { lineage } = joined({ getGraph: () => Promise.resolve(broken as never) });
    await expect(lineage.request('getGraph', { project: PROJECT })).rejects.toMatchObject({
      code: 'reply-malformed',
    });
  });

  test('drop a notice that does not fit; the next one arrives', async () => {
    const { own, host, shown } = joined();
    host.notify('show', { path: 7 } as never);
    host.notify('show', { path: '/local/digits', canEdit: true });
    await own.request('reveal', {});
    expect(shown).toEqual([{ path: '/local/digits', canEdit: true }]);
  });

  test('ignore a reply to nothing', async () => {
    const { own, hostPort } = joined();
    hostPort.post(sealed(hostContract, { kind: 'result', id: 4711, result: null }));
    await expect(own.request('logFolder', null)).resolves.toBeNull();
  });

  test('tell the host to stop what the page gave up', async () => {
    const stopped = Promise.withResolvers<null>();
    const { lineage, own } = joined({
      getGraph: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped.resolve(null);
            reject(new Error('stopped'));
          });
        }),
    });
    const controller = new AbortController();
    const asking = lineage.request('getGraph', { project: PROJECT }, controller.signal);
    await own.request('reveal', {});
    controller.abort(new Error('looked away'));
    await expect(asking).rejects.toThrow('looked away');
    await stopped.promise;
  });
});

describe('the state of a page', () => {
  const view = {
    scope: { project: PROJECT },
    arrangement: { all: false, except: ['type:dataset', 'job:train'] },
    zoom: { x: 1, y: -2, k: 0.5 },
    selection: 'type:dataset',
  };
  const state = { version: 1, path: '/local/digits/lineage', store: '', view };

  test('comes back as it was', () => {
    const back = parsePageState(JSON.parse(JSON.stringify(state)));
    expect(back).toEqual(state);
    expect(parseLineageView(back?.view)).toEqual(view);
  });

  test.each([undefined, null, 7, { ...state, version: 2 }, { ...state, path: 7 }])(
    'is not taken from %j',
    value => {
      expect(parsePageState(value)).toBeUndefined();
    },
  );

  test.each([
    undefined,
    { ...view, arrangement: { all: false, except: ['dataset'] } },
    { ...view, zoom: { x: 0, y: 0, k: 0 } },
    { ...view, scope: {} },
  ])('of the lineage is not taken from %j', value => {
    expect(parseLineageView(value)).toBeUndefined();
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

  test('allows its own script by nonce, styles and fonts by source, workers and media from memory, and nothing else', () => {
    const policy = /content="([^"]*)"/.exec(pageHtml(addresses))?.[1]?.replaceAll('&#39;', "'");
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      'style-src https://page.test',
      'font-src https://page.test',
      'img-src blob:',
      'media-src blob:',
      'worker-src blob:',
    ]);
  });

  test('shows a hostile title as text', () => {
    const html = pageHtml(addresses);
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>');
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});
