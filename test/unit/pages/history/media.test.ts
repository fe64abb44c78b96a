import { expect, test } from 'vitest';
import { HistoryColumns } from '../../../../src/pages/history/HistoryColumns.ts';
import { mediaOf } from '../../../../src/pages/history/media.ts';
import { FakeRun } from './fakeRun.ts';

const picture = (step: number, more: object = {}) => ({
  _type: 'image-file',
  path: `media/images/x_${String(step)}.png`,
  sha256: 'f'.repeat(64),
  size: 100,
  format: 'png',
  ...more,
});

const ask = (run: FakeRun, metric: string, start = 0, count = 10) =>
  mediaOf(new HistoryColumns(run.store()), run.detail, { metric, start, count });

test('files come by step, with what is said of them', async () => {
  const run = new FakeRun([
    { _step: 0, x: picture(0, { caption: 'a digit', width: 28, height: 14 }), loss: 1 },
    { _step: 1, loss: 1 },
    { _step: 2, x: 'none' },
    { _step: 3, x: picture(3, { caption: '', width: 'wide', height: -1 }) },
    { x: picture(4) },
    { _step: 9, x: { _type: 'histogram', path: 'p' } },
  ]);
  expect(await ask(run, 'x')).toEqual({
    total: 3,
    steps: [
      {
        step: 0,
        type: 'image-file',
        files: [{ path: 'media/images/x_0.png', caption: 'a digit', width: 28, height: 14 }],
      },
      { step: 3, type: 'image-file', files: [{ path: 'media/images/x_3.png' }] },
      { step: 4, type: 'image-file', files: [{ path: 'media/images/x_4.png' }] },
    ],
  });
  expect(await ask(run, 'loss')).toEqual({ total: 0, steps: [] });
});

test.each([
  [
    'pictures beside each other',
    {
      _type: 'images/separated',
      width: 28,
      height: 28,
      format: 'png',
      count: 3,
      filenames: ['media/images/a.png', 'media/images/b.png', 7],
      captions: ['one', null, 'three'],
    },
    [
      { path: 'media/images/a.png', caption: 'one', width: 28, height: 28 },
      { path: 'media/images/b.png', width: 28, height: 28 },
    ],
  ],
  [
    'sounds',
    {
      _type: 'audio',
      count: 2,
      audio: [
        { _type: 'audio-file', path: 'media/audio/a.wav', caption: 'own' },
        { path: 'media/audio/b.wav' },
      ],
      captions: ['of all', 'second'],
      sampleRates: [44100, 44100],
    },
    [
      { path: 'media/audio/a.wav', caption: 'own' },
      { path: 'media/audio/b.wav', caption: 'second' },
    ],
  ],
  ['films', { _type: 'videos', videos: [{ path: 'v.mp4', width: 4 }] }, [{ path: 'v.mp4', width: 4 }]],
  ['a table', { _type: 'table-file', path: 'media/table/t.table.json', ncols: 2 }, [{ path: 'media/table/t.table.json' }]], // prettier-ignore
  ['nothing', { _type: 'images/separated', filenames: 'no list', captions: false }, []],
])('a value of %s', async (_, value, files) => {
  const run = new FakeRun([{ _step: 5, train: { x: value } }]);
  const { steps } = await ask(run, 'train.x');
  expect(steps.map(step => step.files)).toEqual([files]);
});

test('of ten thousand steps, far apart, any few come', async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => ({
    _step: i,
    ...(i % 5 === 0 && { x: picture(i) }),
  }));
  const run = new FakeRun(rows);
  const columns = new HistoryColumns(run.store());
  const all = await mediaOf(columns, run.detail, { metric: 'x', start: 0, count: 1_000_000 });
  expect(all.total).toBe(10_000);
  expect(all.steps.map(({ step }) => step)).toEqual(Array.from({ length: 1000 }, (_, i) => i * 5));
  const reads = run.reads;
  const last = await mediaOf(columns, run.detail, { metric: 'x', start: 9_998, count: 50 });
  expect(last.steps.map(({ step, files }) => [step, files[0]!.path])).toEqual([
    [49_990, 'media/images/x_49990.png'],
    [49_995, 'media/images/x_49995.png'],
  ]);
  expect(run.reads).toBe(reads + 1);
  for (const [start, count, expected] of [[-5, 1, [0]], [3, -1, []], [20_000, 5, []]] as const) // prettier-ignore
    expect((await mediaOf(columns, run.detail, { metric: 'x', start, count })).steps.map(({ step }) => step)).toEqual(expected); // prettier-ignore
});

test('a line that was written anew meanwhile is left out', async () => {
  const run = new FakeRun([
    { _step: 0, x: picture(0) },
    { _step: 1, x: picture(1) },
  ]);
  run.onRead = () => {
    if (run.reads > 1) run.streams.history[0] = '{"_step":0}';
  };
  expect((await ask(run, 'x')).steps.map(({ step }) => step)).toEqual([1]);
});
