import { age } from '../host/format.ts';
import { timeShown } from './nodes.ts';
import type { TreeNode } from './nodes.ts';

/** The nodes whose age reads otherwise at `now` than at `before`. Both in milliseconds since the epoch. */
export function aged(nodes: Iterable<TreeNode>, before: number, now: number): readonly TreeNode[] {
  return [...nodes].filter(node => {
    const time = timeShown(node);
    return time !== undefined && age(time, before) !== age(time, now);
  });
}
