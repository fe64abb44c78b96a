import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { RunId } from '../../../../src/core/ids.ts';
import { AmphoraError } from '../../../../src/core/errors.ts';
import type { RunDetail } from '../../../../src/core/run.ts';
import { historyAnswers } from '../../../../src/pages/history/answers.ts';
import { RunHistory } from '../../../../src/pages/history/RunHistory.ts';
import { runContract } from '../../../../src/protocol/pages/run.ts';
import { FakeRun } from './fakeRun.ts';

const { signal } = new AbortController();

const run = new FakeRun([
  {
    _step: 0,
    loss: 1,
    __proto: 1,
    x: { _type: 'image-file', path: '../../etc/passwd', width: 1.5, height: 2 },
  },
  '{"_step":1,"loss":NaN,"__proto__":2,"\\u0000":3}',
  { _step: 2, ['n'.repeat(5000)]: 1, loss: 2 },
  'no row',
]);
run.summary = { only: 1 };
run.streams.console.push('{"content":"a","level":"error","ts":"2026-11-26T12:00:00"}', 'b', '');

/** As a store tells of it to whoever may see it. */
const seen = { run: () => Promise.resolve(run.detail as unknown as RunDetail) };
const answers = () => historyAnswers(seen, new RunHistory(run.store()));
const { requests } = runContract;
const { id } = run;

test('answers are what the page’s contract says', async () => {
  const { getMetrics, getSeries, getMedia, getLog } = answers();
  for (const quick of [true, false]) {
    const told = v.parse(
      requests.getMetrics.result,
      await getMetrics({ id, stream: 'history', quick }, signal),
    );
    expect(told.complete).toBe(!quick);
    const names = ['\u0000', '__proto', '__proto__', '_step', 'loss', ...(quick ? ['only'] : []), 'x'];
    expect(told.metrics.map(({ name }) => name)).toEqual(names);
    expect(told.metrics.at(-1)).toMatchObject({ kind: 'media', mediaType: 'image-file' });
  }
  const asked = { id, stream: 'history', metrics: ['loss', '__proto__'], x: '_step', points: 10 } as const;
  const request = v.parse(requests.getSeries.params, asked);
  expect(v.parse(requests.getSeries.result, await getSeries(request, signal))).toEqual({
    sketch: false,
    series: [
      { metric: 'loss', x: [0, 2], y: [1, 2], total: 2, raw: true, notFinite: 1 },
      { metric: '__proto__', x: [1], y: [2], total: 1, raw: true, notFinite: 0 },
    ],
  });
  const media = await getMedia({ id, metric: 'x', from: 0, count: 1000 }, signal);
  expect(v.parse(requests.getMedia.result, media)).toEqual({
    total: 1,
    steps: [{ step: 0, files: [{ path: '../../etc/passwd', height: 2 }] }],
  });
  expect(v.parse(requests.getLog.result, await getLog({ id, from: 0, count: 2 }, signal))).toEqual({
    total: 3,
    lines: [
      { text: 'a', isError: true, time: '2026-11-26T12:00:00.000Z' },
      { text: 'b', isError: false },
    ],
  });
});

test('of a run that one may not see nothing is read', async () => {
  const refused = new AmphoraError('run-not-found', { run: 'r1' });
  const { getMetrics, getSeries, getMedia, getLog } = historyAnswers(
    { run: () => Promise.reject(refused) },
    new RunHistory(run.store()),
  );
  const before = run.reads;
  const other = 'r1' as RunId;
  for (const asked of [
    () => getMetrics({ id: other, stream: 'history', quick: true }, signal),
    () => getSeries({ id: other, stream: 'history', metrics: ['loss'], x: '_step', points: 10 }, signal),
    () => getMedia({ id: other, metric: 'x', from: 0, count: 1 }, signal),
    () => getLog({ id: other, from: 0, count: 1 }, signal),
  ])
    await expect(asked()).rejects.toBe(refused);
  expect(run.reads).toBe(before);
});
