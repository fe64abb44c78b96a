/** Requests that no client means: the server answers each with a reason, and lives. Draws as `test/support/propertyCases.ts` says. */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSchema } from '../../../src/server/schema/schema.ts';
import type { Reply } from '../../cli/serverProcess.ts';
import { QueryDrawer } from './graphqlCases.ts';
import { send } from './client.ts';
import { useServing } from './serving.ts';

const RUN = { project: 'digits', name: 'abc12345' };
const serving = useServing('file');
/** More memory than this in the end than at first means that something is kept. */
const GROWTH = 400 << 20;

let known: readonly string[];
beforeAll(async () => {
  const { client } = serving;
  const run = await client.beginRun(RUN);
  await client.streamSteps(RUN, 0, 200);
  const output = { offset: 0, content: ['one', 'two'] };
  await client.stream(RUN, { files: { 'output.log': output } });
  const { id } = await client.log('mnist', { 'a.txt': 'one', 'sub/b.txt': 'two' }, { runName: RUN.name });
  await client.log('mnist', { 'a.txt': 'three' }, { runName: RUN.name });
  const link = { artifactID: id, artifactPortfolioName: 'best', projectName: 'digits', aliases: [] };
  await client.mutate('linkArtifact', link, 'versionIndex');
  const { project } = await client.must<{ project: { id: string; artifactCollection: { id: string } } }>(
    '{ project(name: "digits") { id artifactCollection(name: "mnist") { id } } }',
  );
  const pending = await client.begin('mnist', { c: 'pending' });
  known = [
    ...[
      'digits',
      'local',
      'mnist',
      'mnist:v0',
      'mnist:latest',
      'best',
      'dataset',
      RUN.name,
      'a.txt',
      'latest',
      'v1',
    ],
    ...[run, id, pending.id, project.id, project.artifactCollection.id],
    ...[
      '{"lr":{"value":1}}',
      '{"loss":0.5}',
      '{"keys":["_step","loss"],"samples":5}',
      'running',
      'output.log',
    ],
  ];
});

