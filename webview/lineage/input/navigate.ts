/** Where the arrow keys lead from a node: along edges, and up and down its column. */
import type { PlacedBox, Scene } from '../../../src/picture/scene.ts';

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

const STEPS: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

export function isStep(key: string): key is Step {
  return STEPS.has(key);
}

/** The node a step leads to, or undefined where there is none. */
export function stepFrom(scene: Scene, id: string | undefined, step: Step): PlacedBox | undefined {
  const from = id === undefined ? undefined : scene.box(id);
  if (!from || step === 'Home') return first(scene.boxes, (a, b) => a.x - b.x || a.y - b.y);
  switch (step) {
    case 'End':
      return first(scene.boxes, (a, b) => b.x - a.x || b.y - a.y);
    case 'ArrowLeft':
      return nearest(from, neighbours(scene, from, 'to', 'from'));
    case 'ArrowRight':
      return nearest(from, neighbours(scene, from, 'from', 'to'));
    case 'ArrowUp':
      return nearest(
        from,
        column(scene, from).filter(box => box.y < from.y),
      );
    case 'ArrowDown':
      return nearest(
        from,
        column(scene, from).filter(box => box.y > from.y),
      );
  }
}

function neighbours(scene: Scene, box: PlacedBox, near: 'from' | 'to', far: 'from' | 'to'): PlacedBox[] {
  return scene.edges.flatMap(edge => {
    const other = edge[near] === box.id && edge[far] !== box.id ? scene.box(edge[far]) : undefined;
    return other ? [other] : [];
  });
}

function column(scene: Scene, box: PlacedBox): PlacedBox[] {
  return scene.boxes.filter(
    other => other.id !== box.id && Math.abs(other.x - box.x) < (other.width + box.width) / 2,
  );
}

function nearest(from: PlacedBox, boxes: readonly PlacedBox[]): PlacedBox | undefined {
  return first(boxes, (a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y) || a.x - b.x);
}

function first<T>(items: readonly T[], order: (a: T, b: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || order(item, best) < 0 ? item : best),
    undefined,
  );
}
