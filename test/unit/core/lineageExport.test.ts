import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { lineageToDot } from '../../../src/core/lineageExport/dot.ts';
import { lineageToJson } from '../../../src/core/lineageExport/json.ts';
import { lineageToMermaid } from '../../../src/core/lineageExport/mermaid.ts';
import { hostileGraphs, small, version } from './lineageGraphs.ts';

describe('as JSON', () => {
  it('names each node so that it can be handed back', () => {
    const json = lineageToJson(small, () => 'digits');
    expect(json.nodes.map(node => node.label)).toEqual([
      'dataset:raw:v3',
      'train:sunny-smoke-1',
      'dataset:model:v3',
    ]);
    expect(json.nodes[0]).toMatchObject({
      reference: 'digits/raw:v3',
      createdAt: '2026-01-02T03:04:05.000Z',
    });
    expect(json.edges).toEqual([
      { from: 'a', to: 'r' },
      { from: 'r', to: 'b' },
    ]);
    expect(json.openEnds).toEqual(['a']);
  });

  it('leaves out a project that is not known', () => {
    expect(lineageToJson(small).nodes[0]).toMatchObject({ project: null, reference: 'raw:v3' });
  });
});

describe('as Mermaid', () => {
  it('tells versions, runs and deleted versions apart', () => {
    expect(lineageToMermaid(small)).toBe(`flowchart LR
  n0["dataset:raw:v3<br/>latest"]:::version
  n1(["train:sunny-smoke-1"]):::run
  n2["dataset:model:v3"]:::deleted
  n0 --> n1
  n1 --> n2
  classDef version stroke-width:1px
  classDef run stroke-width:2px
  classDef deleted stroke-dasharray:4 3
`);
  });

  it.each([
    ['"]; click n0', '#34;#93;#59; click n0'],
    ['<b>', '#60;b#62;'],
    ['`**bold**`', '#96;#42;#42;bold#42;#42;#96;'],
    ['#quot;', '#35;quot#59;'],
    ['1. first', '1#46; first'],
    ['_x_', '#95;x#95;'],
    ['my_data', 'my_data'],
    ['digits データ 손글씨', 'digits データ 손글씨'],
  ])('keeps %j text', (type, written) => {
    const node = version('a', 'raw', { type, aliases: [] });
    expect(lineageToMermaid({ nodes: [node], edges: [], openEnds: [] })).toContain(`n0["${written}:raw:v3"]`);
  });

  it('never makes an icon of a name', () => {
    const node = version('a', 'fa-user', { type: 'fa' });
    expect(lineageToMermaid({ nodes: [node], edges: [], openEnds: [] })).toContain('fa#58;fa-user');
  });
});

describe('as DOT', () => {
  it('tells versions, runs and deleted versions apart', () => {
    expect(lineageToDot(small)).toBe(`digraph lineage {
  rankdir=LR;
  n0 [shape=box, style="rounded", label="dataset:raw:v3\\nlatest"];
  n1 [shape=ellipse, style="solid", label="train:sunny-smoke-1"];
  n2 [shape=box, style="rounded,dashed", label="dataset:model:v3"];
  n0 -> n1;
  n1 -> n2;
}
`);
  });
});

/** Undoes Mermaid's `#10;` escapes, which must be all that is special in a label. */
function readMermaid(text: string): { labels: string[]; edges: string[] } {
  const labels: string[] = [];
  const edges: string[] = [];
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const node = /^ {2}n(\d+)(?:\["([^"]*)"\]|\(\["([^"]*)"\]\)):::(?:version|run|deleted)$/.exec(line);
    const edge = /^ {2}(n\d+ --> n\d+)$/.exec(line);
    if (node) {
      const [first = ''] = (node[2] ?? node[3] ?? '').split('<br/>');
      expect(first.replace(/#\d+;/g, '')).toMatch(/^[\p{L}\p{M}\p{N} _:.,-]*$/u);
      labels.push(first.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))));
    } else if (edge) edges.push(edge[1]!);
    else expect(line).toMatch(/^ {2}classDef [a-z]+ [a-z-]+:[\da-z ]+$/);
  }
  return { labels, edges };
}

/** Undoes DOT's escapes in a quoted label. */
function readDot(text: string): { labels: string[]; edges: string[] } {
  const labels: string[] = [];
  const edges: string[] = [];
  const lines = text.trimEnd().split('\n');
  expect([lines.shift(), lines.shift(), lines.pop()]).toEqual(['digraph lineage {', '  rankdir=LR;', '}']);
  for (const line of lines) {
    const node = /^ {2}n\d+ \[shape=\w+, style="[a-z,]+", label="((?:[^"\\]|\\.)*)"\];$/.exec(line);
    const edge = /^ {2}(n\d+ -> n\d+);$/.exec(line);
    expect(node ?? edge, line).not.toBeNull();
    if (edge) edges.push(edge[1]!);
    if (!node) continue;
    const decoded = node[1]!
      .replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll('&amp;', '&');
    labels.push(decoded.split('\n')[0]!);
  }
  return { labels, edges };
}

it('keeps marks of direction from doing anything to whoever reads the source', () => {
  const graph = { nodes: [version('a', 'safe\u202egnp.exe', { aliases: [] })], edges: [], openEnds: [] };
  expect(lineageToDot(graph)).toContain('label="dataset:safe&#8238;gnp.exe:v3"');
  expect(lineageToMermaid(graph)).toContain('"dataset:safe#8238;gnp.exe:v3"');
});

describe('any graph', () => {
  const plain = (text: string) =>
    // eslint-disable-next-line no-control-regex -- what the exporters replace
    text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd');

  it('reads back the same from Mermaid and DOT, whatever the names', () => {
    fc.assert(
      fc.property(hostileGraphs, drawn => {
        const labels = drawn.nodes.map(node =>
          plain(node.kind === 'run' ? `train:${node.name}` : `dataset:${node.artifact}:v3`),
        );
        const mermaid = readMermaid(lineageToMermaid(drawn));
        expect(mermaid.labels).toEqual(labels);
        expect(mermaid.edges).toEqual(drawn.edges.map(edge => `n${edge.from} --> n${edge.to}`));
        const dot = readDot(lineageToDot(drawn));
        expect(dot.labels).toEqual(labels);
        expect(dot.edges).toEqual(drawn.edges.map(edge => `n${edge.from} -> n${edge.to}`));
      }),
    );
  });

  it('leaves out an edge to a node that is not there', () => {
    const cut: LineageGraph = { ...small, nodes: small.nodes.slice(0, 2) };
    expect(readMermaid(lineageToMermaid(cut)).edges).toEqual(['n0 --> n1']);
    expect(readDot(lineageToDot(cut)).edges).toEqual(['n0 -> n1']);
  });
});