function memory(): number {
  const status = readFileSync(`/proc/${String(serving.current.server.pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Does it, and does not keep much for it. */
async function withinMemory(work: () => Promise<void>): Promise<void> {
  if (process.platform !== 'linux') return work();
  const before = memory();
  await work();
  expect(memory() - before).toBeLessThan(GROWTH);
}

function expectReason({ status, text }: Reply): void {
  expect(status).toBeLessThan(500);
  expect(text).not.toContain('Something unexpected');
}

async function expectAlive(): Promise<void> {
  const { client, current } = serving;
  expect(await client.must('{ viewer { entity } }')).toEqual({ viewer: { entity: 'local' } });
  expect(current.log().slice(logged)).not.toMatch(/ error /);
}

let logged = 0;
beforeEach(() => {
  logged = serving.current.log().length;
});

describe('queries drawn from the schema', () => {
  const schema = createSchema();

  test.each(['query', 'mutation'] as const)('are answered: %s', { timeout: 600_000 }, async operation => {
    const { client } = serving;
    const ask = async (seed: number) => {
      const drawn = new QueryDrawer(schema, known, seed).draw(operation);
      const reply = await client.post('/graphql', JSON.stringify(drawn));
      const { data, errors } = JSON.parse(reply.text) as { data?: unknown; errors?: unknown[] };
      expect(data !== undefined || errors !== undefined).toBe(true);
      expectReason(reply);
    };
    const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    await fc.assert(fc.asyncProperty(seeds, ask), { numRuns: 50 });
    await withinMemory(() => fc.assert(fc.asyncProperty(seeds, ask), { numRuns: runs(600) }));
    await expectAlive();
  });
});

/** So many, or as many times more as `FUZZ` says. */
function runs(usual: number): number {
  return Math.max(usual, (fc.readConfigureGlobal().numRuns ?? 0) * 3);
}

describe('bodies', () => {
  // Queries may have deleted it.
  beforeAll(() => serving.client.beginRun(RUN));
  const types = [
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    '',
  ];
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array)),
    fc.json().map(text => Buffer.from(text)),
    fc
      .constantFrom(
        '{',
        '[[[[',
        '"',
        '{"query":1}',
        '{"query":"{"}',
        '{"query":"{viewer{id}}","variables":[]}',
      )
      .map(text => Buffer.from(text)),
    fc.constantFrom('{"query":"', '{"files":').map(head => Buffer.from(head + '['.repeat(50_000))),
    fc.constant(Buffer.from(`{"query":"{viewer{id}}","variables":{"a":${'9'.repeat(400)}}}`)),
  );

  test('of any kind are answered by GraphQL', async () => {
    await withinMemory(() =>
      fc.assert(
        fc.asyncProperty(bytes, fc.constantFrom(...types), async (body, type) => {
          expectReason(await serving.client.post('/graphql', body, { 'content-type': type }));
        }),
      ),
    );
    await expectAlive();
  });

  const file = fc.record(
    {
      offset: fc.oneof(fc.nat(300), fc.constantFrom(-1, 1.5, 1e300, 2 ** 53, 2 ** 40, '1', null)),
      content: fc.oneof(fc.array(fc.string()), fc.json(), fc.constant(null), fc.array(fc.nat(3))),
    },
    { requiredKeys: [] },
  );
  const streamed = fc.record(
    {
      files: fc.oneof(
        fc.dictionary(
          fc.constantFrom(
            'wandb-history.jsonl',
            'wandb-events.jsonl',
            'wandb-summary.json',
            'output.log',
            '__proto__',
            'other',
          ),
          file,
        ),
        fc.jsonValue(),
      ),
      complete: fc.constantFrom(true, false, null, 1, 'x'),
      exitcode: fc.constantFrom(0, 1, 255, -1, 1.5, 1e300, null, '1'),
      uploaded: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  test('of any kind are answered by the stream of a run', async () => {
    const { client } = serving;
    await withinMemory(async () => {
      await fc.assert(fc.asyncProperty(streamed, async body => expectReason(await client.stream(RUN, body))));
      await fc.assert(
        fc.asyncProperty(bytes, fc.constantFrom('gzip', 'br', 'identity', ''), async (body, encoding) => {
          const packed = encoding === 'gzip' && body.length % 2 === 0 ? gzipSync(body) : body;
          const path = `/files/local/${RUN.project}/${RUN.name}/file_stream`;
          expectReason(await client.post(path, packed, { 'content-encoding': encoding }));
        }),
      );
    });
    const { history } = await client.run<{ history: readonly string[] }>(
      RUN,
      'historyKeys history(samples: 1000)',
    );
    expect(Array.isArray(history)).toBe(true);
    await expectAlive();
  });

  test('that unpack to more than anybody sends are refused', async () => {
    const { client } = serving;
    const bomb = gzipSync(Buffer.alloc(200 << 20), { level: 1 });
    const path = `/files/local/${RUN.project}/${RUN.name}/file_stream`;
    await withinMemory(async () => {
      for (let i = 0; i < 5; i++)
        expect((await client.post(path, bomb, { 'content-encoding': 'gzip' })).status).toBe(400);
    });
    await expectAlive();
  });
});

describe('connections', () => {
  /** Writes these bytes, ends, and gives what was answered. */
  async function raw(bytes: string | Uint8Array): Promise<string> {
    const socket = net.connect(Number(new URL(serving.client.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    let text = '';
    socket.setEncoding('latin1').on('data', (more: string) => (text += more));
    socket.end(bytes);
    await new Promise(resolve => socket.once('close', resolve));
    return text;
  }

  const head = (more: string) =>
    `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${serving.client.headers['authorization']!}\r\n${more}`;

  test('with any bytes are answered or ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async bytes => {
        expect(await raw(bytes)).not.toMatch(/^HTTP\/1.1 5/);
      }),
    );
    await expectAlive();
  });

  test.each(
    [
      'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\n5\r\n{}\r\n',
      'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}',
      'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
      'Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n',
      'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n',
      'Content-Length: 10\r\n\r\n{}',
      'Content-Length: -1\r\n\r\n{}',
      'Content-Length: 1e3\r\n\r\n{}',
      'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      'Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
      'Expect: nonsense\r\nContent-Length: 2\r\n\r\n{}',
      'Upgrade: websocket\r\nConnection: upgrade\r\n\r\n',
      `X: ${'x'.repeat(100_000)}\r\n\r\n`,
      `${'X: y\r\n'.repeat(5000)}\r\n`,
      'Host: other\r\n\r\n',
      'X : y\r\n\r\n',
      '',
    ].map(more => [JSON.stringify(more).slice(0, 60), more] as const),
  )('that break off or lie are answered or ended: %s', async (_, more) => {
    expect(await raw(head(more))).not.toMatch(/^HTTP\/1.1 5/);
    await expectAlive();
  });

  test.each(
    [
      'GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'GET //evil.example/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'GET /%00%ff/../..// HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'CONNECT x:1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'GET / HTTP/1.0\r\n\r\n',
      'GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n',
      `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ].map(bytes => [JSON.stringify(bytes).slice(0, 60), bytes] as const),
  )('with odd addresses are answered or ended: %s', async (_, bytes) => {
    expect(await raw(bytes)).not.toMatch(/^HTTP\/1.1 5(?!05)/);
    await expectAlive();
  });
});

