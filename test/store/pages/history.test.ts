/** What pages read of runs in a real store, while another connection to it writes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { logLines } from '../../../src/pages/history/consoleLines.ts';
import { HistoryColumns } from '../../../src/pages/history/HistoryColumns.ts';
import { linesAt, spread } from '../../../src/pages/history/lines.ts';
import { mediaOf } from '../../../src/pages/history/media.ts';
import { MetricIndex } from '../../../src/pages/history/MetricIndex.ts';
import { metricsOf } from '../../../src/pages/history/metrics.ts';
import { seriesOfRun } from '../../../src/pages/history/series.ts';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitRunFile, temporaryFolder } from '../../support/storeKit.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: LocalStore;
/** As another process has it. */
let writer: LocalStore;
let id: RunId;
let columns: HistoryColumns;
let index: MetricIndex;

beforeEach(async () => {
  folder = temporaryFolder();
  store = openLocalStore(folder.path);
  writer = openLocalStore(folder.path);
  ({ id } = await writer.beginRun({ project: 'digits', jobType: 'train' }));
  columns = new HistoryColumns(store);
  index = new MetricIndex(store);
});
afterEach(async () => {
  await store.close();
  await writer.close();
  folder.remove();
});

const log = (offset: number, ...rows: readonly object[]) =>
  writer.writeRunLines(id, 'history', { offset, lines: rows.map(row => JSON.stringify(row)) });

async function losses(): Promise<readonly number[]> {
  const request = { stream: 'history', metrics: ['loss'], x: '_step', points: 10_000 } as const;
  const { series } = await seriesOfRun(columns, await store.run(id), request);
  return series[0]!.y;
}

async function countOf(name: string): Promise<number | undefined> {
  const { metrics } = await metricsOf(index, await store.run(id), { stream: 'history', complete: true });
  return metrics.find(metric => metric.name === name)?.count;
}

const rows = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ _step: first + i, loss: first + i }));

test('a run that goes on is gone on from', async () => {
  expect([await losses(), await countOf('loss')]).toEqual([[], undefined]);
  await log(0, ...rows(0, 5000));
  expect([(await losses()).length, await countOf('loss')]).toEqual([5000, 5000]);
  await log(5000, ...rows(5000, 100));
  // A client that sends again what it sent.
  await log(5050, ...rows(5050, 50));
  const found = await losses();
  expect([found.length, found.at(-1), await countOf('loss')]).toEqual([5100, 5099, 5100]);
});

test('a history that another process rewrote is read anew', async () => {
  await log(0, ...rows(0, 100));
  expect([(await losses())[50], await countOf('loss')]).toEqual([50, 100]);
  await log(50, { _step: 50, loss: -1 });
  expect([(await losses())[50], await countOf('loss')]).toEqual([-1, 100]);
  await log(10, { _step: 10, acc: 1 });
  await log(100, ...rows(100, 1));
  expect([(await losses()).length, await countOf('loss'), await countOf('acc')]).toEqual([100, 100, 1]);
});

test('a gap that is filled is read', async () => {
  await log(2, ...rows(2, 1));
  expect(await losses()).toEqual([2]);
  await log(0, ...rows(0, 2));
  expect([await losses(), await countOf('loss')]).toEqual([[0, 1, 2], 3]);
});

test('files of a metric are those that the run has', async () => {
  const name = 'media/images/digit_0_abc.png';
  await commitRunFile(writer, id, name, 'pixels', 'image/png');
  await log(0, { _step: 0, digit: { _type: 'image-file', path: name, width: 1, height: 1 } }, ...rows(1, 2));
  const { total, steps } = await mediaOf(columns, await store.run(id), {
    metric: 'digit',
    start: 0,
    count: 5,
  });
  expect([total, steps[0]?.step]).toEqual([1, 0]);
  const paths = steps.flatMap(({ files }) => files.map(({ path }) => path));
  expect((await store.findRunFiles(id, paths)).map(file => file.name)).toEqual([name]);
});

test('output is read from its end', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${String(i)}`);
  await writer.writeRunLines(id, 'console', { offset: 0, lines });
  const answer = await logLines(store, await store.run(id), { start: 0, end: 20_000 });
  expect([answer.total, answer.lines.length]).toEqual([20_000, 10_000]);
  const end = await logLines(store, await store.run(id), { start: 19_999, end: 30_000 });
  expect(end.lines).toEqual([{ number: 19_999, text: 'line 19999' }]);
});

test('a run that was deleted cannot be read', async () => {
  await log(0, ...rows(0, 10));
  const run = await store.run(id);
  await losses();
  await writer.deleteRun(id);
  const request = { stream: 'history', metrics: ['other'], x: '_step', points: 10 } as const;
  await expect(seriesOfRun(columns, run, request)).rejects.toMatchObject({ code: 'run-not-found' });
});

test('few lines of a long run are those that it has, wherever they lie', async () => {
  await log(0, ...rows(0, 3000));
  await log(3500, ...rows(3500, 1500));
  for (const numbers of [spread(5000, 40), [3, 4, 90, 3200, 3500], [0], []]) {
    const expected = numbers.filter(number => number < 3000 || number >= 3500);
    const found = await linesAt(store, id, 'history', numbers);
    expect(found.map(({ number }) => number)).toEqual(expected);
    expect(found.map(({ line }) => (JSON.parse(line) as { readonly _step: number })._step)).toEqual(expected);
  }
  await writer.deleteRun(id);
  await expect(linesAt(store, id, 'history', spread(5000, 40))).rejects.toMatchObject({
    code: 'run-not-found',
  });
});
