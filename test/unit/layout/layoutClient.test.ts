import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { randomLayered } from '../../../bench/layout/graphs.ts';
import { layout } from '../../../src/picture/layout/layout.ts';
import { LayoutClient, type LayoutWorker } from '../../../webview/lineage/layout/layoutClient.ts';
import {
  type LayoutReply,
  packInput,
  packResult,
  unpackInput,
  unpackResult,
} from '../../../webview/lineage/layout/wire.ts';
import { anyGraph } from './arbitraries.ts';

const SOURCE = buildSync({
  entryPoints: ['webview/lineage/layout/worker.ts'],
  bundle: true,
  write: false,
  format: 'iife',
}).outputFiles[0]!.text;

/** Gives a thread of Node the two globals of a browser's worker that are used. */
const BROWSER_LIKE = `
  const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  parentPort.on('message', data => globalThis.onmessage({ data }));
`;

const started: Worker[] = [];

function startThread(): LayoutWorker {
  const thread = new Worker(BROWSER_LIKE + SOURCE, { eval: true });
  started.push(thread);
  return {
    addEventListener: (
      type: 'message' | 'error',
      listener: (event: { readonly data: LayoutReply }) => void,
    ) => {
      thread.on(type, (data: LayoutReply) => listener({ data }));
    },
    postMessage: (message, transfer) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
  };
}

afterEach(async () => {
  await Promise.all(started.splice(0).map(thread => thread.terminate()));
});

const small = randomLayered(50);
const large = randomLayered(250);

describe('LayoutClient', () => {
  it('draws small graphs on the spot', async () => {
    const client = new LayoutClient(startThread);
    expect(await client.layout(small)).toEqual(layout(small));
    expect(started).toHaveLength(0);
  });

  it('draws large graphs in a worker, to the same picture, and keeps the worker', async () => {
    const client = new LayoutClient(startThread);
    expect(await client.layout(large)).toEqual(layout(large));
    expect(await client.layout(randomLayered(220))).toEqual(layout(randomLayered(220)));
    expect(started).toHaveLength(1);
    client.dispose();
  });

  it('tells the worker what was there before', async () => {
    const client = new LayoutClient(startThread);
    const turned = new Map(layout(large).nodes.map((p, i) => [large.nodes[i]!.id, { x: p.x, y: -p.y }]));
    const input = { ...large, previous: turned };
    expect(await client.layout(input)).toEqual(layout(input));
    client.dispose();
  });

  it('gives up an older request for a newer one', async () => {
    const client = new LayoutClient(startThread);
    const older = client.layout(large);
    const newer = client.layout(randomLayered(220));
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    expect((await newer).nodes).toHaveLength(220);
    client.dispose();
  });

  it('ends a worker that is busy with a huge picture nobody wants any more', async () => {
    const client = new LayoutClient(startThread);
    const older = client.layout(randomLayered(6000));
    const newer = client.layout(large);
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    expect((await newer).nodes).toHaveLength(250);
    expect(started).toHaveLength(2);
    client.dispose();
  });

  it('rejects with the reason of an aborted signal and can be used again', async () => {
    const client = new LayoutClient(startThread);
    const controller = new AbortController();
    const pending = client.layout(large, { signal: controller.signal });
    controller.abort(new Error('left the page'));
    await expect(pending).rejects.toThrow('left the page');
    await expect(client.layout(large, { signal: controller.signal })).rejects.toThrow('left the page');
    expect((await client.layout(large)).nodes).toHaveLength(250);
    client.dispose();
  });

  it('draws on the spot where no worker can be started', async () => {
    const client = new LayoutClient(() => {
      throw new Error('blocked by the content security policy');
    });
    expect(await client.layout(large)).toEqual(layout(large));
  });

  it('draws on the spot when the worker breaks', async () => {
    const broken = new LayoutClient(() => ({
      addEventListener: (type: 'message' | 'error', listener: (event: never) => void) => {
        if (type === 'error') queueMicrotask(() => listener(undefined as never));
      },
      postMessage: () => undefined,
      terminate: () => undefined,
    }));
    expect(await broken.layout(large)).toEqual(layout(large));
  });

  it('passes on why a graph cannot be drawn', async () => {
    const client = new LayoutClient(startThread);
    const input = { ...large, edges: [{ from: 0, to: 999 }] };
    await expect(client.layout(input)).rejects.toThrow('Edge 0 joins nodes 0 and 999');
    client.dispose();
  });

  it('rejects what is pending, and everything later, once disposed', async () => {
    const client = new LayoutClient(startThread);
    const pending = client.layout(large);
    client.dispose();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client.layout(small)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what goes to the worker and back', () => {
  it('draws the same picture as what was packed', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        expect(layout(unpackInput(packInput(input)))).toEqual(result);
        expect(unpackResult(packResult(result))).toEqual(result);
      }),
    );
  });
});
