import { describe, expect, test } from 'vitest';
import { EXPLODED } from '../../../src/core/lineageGroups.ts';
import { findByText, TypeAhead } from '../../../webview/lineage/input/typeAhead.ts';
import { titleOf } from '../../../webview/lineage/model/labels.ts';
import { digitsGraph } from '../../ui/harness/graphs.ts';
import { sceneFrom } from './scene.ts';

describe('typing a name', () => {
  const scene = sceneFrom(digitsGraph(), EXPLODED);

  /** Labels that typing this again and again leads through. */
  function through(text: string): string[] {
    const seen: string[] = [];
    let from: string | undefined;
    for (;;) {
      const found = findByText(scene, from, text);
      if (!found || (found.at === 1 && seen.length > 0)) return seen;
      seen.push(titleOf(found.box.view));
      expect(found.at).toBe(seen.length);
      from = found.box.id;
    }
  }

  test('leads through the nodes whose name or label begins so, from left to right', () => {
    const inOrder = [...scene.boxes].sort((a, b) => a.x - b.x || a.y - b.y).map(({ view }) => titleOf(view));
    expect(through('m')).toEqual(inOrder.filter(title => /(^|:)m/.test(title)));
  });

  test('stays while it fits, and finds inside names where none begins so', () => {
    const first = findByText(scene, undefined, 'd');
    expect(findByText(scene, first?.box.id, 'digits')?.box.id).toBe(first?.box.id);
    const inside = findByText(scene, undefined, 'PREPROCESS:')?.box.view;
    expect(inside?.shape === 'instance' && inside.node.kind === 'version' && inside.node.artifact).toBe(
      'digits-preprocess',
    );
    expect(findByText(scene, undefined, 'nothing is called so')).toBeUndefined();
  });

  test('a letter typed again goes on', () => {
    const one = findByText(scene, undefined, 'r');
    const two = findByText(scene, one?.box.id, 'rr');
    expect(two?.at).toBe(2);
    expect(two?.box.id).not.toBe(one?.box.id);
  });

  test('letters belong together until one pauses or does something else', () => {
    const typeAhead = new TypeAhead();
    expect(typeAhead.isOpen(0)).toBe(false);
    expect(typeAhead.type('a', 0)).toBe('a');
    expect(typeAhead.type('b', 500)).toBe('ab');
    expect(typeAhead.type('c', 1300)).toBe('c');
    typeAhead.reset();
    expect(typeAhead.type('d', 1301)).toBe('d');
  });
});
