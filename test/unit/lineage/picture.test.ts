import { describe, expect, test } from 'vitest';
import { COLLAPSED, EXPLODED, explode } from '../../../src/core/lineageGroups.ts';
import { countPlaces } from '../../../webview/lineage/draw/countPlaces.ts';
import { edgePath, edgeWidth } from '../../../src/picture/edgePath.ts';
import { bandPath } from '../../../src/picture/shapes.ts';
import { boxAt, contains, fitsSvg, partIn, regionInSight } from '../../../webview/lineage/draw/visible.ts';
import { type Step, stepFrom } from '../../../webview/lineage/input/navigate.ts';
import { EMPTY_SCENE, type Scene } from '../../../src/picture/scene.ts';
import { chartColor } from '../../../src/picture/typeColor.ts';
import { digitsGraph, largeGraph } from '../../ui/harness/graphs.ts';
import { sceneFrom } from './scene.ts';

const scenes: readonly (readonly [string, Scene])[] = [
  ['collapsed', sceneFrom(digitsGraph(), COLLAPSED)],
  ['partly exploded', sceneFrom(digitsGraph(), explode(COLLAPSED, 'type:model'))],
  ['exploded', sceneFrom(digitsGraph(), EXPLODED)],
  ['large', sceneFrom(largeGraph(400), EXPLODED)],
];

describe.each(scenes)('the keys in a %s scene', (_, scene) => {
  const STEPS: readonly Step[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

  test('lead from the first node to every other', () => {
    const first = stepFrom(scene, undefined, 'Home')!;
    const reached = new Set([first.id]);
    for (const id of reached) {
      for (const step of STEPS) {
        const next = stepFrom(scene, id, step);
        if (next) reached.add(next.id);
      }
    }
    const missing = scene.boxes.filter(box => !reached.has(box.id)).map(box => box.id);
    expect(missing).toEqual([]);
  });

  test('lead right along an edge, and back to where an edge comes from', () => {
    const pairs = new Set(scene.edges.map(edge => `${edge.from} ${edge.to}`));
    for (const box of scene.boxes) {
      const right = stepFrom(scene, box.id, 'ArrowRight');
      const left = stepFrom(scene, box.id, 'ArrowLeft');
      if (right) expect(pairs).toContain(`${box.id} ${right.id}`);
      if (left) expect(pairs).toContain(`${left.id} ${box.id}`);
    }
  });
});

test('keys in an empty scene lead nowhere', () => {
  expect(stepFrom(EMPTY_SCENE, undefined, 'Home')).toBeUndefined();
  expect(stepFrom(EMPTY_SCENE, 'gone', 'ArrowRight')).toBeUndefined();
});

describe('what is in sight', () => {
  const scene = sceneFrom(largeGraph(400), EXPLODED);
  const size = { width: 800, height: 600 };

  test('is the part of the scene that the view shows', () => {
    expect(regionInSight({ x: -100, y: 50, k: 2 }, size, 0)).toEqual({
      left: 50,
      top: -25,
      right: 450,
      bottom: 275,
    });
  });

  test('grows with the margin', () => {
    const view = { x: 10, y: 20, k: 0.5 };
    expect(contains(regionInSight(view, size, 0.5), regionInSight(view, size, 0))).toBe(true);
    expect(contains(regionInSight(view, size, 0), regionInSight(view, size, 0.5))).toBe(false);
  });

  test('holds every box and edge that touches it, and none that does not', () => {
    const region = regionInSight({ x: -200, y: -900, k: 1 }, size, 0);
    const part = partIn(scene, region);
    const isIn = (x: number, y: number): boolean =>
      x >= region.left && x <= region.right && y >= region.top && y <= region.bottom;
    expect(part.boxes.length).toBeGreaterThan(0);
    expect(part.boxes.length).toBeLessThan(scene.boxes.length);
    for (const box of scene.boxes) if (isIn(box.x, box.y)) expect(part.boxes).toContain(box);
    for (const edge of scene.edges) {
      if (isIn(edge.points[0]!, edge.points[1]!)) expect(part.edges).toContain(edge);
    }
    const shown = new Set(part.boxes.map(box => box.id));
    for (const box of scene.boxes.filter(each => !shown.has(each.id))) {
      const clear =
        Math.abs(box.x - (region.left + region.right) / 2) > (size.width + box.width) / 2 ||
        Math.abs(box.y - (region.top + region.bottom) / 2) > (size.height + box.height) / 2;
      expect(clear).toBe(true);
    }
  });

  test('is drawn as SVG up to two thousand nodes', () => {
    expect(fitsSvg(scene)).toBe(true);
    expect(fitsSvg({ boxes: Array.from({ length: 2001 }, () => scene.boxes[0]!), edges: [] })).toBe(false);
  });

  test('can be picked', () => {
    const box = scene.boxes[7]!;
    expect(boxAt(scene, box.x + 3, box.y - 3)?.id).toBe(box.id);
    expect(boxAt(scene, -50, -50)).toBeUndefined();
  });
});

describe('edges', () => {
  test('end in a chevron that points the way they go', () => {
    expect(edgePath([0, 0, 100, 40])).toBe('M0,0C50,0,50,40,100,40M95,35L100,40L95,45');
    expect(edgePath([100, 40, 0, 0])).toMatch(/M5,-5L0,0L5,5$/);
  });

  test('are thicker the more they stand for, to a limit', () => {
    expect(edgeWidth(1)).toBe(1.5);
    expect(edgeWidth(8)).toBe(3);
    expect(edgeWidth(1_000_000)).toBe(4);
  });

  test('of groups carry their counts, none of which hides another', () => {
    const places = countPlaces(sceneFrom(digitsGraph(), COLLAPSED).edges);
    expect(places).toHaveLength(10);
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) {
        expect(Math.abs(a.x - b.x) >= 12 || Math.abs(a.y - b.y) >= 13).toBe(true);
      }
    }
  });

  test('between instances carry none', () => {
    expect(countPlaces(sceneFrom(digitsGraph(), EXPLODED).edges)).toEqual([]);
  });
});

test('the band of a run follows its round end', () => {
  expect(bandPath({ of: 'run', height: 42 })).toBe(
    'M21,0A21,21 0 0 0 0,21V21A21,21 0 0 0 21,42A18,21 0 0 1 3,21V21A18,21 0 0 1 21,0Z',
  );
});

test('types have the same colour always, and the usual ones different colours', () => {
  expect(chartColor('dataset')).toBe('blue');
  expect(chartColor('model')).toBe('purple');
  expect(new Set(['dataset', 'model', 'report'].map(chartColor)).size).toBe(3);
});
