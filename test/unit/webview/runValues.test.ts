import { describe, expect, test } from 'vitest';
import type { Metric } from '../../../webview/run/charts/MetricList.ts';
import { axisChoices, axisOf } from '../../../webview/run/charts/axes.ts';
import { sectionsOf } from '../../../webview/run/charts/sections.ts';
import { parseChartsView } from '../../../webview/run/charts/view.ts';
import { commandLine } from '../../../webview/run/commandLine.ts';
import { flattened, matching } from '../../../webview/run/flatten.ts';
import { contrast, parseColor, readable } from '../../../webview/ui/contrast.ts';

const metric = (name: string, more: Partial<Metric> = {}): Metric => ({
  name,
  kind: 'number',
  rising: false,
  count: 1,
  stream: 'history',
  ...more,
});

describe('sections of metrics', () => {
  test('are by prefix: those without first, media and the machine last', () => {
    const sections = sectionsOf(
      [
        metric('valid/loss'),
        metric('lr'),
        metric('train/layer/grad'),
        metric('train/loss'),
        metric('_step'),
        metric('system.cpu', { stream: 'events' }),
        metric('train/examples', { kind: 'media' }),
        metric('note', { kind: 'other' }),
      ],
      '',
    );
    expect(sections.map(({ kind, prefix, metrics }) => [kind, prefix, metrics.length])).toEqual([
      ['metrics', '', 1],
      ['metrics', 'train', 1],
      ['metrics', 'train/layer', 1],
      ['metrics', 'valid', 1],
      ['media', '', 1],
      ['system', '', 1],
    ]);
  });

  test('hold names that are no names of sections', () => {
    const names = ['__proto__', '__proto__/__proto__', '</script>/x', 'constructor', '/', ''];
    const found = sectionsOf(
      names.map(name => metric(name)),
      '',
    );
    expect(found.flatMap(({ metrics }) => metrics.map(({ name }) => name)).sort()).toEqual([...names].sort());
  });

  test('are searched whichever the case', () => {
    expect(sectionsOf([metric('Train/Loss'), metric('lr')], ' loss ')[0]!.metrics).toHaveLength(1);
    expect(sectionsOf([metric('lr')], 'loss')).toEqual([]);
  });
});

test('an axis is step, time, or what never falls; the machine knows no steps', () => {
  const choices = axisChoices([
    metric('epoch', { rising: true }),
    metric('loss'),
    metric('_step', { rising: true }),
  ]);
  expect(choices.map(({ key }) => key)).toEqual(['_step', '_runtime', '_timestamp', 'epoch']);
  expect(axisOf(choices[0]!, 'events').key).toBe('_runtime');
  expect(axisOf(choices[2]!, 'events').key).toBe('_timestamp');
  expect(axisOf(choices[3]!, 'history').key).toBe('epoch');
});

test('a view that was remembered otherwise is the first one', () => {
  const view = { x: 'epoch', isLog: true, smoothing: 0.5, closed: ['media '] };
  expect(parseChartsView(view)).toEqual(view);
  expect(parseChartsView({ ...view, smoothing: 2 })).toEqual({
    x: '_step',
    isLog: false,
    smoothing: 0,
    closed: [],
  });
});

describe('values by key', () => {
  test('are flat, in order, exact and told apart', () => {
    const object = {
      b10: 1,
      b9: 'adam',
      model: { layers: [64, 32], empty: {}, name: '7' },
      image: { _type: 'image-file', path: 'media/a.png' },
      none: null,
      big: 9007199254740993n as unknown as number,
      nothing: '',
    };
    expect(flattened(object)).toEqual([
      { key: 'b9', value: 'adam' },
      { key: 'b10', value: '1' },
      { key: 'big', value: '9007199254740993' },
      { key: 'image', value: '{"_type": "image-file", "path": "media/a.png"}' },
      { key: 'model.empty', value: '{}' },
      { key: 'model.layers', value: '[64, 32]' },
      { key: 'model.name', value: '"7"' },
      { key: 'none', value: 'null' },
      { key: 'nothing', value: '""' },
    ]);
  });

  test('may have any key, and any length', () => {
    const object = JSON.parse('{"__proto__": {"constructor": 1}, "</script>": true}');
    expect(
      flattened(object)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['</script>', '__proto__.constructor']);
    expect(flattened({ long: 'x'.repeat(50_000) })[0]!.value).toHaveLength(10_001);
  });

  test('are found by key and by value', () => {
    const lines = flattened({ optimizer: 'Adam', lr: 0.1 });
    expect(matching(lines, 'ADAM').map(({ key }) => key)).toEqual(['optimizer']);
    expect(matching(lines, 'lr').map(({ key }) => key)).toEqual(['lr']);
  });
});

test('a command is as it was typed', () => {
  expect(commandLine(['python', 'train.py', '--name', "it's a run", ''])).toBe(
    `python train.py --name 'it'\\''s a run' ''`,
  );
});

test('colours of terminals can be read on their surface', () => {
  for (const surface of ['#1f1f1f', '#ffffff', '#000000']) {
    for (const color of ['rgb(205, 49, 49)', '#949800', 'rgb(36 114 200)', '#000000', '#e5e5e5']) {
      const made = parseColor(readable(color, surface))!;
      expect(contrast(made, parseColor(surface)!)).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(readable('#e5e510', '#1f1f1f')).toBe('rgb(229, 229, 16)');
  expect(readable('no colour', '#1f1f1f')).toBe('no colour');
});
