import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { lineageToSvg } from '../../../src/picture/svg/lineageToSvg.ts';
import { hostileGraphs, run, small, version } from '../core/lineageGraphs.ts';
import { graphs } from '../lineage/arbitraries.ts';
import { all, readSvg, type SvgElement } from './readSvg.ts';

const EMPTY: LineageGraph = { nodes: [], edges: [], openEnds: [] };

const nodesOf = (svg: SvgElement): SvgElement[] =>
  all(svg, 'g').filter(each => each.attributes['class']?.startsWith('node ') === true);
const titleOf = (node: SvgElement): string => node.children.find(each => each.name === 'title')?.text ?? '';

test('a small graph is this picture', async () => {
  await expect(lineageToSvg(small)).toMatchFileSnapshot('small.svg');
});

test('it says what it is of, in words that may be given', () => {
  const svg = readSvg(lineageToSvg(small, { words: { title: '<digits>' } }));
  expect(svg.attributes).toMatchObject({ role: 'img', xmlns: 'http://www.w3.org/2000/svg' });
  expect(svg.children.slice(0, 2).map(({ name, text }) => [name, text])).toEqual([
    ['title', '<digits>'],
    ['desc', '2 artifact versions, 1 run'],
  ]);
});

test('each node says what its shape says', () => {
  const graph = {
    ...EMPTY,
    nodes: [
      version('a', 'raw', { aliases: ['latest', 'best'] }),
      version('b', 'raw', { deleted: true, aliases: [] }),
      run('r', 'one', { state: 'killed' }),
      run('s', 'two', { jobType: '', deleted: true }),
    ],
  };
  expect(nodesOf(readSvg(lineageToSvg(graph))).map(titleOf)).toEqual([
    'dataset:raw:v3\nartifact version\nlatest\nbest',
    'dataset:raw:v3\nartifact version\ndeleted',
    'train:one\nrun\nstopped',
    'two\nrun\ndeleted\nfinished',
  ]);
});

test('only the outline of a deleted node stays, muted', () => {
  const graph = {
    ...EMPTY,
    nodes: [run('r', 'one', { deleted: true }), version('a', 'raw', { deleted: true })],
  };
  for (const node of nodesOf(readSvg(lineageToSvg(graph)))) {
    expect(node.attributes['class']).toMatch(/ deleted$/);
    expect(all(node, 'path')).toEqual([]);
    expect(all(node, 'use')[0]?.attributes['class']).toBe('glyph deleted');
  }
});

test('it holds the icons that it uses, and no others', () => {
  const svg = readSvg(lineageToSvg(small));
  const used = all(svg, 'use').map(each => each.attributes['href']);
  const held = all(svg, 'defs')[0]!.children.map(each => `#${each.attributes['id'] ?? ''}`);
  expect(held).toEqual([...new Set(used)].sort());
  expect(all(readSvg(lineageToSvg(EMPTY)), 'defs')[0]?.children).toEqual([]);
});

test('it needs nothing from elsewhere and runs nothing', () => {
  const svg = lineageToSvg(small);
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|url\(|@import|@font-face|<script/,
  );
  expect(svg).toContain('@media (prefers-color-scheme:dark){');
});

test('an edge to a node that is not there is left out', () => {
  const cut = { ...small, nodes: small.nodes.slice(0, 2) };
  const edges = all(readSvg(lineageToSvg(cut)), 'path').filter(each => each.attributes['class'] === 'edge');
  expect(edges).toHaveLength(1);
});

describe('whatever the graph', () => {
  const plain = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- what has no place in XML
    text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, '\ufffd');

  test('names stay text and the file well-formed', () => {
    fc.assert(
      fc.property(hostileGraphs, graph => {
        const nodes = nodesOf(readSvg(lineageToSvg(graph)));
        expect(nodes).toHaveLength(graph.nodes.length);
        for (const [i, node] of graph.nodes.entries()) {
          const label = node.kind === 'run' ? `train:${node.name}` : `dataset:${node.artifact}:v3`;
          const [title] = titleOf(nodes[i]!).split(/\n(?:artifact version|run)(?=\n|$)/);
          expect(plain(title!)).toBe(plain(label));
          expect(new Set(nodes[i]!.children.map(child => child.name))).toEqual(
            new Set(['title', 'rect', 'path', 'use', 'text']),
          );
        }
      }),
    );
  });

  test('all of it is within the picture', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const svg = readSvg(lineageToSvg(graph));
        const [left, top, width, height] = svg.attributes['viewBox']!.split(' ').map(Number) as [
          number,
          number,
          number,
          number,
        ];
        for (const node of nodesOf(svg)) {
          const [x, y] = node.attributes['transform']!.match(/-?[\d.]+/g)!.map(Number) as [number, number];
          const frame = node.children.find(child => child.attributes['class'] === 'frame')!;
          expect(x).toBeGreaterThan(left);
          expect(y).toBeGreaterThan(top);
          expect(x + Number(frame.attributes['width'])).toBeLessThan(left + width);
          expect(y + Number(frame.attributes['height'])).toBeLessThan(top + height);
        }
        for (const edge of all(svg, 'path').filter(each => each.attributes['class'] === 'edge')) {
          const numbers = edge.attributes['d']!.match(/-?[\d.]+/g)!.map(Number);
          for (const [i, number] of numbers.entries()) {
            const [from, size] = i % 2 === 0 ? [left, width] : [top, height];
            expect(number).toBeGreaterThan(from);
            expect(number).toBeLessThan(from + size);
          }
        }
      }),
    );
  });
});