describe('what would cost without end is bounded', () => {
  const circle = (levels: number) =>
    `{ project(name: "digits") ${'{ runs { edges { node { project '.repeat(levels)}{ name }${' } } } }'.repeat(levels)} }`;

  test('in depth', async () => {
    const { client } = serving;
    expect((await client.query(circle(4))).errors).toEqual([]);
    const { status, errors } = await client.query(circle(30));
    expect([status, errors[0]?.message]).toEqual([400, expect.stringContaining('levels deep')]);
    const spread = `query { project(name: "digits") { ...a } } fragment a on Project { runs { edges { node { project { ...b } } } } }
      ${'bcdef'.replace(/./g, name => `fragment ${name} on Project { runs { edges { node { project { ...${String.fromCharCode(name.charCodeAt(0) + 1)} } } } } } `)} fragment g on Project { name }`;
    expect((await client.query(spread)).errors[0]?.message).toContain('levels deep');
    const round =
      'query { project { ...a } } fragment a on Project { runs { edges { node { project { ...a } } } } }';
    expect((await client.query(round)).status).toBe(400);
    const brackets = `{ project(name: ${'['.repeat(50_000)}`;
    expect((await client.query(brackets)).status).toBe(400);
  });

  test('in breadth', { timeout: 300_000 }, async () => {
    const { client } = serving;
    for (let i = 0; i < 60; i++) await client.beginRun({ project: 'many', name: `many${String(i)}` });
    const wide = circle(4).replace('"digits"', '"many"');
    const { status, errors } = await client.query(wide);
    expect([status, errors[0]?.message]).toEqual([200, expect.stringContaining('too much at once')]);
    expect(errors.length).toBeLessThanOrEqual(50);
    const names = Array.from({ length: 600 }, (_, i) => `a${String(i)}: viewer { id }`).join(' ');
    expect((await client.query(`{ ${names} }`)).errors).toEqual([]);
    const more = Array.from({ length: 5000 }, (_, i) => `a${String(i)}: viewer { id }`).join(' ');
    expect((await client.query(`{ ${more} }`)).status).toBe(400);
    const laughs = Array.from(
      { length: 8 },
      (_, i) =>
        `fragment l${String(i)} on Project { ${['x', 'y', 'z'].map(name => `${name}: entity { project(name: "digits") { ${i === 7 ? 'name' : `...l${String(i + 1)}`} } }`).join(' ')} }`,
    ).join(' ');
    expectReason(
      await client.post(
        '/graphql',
        JSON.stringify({ query: `{ project(name: "digits") { ...l0 } } ${laughs}` }),
      ),
    );
    await expectAlive();
  });

  test('in filters', async () => {
    const { client } = serving;
    await client.beginRun({ project: 'digits', name: `${'a'.repeat(50)}!` });
    const { errors } = await client.query(
      'query ($f: JSONString) { project(name: "digits") { runs(filters: $f) { totalCount } } }',
      {
        f: JSON.stringify({ name: { $regex: '^(a+)+$' } }),
      },
    );
    expect(errors[0]?.message).toContain('takes too long');
  });
});

test('an address without a key takes whatever is sent there and keeps nothing', async () => {
  await withinMemory(async () => {
    const reply = await send('POST', `${serving.client.url}/sdk/otel/v1/traces`, Buffer.alloc(100 << 20));
    expect(reply.status).toBe(200);
  });
});
