/** Integers beyond 2^53, sent as the SDK writes them: as Python has them, in texts of JSON. */
import { expect, test } from 'vitest';
import type { Committed } from './client.ts';
import { useServing } from './serving.ts';

const serving = useServing('file');
const RUN = { project: 'digits', name: 'abc12345' };

const BIG =
  '{"odd":9007199254740993,"minus":-9007199254740993,"huge":[1208925819614629174706176],"lr":1.5e+20}';
const FILES = { 'a.txt': 'one' };

test('metadata is answered by the same digits, while a version is pending and after it', async () => {
  const { client } = serving;
  const read = (id: string) =>
    client.must<{ artifact: { metadata: string } }>('query ($id: ID!) { artifact(id: $id) { metadata } }', {
      id,
    });
  const draft = await client.mutate<{ artifact: Committed & { metadata: string } }>(
    'createArtifact',
    {
      projectName: 'digits',
      artifactTypeName: 'dataset',
      artifactCollectionName: 'big',
      aliases: [],
      metadata: BIG,
    },
    'artifact { id metadata }',
  );
  expect(draft.artifact.metadata).toBe(BIG);
  const { id } = await client.log('logged', FILES, { metadata: BIG });
  expect((await read(id)).artifact.metadata).toBe(BIG);
  const metadata = '{"was":18446744073709551617,"not":"NaN"}';
  const updated = await client.mutate<{ artifact: { metadata: string } }>(
    'updateArtifact',
    { artifactID: id, metadata: metadata.replace('"NaN"', 'NaN') },
    'artifact { metadata }',
  );
  expect(updated.artifact.metadata).toBe(metadata);
});

test('config, summary and history are answered by the same digits', async () => {
  const { client } = serving;
  const config = `{"seed":{"value":9007199254740993},"net":{"value":${BIG}}}`;
  const begun = { modelName: RUN.project, name: RUN.name, config };
  const { bucket } = await client.mutate<{ bucket: { config: string } }>(
    'upsertBucket',
    begun,
    'bucket { config }',
  );
  expect(bucket.config).toBe(config);
  await client.mutate('upsertBucket', { ...begun, summaryMetrics: BIG }, 'bucket { id }');
  expect(await client.run(RUN, 'config summaryMetrics')).toEqual({ config, summaryMetrics: BIG });

  const row = `{"_step":0,"big":${BIG}}`;
  const event = '{"_timestamp":1,"system.bytes":18446744073709551617}';
  const summary = '{"best":1152921504606846977}';
  const reply = await client.stream(RUN, {
    files: {
      'wandb-history.jsonl': { offset: 0, content: [row] },
      'wandb-events.jsonl': { offset: 0, content: [event] },
      'wandb-summary.json': { offset: 0, content: [summary] },
    },
  });
  expect(reply.status).toBe(200);
  expect(await client.run(RUN, 'summaryMetrics systemMetrics history historyTail eventsTail')).toEqual({
    summaryMetrics: summary,
    systemMetrics: '{"system.bytes":18446744073709551617}',
    history: [row],
    historyTail: JSON.stringify([row]),
    eventsTail: JSON.stringify([event]),
  });
});

test('rows that are answered as JSON, not as texts of it, have the same digits', async () => {
  const { client } = serving;
  const run = { project: 'digits', name: 'rows' };
  await client.beginRun(run);
  const row = `{"_step":0,"big":${BIG}}`;
  await client.stream(run, { files: { 'wandb-history.jsonl': { offset: 0, content: [row] } } });
  const query = `query ($specs: [JSONString!]!) { project(name: "digits") { run(name: "rows") {
    sampledHistory(specs: $specs) parquetHistory(liveKeys: ["_step"]) { liveData } historyKeys
  } } }`;
  const variables = { specs: ['{"keys":["big.odd","big.huge"]}', '{}'] };
  const reply = await client.post('/graphql', JSON.stringify({ query, variables }));
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json']);
  const picked = '{"big.odd":9007199254740993,"big.huge":[1208925819614629174706176]}';
  expect(reply.text).toContain(
    `"sampledHistory":[[${picked}],[${row}]],"parquetHistory":{"liveData":[${row}]}`,
  );
});

test('runs are found and sorted by them', async () => {
  const { client } = serving;
  const names = ['a', 'b', 'c', 'd'];
  const seeds = ['9007199254740993', '9007199254740992', '0.5', '-1208925819614629174706176'];
  for (const [i, name] of names.entries()) {
    const config = `{"seed":{"value":${seeds[i]!}}}`;
    await client.mutate('upsertBucket', { modelName: 'seeds', name, config }, 'bucket { id }');
  }
  const find = async (filters: string, order: string) => {
    const query = `query ($f: JSONString, $o: String) {
      project(name: "seeds") { runs(filters: $f, order: $o) { edges { node { name } } } } }`;
    const { project } = await client.must<{
      project: { runs: { edges: readonly { readonly node: { readonly name: string } }[] } };
    }>(query, { f: filters, o: order });
    return project.runs.edges.map(({ node }) => node.name);
  };
  expect(await find('{}', '+config.seed.value')).toEqual(['d', 'c', 'b', 'a']);
  expect(await find('{}', '-config.seed.value')).toEqual(['a', 'b', 'c', 'd']);
  expect(await find('{"config.seed.value":9007199254740993}', '')).toEqual(['a']);
  expect(await find('{"config.seed.value":{"$lt":9007199254740993}}', '+config.seed.value')).toEqual([
    'd',
    'c',
    'b',
  ]);
});

test('one of more digits than Python reads is answered as text', async () => {
  const { client } = serving;
  const digits = '7'.repeat(5000);
  const { id } = await client.log('longest', FILES, { metadata: `{"a":${digits}}` });
  const query = 'query ($id: ID!) { artifact(id: $id) { metadata } }';
  const { artifact } = await client.must<{ artifact: { metadata: string } }>(query, { id });
  expect(artifact.metadata).toBe(`{"a":"${digits}"}`);
});
