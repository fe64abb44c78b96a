import path from 'node:path';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { LineageGraph } from '../../src/core/lineage.ts';
import { lineageToSvg } from '../../src/picture/svg/lineageToSvg.ts';
import { hostileGraphs } from '../unit/core/lineageGraphs.ts';
import { withBrowser } from './harness/browser.ts';
import { digitsGraph, GraphBuilder, HOSTILE, hostileGraph } from './harness/graphs.ts';
import { styleOf } from './harness/picture.ts';

const browser = withBrowser();
const pictures = path.resolve(import.meta.dirname, '../../test-results/lineage');

/** Names that fill their boxes, in the scripts that the table of widths knows. */
function broadGraph(): LineageGraph {
  const g = new GraphBuilder();
  const names = [
    HOSTILE.japanese,
    HOSTILE.korean,
    'MWQ@%MWQ@%',
    'Щука-Жюри-Фы',
    'ΩΨΦΔωψφ',
    'naïve-Ærø',
    'il.,:;|!-_()[]',
  ];
  for (const name of names) {
    const run = g.run(name.slice(0, 6), name, []);
    g.logged(run, name.slice(0, 4), name, [name.slice(0, 5), name.slice(0, 9)]);
  }
  return g.build();
}

/** A name without what has no place in XML. */
function shown(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return name.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, '\ufffd');
}

interface Parsed {
  readonly faults: number;
  readonly elements: readonly string[];
  readonly titles: readonly string[];
}

/** Opens it as a file of its own. */
async function openSvg(svg: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser().newPage({ colorScheme, viewport: { width: 1800, height: 640 } });
  await page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
  return page;
}

test.each([
  ['digits', digitsGraph()],
  ['hostile', hostileGraph()],
  ['broad', broadGraph()],
] as const)('in the picture of %s no text leaves its box or its pill', async (name, graph) => {
  const page = await openSvg(lineageToSvg(graph), 'light');
  await page.screenshot({ path: path.join(pictures, `svg ${name}.png`) });
  const stretches = await page.locator('g.node text').evaluateAll(texts =>
    texts.map(text => {
      const around = text.getAttribute('class') === 'pill-text' ? text.previousElementSibling : null;
      const outer = (around ?? text.parentElement?.querySelector('.frame'))?.getBoundingClientRect();
      const inner = text.getBoundingClientRect();
      return { text: text.textContent, before: inner.left - outer!.left, after: outer!.right - inner.right };
    }),
  );
  expect(stretches.length).toBeGreaterThan(graph.nodes.length);
  for (const { text, before, after } of stretches) {
    expect(before, text).toBeGreaterThan(2);
    expect(after, text).toBeGreaterThan(2);
  }
  await page.close();
});

test.each([
  ['light', 'rgb(255, 255, 255)', 'rgb(59, 59, 59)'],
  ['dark', 'rgb(31, 31, 31)', 'rgb(204, 204, 204)'],
] as const)('it is %s where that is liked', async (colorScheme, surface, text) => {
  const page = await openSvg(lineageToSvg(digitsGraph()), colorScheme);
  await page.screenshot({ path: path.join(pictures, `svg ${colorScheme}.png`) });
  expect(await styleOf(page.locator('.surface'), 'fill')).toBe(surface);
  expect(await styleOf(page.locator('.name').first(), 'fill')).toBe(text);
  await page.close();
});

test('whatever the names, it is XML to a parser, and the names text', async () => {
  const page = await browser().newPage();
  const graphs = fc.sample(hostileGraphs, { seed: 1797, numRuns: 200 });
  const svgs = graphs.map(graph => lineageToSvg(graph));
  const read = await page.evaluate<Parsed[]>(`${JSON.stringify(svgs)}.map(svg => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      faults: parsed.querySelectorAll('parsererror').length,
      elements: [...new Set([...parsed.querySelectorAll('*')].map(each => each.localName))],
      titles: [...parsed.querySelectorAll('g.node > title')].map(each => each.textContent),
    };
  })`);
  const known = ['svg', 'title', 'desc', 'style', 'defs', 'rect', 'path', 'g', 'use', 'text', 'tspan'];
  for (const [i, { faults, elements, titles }] of read.entries()) {
    expect(faults).toBe(0);
    expect(known).toEqual(expect.arrayContaining([...elements]));
    expect(titles).toHaveLength(graphs[i]!.nodes.length);
    for (const [j, node] of graphs[i]!.nodes.entries()) {
      const name = shown(node.kind === 'run' ? node.name : node.artifact);
      expect(titles[j]?.replaceAll('\n', '\ufffd')).toContain(name);
    }
  }
  await page.close();
});

test('of a document that it is put into it changes nothing, and nothing in it runs', async () => {
  const page = await browser().newPage();
  const frame = '<p class="frame">Text</p>';
  await page.setContent(`<title>Page</title>${frame}${lineageToSvg(hostileGraph())}`);
  expect(await page.title()).toBe('Page');
  expect(await page.locator('img, iframe, script, svg svg, [onload], [onerror]').count()).toBe(0);
  expect(await styleOf(page.locator('p.frame'), 'fill')).toBe('rgb(0, 0, 0)');
  await page.close();
});
