import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { lineageToOpenLineage } from '../../../src/core/lineageExport/openLineage.ts';
import { stableUuid } from '../../../src/core/lineageExport/stableUuid.ts';
import { RUN_STATES } from '../../../src/core/run.ts';
import { hostileGraphs, run, small } from './lineageGraphs.ts';

const PRODUCER = 'urn:amphora:1.2.3';

/** What the specification, 2-0-2, asks of a facet, and the facets of a run event. */
const uri = v.pipe(v.string(), v.url());
const facet = <E extends v.ObjectEntries>(entries: E) =>
  v.object({
    ...entries,
    _producer: uri,
    _schemaURL: v.pipe(v.string(), v.regex(/^https:\/\/openlineage\.io\/spec\/.+\.json#\/\$defs\/\w+$/)),
  });
const dataset = {
  namespace: v.string(),
  name: v.string(),
  facets: v.object({
    version: facet({ datasetVersion: v.string() }),
    datasetType: facet({ datasetType: v.string() }),
  }),
};
const RunEvent = v.strictObject({
  eventType: v.picklist(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']),
  eventTime: v.pipe(v.string(), v.isoTimestamp()),
  producer: uri,
  schemaURL: uri,
  run: v.object({ runId: v.pipe(v.string(), v.uuid()) }),
  job: v.object({
    namespace: v.string(),
    name: v.string(),
    facets: v.object({ jobType: facet({ processingType: v.string(), integration: v.string() }) }),
  }),
  inputs: v.array(v.strictObject(dataset)),
  outputs: v.array(
    v.strictObject({
      ...dataset,
      outputFacets: v.object({
        outputStatistics: facet({
          size: v.pipe(v.number(), v.integer()),
          fileCount: v.pipe(v.number(), v.integer()),
        }),
      }),
    }),
  ),
});

/** Reads as a line reader of another language does, which ends lines at more than line feeds. */
function read(text: string): v.InferOutput<typeof RunEvent>[] {
  expect(text).toMatch(/^(?:[^\n]+\n)*$/);
  // eslint-disable-next-line no-control-regex -- what some readers end a line at
  expect(text).not.toMatch(/[\u000b\u000c\r\u001c-\u001e\u0085\u2028\u2029]/);
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => v.parse(RunEvent, JSON.parse(line)));
}

it('tells of each run what it used and what it logged', () => {
  const text = lineageToOpenLineage(small, {
    producer: PRODUCER,
    project: () => ({ entity: 'team', name: 'digits' }),
    lastSeen: () => Date.UTC(2026, 0, 2, 4),
  });
  const namespace = 'amphora:team/digits';
  const facetOf = (version: string, name: string) => ({
    _producer: PRODUCER,
    _schemaURL: `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`,
  });
  const facets = {
    version: { ...facetOf('1-0-1', 'DatasetVersionDatasetFacet'), datasetVersion: 'v3' },
    datasetType: { ...facetOf('1-0-0', 'DatasetTypeDatasetFacet'), datasetType: 'dataset' },
  };
  const jobType = {
    ...facetOf('2-0-3', 'JobTypeJobFacet'),
    processingType: 'BATCH',
    integration: 'AMPHORA',
    jobType: 'RUN',
  };
  expect(
    text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as unknown),
  ).toEqual([
    {
      eventType: 'COMPLETE',
      eventTime: '2026-01-02T04:00:00.000Z',
      producer: PRODUCER,
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: stableUuid('r') },
      job: { namespace, name: 'train', facets: { jobType } },
      inputs: [{ namespace, name: 'raw', facets }],
      outputs: [
        {
          namespace,
          name: 'model',
          facets,
          outputFacets: {
            outputStatistics: {
              ...facetOf('1-0-2', 'OutputStatisticsOutputDatasetFacet'),
              size: 10,
              fileCount: 1,
            },
          },
        },
      ],
    },
  ]);
});

it('says what became of a run', () => {
  const nodes = RUN_STATES.map(state => run(state, state, { state }));
  const events = read(lineageToOpenLineage({ nodes, edges: [], openEnds: [] }, { producer: PRODUCER }));
  expect(events.map(event => event.eventType)).toEqual(['RUNNING', 'COMPLETE', 'FAIL', 'FAIL', 'ABORT']);
});

it('names a run without a job type by itself, and a project that is not known by its id', () => {
  const nodes = [run('r', 'sunny-smoke-1', { jobType: '' })];
  const [event] = read(lineageToOpenLineage({ nodes, edges: [], openEnds: [] }, { producer: PRODUCER }));
  expect(event?.job).toMatchObject({ namespace: 'amphora:p', name: 'sunny-smoke-1' });
  expect(event?.eventTime).toBe('2026-01-02T03:04:05.000Z');
});

it('leaves out an edge to a version that is not there', () => {
  const cut: LineageGraph = { ...small, nodes: small.nodes.slice(0, 2) };
  expect(read(lineageToOpenLineage(cut, { producer: PRODUCER }))[0]?.outputs).toEqual([]);
});

it('keeps to the specification, one line a run, whatever the names', () => {
  fc.assert(
    fc.property(hostileGraphs, graph => {
      const events = read(lineageToOpenLineage(graph, { producer: PRODUCER }));
      const runs = graph.nodes.filter(node => node.kind === 'run');
      expect(events.map(event => event.run.runId)).toEqual(runs.map(node => stableUuid(node.id)));
      const names = new Set(
        graph.nodes.map(node => (node.kind === 'run' ? '' : node.artifact.toWellFormed())),
      );
      for (const { name } of events.flatMap(event => [...event.inputs, ...event.outputs])) {
        expect(names).toContain(name);
      }
    }),
  );
});

describe('a UUID of an id', () => {
  it('is the id itself where it is one', () => {
    expect(stableUuid('0197c0ffee007abc8def0123456789ab')).toBe('0197c0ff-ee00-7abc-8def-0123456789ab');
  });

  it('is the same for the same id always', () => {
    expect(stableUuid('team/digits/k3j9x2ab')).toBe('b9577f76-05bb-8027-b7f8-0dbc09966076');
  });

  it('is a UUID of version 8, another for another id', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }).map(id => id.toWellFormed())), ids => {
        const uuids = ids.map(stableUuid);
        for (const uuid of uuids) {
          expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        }
        expect(new Set(uuids).size).toBe(ids.length);
      }),
    );
  });
});
