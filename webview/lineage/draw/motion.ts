/** Where nodes come from and go to when groups explode and collapse. */
import type { Point } from '../../../src/picture/layout/types.ts';
import type { PlacedBox, Scene } from '../../../src/picture/scene.ts';

/** ms */
export const MOTION = 200;

/** More than this many nodes at once do not move smoothly. */
const MOST_MOVING = 800;

export function movesSmoothly(before: Scene, after: Scene): boolean {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return false;
  return before.boxes.length + after.boxes.length <= MOST_MOVING;
}

/** Where another scene shows what this box stands for: its group, or the middle of its members. */
export function placeIn(scene: Scene, box: PlacedBox): Point | undefined {
  const same = scene.box(box.id) ?? scene.box(box.group);
  if (same) return same;
  if (!box.collapsed) return undefined;
  const members = scene.boxes.filter(each => each.group === box.group);
  if (members.length === 0) return undefined;
  const sum = members.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / members.length, y: sum.y / members.length };
}
