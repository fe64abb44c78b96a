import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/picture/layout/layout.ts';
import type { LayoutInput } from '../../../src/picture/layout/types.ts';
import { rowsOf } from './picture.ts';

/** Reads "a -> b -> c" lines; the first mention of a name makes its node. */
function graph(text: string): LayoutInput {
  const ids: string[] = [];
  const indexOf = (id: string): number => (ids.includes(id) ? ids.indexOf(id) : ids.push(id) - 1);
  const edges = text
    .trim()
    .split('\n')
    .flatMap(line => {
      const path = line.split('->').map(name => indexOf(name.trim()));
      return path.slice(1).map((to, i) => ({ from: path[i]!, to }));
    });
  return { nodes: ids.map(id => ({ id, width: 100, height: 32 })), edges };
}

/** One line for each column, names from the top down; then the edges that run back. */
function drawn(text: string): string {
  const input = graph(text);
  const result = layout(input);
  const back = input.edges
    .filter((_, e) => result.edges[e]!.reversed)
    .map(({ from, to }) => `back: ${input.nodes[from]!.id} -> ${input.nodes[to]!.id}`);
  return [...rowsOf(input, result).map(row => row.join(' | ')), ...back].join('\n');
}

describe('layout, looked at', () => {
  it('draws the five steps of a pipeline', () => {
    expect(
      drawn(`
        load-data -> raw -> preprocess-data -> processed -> train -> model -> report
        initialize -> initial -> train
        processed -> report
      `),
    ).toMatchInlineSnapshot(`
      "load-data
      raw
      preprocess-data | initialize
      processed | initial
      train
      model
      report"
    `);
  });

  it('keeps the runs of a sweep in the order they were given', () => {
    expect(
      drawn(`
        data -> run1 -> model1
        data -> run2 -> model2
        data -> run3 -> model3
        data -> run4 -> model4
        model2 -> report
        model3 -> report
      `),
    ).toMatchInlineSnapshot(`
      "data
      run1 | run2 | run3 | run4
      model1 | model2 | model3 | model4
      report"
    `);
  });

  it('runs a cycle of types on from where the work starts', () => {
    expect(
      drawn(`
        dataset -> train -> model -> evaluate -> metrics
        model -> train
      `),
    ).toMatchInlineSnapshot(`
      "dataset
      train
      model
      evaluate
      metrics
      back: model -> train"
    `);
  });

  it('lets a data set used late pass beside what lies between', () => {
    expect(
      drawn(`
        split -> train-set -> train -> model -> tune -> tuned -> evaluate
        split -> test-set -> evaluate
      `),
    ).toMatchInlineSnapshot(`
      "split
      train-set | test-set
      train
      model
      tune
      tuned
      evaluate"
    `);
  });

  it('crosses nothing that need not cross', () => {
    expect(
      drawn(`
        a -> z
        b -> y
        c -> x
        y -> end2
        x -> end3
        z -> end1
        a -> y
      `),
    ).toMatchInlineSnapshot(`
      "a | b | c
      z | y | x
      end1 | end2 | end3"
    `);
  });
});
